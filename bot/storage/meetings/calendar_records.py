"""The calendar as it stands: one look at a time, under a lock, and what people may read of it.

A look is read, decided by `knowledge` and written in one transaction, so that two processes, an
operator's tap and a poll never undo each other.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from bot.storage.database import base_version
from bot.storage.database.dialect import insert_new
from bot.storage.database.meeting_tables import CalendarState, ChangeRow, MeetingRow, SourceRow
from bot.storage.faq import answer_ties
from knowledge.meetings.calendar_state import (
    CalendarSnapshot,
    Fingerprint,
    PassResult,
    SourceMemory,
)
from knowledge.meetings.city import City
from knowledge.meetings.clock_times import local_day
from knowledge.meetings.meeting import Meeting, Override
from knowledge.meetings.meeting_change import MeetingChange
from knowledge.meetings.raw_records import Confirmation, FetchResult
from knowledge.meetings.state_json import state_from_json, state_to_json
from knowledge.meetings.sync.calendar_diff import diff_calendar
from knowledge.numbers import parse_number

# Asked every second, so built once.
_STATE = select(CalendarState).where(CalendarState.id == 1).with_for_update()
_TIMES = select(CalendarState.waits, CalendarState.looked_at, CalendarState.reminded_at)
_SOURCES = select(SourceRow.state).order_by(SourceRow.id)
_NEXT_START = select(func.min(MeetingRow.starts_at)).where(
    MeetingRow.is_listed, MeetingRow.starts_at > bindparam("now")
)


@dataclass(frozen=True, slots=True)
class NumberedMeeting:
    """A meeting and the number by which people type it."""

    number: int
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class CalendarTimes:
    """What the scheduler needs to know each second."""

    waits: bool
    looked_at: datetime | None
    reminded_at: datetime | None


def update_calendar(
    session: Session,
    fetched: Sequence[FetchResult],
    now: datetime,
    city: City,
    *,
    confirmations: Sequence[Confirmation] = (),
    fingerprints: Sequence[Fingerprint] = (),
    correct: Callable[[CalendarSnapshot], tuple[Override, ...]] | None = None,
    prepare: Callable[[CalendarSnapshot], CalendarSnapshot] | None = None,
) -> PassResult:
    """Take in what came, decide what is news, write both down.

    `prepare` may change what was known first (an operator's word); `correct` returns the whole
    new set of an editor's corrections.
    """
    row = _locked_state(session)
    answer_ties.tie_answers(session)
    known = _calendar_of_state(session, row, now, city)
    ready = prepare(known) if prepare else known
    step = diff_calendar(
        ready,
        fetched,
        now,
        city,
        confirmations=confirmations,
        fingerprints=fingerprints,
        overrides=correct(ready) if correct else None,
    )
    _write_calendar(session, row, known, step, now)
    if answer_ties.update_tied_days(session):
        base_version.raise_content_version(session)
    return step


def load_calendar(session: Session, now: datetime, city: City) -> CalendarSnapshot:
    """Return all that is remembered."""
    return _calendar_of_state(session, _locked_state(session), now, city)


def _locked_state(session: Session) -> CalendarState:
    """Return the one row, locked until the transaction ends; made by whoever comes first."""
    row = session.scalars(_STATE).one_or_none()
    if row is None:
        fresh = {"id": 1, "rest": state_to_json(CalendarSnapshot()), "waits": False}
        insert_new(session, CalendarState, [fresh])
        row = session.scalars(_STATE).one()
    return row


def _calendar_of_state(
    session: Session, row: CalendarState, now: datetime, city: City
) -> CalendarSnapshot:
    edge = local_day(now, city.tz) - timedelta(days=city.policy.keep_days)
    rows = session.scalars(
        select(MeetingRow.state)
        .where(MeetingRow.is_listed, MeetingRow.local_date >= edge)
        .order_by(MeetingRow.local_date, MeetingRow.id)
    )
    return replace(
        state_from_json(CalendarSnapshot, row.rest),
        meetings=tuple(state_from_json(Meeting, text) for text in rows),
        sources=source_memories(session),
    )


def _write_calendar(
    session: Session, row: CalendarState, known: CalendarSnapshot, step: PassResult, now: datetime
) -> None:
    new = step.calendar
    row.rest = state_to_json(replace(new, meetings=(), sources=()))
    row.waits = bool(new.pending or step.questions or step.agendas)
    row.looked_at = now
    before = {meeting.id: meeting for meeting in known.meetings}
    _write_meetings(session, before, new.meetings, now)
    had = set(known.sources)
    for memory in new.sources:
        if memory not in had:
            session.merge(SourceRow(id=memory.source_id, state=state_to_json(memory)))
    session.add_all(
        ChangeRow(
            meeting_id=change.meeting_id,
            revision=change.revision,
            kind=change.kind,
            observed_at=change.observed_at,
            state=state_to_json(change),
        )
        for change in step.changes
    )
    session.flush()


def _write_meetings(
    session: Session, before: dict[str, Meeting], after: Sequence[Meeting], now: datetime
) -> None:
    """Write what differs; a meeting that lost its last record is kept, but no longer listed."""
    number = session.scalar(select(func.max(MeetingRow.number))) or 0
    for meeting in after:
        if before.get(meeting.id) == meeting:
            continue
        row = session.get(MeetingRow, meeting.id)
        if row is None:
            number += 1
            row = MeetingRow(id=meeting.id, number=number)
            session.add(row)
        row.body_slug, row.local_date = meeting.body_slug[:60], meeting.local_date
        row.starts_at, row.closes_at = meeting.start_at, meeting.closes_at
        row.is_listed, row.state = True, state_to_json(meeting)
    gone = {
        meeting_id
        for meeting_id in before.keys() - {meeting.id for meeting in after}
        if before[meeting_id].closes_at > now
    }
    if gone:
        session.execute(update(MeetingRow).where(MeetingRow.id.in_(gone)).values(is_listed=False))


def source_memories(session: Session) -> tuple[SourceMemory, ...]:
    """Return how every source behaved, by id."""
    rows = session.scalars(_SOURCES)
    return tuple(state_from_json(SourceMemory, text) for text in rows)


def calendar_times(session: Session) -> CalendarTimes:
    """Return what the scheduler asks each second; nothing is written."""
    row = session.execute(_TIMES).first()
    return CalendarTimes(*row) if row else CalendarTimes(False, None, None)


def note_reminders_planned(session: Session, now: datetime) -> None:
    """Note that reminders were worked out."""
    _locked_state(session).reminded_at = now


def next_meeting_start(session: Session, now: datetime) -> datetime | None:
    """Return the UTC instant at which the next listed meeting begins."""
    return session.scalar(_NEXT_START, {"now": now})


def listed_meetings(
    session: Session, since: date, until: date | None = None
) -> list[NumberedMeeting]:
    """Return the listed meetings of these local dates, soonest first."""
    query = select(MeetingRow.number, MeetingRow.state).where(
        MeetingRow.is_listed, MeetingRow.local_date >= since
    )
    if until is not None:
        query = query.where(MeetingRow.local_date <= until)
    rows = session.execute(query.order_by(MeetingRow.local_date, MeetingRow.starts_at))
    return [NumberedMeeting(number, state_from_json(Meeting, text)) for number, text in rows]


def find_meeting(session: Session, name: str) -> NumberedMeeting | None:
    """Return a meeting by its id or its typed number, listed or not."""
    number = parse_number(
        name
    )  # an id has ten hexadecimal digits, one more than a number may have
    chosen = MeetingRow.id == name if number is None else MeetingRow.number == number
    row = session.execute(select(MeetingRow.number, MeetingRow.state).where(chosen)).first()
    return NumberedMeeting(row.number, state_from_json(Meeting, row.state)) if row else None


def meetings_by_id(session: Session, ids: Iterable[str]) -> dict[str, NumberedMeeting]:
    """Return meetings by id; those no longer listed are left out."""
    rows = session.execute(
        select(MeetingRow.id, MeetingRow.number, MeetingRow.state).where(
            MeetingRow.id.in_(list(ids)), MeetingRow.is_listed
        )
    )
    return {
        row.id: NumberedMeeting(row.number, state_from_json(Meeting, row.state)) for row in rows
    }


def changes_by_revision(
    session: Session, wanted: Iterable[tuple[str, int]]
) -> dict[tuple[str, int], MeetingChange]:
    """Return changes by (meeting id, revision)."""
    names = set(wanted)
    rows = session.execute(
        select(ChangeRow.meeting_id, ChangeRow.revision, ChangeRow.state).where(
            ChangeRow.meeting_id.in_({meeting_id for meeting_id, _ in names})
        )
    )
    return {(m, r): state_from_json(MeetingChange, text) for m, r, text in rows if (m, r) in names}
