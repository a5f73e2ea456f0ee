"""From the bytes of a feed to raw meetings: one bad line must not cost the rest of the feed."""

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from bot.sources.cleaning import clean, clean_line, clean_link
from knowledge.meetings.raw import RawAgenda, RawMeeting, Window

MOST_INSTANCES = 5000
_ZONES = re.compile(r"^BEGIN:VTIMEZONE\r?\n.*?^END:VTIMEZONE[ \t]*\r?\n", re.M | re.S)
_EVENTS = re.compile(r"^BEGIN:VEVENT[ \t]*\r?\n.*?^END:VEVENT[ \t]*\r?$", re.M | re.S)
_AGENDA = re.compile(r"\bagenda\b", re.IGNORECASE)
_TOO_FAST = ("SECONDLY", "MINUTELY", "HOURLY")


def wide_window(today: date) -> Window:
    """Return a window that surely holds anything worth confirming."""
    return Window(today - timedelta(days=60), today + timedelta(days=800))


def read_feed(
    body: bytes, window: Window, tz: str, url: str
) -> tuple[tuple[RawMeeting, ...], tuple[str, ...]]:
    """Return (instances in the window, why others were left out).

    Raise ValueError if the bytes are no calendar at all; an empty calendar is one.
    """
    text = _decode(body)
    if "BEGIN:VCALENDAR" not in text[:2000].upper():
        raise ValueError("answered something else where a calendar was asked for")
    if "END:VCALENDAR" not in text.upper():
        raise ValueError("its calendar is cut off")
    rejected: list[str] = []
    events = _healthy(_components(text, rejected), rejected)
    series: dict[str, list[icalendar.Event]] = {}
    for event in events:
        series.setdefault(_uid(event), []).append(event)
    zone_default = _feed_zone(text) or tz
    found: dict[tuple[str, str], RawMeeting] = {}
    for uid, parts in series.items():
        try:
            for instance in _expand(parts, window):
                raw = _raw(uid, instance, _is_series(parts), tz, zone_default, url)
                found[raw.native_id, raw.recurrence_id] = raw
        except Exception as fault:  # one series a library chokes on is not the feed's end
            rejected.append(f"event {uid[:60]}: {type(fault).__name__}: {fault}"[:200])
    kept = [raw for raw in found.values() if window.holds(raw.local_date)]
    kept.sort(key=lambda raw: (raw.local_date, raw.native_id, raw.recurrence_id))
    return tuple(kept), tuple(dict.fromkeys(rejected))


def _decode(body: bytes) -> str:
    """Return the text of a feed: UTF-8 as the standard says, else the old Windows page."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def _components(text: str, rejected: list[str]) -> list[icalendar.Event]:
    """Return the events of a feed, parsed whole, else without zones, else each alone."""
    for attempt in (text, _ZONES.sub("", text)):
        try:
            calendar = icalendar.Calendar.from_ical(attempt)
            return [e for e in calendar.walk("VEVENT") if isinstance(e, icalendar.Event)]
        except Exception as fault:  # the library raises whatever its parser met
            reason = f"{type(fault).__name__}: {fault}"[:160]
    rejected.append(f"feed read event by event: {reason}")
    events = []
    for block in _EVENTS.findall(text):
        try:
            parsed = icalendar.Event.from_ical(block)
        except Exception as fault:  # as above
            rejected.append(f"event: {type(fault).__name__}: {fault}"[:200])
            continue
        if isinstance(parsed, icalendar.Event):
            events.append(parsed)
    return events


def _healthy(events: Iterable[icalendar.Event], rejected: list[str]) -> list[icalendar.Event]:
    """Return the events with a usable start, mended where a known trap would spoil them."""
    kept = []
    for event in events:
        try:
            _mend(event, _moment(event, "DTSTART"))
        except Exception as fault:  # a broken property raises on any touch
            name = clean_line(event.get("SUMMARY"), 60)
            rejected.append(f"event {name!r}: no usable start ({type(fault).__name__})")
            continue
        kept.append(event)
    return kept


def _mend(event: icalendar.Event, start: date | datetime) -> None:
    """Drop an end before its start, widen a date-only UNTIL, refuse rules without measure."""
    end = _value(event, "DTEND")
    if end is not None and (type(end) is not type(start) or _naive(end) < _naive(start)):
        del event["DTEND"]
    rule = event.get("RRULE")
    if rule is None:
        return
    if str((rule.get("FREQ") or [""])[0]).upper() in _TOO_FAST:
        raise ValueError("repeats more than daily")
    until = (rule.get("UNTIL") or [None])[0]
    if isinstance(until, date) and not isinstance(until, datetime) and isinstance(start, datetime):
        last = datetime.combine(until, time(23, 59, 59))
        rule["UNTIL"] = [
            last.replace(tzinfo=start.tzinfo).astimezone(UTC) if start.tzinfo else last
        ]


def _moment(event: Any, name: str) -> date | datetime:
    """Return the date or datetime of a property; raise for anything else, as a broken one does."""
    value = event[name].dt
    if not isinstance(value, date):
        raise TypeError(f"{name} is no date")
    return value


def _value(event: icalendar.Event, name: str) -> date | datetime | None:
    """Return the date or datetime of a property, or None if it is missing or broken."""
    try:
        return _moment(event, name)
    except Exception:  # a broken property raises on any touch
        if name in event:
            del event[name]
        return None


def _naive(value: date | datetime) -> datetime:
    """Return a date or datetime as a naive datetime that can be compared."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return datetime.combine(value, time())


def _expand(parts: list[icalendar.Event], window: Window) -> list[icalendar.Event]:
    """Return the instances of one series in the window; an endless rule ends with it."""
    calendar = icalendar.Calendar()
    for part in parts:
        calendar.add_component(part)
    until = window.last + timedelta(days=2)
    found = recurring_ical_events.of(calendar).between(window.first - timedelta(days=1), until)
    return list(found)[:MOST_INSTANCES]


def _is_series(parts: list[icalendar.Event]) -> bool:
    """Tell whether the instances need a recurrence id to be told apart."""
    return any(name in part for part in parts for name in ("RRULE", "RDATE", "RECURRENCE-ID"))


def _uid(event: icalendar.Event) -> str:
    """Return the UID as an opaque text, or a hash of summary and start where there is none."""
    uid = str(event.get("UID") or "").strip()
    if uid:
        return uid if len(uid) <= 200 else hashlib.sha256(uid.encode()).hexdigest()
    seed = f"{event.get('SUMMARY')}|{_moment(event, 'DTSTART').isoformat()}"
    return hashlib.sha256(seed.encode()).hexdigest()[:24]


def _feed_zone(text: str) -> str:
    """Return the zone a feed names for its floating times, if it exists."""
    match = re.search(r"^X-WR-TIMEZONE:(\S+)", text, re.MULTILINE)
    try:
        return ZoneInfo(match[1]).key if match else ""
    except (KeyError, ValueError, OSError):
        return ""


def _local(value: date | datetime, tz: str, zone_default: str) -> datetime:
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


def _recurrence(instance: icalendar.Event, tz: str) -> str:
    """Return the UTC start the instance had in its series."""
    value = _value(instance, "RECURRENCE-ID")
    if value is None:
        return ""
    if not isinstance(value, datetime):
        return value.isoformat()
    aware = value if value.tzinfo else value.replace(tzinfo=ZoneInfo(tz))
    return aware.astimezone(UTC).isoformat()


def _raw(
    uid: str, instance: icalendar.Event, is_series: bool, tz: str, zone_default: str, url: str
) -> RawMeeting:
    """Return one instance as a raw meeting."""
    start = _moment(instance, "DTSTART")
    all_day = not isinstance(start, datetime)
    local = _local(start, tz, zone_default)
    end = _value(instance, "DTEND")
    last = None
    if all_day and end is not None and not isinstance(end, datetime):
        last = max(end - timedelta(days=1), local.date())  # the end of an all-day event is open
    title = clean_line(instance.get("SUMMARY"))
    comment = clean(instance.get("DESCRIPTION"))
    detail = clean_link(instance.get("URL"), url)
    return RawMeeting(
        native_id=uid,
        recurrence_id=_recurrence(instance, tz) if is_series else "",
        local_date=local.date(),
        title_raw=title,
        time_text="time to be announced" if all_day else "",
        start_time=None if all_day else local.time(),
        all_day=all_day,
        last_date=last,
        location_raw=clean(instance.get("LOCATION"), 500),
        status_raw=clean_line(instance.get("STATUS"), 40),
        comment_raw=comment,
        agenda=_agenda(comment),
        detail_url=detail,
    )


def _agenda(comment: str) -> RawAgenda | None:
    """Return the file a description calls the agenda, if it is a file and not just a page."""
    match = re.search(r"https?://\S+?\.pdf\b", comment, re.IGNORECASE)
    if match and _AGENDA.search(comment):
        return RawAgenda(clean_link(match[0]), label="Agenda")
    return None
