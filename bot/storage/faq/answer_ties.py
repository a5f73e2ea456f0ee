"""Answers written before a meeting, tied to it: the day follows the meeting where it goes.

An answer names a day, or a body and a day (`council-2026-12-10`). At the next look at the
calendar it is tied to the meeting that stands there, and from then on to that meeting, not to the
day. A day without a meeting, or with several that the name does not tell apart, stays a day.
"""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Text, cast, delete, select
from sqlalchemy.orm import Session

from bot.storage.database.core_tables import Document
from bot.storage.database.meeting_tables import MeetingRow, TieRow
from bot.storage.database.row_states import DocumentState
from knowledge.content.documents import DocumentKind, meeting_body, meeting_day
from knowledge.meetings.meeting import Meeting, MeetingStatus
from knowledge.meetings.state_json import state_from_json

MAX_TIE_LENGTH = 100
_OFF_STATUSES = (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED)


def tied_days(session: Session) -> Mapping[tuple[str, str], date | None]:
    """Return {(code, name): the day its meeting stands on now, None if it is off}."""
    rows = session.execute(select(TieRow.code, TieRow.name, TieRow.day))
    return {(code, name): day for code, name, day in rows}


def tie_answers(session: Session) -> None:
    """Tie answers that name a meeting to it, as the calendar stands before a look."""
    named = _named_meetings(session)
    tied = {(row.code, row.name) for row in session.execute(select(TieRow.code, TieRow.name))}
    gone = [code for code, name in tied if named.get(code) != name]
    if gone:
        session.execute(delete(TieRow).where(TieRow.code.in_(gone)))
    for code, name in named.items() - tied:
        meeting = _find_named_meeting(session, name)
        if meeting is not None:
            session.add(
                TieRow(code=code, name=name, meeting_id=meeting.id, day=_tied_day(meeting))
            )
    session.flush()


def _named_meetings(session: Session) -> dict[str, str]:
    """Return {code: the name of the meeting it was written before} of public answers."""
    rows = session.execute(
        select(Document.code, Document.body).where(
            Document.kind == DocumentKind.ENTRY,
            Document.state == DocumentState.LIVE,
            cast(Document.body, Text).contains("expires_with"),
        )
    )
    names = {code: str(body.get("expires_with") or "") for code, body in rows}
    return {code: name for code, name in names.items() if 0 < len(name) <= MAX_TIE_LENGTH}


def _find_named_meeting(session: Session, name: str) -> Meeting | None:
    """Return the one meeting a name means, those that are on first; None if none or several."""
    day = meeting_day(name)
    if day is None:
        return None
    found = meetings_on_day(session, day, meeting_body(name))
    on = [meeting for meeting in found if meeting.is_on] or found
    return on[0] if len(on) == 1 else None


def meetings_on_day(session: Session, day: date, body_slug: str = "") -> list[Meeting]:
    """Return the listed meetings of a day, of one body or of all."""
    query = select(MeetingRow.state).where(MeetingRow.is_listed, MeetingRow.local_date == day)
    if body_slug:
        query = query.where(MeetingRow.body_slug == body_slug)
    return [
        state_from_json(Meeting, text)
        for text in session.scalars(query.order_by(MeetingRow.number))
    ]


def update_tied_days(session: Session) -> bool:
    """Move each day to where its meeting stands after a look; tell whether any moved."""
    has_moved = False
    for tie in session.scalars(select(TieRow)):
        meeting = _current_meeting(session, tie.meeting_id)
        if meeting is None:
            continue
        day = _tied_day(meeting)
        has_moved |= day != tie.day
        tie.meeting_id, tie.day = meeting.id, day
    session.flush()
    return has_moved


def _current_meeting(session: Session, meeting_id: str) -> Meeting | None:
    """Return what became of a meeting: itself, what replaced it, or what it was merged into."""
    seen = set[str]()
    row = session.get(MeetingRow, meeting_id)
    while row is not None and row.id not in seen:
        seen.add(row.id)
        meeting = state_from_json(Meeting, row.state)
        if meeting.status is MeetingStatus.RESCHEDULED and meeting.superseded_by:
            row = session.get(MeetingRow, meeting.superseded_by)
            continue
        if row.is_listed and meeting.status is not MeetingStatus.UNLISTED:
            return meeting
        twins = meetings_on_day(session, meeting.local_date, meeting.body_slug)
        same = [t for t in twins if t.kind is meeting.kind and t.is_on and t.id != meeting.id]
        return same[0] if len(same) == 1 else meeting
    return None


def _tied_day(meeting: Meeting) -> date | None:
    return None if meeting.status in _OFF_STATUSES else meeting.last_date or meeting.local_date
