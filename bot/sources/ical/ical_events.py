"""From the events of a feed to raw meetings, each under a name that an edit does not change."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar

from bot.sources.ical import ical_text
from bot.sources.ical.ical_rules import mend_event, optional_moment, property_moment
from bot.sources.ical.ical_series import event_uid, expand_series, group_series, instance_slot
from bot.sources.text_cleaning import clean_line, clean_link, clean_text
from knowledge.meetings.raw_records import DateWindow, RawAgenda, RawMeeting

MAX_RECORDS = 10_000  # of one feed, in the window
_AGENDA = re.compile(r"\bagenda\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What a feed holds: its meetings, what could not be read as it stands, and whose that was."""

    records: tuple[RawMeeting, ...]
    rejected: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def wide_window(today: date) -> DateWindow:
    """Return a window that surely holds anything worth confirming."""
    return DateWindow(today - timedelta(days=60), today + timedelta(days=800))


def parse_feed(body: bytes, window: DateWindow, tz: str, url: str) -> ParsedFeed:
    """Return the instances of a feed in the window.

    Raise ValueError if the bytes are no calendar at all, or one too large to read; an empty
    calendar is one.
    """
    text = ical_text.unfold_lines(body)
    rejected: list[str] = []
    unread: set[str] = set()
    events = _usable_events(ical_text.parse_events(text, rejected), window, rejected, unread)
    zone_default = _known_zone(ical_text.feed_zone(text)) or tz
    found: dict[tuple[str, str], RawMeeting] = {}
    for series in group_series(events, rejected):
        try:
            for instance in expand_series(series, window, tz):
                slot = instance_slot(instance, tz) if series.repeats else ""
                raw = _raw_meeting(series.id, slot, instance, tz, zone_default, url)
                if not window.contains(raw.local_date):
                    continue
                if (series.id, slot) in found:
                    raise ValueError(f"two instances stand for {slot or 'one date'}")
                found[series.id, slot] = raw
        except Exception as fault:  # one series a library chokes on is not the feed's end
            rejected.append(f"event {series.id[:60]}: {type(fault).__name__}: {fault}"[:200])
            unread.add(series.id)
        if len(found) > MAX_RECORDS:
            raise ValueError(f"its calendar gives more than {MAX_RECORDS} dates")
    kept = sorted(found.values(), key=lambda r: (r.local_date, r.native_id, r.recurrence_id))
    return ParsedFeed(tuple(kept), tuple(dict.fromkeys(rejected)), tuple(sorted(unread)))


def _usable_events(
    events: Iterable[icalendar.Event], window: DateWindow, rejected: list[str], unread: set[str]
) -> list[icalendar.Event]:
    """Return the events with a usable start, mended where a known trap would spoil them."""
    kept = []
    for event in events:
        try:
            said, is_partial = mend_event(event, window)
        except Exception as fault:  # a broken property raises on any touch
            rejected.append(f"{_event_label(event)}: {fault}"[:200])
            unread.add(str(event.get("UID") or ""))
            continue
        rejected += [f"{_event_label(event)}: {words}"[:200] for words in said]
        unread |= {event_uid(event)} if is_partial else set()
        kept.append(event)
    return kept


def _event_label(event: icalendar.Event) -> str:
    """Return how to call an event before an operator."""
    return f"event {clean_line(event.get('SUMMARY'), 60)!r}"


def _known_zone(name: str) -> str:
    """Return the zone a feed names for its floating times, if it exists."""
    try:
        return ZoneInfo(name).key if name else ""
    except (KeyError, ValueError, OSError):
        return ""


def _local_time(value: date | datetime, tz: str, zone_default: str) -> datetime:
    """Return the wall-clock moment in the city.

    A floating time, and one in a zone nobody knows, keeps the hour it was written with.
    """
    if not isinstance(value, datetime):
        return datetime.combine(value, time())
    if value.tzinfo is None:
        if zone_default == tz:
            return value
        value = value.replace(tzinfo=ZoneInfo(zone_default))
    return value.astimezone(ZoneInfo(tz)).replace(tzinfo=None)


def _raw_meeting(
    name: str, slot: str, instance: icalendar.Event, tz: str, zone_default: str, url: str
) -> RawMeeting:
    """Return one instance as a raw meeting."""
    start = property_moment(instance, "DTSTART")
    all_day = not isinstance(start, datetime)
    local = _local_time(start, tz, zone_default)
    end = optional_moment(instance, "DTEND")
    last = None
    if all_day and end is not None and not isinstance(end, datetime):
        last = max(end - timedelta(days=1), local.date())  # the end of an all-day event is open
    title = clean_line(instance.get("SUMMARY"))
    comment = clean_text(instance.get("DESCRIPTION"))
    detail = clean_link(instance.get("URL"), url)
    return RawMeeting(
        native_id=name,
        recurrence_id=slot,
        local_date=local.date(),
        title_raw=title,
        time_text="time to be announced" if all_day else "",
        start_time=None if all_day else local.time(),
        all_day=all_day,
        last_date=last,
        location_raw=clean_text(instance.get("LOCATION"), 500),
        status_raw=clean_line(instance.get("STATUS"), 40),
        comment_raw=comment,
        agenda=_linked_agenda(comment),
        detail_url=detail,
    )


def _linked_agenda(comment: str) -> RawAgenda | None:
    """Return the file a description calls the agenda, if it is a file and not just a page."""
    match = re.search(r"https?://\S+?\.pdf\b", comment, re.IGNORECASE)
    if match and _AGENDA.search(comment):
        return RawAgenda(clean_link(match[0]), label="Agenda")
    return None
