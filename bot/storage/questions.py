"""What became of questions: outcomes and opinions without people, suggestions with consent."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage import people, wishes
from bot.storage.dialect import upsert
from bot.storage.people import Known
from bot.storage.tables import Feedback, Question, Row, Suggestion
from knowledge.language import Language
from knowledge.verdict import Outcome, Verdict


def _once(session: Session, table: type[Row], **values: object) -> bool:
    """Insert a row unless its update was counted before; tell whether it was new."""
    result = session.execute(upsert(session, table).values(**values).on_conflict_do_nothing())
    changed: int = result.rowcount  # type: ignore[attr-defined]  # an INSERT gives a CursorResult
    return changed > 0


def record(
    session: Session, verdict: Verdict, update_id: int, now: datetime, zone: ZoneInfo
) -> bool:
    """Count one question's outcome, once per update; never its words, never its chat."""
    return _once(
        session,
        Question,
        update_id=update_id,
        on=now.astimezone(zone).date(),
        language=verdict.language,
        outcome=verdict.outcome,
        entry=verdict.entry,
        score=round(verdict.score, 3),
    )


def rate(
    session: Session,
    update_id: int,
    stamp: str,
    language: Language,
    opinion: str,
    now: datetime,
    zone: ZoneInfo,
) -> bool:
    """Count an opinion on an answer, once per update; not whose it is."""
    return _once(
        session,
        Feedback,
        update_id=update_id,
        on=now.astimezone(zone).date(),
        stamp=stamp,
        language=language,
        verdict=opinion,
    )


def suggest(
    session: Session, update_id: int, language: Language, text: str, now: datetime
) -> bool:
    """Keep a question a person chose to send to the editors, without the person."""
    return _once(
        session,
        Suggestion,
        update_id=update_id,
        at=now,
        language=language,
        text=text,
        chat_id=None,
        state="open",
    )


def tell_when_answered(session: Session, update_id: int, chat_id: int) -> bool:
    """Tie a suggestion to a chat that asked to be told; False if there is no such suggestion."""
    row = session.scalar(select(Suggestion).where(Suggestion.update_id == update_id))
    if row is None or row.state != "open":
        return False
    row.chat_id = chat_id
    return True


def keep(
    session: Session,
    verdict: Verdict,
    update_id: int,
    person: Known,
    now: datetime,
    zone: ZoneInfo,
    words: Sequence[str] = (),
) -> None:
    """Count an outcome and keep one step of context for the chat, in one transaction.

    `words` are the main words of the question: of a miss, their keyed hash is counted.
    """
    is_new = record(session, verdict, update_id, now, zone)
    if is_new and verdict.outcome is Outcome.UNKNOWN and verdict.scope is None:
        wishes.miss(session, words, verdict.language, person.chat_id, now.astimezone(zone).date())
    if verdict.entry:
        people.remember_offer(session, person, (verdict.entry,), now)
    elif verdict.outcome is Outcome.MAYBE:
        codes = tuple(candidate.entry for candidate in verdict.candidates)
        people.remember_offer(session, person, ("?", *codes), now)


def is_waiting(session: Session, text: str) -> bool:
    """Tell whether the editors already have this very question."""
    return (
        session.scalar(
            select(Suggestion.id).where(Suggestion.text == text, Suggestion.state == "open")
        )
        is not None
    )
