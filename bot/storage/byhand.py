"""Meetings that a person of this city types into the chat: they win over every source."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.storage import meetings
from knowledge.meetings.calendar import Calendar, Step
from knowledge.meetings.city import City
from knowledge.meetings.meeting import Override
from knowledge.meetings.raw import FetchOutcome, FetchResult, Origin, RawMeeting
from knowledge.meetings.times import local_day

MANUAL = Origin("manual", "manual", 100, is_trusted=True)


def add(session: Session, raw: RawMeeting, now: datetime, city: City) -> Step:
    """Take in a meeting that someone typed; it is news at once."""

    def known(calendar: Calendar) -> Calendar:
        memory = replace(calendar.source(MANUAL.id), baseline_at=now)
        others = tuple(s for s in calendar.sources if s.source_id != MANUAL.id)
        return replace(calendar, sources=(*others, memory))

    fetch = FetchResult(
        MANUAL,
        FetchOutcome.PARTIAL,  # one record: what is not in it is not missing
        city.window(local_day(now, city.tz)),
        now,
        records=(raw,),
    )
    return meetings.look(session, [fetch], now, city, prepare=known)


def correct(
    session: Session,
    meeting_id: str,
    edit: Callable[[Override], Override],
    now: datetime,
    city: City,
) -> Step:
    """Lay a correction over a meeting, beside what was corrected of it before."""

    def whole(calendar: Calendar) -> tuple[Override, ...]:
        old = next((o for o in calendar.overrides if o.meeting_id == meeting_id), None)
        others = [o for o in calendar.overrides if o.meeting_id != meeting_id]
        return (*others, edit(old or Override(meeting_id)))

    return meetings.look(session, [], now, city, correct=whole)


def decide(
    session: Session, change: Callable[[Calendar], Calendar], now: datetime, city: City
) -> Step:
    """Let an operator's word change what is remembered, and tell what follows from it."""
    return meetings.look(session, [], now, city, prepare=change)
