"""What to show of the calendar: what is coming, and how fresh our knowledge of it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from knowledge.meetings.calendar_state import CalendarSnapshot
from knowledge.meetings.city import City
from knowledge.meetings.clock_times import local_day
from knowledge.meetings.meeting import OFF_STATUSES, Meeting


class EmptyReason(StrEnum):
    """Why there is nothing to list: three different truths."""

    NEVER_REACHED = "never_reached"  # no source ever answered: no date is known
    SOURCE_DOWN = "source_down"  # nothing is listed, and we could not look lately
    NO_MEETING = "no_meeting"  # we looked, and nothing is listed


@dataclass(frozen=True, slots=True)
class Freshness:
    """When the calendar was last checked with success; `is_stale` after `stale_in`."""

    checked_at: datetime | None
    is_stale: bool


def upcoming_meetings(
    meetings: Iterable[Meeting], now: datetime, city: City, body_slug: str = ""
) -> list[Meeting]:
    """Return what is to come, soonest first; what is off stays until its day is over."""
    today = local_day(now, city.tz)
    coming = [
        meeting
        for meeting in meetings
        if (not body_slug or meeting.body_slug == body_slug)
        and (
            (meeting.status in OFF_STATUSES and meeting.local_date >= today)
            or now < meeting.closes_at
        )
    ]
    return sorted(coming, key=lambda m: (m.local_date, m.start_at or m.closes_at, m.id))


def check_freshness(
    calendar: CalendarSnapshot, meeting: Meeting | None, now: datetime, city: City
) -> Freshness:
    """Return how fresh our check is: of the sources of one meeting, or the stalest of all."""
    names = {key.split("|")[0] for key in meeting.records} if meeting else None
    checks = [s.checked_at for s in calendar.sources if names is None or s.source_id in names]
    good = [at for at in checks if at is not None]
    if not good:
        return Freshness(None, is_stale=True)
    at = max(good) if meeting else min(good)
    return Freshness(at, is_stale=now - at > city.policy.stale_in)


def empty_reason(calendar: CalendarSnapshot, now: datetime, city: City) -> EmptyReason:
    """Return why a list is empty."""
    fresh = check_freshness(calendar, None, now, city)
    if fresh.checked_at is None:
        return EmptyReason.NEVER_REACHED
    return EmptyReason.SOURCE_DOWN if fresh.is_stale else EmptyReason.NO_MEETING


def is_unread_meeting(
    calendar: CalendarSnapshot, meeting: Meeting, now: datetime, city: City
) -> bool:
    """Tell whether a near meeting that is on could not be confirmed by any source for a day.

    One that was entered by hand alone needs no source.
    """
    start = meeting.start_at or meeting.closes_at
    is_near = meeting.is_on and now < start <= now + city.policy.unread_near_in
    if not is_near or all(key.startswith("manual|") for key in meeting.records):
        return False
    checked_at = check_freshness(calendar, meeting, now, city).checked_at
    return checked_at is not None and now - checked_at >= city.policy.unread_in
