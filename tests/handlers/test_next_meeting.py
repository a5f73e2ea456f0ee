"""An answer that quotes {next_meeting} names what the calendar holds at this moment."""

import pytest

from bot.storage.faq import base_documents
from knowledge.content.documents import DocumentKind
from tests.meetings_town import CalendarTown
from tests.town import documents

KEY = (DocumentKind.ENTRY, "KW-3")
NONE = "We know no date of a next meeting here; see /meetings"


@pytest.fixture
async def told(city: CalendarTown) -> CalendarTown:
    body = documents()[KEY]
    changed = {
        tag: {**body[tag], "points": "• {next_meeting}", "detail": "x"} for tag in ("en", "es")
    }
    await city.db.run(base_documents.seed_documents, {KEY: {**body, **changed}}, city.clock())
    return city


async def test_the_next_meeting_is_named_until_it_is_cancelled(told: CalendarTown) -> None:
    rosa = told.resident()
    [before] = await told.say(rosa, "KW-3")
    assert f"• {NONE}" in before.text
    told.clerk.lists("dec", "2026-12-10", "5:00 PM", body_raw="Parks & Trees")
    await told.ticks()
    [named] = await told.say(rosa, "KW-3")
    line = "Next on our calendar: Parks & Trees, Thursday, December 10, 2026, 5:00 PM"
    assert f"• {line}; all: /meetings" in named.text
    told.clerk.cancels("dec")
    for _ in range(3):
        await told.passes(hours=1, minutes=1)
    [after] = await told.say(rosa, "KW-3")
    assert f"• {NONE}" in after.text


async def test_the_next_meeting_is_named_in_the_language_of_the_answer(
    told: CalendarTown,
) -> None:
    told.clerk.lists("dec", "2026-12-10", "5:00 PM")
    await told.ticks()
    rosa = told.resident(language_code="es")
    [named] = await told.say(rosa, "KW-3")
    assert "jueves 10 de diciembre de 2026, 5:00 p. m.; todo: /meetings" in named.text


async def test_a_new_base_keeps_the_next_meeting(told: CalendarTown) -> None:
    told.clerk.lists("dec", "2026-12-10", "5:00 PM")
    await told.ticks()
    rosa = told.resident()
    await told.say(rosa, "KW-3")
    live = await told.db.run(base_documents.load_live_documents)
    body = live.bodies[KEY]
    changed = {**body, "en": {**body["en"], "short": "It is a deal."}}
    await told.db.run(base_documents.seed_documents, {KEY: changed}, told.clock())
    [named] = await told.say(rosa, "KW-3")
    assert "It is a deal." in named.text
    assert "Next on our calendar" in named.text
    await told.services.faq.wait_until_settled()
    told.clock.passes(minutes=11)  # asked again at once, it would be offered, not shown
    [found] = await told.say(rosa, "what is 287g")
    assert "Next on our calendar" in found.text
