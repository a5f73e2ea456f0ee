"""Figures for the editors: sums over days, never a person, never fewer than a handful."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.storage.database.core_tables import Document, Feedback, QuestionRow
from bot.storage.database.row_states import DocumentState
from bot.storage.meetings import calendar_records
from bot.storage.outbox import audience, delivery_queue
from bot.storage.questions import question_records
from knowledge.content.documents import DocumentKind
from knowledge.language import Language

TOP_ENTRIES = 8


@dataclass(frozen=True, slots=True)
class UsageFigures:
    """A span of days in numbers. Nothing here is floored; whoever shows it does that."""

    first: date
    last: date
    days: Mapping[date, int]
    outcomes: Mapping[str, int]
    languages: Mapping[str, int]
    entries: Mapping[str, int]  # the most asked, most first
    functions: Mapping[str, int]  # what was asked to be done
    conversations: int
    counted_since: date | None  # the day from which on conversations are told apart
    taken: int  # of the choices that were offered
    helped: int
    rated: int
    subscribers: int
    deliveries: Mapping[str, int]
    due: int  # answers past their review day
    sources: Mapping[str, datetime | None]  # meeting sources and when each was last read well


def sum_usage(session: Session, today: date, days: int, default: Language) -> UsageFigures:
    """Sum up the last `days` days, today included."""
    first = today - timedelta(days=days - 1)
    count = func.count()

    def grouped(column: InstrumentedAttribute[Any]) -> dict[Any, int]:
        rows = session.execute(
            select(column, count).where(QuestionRow.on >= first).group_by(column)
        )
        return {row[0]: row[1] for row in rows if row[0] is not None}

    by_day = grouped(QuestionRow.on)
    entries = sorted(grouped(QuestionRow.entry).items(), key=lambda item: (-item[1], item[0]))
    verdicts = {
        row[0]: row[1]
        for row in session.execute(
            select(Feedback.verdict, count).where(Feedback.on >= first).group_by(Feedback.verdict)
        )
    }
    begun = select(count).where(QuestionRow.on >= first, QuestionRow.begins)
    span = [first + timedelta(days=n) for n in range(days)]
    return UsageFigures(
        first=first,
        last=today,
        days={day: by_day.get(day, 0) for day in span},
        outcomes=grouped(QuestionRow.outcome),
        languages=grouped(QuestionRow.language),
        entries=dict(entries[:TOP_ENTRIES]),
        functions=grouped(QuestionRow.function),
        conversations=session.scalar(begun) or 0,
        counted_since=session.scalar(select(func.min(QuestionRow.on)).where(QuestionRow.begins)),
        taken=verdicts.get(question_records.CHOICE_TAKEN, 0),
        helped=verdicts.get("yes", 0),
        rated=verdicts.get("yes", 0) + verdicts.get("no", 0),
        subscribers=len(audience.reachable_audience(session, default)),
        deliveries=delivery_queue.count_by_state(session),
        due=len(entries_due_for_review(session, today)),
        sources=_sources_checked_at(session),
    )


def entries_due_for_review(session: Session, today: date) -> list[tuple[str, str]]:
    """Return the codes of the answers past their review day, and that day, the oldest first."""
    rows = session.execute(
        select(Document.code, Document.body).where(
            Document.kind == DocumentKind.ENTRY, Document.state == DocumentState.LIVE
        )
    )
    due = [(code, str(body.get("review_by", ""))) for code, body in rows]
    return sorted(
        [(code, day) for code, day in due if day and day < today.isoformat()],
        key=lambda item: item[1],
    )


def _sources_checked_at(session: Session) -> dict[str, datetime | None]:
    return {
        memory.source_id: memory.checked_at for memory in calendar_records.source_memories(session)
    }
