import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from telegram.error import NetworkError

from bot.intake.workers import AT_ONCE
from bot.playground.people import Person
from bot.storage import inbox
from knowledge.content.base import Base
from knowledge.matching import FaqIndex
from tests.town import NOON, Leisure, Town


@pytest.fixture
async def town(either: str, library: tuple[Base, FaqIndex]) -> AsyncIterator[Town]:
    """The town on each of the databases."""
    town = Town(either)
    await town.open(*library)
    yield town
    await town.close()
    assert town.telegram.complaints == []
    assert town.parked == []


def bodies(session: Session) -> list[str | None]:
    return list(session.scalars(text("SELECT body FROM inbox ORDER BY seq")))


def states(session: Session) -> list[str]:
    return list(session.scalars(text("SELECT state FROM inbox ORDER BY seq")))


async def test_an_update_offered_twice_is_stored_once(town: Town) -> None:
    raw = {"update_id": 5, "message": {"chat": {"id": 9}}}
    assert await town.db.run(inbox.ingest, [raw, raw], town.clock()) == 1
    assert await town.db.run(inbox.ingest, [raw], town.clock()) == 0


async def test_lower_ids_after_a_quiet_week_are_still_new(town: Town) -> None:
    for number in (900_000, 17):
        assert await town.db.run(inbox.ingest, [{"update_id": number}], town.clock()) == 1


async def test_the_text_is_gone_once_handled(town: Town, resident: Person) -> None:
    await town.say(resident, "hello")
    assert await town.db.run(bodies) == [None]


async def test_one_chat_keeps_its_order_and_others_do_not_wait_for_it(town: Town) -> None:
    raws = [
        {"update_id": number, "message": {"chat": {"id": chat}}}
        for number, chat in ((1, 7), (2, 7), (3, 8))
    ]
    await town.db.run(inbox.ingest, raws, town.clock())
    first = await town.db.run(inbox.lease, 10, town.clock())
    assert [waiting.update_id for waiting in first] == [1, 3]
    assert await town.db.run(inbox.lease, 10, town.clock()) == []
    await town.db.run(inbox.done, first[0].seq)
    assert [w.update_id for w in await town.db.run(inbox.lease, 10, town.clock())] == [2]


async def test_what_a_dead_worker_held_is_handled_again(town: Town) -> None:
    await town.db.run(inbox.ingest, [{"update_id": 1}], town.clock())
    await town.db.run(inbox.lease, 10, town.clock())
    assert await town.db.run(inbox.release, town.clock()) == 0
    town.clock.passes(seconds=61)
    assert await town.db.run(inbox.release, town.clock()) == 1


async def test_a_poison_update_is_parked_without_text_and_stops_nobody(
    town: Town, resident: Person
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
    town: Town, resident: Person
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
    assert [message.text.count("KW-3.1") for message in resident.unread()] == [1]


async def test_a_flood_is_waited_out_for_as_long_as_telegram_says(
    town: Town, resident: Person
) -> None:
    town.telegram.network.flood(retry_after=30, method="sendMessage")
    assert await town.say(resident, "KW-3") == []
    town.clock.passes(seconds=29)
    await town.workers.drain()
    assert resident.unread() == []
    town.clock.passes(seconds=2)
    await town.workers.drain()
    assert len(resident.unread()) == 1


async def test_a_replay_counts_nothing_twice(town: Town, resident: Person) -> None:
    town.telegram.network.fail(500, times=1, method="sendMessage")
    await town.say(resident, "what is 287g")
    town.clock.passes(seconds=3)
    await town.workers.drain()
    assert len(resident.unread()) == 1
    counted = await town.db.run(lambda s: s.scalar(text("SELECT count(*) FROM questions")))
    assert counted == 1


async def later(town: Town, **spans: float) -> None:
    """Let the bot handle everything again after a while."""
    town.clock.passes(**spans)
    await town.workers.drain()


@pytest.mark.parametrize("words", ["KW-3", "/start", "/topics"])
async def test_a_reply_whose_answer_was_lost_is_not_said_twice(
    town: Town, resident: Person, words: str
) -> None:
    town.telegram.network.lose_answer(method="sendMessage")
    await town.say(resident, words)
    await later(town, minutes=1)
    assert len(resident.chat.from_bot) == 1
    assert await town.db.run(states) == ["done"]


async def test_a_reply_that_never_left_is_said_once(town: Town, resident: Person) -> None:
    town.telegram.network.lose_request(method="sendMessage", times=2)
    await town.say(resident, "KW-3")
    await later(town, minutes=1)
    await later(town, minutes=1)
    assert len(resident.chat.from_bot) == 1


@pytest.mark.parametrize("method", ["answerCallbackQuery", "editMessageText"])
async def test_a_tap_whose_lost_answer_was_no_new_message_is_served_all_the_same(
    town: Town, resident: Person, method: str
) -> None:
    await town.say(resident, "/topics")
    shown = resident.last
    before = shown.text
    town.telegram.network.lose_answer(method=method)
    resident.taps(shown.labels[0])
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
        self.chats = chats

    def reply_pause(self, chat: int) -> float:
        return 30.0 if chat in self.chats else 0.0


async def test_a_chat_that_waits_for_its_own_budget_holds_no_worker(
    town: Town, resident: Person
) -> None:
    crowd = [town.resident(f"P{number}", "en") for number in range(AT_ONCE * 2)]
    budget = Crowded(*(person.id for person in crowd))
    town.workers._budget = budget
    for person in crowd:
        person.says("KW-3")
        person.says("KW-1")
    [_] = await town.say(resident, "KW-3")
    assert [person.unread() for person in crowd] == [[] for _ in crowd]
    budget.chats = ()
    await later(town, seconds=31)
    for person in crowd:  # none lost, none out of order, no try counted
        assert [("KW-3" in m.text, "KW-1" in m.text) for m in person.unread()] == [
            (True, False),
            (False, True),
        ]
    tries = await town.db.run(lambda s: s.scalar(text("SELECT max(tries) FROM inbox")))
    assert tries == 0


async def test_someone_who_blocked_the_bot_is_owed_no_reply(town: Town, resident: Person) -> None:
    resident.says("KW-3")
    await town.fetch()
    resident.blocks()
    await town.settle()
    assert await town.db.run(states) == ["done", "done"]


async def test_a_fault_of_ours_is_tried_three_times_then_told(
    town: Town, resident: Person
) -> None:
    broken = replace(town.services.library.base.entries["KW-3"], wordings={})
    entries = {**town.services.library.base.entries, "KW-3": broken}
    town.services.library.base = replace(town.services.library.base, entries=entries)
    resident.says("KW-3")
    await town.fetch()
    for _ in range(3):
        await town.workers.drain()
        town.clock.passes(minutes=1)
    [(_, fault)] = town.parked
    assert fault == "RuntimeError"
    assert resident.last.text.startswith("Something went wrong on my side")
    assert len(resident.unread()) == 1
    town.parked.clear()


async def test_old_updates_are_pruned_only_after_telegram_has_let_them_go(
    town: Town, resident: Person
) -> None:
    await town.say(resident, "hello")
    town.clock.passes(hours=48)
    await town.db.run(inbox.prune, town.clock())
    assert await town.db.run(states) == ["done"]
    town.clock.passes(hours=25)
    await town.db.run(inbox.prune, town.clock())
    assert await town.db.run(states) == []


BIG = 2**63


def said(number: int, words: str, chat: int = 50, **rest: Any) -> dict[str, Any]:
    """An update as Telegram gives it: a person writes in private."""
    person = {"id": chat, "is_bot": False, "first_name": "P"}
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": int(NOON.timestamp()),
            "chat": {"id": chat, "type": "private", "first_name": "P"},
            "from": person,
            "text": words,
            **rest,
        },
    }


@pytest.mark.parametrize("words", ["what is \ud83d 287g", "what is \x00 287g", "\udc00\ud800"])
async def test_signs_that_no_column_holds_are_stored_and_answered(town: Town, words: str) -> None:
    town.telegram.resident("P", "en", id=50).says("/start")
    await town.settle()
    before = len(town.telegram.calls_of("sendMessage"))
    assert await town.db.run(inbox.ingest, [said(1, words)], town.clock()) == 1
    await town.workers.drain()
    assert (await town.db.run(states))[-1] == "done"
    assert len(town.telegram.calls_of("sendMessage")) == before + 1


@pytest.mark.parametrize("chat", [BIG, -BIG - 1, 10**40])
async def test_an_update_that_no_column_holds_is_parked_and_the_rest_of_its_batch_is_answered(
    town: Town, resident: Person, chat: int
) -> None:
    raws = [said(1, "secret", chat), said(2, "KW-3", resident.id), said(3, "secret", chat)]
    assert await town.db.run(inbox.ingest, raws, town.clock()) == 3
    assert await town.db.run(states) == ["dead", "new", "dead"]
    resident.chat.is_started = True
    await town.workers.drain()
    assert "KW-3.1" in resident.last.text
    assert await town.db.run(bodies) == [None, None, None]
    assert await town.db.run(inbox.ingest, raws, town.clock()) == 0


async def test_a_row_that_the_driver_itself_refuses_is_parked_alone(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "is_number", lambda _value: True)
    raws = [said(1, "one"), said(2, "secret", BIG), said(3, "three")]
    polling = town.polling()
    assert await polling._store(raws) == 4
    assert await town.db.run(states) == ["new", "dead", "new"]
    faults = await town.db.run(
        lambda s: list(s.scalars(text("SELECT fault FROM inbox ORDER BY seq")))
    )
    assert faults[1].startswith("unstorable: ")


async def test_nesting_without_end_is_parked(town: Town) -> None:
    deep: dict[str, Any] = {}
    for _ in range(100_000):
        deep = {"a": deep}
    assert await town.db.run(inbox.ingest, [said(1, "x", **deep)], town.clock()) == 1
    assert await town.db.run(states) == ["dead"]


ODD = {
    "a hidden forwarder without a name": {"forward_origin": {"type": "hidden_user", "date": 1}},
    "an outside reply to an empty story": {
        "external_reply": {"origin": {"type": "hidden_user", "date": 1}, "story": {}}
    },
    "a quote without text": {"quote": {}},
    "entities that are none": {"entities": [{"type": "bold"}, 7]},
    "a link preview of the wrong shape": {"link_preview_options": [1]},
    "an answered message without a date": {"reply_to_message": {"message_id": 4}},
    "a bot that sent it on": {"via_bot": {"id": "?"}},
    "no date": {"date": None},
}


@pytest.mark.parametrize("rest", ODD.values(), ids=ODD)
async def test_an_odd_part_does_not_cost_the_question(
    town: Town, resident: Person, rest: dict[str, Any]
) -> None:
    resident.chat.is_started = True
    await town.db.run(inbox.ingest, [said(1, "KW-3", resident.id, **rest)], town.clock())
    await town.workers.drain()
    assert "KW-3.1" in resident.last.text


async def test_a_tap_is_read_even_when_its_message_has_an_odd_part(
    town: Town, resident: Person
) -> None:
    await town.say(resident, "KW-1")
    message = resident.last
    raw = {
        "update_id": 9,
        "callback_query": {
            "id": "1",
            "from": {"id": resident.id, "is_bot": False, "first_name": "R"},
            "chat_instance": "1",
            "data": "rate:no:KW-1.1",
            "message": said(message.id, message.text, resident.id, forward_origin={})["message"],
        },
    }
    await town.db.run(inbox.ingest, [raw], town.clock())
    await town.workers.drain()
    assert town.text("ask-why") in [said.text for said in resident.unread()]
    town.telegram.complaints.clear()  # of a tap that never was


async def test_a_fault_of_the_librarys_own_counts_like_one_of_a_handler(
    town: Town, resident: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(_update: object) -> None:
        raise RuntimeError("zanzibarqux")

    monkeypatch.setattr(town.application, "process_update", breaks)
    await town.db.run(inbox.ingest, [said(1, "KW-3", resident.id)], town.clock())
    for _ in range(3):
        await town.workers.drain()
        town.clock.passes(minutes=1)
    assert await town.db.run(states) == ["dead"]
    assert [fault for _, fault in town.parked] == ["RuntimeError"]
    town.parked.clear()


async def test_what_cannot_be_settled_is_parked_and_not_answered_again(
    town: Town, resident: Person
) -> None:
    resident.chat.is_started = True
    odd = said(1, "KW-3", resident.id, message_id=BIG)
    await town.db.run(inbox.ingest, [odd], town.clock())
    for _ in range(4):
        await town.workers.drain()
        town.clock.passes(minutes=2)
    assert await town.db.run(states) == ["dead"]
    assert len(town.parked) == 1
    town.parked.clear()


async def test_a_fault_before_the_handlers_parks_at_once(
    town: Town, resident: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_update: object) -> bool:
        raise TypeError("zanzibarqux")

    monkeypatch.setattr(town.workers, "_is_stale", breaks)
    await town.db.run(inbox.ingest, [said(1, "KW-3", resident.id)], town.clock())
    await town.workers.drain()
    assert await town.db.run(states) == ["dead"]
    assert [fault for _, fault in town.parked] == ["unsettled: TypeError"]
    town.parked.clear()


async def test_an_update_in_whose_hands_processes_die_is_parked_after_ten(town: Town) -> None:
    await town.db.run(inbox.ingest, [said(1, "x"), said(2, "y", 51)], town.clock())
    for deaths in range(1, 11):
        leased = await town.db.run(inbox.lease, 1, town.clock())
        assert [waiting.update_id for waiting in leased] == [1]
        await town.db.run(inbox.release, town.clock(), everything=True)
        assert (await town.db.run(states))[0] == ("dead" if deaths == 10 else "new")
    assert await town.db.run(bodies) == [None, json.dumps(said(2, "y", 51))]


async def test_an_update_that_waits_for_telegram_is_never_taken_for_a_killer(town: Town) -> None:
    await town.db.run(inbox.ingest, [said(1, "x")], town.clock())
    for _ in range(30):
        [waiting] = await town.db.run(inbox.lease, 1, town.clock())
        await town.db.run(inbox.wait, waiting.seq, town.clock())
        [again] = await town.db.run(inbox.lease, 1, town.clock())
        assert again.seq == waiting.seq
        await town.db.run(inbox.release, town.clock(), everything=True)
    assert await town.db.run(states) == ["new"]


async def test_what_only_looks_like_an_outage_is_tried_three_times(
    town: Town, resident: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def cannot(*_: Any, **__: Any) -> None:
        raise NetworkError("Unknown error in HTTP implementation") from ValueError("no text")

    monkeypatch.setattr(town.application, "process_update", cannot)
    await town.db.run(inbox.ingest, [said(1, "KW-3", resident.id)], town.clock())
    for _ in range(3):
        await town.workers.drain()
        town.clock.passes(minutes=1)
    assert await town.db.run(states) == ["dead"]
    town.parked.clear()


async def test_an_outage_without_end_parks_what_waited_for_three_days(
    town: Town, resident: Person
) -> None:
    resident.says("KW-3")
    await town.fetch()
    town.telegram.network.fail(502, times=None, method="sendMessage")
    for hours in (0, 70, 1):
        town.clock.passes(hours=hours)
        await town.workers.drain()
        assert await town.db.run(states) == ["new"]
    town.clock.passes(hours=2)
    for _ in range(3):
        await town.workers.drain()
        town.clock.passes(minutes=1)
    assert await town.db.run(states) == ["dead"]
    town.parked.clear()


async def test_what_is_in_hand_is_not_given_to_another(town: Town) -> None:
    await town.db.run(inbox.ingest, [said(1, "x")], town.clock())
    [waiting] = await town.db.run(inbox.lease, 1, town.clock())
    town.clock.passes(seconds=61)
    assert await town.db.run(inbox.release, town.clock(), in_hand=[waiting.seq]) == 0
    town.clock.passes(seconds=50)
    assert await town.db.run(inbox.release, town.clock()) == 0
    town.clock.passes(seconds=11)
    assert await town.db.run(inbox.release, town.clock()) == 1


async def test_a_clock_that_was_ahead_blocks_no_chat(town: Town) -> None:
    await town.db.run(inbox.ingest, [said(1, "x")], town.clock())
    [waiting] = await town.db.run(inbox.lease, 1, town.clock())
    town.clock.passes(days=1)
    await town.db.run(inbox.wait, waiting.seq, town.clock() + timedelta(seconds=2))
    town.clock.passes(days=-1)
    assert len(await town.db.run(inbox.lease, 1, town.clock())) == 1


def test_the_chat_key_is_the_chat_or_else_the_person() -> None:
    tap = {"update_id": 1, "callback_query": {"from": {"id": 5}, "message": {"chat": {"id": -9}}}}
    inline = {"update_id": 2, "callback_query": {"from": {"id": 5}}}
    assert [inbox.chat_key(tap), inbox.chat_key(inline), inbox.chat_key({"update_id": 3})] == [
        -9,
        5,
        0,
    ]


def gathered(thing: object, number: int) -> list[str]:
    """Return the names of a library object's own collections that hold a number."""
    own = [
        f"_{kind.__name__}{name}" if name.startswith("__") else name
        for kind in type(thing).__mro__
        for name in getattr(kind, "__slots__", ())
    ]
    values = {name: getattr(thing, name, None) for name in [*own, *getattr(thing, "__dict__", ())]}
    return [
        name
        for name, one in values.items()
        if isinstance(one, set | dict | list) and number in one
    ]


async def test_the_library_gathers_nobodys_id(town: Town, resident: Person) -> None:
    neighbour = town.resident("Nadia")
    group = town.telegram.group("Neighbours", [neighbour])
    await town.say(resident, "KW-1")
    await town.tap(resident, "Helpful")
    await town.say(neighbour, "/privacy", chat=group)
    for number in (resident.id, neighbour.id, group.chat.id):
        assert gathered(town.application, number) == []
    town.application.mark_data_for_update_persistence(chat_ids=resident.id)  # it would be seen
    assert gathered(town.application, resident.id) != []
