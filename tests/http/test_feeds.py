from collections.abc import AsyncIterator
from pathlib import Path

import icalendar
import pytest

from bot.http import feeds
from knowledge.content.base import Base
from knowledge.matching import FaqIndex
from tests.http.conftest import Served
from tests.meetings_town import CalendarTown


@pytest.fixture
async def shown(database: Path, library: tuple[Base, FaqIndex]) -> AsyncIterator[Served]:
    city = CalendarTown(database, listen="127.0.0.1:0")
    await city.open(*library)
    city.clerk.lists("1", "2026-12-02")
    city.clerk.lists("2", "2026-12-03", body_raw="Planning Board")
    await city.begins()
    served = Served(city)
    yield served
    await served.close()
    await city.close()


def events(page: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(page).walk("VEVENT"))


def days(page: bytes) -> list[int]:
    """The days of December on which something is; a meeting may have two sessions."""
    return sorted({event["DTSTART"].dt.day for event in events(page)})


async def test_the_calendar_of_all_or_of_one_body_in_the_language_asked_for(
    shown: Served,
) -> None:
    everything = await shown.client.get("/calendar.ics")
    assert everything.headers["Content-Type"].startswith("text/calendar")
    assert days(everything.content) == [2, 3]
    slug = "planning-board"
    one = await shown.client.get("/calendar.ics", params={"body": slug, "language": "es"})
    [event] = events(one.content)
    assert "Planning Board" in str(event["SUMMARY"])
    calendar = icalendar.Calendar.from_ical(one.content)
    spanish = shown.town.text("meeting-file-name", "es", city=shown.town.services.city.name)
    assert str(calendar["X-WR-CALNAME"]) == spanish


@pytest.mark.parametrize("asked", [{"body": "no-such"}, {"language": "fr"}, {"body": "x" * 90}])
async def test_what_there_is_not_is_not_found(shown: Served, asked: dict[str, str]) -> None:
    answer = await shown.client.get("/calendar.ics", params=asked)
    assert (answer.status_code, answer.content) == (404, b"")


async def test_a_reader_who_has_it_is_told_so(shown: Served) -> None:
    first = await shown.client.get("/calendar.ics")
    tag = {"If-None-Match": first.headers["Etag"]}
    assert (await shown.client.get("/calendar.ics", headers=tag)).status_code == 304
    assert (await shown.client.head("/calendar.ics")).content == b""


async def test_a_page_is_rendered_once_a_minute_however_many_ask(
    shown: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await shown.client.get("/calendar.ics")
    city = shown.town
    assert isinstance(city, CalendarTown)
    city.clerk.lists("3", "2026-12-04")
    await city.passes(hours=1)
    again = await shown.client.get("/calendar.ics")
    assert again.content == first.content
    monkeypatch.setattr(feeds, "KEPT", 0.0)
    assert days((await shown.client.get("/calendar.ics")).content) == [2, 3, 4]
