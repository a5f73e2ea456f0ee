import json
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import NetworkError

from bot.playground.simulator.people import SimulatedUser
from bot.storage.intake import inbox
from tests.bot.intake.rows import BIG, bodies, said, states
from tests.town import Town


async def test_an_update_offered_twice_is_stored_once(town: Town) -> None:
    raw = {"update_id": 5, "message": {"chat": {"id": 9}}}
    assert await town.db.run(inbox.insert_updates, [raw, raw], town.clock()) == 1
    assert await town.db.run(inbox.insert_updates, [raw], town.clock()) == 0


async def test_lower_ids_after_a_quiet_week_are_still_new(town: Town) -> None:
    for number in (900_000, 17):
        assert await town.db.run(inbox.insert_updates, [{"update_id": number}], town.clock()) == 1


async def test_the_text_is_gone_once_handled(town: Town, resident: SimulatedUser) -> None:
    await town.say(resident, "hello")
    assert await town.db.run(bodies) == [None]


async def test_one_chat_keeps_its_order_and_others_do_not_wait_for_it(town: Town) -> None:
    raws = [
        {"update_id": number, "message": {"chat": {"id": chat}}}
        for number, chat in ((1, 7), (2, 7), (3, 8))
    ]
    await town.db.run(inbox.insert_updates, raws, town.clock())
    first = await town.db.run(inbox.lease_updates, 10, town.clock())
    assert [waiting.update_id for waiting in first] == [1, 3]
    assert await town.db.run(inbox.lease_updates, 10, town.clock()) == []
    await town.db.run(inbox.mark_done, first[0].seq)
    assert [w.update_id for w in await town.db.run(inbox.lease_updates, 10, town.clock())] == [2]


async def test_what_a_dead_worker_held_is_handled_again(town: Town) -> None:
    await town.db.run(inbox.insert_updates, [{"update_id": 1}], town.clock())
    await town.db.run(inbox.lease_updates, 10, town.clock())
    assert await town.db.run(inbox.release_updates, town.clock()) == 0
    town.clock.passes(seconds=61)
    assert await town.db.run(inbox.release_updates, town.clock()) == 1


async def test_a_fault_of_the_librarys_own_counts_like_one_of_a_handler(
    town: Town, resident: SimulatedUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(_update: object) -> None:
        raise RuntimeError("zanzibarqux")

    monkeypatch.setattr(town.application, "process_update", breaks)
    await town.db.run(inbox.insert_updates, [said(1, "KW-3", resident.id)], town.clock())
    for _ in range(3):
        await town.workers.drain()
        town.clock.passes(minutes=1)
    assert await town.db.run(states) == ["dead"]
    assert [fault for _, fault in town.parked] == ["RuntimeError"]
    town.parked.clear()


async def test_what_cannot_be_settled_is_parked_and_not_answered_again(
    town: Town, resident: SimulatedUser
) -> None:
    resident.chat.is_started = True
    odd = said(1, "KW-3", resident.id, message_id=BIG)
    await town.db.run(inbox.insert_updates, [odd], town.clock())
    for _ in range(4):
        await town.workers.drain()
        town.clock.passes(minutes=2)
    assert await town.db.run(states) == ["dead"]
    assert len(town.parked) == 1
    town.parked.clear()


async def test_a_fault_before_the_handlers_parks_at_once(
    town: Town, resident: SimulatedUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_update: object) -> bool:
        raise TypeError("zanzibarqux")

    monkeypatch.setattr(town.workers, "_is_stale", breaks)
    await town.db.run(inbox.insert_updates, [said(1, "KW-3", resident.id)], town.clock())
    await town.workers.drain()
    assert await town.db.run(states) == ["dead"]
    assert [fault for _, fault in town.parked] == ["unsettled: TypeError"]
    town.parked.clear()


async def test_an_update_in_whose_hands_processes_die_is_parked_after_ten(town: Town) -> None:
    await town.db.run(inbox.insert_updates, [said(1, "x"), said(2, "y", 51)], town.clock())
    for deaths in range(1, 11):
        leased = await town.db.run(inbox.lease_updates, 1, town.clock())
        assert [waiting.update_id for waiting in leased] == [1]
        await town.db.run(inbox.release_updates, town.clock(), everything=True)
        assert (await town.db.run(states))[0] == ("dead" if deaths == 10 else "new")
    assert await town.db.run(bodies) == [None, json.dumps(said(2, "y", 51))]


async def test_an_update_that_waits_for_telegram_is_never_taken_for_a_killer(town: Town) -> None:
    await town.db.run(inbox.insert_updates, [said(1, "x")], town.clock())
    for _ in range(30):
        [waiting] = await town.db.run(inbox.lease_updates, 1, town.clock())
        await town.db.run(inbox.defer_update, waiting.seq, town.clock())
        [again] = await town.db.run(inbox.lease_updates, 1, town.clock())
        assert again.seq == waiting.seq
        await town.db.run(inbox.release_updates, town.clock(), everything=True)
    assert await town.db.run(states) == ["new"]


async def test_what_only_looks_like_an_outage_is_tried_three_times(
    town: Town, resident: SimulatedUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def cannot(*_: Any, **__: Any) -> None:
        raise NetworkError("Unknown error in HTTP implementation") from ValueError("no text")

    monkeypatch.setattr(town.application, "process_update", cannot)
    await town.db.run(inbox.insert_updates, [said(1, "KW-3", resident.id)], town.clock())
    for _ in range(3):
        await town.workers.drain()
        town.clock.passes(minutes=1)
    assert await town.db.run(states) == ["dead"]
    town.parked.clear()


async def test_an_outage_without_end_parks_what_waited_for_three_days(
    town: Town, resident: SimulatedUser
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
    await town.db.run(inbox.insert_updates, [said(1, "x")], town.clock())
    [waiting] = await town.db.run(inbox.lease_updates, 1, town.clock())
    town.clock.passes(seconds=61)
    assert await town.db.run(inbox.release_updates, town.clock(), in_hand=[waiting.seq]) == 0
    town.clock.passes(seconds=50)
    assert await town.db.run(inbox.release_updates, town.clock()) == 0
    town.clock.passes(seconds=11)
    assert await town.db.run(inbox.release_updates, town.clock()) == 1


async def test_a_clock_that_was_ahead_blocks_no_chat(town: Town) -> None:
    await town.db.run(inbox.insert_updates, [said(1, "x")], town.clock())
    [waiting] = await town.db.run(inbox.lease_updates, 1, town.clock())
    town.clock.passes(days=1)
    await town.db.run(inbox.defer_update, waiting.seq, town.clock() + timedelta(seconds=2))
    town.clock.passes(days=-1)
    assert len(await town.db.run(inbox.lease_updates, 1, town.clock())) == 1


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


async def test_the_library_gathers_nobodys_id(town: Town, resident: SimulatedUser) -> None:
    neighbour = town.resident("Nadia")
    group = town.telegram.add_group("Neighbours", [neighbour])
    await town.say(resident, "KW-1")
    await town.tap(resident, "Helpful")
    await town.say(neighbour, "/privacy", chat=group)
    for number in (resident.id, neighbour.id, group.chat.id):
        assert gathered(town.application, number) == []
    town.application.mark_data_for_update_persistence(chat_ids=resident.id)  # it would be seen
    assert gathered(town.application, resident.id) != []
