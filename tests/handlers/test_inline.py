"""The bot named in any chat: cards for a question, and nothing kept of what was typed."""

import asyncio
import json
import logging
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.intake import polling
from bot.intake.read_only_intake import ReadOnlyIntake
from bot.intake.update_parsing import parse_update
from bot.playground.simulator.people import SimulatedUser
from bot.playground.simulator.world import InlineQuery
from handlers.asking import inline_mode
from knowledge.language import Language
from knowledge.verdict import Candidate, Outcome, Verdict
from tests.town import OWNER, Town

FIRST = "How did the Commission vote on June 30, 2025?"
SECOND = "How did the Commission vote on July 8, 2025?"
SECRET = "will they take my uncle Zebulon"


def rows(session: Session) -> dict[str, int]:
    tables = ("inbox", "people", "questions", "misses", "suggestions")
    return {
        name: int(session.execute(text(f"SELECT count(*) FROM {name}")).scalar_one())
        for name in tables
    }


def answers(query: InlineQuery) -> dict[str, Any]:
    assert query.answer is not None
    return query.answer


async def test_a_question_in_any_chat_offers_the_answer_first(
    town: Town, resident: SimulatedUser
) -> None:
    shown = await town.look_up(resident, "what was the vote on june 30")
    assert shown.card_titles[0] == FIRST
    assert 1 <= len(shown.card_titles) <= inline_mode.MAX_CARDS
    first = shown.result_cards[0]
    assert first["description"] == "It voted 6-1 to void the agreement."
    assert answers(shown)["is_personal"] is True
    assert answers(shown)["cache_time"] == inline_mode.CACHE_SECONDS


async def test_the_message_sent_is_the_one_screen_answer_with_code_and_link(
    town: Town, resident: SimulatedUser
) -> None:
    neighbours = town.telegram.add_group("Neighbours", [resident], with_bot=False)
    shown = await town.look_up(resident, "what was the vote on june 30")
    sent = resident.picks(shown, FIRST, neighbours)
    await town.settle()
    asked = (await town.say(resident, "what was the vote on june 30"))[0]
    assert sent.text.startswith(asked.text)
    assert "KW-1.1" in sent.text
    assert sent.text.endswith("https://t.me/CivicTestBot?start=KW-1")
    [[button]] = sent.buttons
    assert button == {"text": "Open in the bot", "url": "https://t.me/CivicTestBot?start=KW-1"}


async def test_the_link_of_a_card_opens_that_answer(town: Town, resident: SimulatedUser) -> None:
    resident.starts("KW-1")
    await town.settle()
    assert FIRST in resident.last.text


async def test_an_unclear_question_offers_what_may_be_meant(
    town: Town, resident: SimulatedUser
) -> None:
    shown = await town.look_up(resident, "how did they vote")
    assert set(shown.card_titles) == {FIRST, SECOND}


async def test_a_spanish_question_is_answered_in_spanish(
    town: Town, resident: SimulatedUser
) -> None:
    shown = await town.look_up(resident, "cual fue el voto del 30 de junio")
    assert shown.card_titles[0] == "¿Cómo votó la Comisión el 30 de junio de 2025?"
    [[button]] = shown.result_cards[0]["message"]["reply_markup"]["inline_keyboard"]
    assert button["text"] == "Abrir en el bot"


@pytest.mark.parametrize("typed", ["KW-2", "kw 2", "kw2 please"])
async def test_a_code_brings_its_answer_alone(
    town: Town, resident: SimulatedUser, typed: str
) -> None:
    assert (await town.look_up(resident, typed)).card_titles == [SECOND]


@pytest.mark.parametrize("typed", ["", "   ", "hello", "when is the next meeting"])
async def test_with_no_question_it_tells_where_things_stand_and_the_story(
    town: Town, resident: SimulatedUser, typed: str
) -> None:
    shown = await town.look_up(resident, typed)
    assert shown.card_titles == [FIRST, "What happened, in order"]
    story = shown.result_cards[1]
    assert story["description"].startswith("June 30, 2025: The Commission votes")
    assert story["message"]["text"].endswith("https://t.me/CivicTestBot?start=timeline")


async def test_codes_to_tap_are_links_where_the_bot_may_not_be(
    town: Town, resident: SimulatedUser
) -> None:
    story = (await town.look_up(resident)).result_cards[1]["message"]
    assert "/KW_1" not in story["text"]
    links = [entity.get("url") for entity in story["entities"]]
    assert "https://t.me/CivicTestBot?start=KW-1" in links


async def test_the_link_to_the_story_opens_it(town: Town, resident: SimulatedUser) -> None:
    resident.starts("timeline")
    await town.settle()
    assert "June 30, 2025" in resident.last.text
    resident.starts("hello")
    await town.settle()
    assert "Key West Civic Bot" in resident.last.text


async def test_a_cry_for_help_is_told_where_help_is(town: Town, resident: SimulatedUser) -> None:
    shown = await town.look_up(resident, "ice took my brother")
    assert shown.card_titles[0] == "Where to find help"
    assert "The Legal Aid Desk can." in shown.result_cards[0]["message"]["text"]


async def test_beside_help_an_answer_that_may_be_meant_is_offered(
    town: Town, resident: SimulatedUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    near = (Candidate("KW-2", 0.4, ""),)
    plea = Verdict(Outcome.REFER, Language.EN, 0.5, near, scope="plea")
    monkeypatch.setattr(town.services.faq.index, "ask", lambda *_: plea)
    shown = await town.look_up(resident, "ice took my brother after the vote")
    titles = [town.services.faq.base.entry_title("KW-2", Language.EN)]
    assert shown.card_titles == ["Where to find help", *titles]


async def test_what_has_no_answer_leads_to_the_bot(town: Town, resident: SimulatedUser) -> None:
    shown = await town.look_up(resident, "what is the weather")
    assert shown.card_titles == []
    button = answers(shown)["button"]
    assert button == {"text": "No answer to that: open the bot", "start_parameter": "hello"}


async def test_nothing_typed_is_stored_counted_or_logged(
    town: Town, resident: SimulatedUser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    caplog.set_level(logging.DEBUG, "handlers")
    before = await town.db.run(rows)
    for typed in (SECRET, "what was the vote on june 30", f"{SECRET} on june 30"):
        await town.look_up(resident, typed)
    assert await town.db.run(rows) == before
    assert "Zebulon" not in caplog.text
    assert str(resident.id) not in caplog.text


async def test_a_card_that_was_sent_counts_as_an_answer_without_a_person(
    town: Town, resident: SimulatedUser
) -> None:
    shown = await town.look_up(resident, "what was the vote on june 30")
    before = await town.db.run(rows)
    neighbours = town.telegram.add_group("Neighbours", [resident], with_bot=False)
    resident.picks(shown, FIRST, neighbours)
    await town.settle()
    after = await town.db.run(rows)
    assert after == {**before, "questions": before["questions"] + 1}


async def test_only_an_answer_that_exists_is_counted(town: Town, resident: SimulatedUser) -> None:
    before = await town.db.run(rows)
    for odd in ("KW-999.en", "KW-1.xx", "timeline", "²", "a:b:c"):
        town.telegram.updates.push(
            "chosen_inline_result",
            {"result_id": odd, "from": resident.account.as_json(), "query": "x"},
        )
    await town.settle()
    assert await town.db.run(rows) == before


@pytest.mark.parametrize("private", [True, False])
async def test_a_card_sent_where_the_bot_is_gets_no_answer(
    town: Town, resident: SimulatedUser, private: bool
) -> None:
    here = None if private else town.telegram.add_group("Neighbours", [resident])
    shown = await town.look_up(resident, "what was the vote on june 30")
    sent = len(town.telegram.calls_of("sendMessage"))
    resident.picks(shown, FIRST, here)
    await town.settle()
    assert len(town.telegram.calls_of("sendMessage")) == sent


async def test_off_pauses_look_ups_too(town: Town, resident: SimulatedUser) -> None:
    owner = town.telegram.add_user("Olga", "en", id=OWNER)
    await town.say(owner, "/off We are checking something.")
    for typed in ("what was the vote on june 30", "", "KW-1"):
        shown = await town.look_up(resident, typed)
        assert shown.card_titles == ["Answers are paused"]
        assert "We are checking something." in shown.result_cards[0]["message"]["text"]
        assert answers(shown)["cache_time"] == inline_mode.PAUSED_CACHE_SECONDS
    await town.say(owner, "/on")
    assert (await town.look_up(resident, "KW-1")).card_titles == [FIRST]


async def test_of_a_person_who_types_on_only_the_latest_is_answered(
    town: Town, resident: SimulatedUser
) -> None:
    first, second = resident.looks_up("what was"), resident.looks_up("what was the vote on")
    other = town.resident("Ana").looks_up("KW-2")
    await town.settle()
    assert first.answer is None
    assert second.answer is not None
    assert other.card_titles == [SECOND]


async def test_who_looks_up_without_end_is_let_wait(town: Town, resident: SimulatedUser) -> None:
    shown = [await town.look_up(resident, "KW-1") for _ in range(inline_mode.QUERY_BURST + 3)]
    assert [query.answer is None for query in shown] == [False] * inline_mode.QUERY_BURST + [
        True
    ] * 3
    town.clock.passes(seconds=1)
    assert (await town.look_up(resident, "KW-1")).card_titles == [FIRST]


async def test_a_look_up_answered_too_late_is_no_fault(
    town: Town, resident: SimulatedUser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "handlers")
    query = resident.looks_up("KW-1")
    query.at -= timedelta(seconds=31)
    await town.settle()
    assert query.answer is None
    assert [record.message for record in caplog.records] == [
        "A look-up was answered too late: BadRequest"
    ]


async def test_an_odd_look_up_is_read_as_far_as_it_can_be(
    town: Town, resident: SimulatedUser
) -> None:
    raw = {
        "update_id": 9,
        "inline_query": {
            "id": "1",
            "from": resident.account.as_json(),
            "query": "KW-1",
            "offset": "",
            "location": "somewhere",
        },
    }
    update = parse_update(json.dumps(raw), town.application.bot)
    assert update.inline_query is not None
    assert update.inline_query.query == "KW-1"


async def test_an_unreadable_look_up_harms_nobody(town: Town, resident: SimulatedUser) -> None:
    town.telegram.raw_update({"inline_query": {"query": 7}})
    town.telegram.raw_update({"inline_query": "no"})
    assert (await town.look_up(resident, "KW-1")).card_titles == [FIRST]


async def test_polling_asks_for_look_ups_and_answers_them(
    town: Town, resident: SimulatedUser
) -> None:
    query = resident.looks_up("KW-1")
    task = asyncio.get_running_loop().create_task(town.polling().run())
    try:
        await town.telegram.wait_until(lambda: query.answer is not None)
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    assert query.card_titles == [FIRST]
    assert set(polling.ALLOWED_UPDATES) >= {"inline_query", "chosen_inline_result"}
    assert (await town.db.run(rows))["inbox"] == 0


async def test_a_look_up_needs_nothing_to_be_stored(town: Town, resident: SimulatedUser) -> None:
    query = resident.looks_up("KW-1")
    _, fetched = await town.telegram.call_method("getUpdates", {"offset": 0, "timeout": 0})
    meanwhile = ReadOnlyIntake(town.workers, town.db, town.clock)
    assert await meanwhile.answer_updates(fetched["result"])
    assert query.card_titles == [FIRST]
