"""Where the calendar and the feed are, if this bot is reached from outside."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from knowledge.content.faq_base import FaqBase
from knowledge.matching import FaqIndex
from tests.meetings_town import CalendarTown

URL = "https://bot.example"


@pytest.fixture
async def public(database: Path, library: tuple[FaqBase, FaqIndex]) -> AsyncIterator[CalendarTown]:
    """A town whose bot has a public address."""
    city = CalendarTown(database, public_url=URL + "/", listen="127.0.0.1:0")
    await city.open(*library)
    city.clerk.lists("a", "2026-12-10")
    await city.begins()
    yield city
    await city.close()
    assert city.telegram.complaints == []


async def test_the_addresses_are_shown_in_the_readers_language(public: CalendarTown) -> None:
    for language in ("en", "es", "ht"):
        [said] = await public.say(public.resident("Ana", language), "/calendar")
        assert f"{URL}/calendar.ics?language={language}" in said.text
        assert f"{URL}/feed.xml?language={language}" in said.text
    [one] = await public.say(public.resident(), "/calendar planning board")
    assert f"{URL}/calendar.ics?body=planning-board&language=en" in one.text
    [none] = await public.say(public.resident(), "/calendar chess club")
    assert none.text == public.text("meeting-no-body", given="chess club")


@pytest.mark.parametrize("typed", ["/calendar 1", "/calendar_1", "/calendar #1"])
async def test_one_meeting_is_a_file_with_its_bodys_address(
    public: CalendarTown, typed: str
) -> None:
    [said] = await public.say(public.resident(), typed)
    assert said.document is not None
    assert f"{URL}/calendar.ics?body=city-commission&language=en" in said.text


@pytest.mark.parametrize("typed", ["/calendar", "/calendar 1"])
async def test_without_an_address_the_file_is_sent_as_ever(city: CalendarTown, typed: str) -> None:
    city.clerk.lists("a", "2026-12-10")
    await city.begins()
    [said] = await city.say(city.resident(), typed)
    assert said.document is not None
    assert "http" not in said.text
