"""Meetings as an .ics file people add to their calendar: the same bytes while nothing changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar

from knowledge.meetings.meeting import OFF_STATUSES, Meeting, MeetingStatus, Session

PRODUCT_ID = "-//Civic Bot//Meetings//EN"
USUAL_LENGTH = timedelta(hours=2)
CANCELLED_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class CalendarFileTexts:
    """The few words of the file, in the reader's language."""

    name: str = "City meetings"
    cancelled: str = "CANCELLED"
    estimated_end: str = "The end is an estimate."
    usual_session: str = "This session is the usual one; see the agenda."
    time_unknown: str = "Time to be announced."
    not_official: str = "The official notice is on the city calendar."
    subject: str = "Subject: {}"
    sessions: Mapping[int, str] = field(default_factory=dict)  # how to call session 2


def build_calendar_file(
    meetings: Iterable[Meeting],
    domain: str,
    now: datetime,
    wording: CalendarFileTexts | None = None,
) -> bytes:
    """Return an .ics file: one event a session, the same UID for life, SEQUENCE the revision.

    Cancelled meetings stay, marked, for 30 days after their day. Only `now`'s date matters, and
    only for dropping those.
    """
    words = wording or CalendarFileTexts()
    kept = sorted(
        (m for m in meetings if not _is_stale(m, now)), key=lambda m: (m.local_date, m.id)
    )
    calendar = icalendar.Calendar()
    for name, value in (
        ("PRODID", PRODUCT_ID),
        ("VERSION", "2.0"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", words.name),
        ("X-PUBLISHED-TTL", "PT6H"),
    ):
        calendar.add(name, value)
    calendar.add("REFRESH-INTERVAL", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    if kept:
        calendar.add_component(_timezone_component(kept))
    for meeting in kept:
        for event in _meeting_events(meeting, domain, words):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _is_stale(meeting: Meeting, now: datetime) -> bool:
    """Tell whether a meeting that is off has been so for long enough to leave the file."""
    return meeting.status in OFF_STATUSES and now - meeting.closes_at > CANCELLED_KEPT


def _timezone_component(meetings: list[Meeting]) -> icalendar.Timezone:
    """Return the rules of the zone for the years of the meetings alone."""
    years = [meeting.local_date.year for meeting in meetings]
    return icalendar.Timezone.from_tzinfo(
        ZoneInfo(meetings[0].tz),
        first_date=date(min(years), 1, 1),
        last_date=date(max(years) + 1, 1, 1),
    )


def _meeting_events(
    meeting: Meeting, domain: str, words: CalendarFileTexts
) -> list[icalendar.Event]:
    """Return one event a session, or one all-day event if no time is known."""
    if not meeting.sessions:
        return [_session_event(meeting, None, domain, words)]
    return [_session_event(meeting, session, domain, words) for session in meeting.sessions]


def _session_event(
    meeting: Meeting, session: Session | None, domain: str, words: CalendarFileTexts
) -> icalendar.Event:
    """Return one event; stamps come from the revision, never from the clock."""
    event, is_off = icalendar.Event(), not meeting.is_on
    number = session.number if session else 1
    event.add("UID", f"{meeting.id}-{number}@{domain}")
    event.add("DTSTAMP", meeting.revised_at.astimezone(UTC))
    event.add("LAST-MODIFIED", meeting.revised_at.astimezone(UTC))
    event.add("SEQUENCE", meeting.rev)
    if session is None:
        event.add("DTSTART", meeting.local_date)
        event.add("DTEND", (meeting.last_date or meeting.local_date) + timedelta(days=1))
    else:
        start = datetime.combine(meeting.local_date, session.local_time, ZoneInfo(meeting.tz))
        event.add("DTSTART", start)
        event.add("DURATION", USUAL_LENGTH)
    title = meeting.body
    if session and len(meeting.sessions) > 1:
        title += f" ({words.sessions.get(number, number)})"
    event.add("SUMMARY", f"{words.cancelled}: {title}" if is_off else title)
    if meeting.location_text:
        event.add("LOCATION", meeting.location_text)
    event.add("DESCRIPTION", "\n".join(_description_lines(meeting, session, words)))
    if meeting.detail_url:
        event.add("URL", meeting.detail_url)
    event.add("STATUS", _event_status(meeting, session))
    return event


def _event_status(meeting: Meeting, session: Session | None) -> str:
    """Return the status in the standard's three words."""
    if meeting.status in OFF_STATUSES:
        return "CANCELLED"
    is_sure = session is not None and meeting.status is MeetingStatus.SCHEDULED
    return "CONFIRMED" if is_sure else "TENTATIVE"


def _description_lines(
    meeting: Meeting, session: Session | None, words: CalendarFileTexts
) -> list[str]:
    """Return the lines of the description."""
    notes = [meeting.time_note or words.time_unknown] if session is None else []
    if session is not None:
        notes.append(words.usual_session if session.is_usual else words.estimated_end)
    if meeting.subject:
        notes.insert(0, words.subject.replace("{}", meeting.subject))
    links = [link for link in (meeting.agenda.url, meeting.join_url) if link]
    return [*notes, *links, words.not_official]
