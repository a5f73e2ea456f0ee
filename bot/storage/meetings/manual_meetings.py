"""Meetings that a person of this city types into the chat: they win over every source."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.storage.meetings import calendar_records
from knowledge.meetings.calendar_state import CalendarSnapshot, PassResult
from knowledge.meetings.city import City
from knowledge.meetings.clock_times import local_day
from knowledge.meetings.meeting import Override
from knowledge.meetings.raw_records import FetchOutcome, FetchResult, Origin, RawMeeting

MANUAL_ORIGIN = Origin("manual", "manual", 100, is_trusted=True)


def add_manual_meeting(session: Session, raw: RawMeeting, now: datetime, city: City) -> PassResult:
    """Take in a meeting that someone typed; it is news at once."""

    def known(calendar: CalendarSnapshot) -> CalendarSnapshot:
        memory = replace(calendar.memory_of_source(MANUAL_ORIGIN.id), baseline_at=now)
        others = tuple(s for s in calendar.sources if s.source_id != MANUAL_ORIGIN.id)
        return replace(calendar, sources=(*others, memory))

    fetch = FetchResult(
        MANUAL_ORIGIN,
        FetchOutcome.PARTIAL,  # one record: what is not in it is not missing
        city.poll_window(local_day(now, city.tz)),
        now,
        records=(raw,),
    )
    return calendar_records.update_calendar(session, [fetch], now, city, prepare=known)


def correct_meeting(
    session: Session,
    meeting_id: str,
    edit: Callable[[Override], Override],
    now: datetime,
    city: City,
) -> PassResult:
    """Lay a correction over a meeting, beside what was corrected of it before."""

    def whole(calendar: CalendarSnapshot) -> tuple[Override, ...]:
        old = next((o for o in calendar.overrides if o.meeting_id == meeting_id), None)
        others = [o for o in calendar.overrides if o.meeting_id != meeting_id]
        return (*others, edit(old or Override(meeting_id)))

    return calendar_records.update_calendar(session, [], now, city, correct=whole)


def apply_decision(
    session: Session,
    change: Callable[[CalendarSnapshot], CalendarSnapshot],
    now: datetime,
    city: City,
) -> PassResult:
    """Let an operator's word change what is remembered, and tell what follows from it."""
    return calendar_records.update_calendar(session, [], now, city, prepare=change)
