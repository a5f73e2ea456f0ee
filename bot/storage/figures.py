"""Figures for the editors: sums over days, never a person, never fewer than a handful."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.storage import audience, meetings, outbox, questions
from bot.storage.tables import Document, Feedback, Question
from knowledge.content.documents import Kind
from knowledge.language import Language

TOP = 8


@dataclass(frozen=True, slots=True)
class Figures:
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


def of(session: Session, today: date, days: int, default: Language) -> Figures:
    """Sum up the last `days` days, today included."""
    first = today - timedelta(days=days - 1)
    count = func.count()

    def grouped(column: InstrumentedAttribute[Any]) -> dict[Any, int]:
        rows = session.execute(select(column, count).where(Question.on >= first).group_by(column))
        return {row[0]: row[1] for row in rows if row[0] is not None}

    by_day = grouped(Question.on)
    entries = sorted(grouped(Question.entry).items(), key=lambda item: (-item[1], item[0]))
    verdicts = {
        row[0]: row[1]
        for row in session.execute(
            select(Feedback.verdict, count).where(Feedback.on >= first).group_by(Feedback.verdict)
        )
    }
    begun = select(count).where(Question.on >= first, Question.begins)
    span = [first + timedelta(days=n) for n in range(days)]
    return Figures(
        first=first,
        last=today,
        days={day: by_day.get(day, 0) for day in span},
        outcomes=grouped(Question.outcome),
        languages=grouped(Question.language),
        entries=dict(entries[:TOP]),
        functions=grouped(Question.function),
        conversations=session.scalar(begun) or 0,
        counted_since=session.scalar(select(func.min(Question.on)).where(Question.begins)),
        taken=verdicts.get(questions.TAKEN, 0),
        helped=verdicts.get("yes", 0),
        rated=verdicts.get("yes", 0) + verdicts.get("no", 0),
        subscribers=len(audience.everyone(session, default)),
        deliveries=outbox.counts(session),
        due=len(due_for_review(session, today)),
        sources=_sources(session),
    )


def due_for_review(session: Session, today: date) -> list[tuple[str, str]]:
    """Return the codes of the answers past their review day, and that day, the oldest first."""
    rows = session.execute(
        select(Document.code, Document.body).where(
            Document.kind == Kind.ENTRY, Document.state == "live"
        )
    )
    due = [(code, str(body.get("review_by", ""))) for code, body in rows]
    return sorted(
        [(code, day) for code, day in due if day and day < today.isoformat()],
        key=lambda item: item[1],
    )


def _sources(session: Session) -> dict[str, datetime | None]:
    return {memory.source_id: memory.checked_at for memory in meetings.sources(session)}
