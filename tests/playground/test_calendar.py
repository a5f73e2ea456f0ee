"""The pretend calendar as the bot's own reader of Legistar sees it, over loopback HTTP."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest

from bot.playground.page_server import PageServer
from bot.playground.web.city_calendar import CityCalendar
from bot.playground.web.event_feed import PageState
from bot.playground.web.sample_users import create_sample_users
from bot.sources.fetching import Fetcher
from bot.sources.legistar import LegistarSource
from knowledge.meetings.calendar_state import SourceMemory
from knowledge.meetings.raw_records import DateWindow, FetchOutcome, Presence

KEY_WEST = ZoneInfo("America/New_York")
TODAY = date(2026, 11, 24)
WINDOW = DateWindow(TODAY, TODAY + timedelta(days=60))
ROW = {"body": "City Commission", "date": "2026-12-01", "time": "18:00", "place": "City Hall"}


@pytest.fixture
def calendar(clock) -> CityCalendar:
    return CityCalendar(clock, KEY_WEST)


@pytest.fixture
async def source(calendar, telegram, clock) -> AsyncIterator[LegistarSource]:
    scene = PageState(telegram, create_sample_users(telegram), KEY_WEST.key, calendar=calendar)
    site = PageServer(scene, 0)

    async def hurry(seconds: float) -> None:
        raise AssertionError(f"the calendar made its reader wait {seconds} s")

    async with httpx.AsyncClient() as client:
        fetcher = Fetcher(client, "a test", hurry, lambda: 0.0, clock)
        yield LegistarSource(fetcher, "playground", f"{site.url}/calendar/v1")
    await site.stop()


async def test_the_meetings_a_newcomer_finds_are_read_whole(calendar, source) -> None:
    calendar.add_sample_meetings()
    result = await source.fetch_window(WINDOW, SourceMemory(source.origin.id))
    assert (result.outcome, result.complete, result.rejected) == (FetchOutcome.OK, True, ())
    assert [(raw.body_raw, raw.time_text) for raw in result.records] == [
        ("Historic Architectural Review Commission", "5:30 PM"),
        ("City Commission", "9:00 AM"),
        ("Planning Board", "5:00 PM"),
        ("City Commission", "9:00 AM"),
    ]


async def test_a_meeting_added_moved_and_cancelled_is_read_so(calendar, source) -> None:
    event = calendar.add(ROW)
    added = (await source.fetch_window(WINDOW, SourceMemory("x"))).records[0]
    assert (added.local_date, added.time_text, added.location_raw, added.status_raw) == (
        date(2026, 12, 1), "6:00 PM", "City Hall", "Final",
    )  # fmt: skip
    calendar.change(event.id, {"date": "2026-12-03", "time": ""})
    moved = (await source.fetch_window(WINDOW, SourceMemory("x"))).records[0]
    assert (moved.native_id, moved.local_date, moved.time_text) == (
        added.native_id, date(2026, 12, 3), "",
    )  # fmt: skip
    calendar.change(event.id, {"status": "Cancelled"})
    off = (await source.fetch_window(WINDOW, SourceMemory("x"))).records[0]
    assert (off.status_raw, off.body_meets) == ("Cancelled", True)


async def test_an_agenda_comes_with_its_items_and_the_moment_it_was_posted(
    calendar, source, clock
) -> None:
    event = calendar.add(ROW)
    assert (await source.fetch_window(WINDOW, SourceMemory("x"))).records[0].agenda is None
    clock.passes(hours=1)
    calendar.change(event.id, {"agenda": ["Call to order", " ", "Public comment"]})
    agenda = (await source.fetch_window(WINDOW, SourceMemory("x"))).records[0].agenda
    assert agenda is not None
    assert agenda.published_at == clock()
    items = await source.fetch_items(str(event.id))
    assert [(item.sequence, item.title) for item in items or ()] == [
        (1, "Call to order"),
        (2, "Public comment"),
    ]


async def test_a_meeting_outside_the_window_is_not_listed(calendar, source) -> None:
    calendar.add({**ROW, "date": "2026-11-23"})
    calendar.add({**ROW, "date": "2027-01-24"})
    assert (await source.fetch_window(WINDOW, SourceMemory("x"))).records == ()


async def test_a_removed_meeting_is_gone_when_asked_for(calendar, source) -> None:
    event = calendar.add(ROW)
    assert (await source.confirm_record(str(event.id))).presence is Presence.PRESENT
    calendar.remove(event.id)
    assert (await source.confirm_record(str(event.id))).presence is Presence.GONE


@pytest.mark.parametrize(
    "fault", [{"body": "Board of Dreams"}, {"status": "Perhaps"}, {"date": "soon"}, {"time": "25"}]
)
def test_a_row_that_cannot_be_is_refused(calendar, fault) -> None:
    with pytest.raises(ValueError, match=r".+"):
        calendar.add(ROW | fault)
    assert calendar.events == {}
