from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.intake.update_workers import MAX_CONCURRENT_UPDATES
from bot.playground.simulator.people import SimulatedUser
from bot.storage.intake import inbox
from tests.bot.intake.rows import bodies, states
from tests.town import Leisure, Town


async def test_a_poison_update_is_parked_without_text_and_stops_nobody(
    town: Town, resident: SimulatedUser
) -> None:
    town.telegram.raw_update(
        {"message": {"message_id": 1, "date": "soon", "chat": {"id": 66}, "text": "secret"}}
    )
    [hello] = await town.say(resident, "KW-3")
    assert "KW-3.1" in hello.text
    assert await town.db.run(states) == ["dead", "done"]
    assert await town.db.run(bodies) == [None, None]
    [(_, fault)] = town.parked
    assert fault.startswith("unreadable")
    town.parked.clear()


async def test_while_telegram_is_away_a_reply_waits_and_no_try_is_counted(
    town: Town, resident: SimulatedUser
) -> None:
    resident.says("KW-3")
    await town.fetch()
    town.telegram.network.fail(502, times=None, method="sendMessage")
    for _ in range(5):
        await town.workers.drain()
        town.clock.passes(seconds=3)
    assert await town.db.run(states) == ["new"]
    town.telegram.network.heal()
    await town.workers.drain()
    assert [message.text.count("KW-3.1") for message in resident.take_unread()] == [1]


async def test_a_flood_is_waited_out_for_as_long_as_telegram_says(
    town: Town, resident: SimulatedUser
) -> None:
    town.telegram.network.flood(retry_after=30, method="sendMessage")
    assert await town.say(resident, "KW-3") == []
    town.clock.passes(seconds=29)
    await town.workers.drain()
    assert resident.take_unread() == []
    town.clock.passes(seconds=2)
    await town.workers.drain()
    assert len(resident.take_unread()) == 1


async def test_a_replay_counts_nothing_twice(town: Town, resident: SimulatedUser) -> None:
    town.telegram.network.fail(500, times=1, method="sendMessage")
    await town.say(resident, "what is 287g")
    town.clock.passes(seconds=3)
    await town.workers.drain()
    assert len(resident.take_unread()) == 1
    counted = await town.db.run(lambda s: s.scalar(text("SELECT count(*) FROM questions")))
    assert counted == 1


async def later(town: Town, **spans: float) -> None:
    """Let the bot handle everything again after a while."""
    town.clock.passes(**spans)
    await town.workers.drain()


@pytest.mark.parametrize("words", ["KW-3", "/start", "/topics"])
async def test_a_reply_whose_answer_was_lost_is_not_said_twice(
    town: Town, resident: SimulatedUser, words: str
) -> None:
    town.telegram.network.lose_answer(method="sendMessage")
    await town.say(resident, words)
    await later(town, minutes=1)
    assert len(resident.chat.from_bot) == 1
    assert await town.db.run(states) == ["done"]


async def test_a_reply_that_never_left_is_said_once(town: Town, resident: SimulatedUser) -> None:
    town.telegram.network.lose_request(method="sendMessage", times=2)
    await town.say(resident, "KW-3")
    await later(town, minutes=1)
    await later(town, minutes=1)
    assert len(resident.chat.from_bot) == 1


@pytest.mark.parametrize("method", ["answerCallbackQuery", "editMessageText"])
async def test_a_tap_whose_lost_answer_was_no_new_message_is_served_all_the_same(
    town: Town, resident: SimulatedUser, method: str
) -> None:
    await town.say(resident, "/topics")
    shown = resident.last
    before = shown.text
    town.telegram.network.lose_answer(method=method)
    resident.taps(shown.button_labels[0])
    await town.settle()
    await later(town, minutes=1)
    assert shown.text != before
    assert len(resident.chat.from_bot) == 1
    assert await town.db.run(states) == ["done", "done"]
    assert all("answered twice" in complaint for complaint in town.telegram.complaints)
    town.telegram.complaints.clear()  # the tap is answered anew as well: it costs nothing


class Crowded(Leisure):
    """A budget that leaves some chats no reply for half a minute."""

    def __init__(self, *chats: int) -> None:
        super().__init__()
        self.chat_limits = chats

    def reply_wait_seconds(self, chat: int) -> float:
        return 30.0 if chat in self.chat_limits else 0.0


async def test_a_chat_that_waits_for_its_own_budget_holds_no_worker(
    town: Town, resident: SimulatedUser
) -> None:
    crowd = [town.resident(f"P{number}", "en") for number in range(MAX_CONCURRENT_UPDATES * 2)]
    budget = Crowded(*(person.id for person in crowd))
    town.workers._budget = budget
    for person in crowd:
        person.says("KW-3")
        person.says("KW-1")
    [_] = await town.say(resident, "KW-3")
    assert [person.take_unread() for person in crowd] == [[] for _ in crowd]
    budget.chat_limits = ()
    await later(town, seconds=31)
    for person in crowd:  # none lost, none out of order, no try counted
        assert [("KW-3" in m.text, "KW-1" in m.text) for m in person.take_unread()] == [
            (True, False),
            (False, True),
        ]
    tries = await town.db.run(lambda s: s.scalar(text("SELECT max(tries) FROM inbox")))
    assert tries == 0


async def test_someone_who_blocked_the_bot_is_owed_no_reply(
    town: Town, resident: SimulatedUser
) -> None:
    resident.says("KW-3")
    await town.fetch()
    resident.blocks()
    await town.settle()
    assert await town.db.run(states) == ["done", "done"]


async def test_a_fault_of_ours_is_tried_three_times_then_told(
    town: Town, resident: SimulatedUser
) -> None:
    broken = replace(town.services.faq.base.entries["KW-3"], wordings={})
    entries = {**town.services.faq.base.entries, "KW-3": broken}
    town.services.faq.base = replace(town.services.faq.base, entries=entries)
    resident.says("KW-3")
    await town.fetch()
    for _ in range(3):
        await town.workers.drain()
        town.clock.passes(minutes=1)
    [(_, fault)] = town.parked
    assert fault == "RuntimeError"
    assert resident.last.text.startswith("Something went wrong on my side")
    assert len(resident.take_unread()) == 1
    town.parked.clear()


async def test_old_updates_are_pruned_only_after_telegram_has_let_them_go(
    town: Town, resident: SimulatedUser
) -> None:
    await town.say(resident, "hello")
    town.clock.passes(hours=48)
    await town.db.run(inbox.prune_updates, town.clock())
    assert await town.db.run(states) == ["done"]
    town.clock.passes(hours=25)
    await town.db.run(inbox.prune_updates, town.clock())
    assert await town.db.run(states) == []
