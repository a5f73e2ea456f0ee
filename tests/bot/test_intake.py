from dataclasses import replace

from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.playground.people import Person
from bot.storage import inbox
from tests.town import Town


def bodies(session: Session) -> list[str | None]:
    return list(session.scalars(text("SELECT body FROM inbox")))


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


def test_the_chat_key_is_the_chat_or_else_the_person() -> None:
    tap = {"update_id": 1, "callback_query": {"from": {"id": 5}, "message": {"chat": {"id": -9}}}}
    inline = {"update_id": 2, "callback_query": {"from": {"id": 5}}}
    assert [inbox.chat_key(tap), inbox.chat_key(inline), inbox.chat_key({"update_id": 3})] == [
        -9,
        5,
        0,
    ]
