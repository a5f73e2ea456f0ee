from datetime import date, time

import httpx
import pytest

from bot.sources.ical import feed_process
from bot.sources.ical.ical_events import parse_feed
from bot.sources.ical.ical_source import ICalendarSource
from knowledge.meetings.calendar_state import SourceMemory
from knowledge.meetings.ingest.record_parsing import parse_record
from knowledge.meetings.meeting import MeetingStatus
from knowledge.meetings.raw_records import DateWindow, FetchOutcome, Presence
from knowledge.meetings.text.body_names import is_meeting
from knowledge.town.town_folder import shipped_town
from tests.sources.answers import WINDOW, always, sample

ZONE = "America/New_York"
URL = "https://city.example/feed.ics"
CITY = shipped_town().city


def feed(*events: str) -> bytes:
    body = "\r\n".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT" for event in events)
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\n{body}\r\nEND:VCALENDAR\r\n"
    return text.replace("\n  ", "\n").encode()


def event(start: str, *lines: str, uid: str = "UID:u1") -> str:
    return "\r\n".join(filter(None, [uid, start, "SUMMARY:City Commission", *lines]))


def read(body: bytes, window: DateWindow = WINDOW):
    found = parse_feed(body, window, ZONE, URL)
    return found.records, found.rejected


def slots(records):
    return [
        (r.local_date.isoformat(), f"{r.start_time:%H:%M}" if r.start_time else "")
        for r in records
    ]


REGULAR = [raw for raw in read(sample("city.ics"))[0] if raw.native_id.startswith("cc-regular")]


@pytest.fixture
def here(monkeypatch):
    """Feeds are read in this process; `test_apart.py` shows that another reads them alike."""

    async def parse_here(body, window, tz, url):
        return parse_feed(body, window, tz, url)

    monkeypatch.setattr(feed_process, "parse_feed_in_process", parse_here)


def test_the_sample_expands_as_its_readme_says():
    days = ["2026-11-12", "2026-12-10", "2027-01-12", "2027-02-11", "2027-03-11", "2027-04-08"]
    days += ["2027-05-13", "2027-06-10", "2027-07-08", "2027-09-09", "2027-10-14"]
    assert slots(REGULAR) == [(day, "09:00") for day in days]


def reading(raw):
    return parse_record(
        raw,
        CITY,
        ICalendarSource(always(lambda: httpx.Response(200)).fetcher, "f", URL, ZONE).origin,
    )


def by_title(words: str):
    return next(raw for raw in read(sample("city.ics"))[0] if words in raw.title_raw)


def test_and_084_an_all_day_retreat_of_two_days_is_tentative_on_the_right_days():
    raw = by_title("Retreat")
    found = reading(raw)
    assert (found.status, found.local_date, found.last_date, found.sessions) == (
        MeetingStatus.TENTATIVE,
        date(2027, 2, 4),
        date(2027, 2, 5),
        (),
    )


def test_a_cancelled_instance_is_cancelled_alone():
    off = [r.local_date for r in REGULAR if reading(r).status is MeetingStatus.CANCELLED]
    assert off == [date(2027, 2, 11)]


def test_a_moved_instance_keeps_its_identity():
    moved = next(raw for raw in REGULAR if raw.local_date == date(2027, 1, 12))
    assert moved.recurrence_id == "2027-01-14T14:00:00+00:00"
    assert reading(moved).status is MeetingStatus.SCHEDULED


def test_overrides_without_a_master_are_read():
    override = event(
        "DTSTART;TZID=America/New_York:20270112T090000",
        "RECURRENCE-ID;TZID=America/New_York:20270114T090000",
    )
    assert slots(read(feed(override))[0]) == [("2027-01-12", "09:00")]


@pytest.mark.parametrize(
    "exception",
    [
        "EXDATE;TZID=America/New_York:20270114T090000",
        "EXDATE:20270114T140000Z",
        "EXDATE;VALUE=DATE:20270114",
    ],
)
def test_an_exception_date_never_happens(exception):
    series = event(
        "DTSTART;TZID=America/New_York:20261210T090000", "RRULE:FREQ=MONTHLY;BYDAY=2TH;COUNT=3",
        exception,
    )  # fmt: skip
    assert [day for day, _ in slots(read(feed(series))[0])] == ["2026-12-10", "2027-02-11"]


def test_a_date_only_until_keeps_the_instance_of_that_day():
    series = event(
        "DTSTART;TZID=America/New_York:20261210T090000",
        "RRULE:FREQ=MONTHLY;BYDAY=2TH;UNTIL=20270311",
    )
    assert [day for day, _ in slots(read(feed(series))[0])][-1] == "2027-03-11"


def test_an_endless_rule_ends_with_the_window():
    daily = event("DTSTART:20200101T090000", "RRULE:FREQ=DAILY")
    week = DateWindow(date(2026, 12, 1), date(2026, 12, 7))
    assert len(read(feed(daily), week)[0]) == 7
    mad = event("DTSTART:20200101T090000", "RRULE:FREQ=SECONDLY")
    records, rejected = read(feed(mad, event("DTSTART:20261210T090000", uid="UID:good")), week)
    assert (len(records), len(rejected)) == (0, 1)


def test_an_end_before_the_start_is_ignored():
    assert by_title("HARC").start_time == time(17, 30)


def test_windows_fixed_and_floating_zones_keep_the_local_hour():
    assert by_title("CANCELLED - Planning").start_time == time(17)
    assert by_title("Tree Commission").start_time == time(17)
    assert by_title("SPECIAL MEETING").start_time == time(10)
    fixed = [r for r in read(sample("city_broken.ics"))[0] if r.title_raw == "Planning Board"]
    assert slots(fixed) == [("2027-04-15", "17:00")]


def test_094_and_095_a_broken_feed_gives_all_but_its_broken_part():
    records, rejected = read(sample("city_broken.ics"))
    assert [raw.title_raw for raw in records] == ["City Commission", "Planning Board", "No UID"]
    assert rejected == ("event 'Bad start': no usable start (BrokenCalendarProperty)",)
    again, _ = read(sample("city_broken.ics"))
    assert records[2].native_id == again[2].native_id


def test_an_old_code_page_is_read():
    body = feed(event("DTSTART:20261210T090000", "LOCATION:Café – room 2"))
    records, _ = read(body.decode().encode("cp1252"))
    assert records[0].location_raw == "Café – room 2"


def test_relative_links_and_markup_are_cleaned():
    body = feed(
        event("DTSTART:20261210T090000", "URL:/Calendar.aspx?EID=1", "LOCATION:<b>City</b> Hall")
    )
    [raw] = read(body)[0]
    assert (raw.detail_url, raw.location_raw) == (
        "https://city.example/Calendar.aspx?EID=1",
        "City Hall",
    )


def test_closings_and_parades_are_no_meetings():
    kept = [is_meeting(raw, CITY) for raw in read(sample("city.ics"))[0]]
    names = [raw.title_raw for raw in read(sample("city.ics"))[0]]
    assert [name for name, is_kept in zip(names, kept, strict=True) if not is_kept] == [
        "Holiday boat parade",
        "City offices closed - Presidents Day",
    ]


def test_a_byte_order_mark_and_an_empty_calendar_are_fine():
    assert read(b"\xef\xbb\xbf" + feed()) == ((), ())


@pytest.mark.parametrize("body", [b"", b"<html></html>", feed()[:60]])
def test_what_is_no_calendar_raises(body):
    with pytest.raises(ValueError, match="calendar"):
        read(body)


@pytest.mark.usefixtures("here")
async def test_a_feed_is_a_source():
    remote = always(lambda: httpx.Response(200, content=sample("city.ics")))
    source = ICalendarSource(remote.fetcher, "feed", "webcal://city.example/feed.ics", ZONE)
    result = await source.fetch_window(WINDOW, SourceMemory("feed"))
    assert (result.outcome, result.complete, remote.urls) == (FetchOutcome.OK, True, [URL])
    assert (await source.confirm_record("4221")).presence is Presence.PRESENT
    assert (await source.confirm_record("nobody")).presence is Presence.GONE
    assert await source.fetch_items("4221") is None
    assert (await source.diagnose(WINDOW)).is_healthy


@pytest.mark.usefixtures("here")
async def test_a_feed_that_is_a_page_is_an_error_and_no_empty_calendar():
    remote = always(lambda: httpx.Response(200, content=b"<html>Access Denied</html>"))
    source = ICalendarSource(remote.fetcher, "feed", URL, ZONE)
    result = await source.fetch_window(WINDOW, SourceMemory("feed"))
    assert (result.outcome, result.complete) == (FetchOutcome.ERROR, False)
    assert (await source.confirm_record("4221")).presence is Presence.UNKNOWN


async def test_a_feed_that_refuses_us_is_not_told_to_renew_a_key():
    source = ICalendarSource(always(lambda: httpx.Response(403)).fetcher, "feed", URL, ZONE)
    result = await source.fetch_window(WINDOW, SourceMemory("feed"))
    assert (result.outcome, result.needs_token) == (FetchOutcome.ERROR, False)
    assert "403" in result.error


@pytest.mark.usefixtures("here")
async def test_an_empty_feed_has_lost_its_meeting_and_an_unread_one_has_not():
    empty = ICalendarSource(
        always(lambda: httpx.Response(200, content=feed())).fetcher, "f", URL, ZONE
    )
    assert (await empty.confirm_record("u1")).presence is Presence.GONE
    broken = feed(event("DTSTART:20261210T090000", "RRULE:FREQ=DAILY;INTERVAL=0"))
    remote = always(lambda: httpx.Response(200, content=broken))
    source = ICalendarSource(remote.fetcher, "f", URL, ZONE)
    assert (
        await source.confirm_record("u1", "2026-12-11T14:00:00+00:00")
    ).presence is Presence.UNKNOWN
    assert (await source.fetch_window(WINDOW, SourceMemory("f"))).unread == ("u1",)
