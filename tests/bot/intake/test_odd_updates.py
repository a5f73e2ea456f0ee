from typing import Any

import pytest
from sqlalchemy import text

from bot.playground.simulator.people import SimulatedUser
from bot.storage.intake import inbox
from tests.bot.intake.rows import BIG, bodies, said, states
from tests.town import Town


@pytest.mark.parametrize("words", ["what is \ud83d 287g", "what is \x00 287g", "\udc00\ud800"])
async def test_signs_that_no_column_holds_are_stored_and_answered(town: Town, words: str) -> None:
    town.telegram.add_user("P", "en", id=50).says("/start")
    await town.settle()
    before = len(town.telegram.calls_of("sendMessage"))
    assert await town.db.run(inbox.insert_updates, [said(1, words)], town.clock()) == 1
    await town.workers.drain()
    assert (await town.db.run(states))[-1] == "done"
    assert len(town.telegram.calls_of("sendMessage")) == before + 1


@pytest.mark.parametrize("chat", [BIG, -BIG - 1, 10**40])
async def test_an_update_that_no_column_holds_is_parked_and_the_rest_of_its_batch_is_answered(
    town: Town, resident: SimulatedUser, chat: int
) -> None:
    raws = [said(1, "secret", chat), said(2, "KW-3", resident.id), said(3, "secret", chat)]
    assert await town.db.run(inbox.insert_updates, raws, town.clock()) == 3
    assert await town.db.run(states) == ["dead", "new", "dead"]
    resident.chat.is_started = True
    await town.workers.drain()
    assert "KW-3.1" in resident.last.text
    assert await town.db.run(bodies) == [None, None, None]
    assert await town.db.run(inbox.insert_updates, raws, town.clock()) == 0


async def test_a_row_that_the_driver_itself_refuses_is_parked_alone(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "is_number", lambda _value: True)
    raws = [said(1, "one"), said(2, "secret", BIG), said(3, "three")]
    polling = town.polling()
    assert await polling._store_updates(raws) == 4
    assert await town.db.run(states) == ["new", "dead", "new"]
    faults = await town.db.run(
        lambda s: list(s.scalars(text("SELECT fault FROM inbox ORDER BY seq")))
    )
    assert faults[1].startswith("unstorable: ")


async def test_nesting_without_end_is_parked(town: Town) -> None:
    deep: dict[str, Any] = {}
    for _ in range(100_000):
        deep = {"a": deep}
    assert await town.db.run(inbox.insert_updates, [said(1, "x", **deep)], town.clock()) == 1
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
    town: Town, resident: SimulatedUser, rest: dict[str, Any]
) -> None:
    resident.chat.is_started = True
    await town.db.run(inbox.insert_updates, [said(1, "KW-3", resident.id, **rest)], town.clock())
    await town.workers.drain()
    assert "KW-3.1" in resident.last.text


async def test_a_tap_is_read_even_when_its_message_has_an_odd_part(
    town: Town, resident: SimulatedUser
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
    await town.db.run(inbox.insert_updates, [raw], town.clock())
    await town.workers.drain()
    assert town.text("ask-why") in [said.text for said in resident.take_unread()]
    town.telegram.complaints.clear()  # of a tap that never was
