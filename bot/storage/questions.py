"""What became of questions: outcomes and opinions without people, suggestions with consent."""

import hmac
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage import people, switches, wishes
from bot.storage.dialect import add_new
from bot.storage.people import Known
from bot.storage.tables import Feedback, Question, Row, Suggestion, Update
from knowledge.language import Language
from knowledge.numbers import whole
from knowledge.verdict import Outcome, Verdict

TAKEN, NONE = "taken", "none"  # what became of a choice that was offered
SEAL = 16  # signs of a keyed hash: 64 bits, and a try costs a tap
_MOST = 10**18 - 1  # what a 64-bit column holds for certain


def _once(session: Session, table: type[Row], **values: object) -> bool:
    """Insert a row unless its update was counted before; tell whether it was new."""
    return add_new(session, table, [values]) > 0


def record(
    session: Session,
    verdict: Verdict,
    update_id: int,
    now: datetime,
    zone: ZoneInfo,
    *,
    begins: bool = False,
) -> bool:
    """Count one question's outcome, once per update; never its words, never its chat.

    `begins` tells whether it began a conversation.
    """
    return _once(
        session,
        Question,
        update_id=update_id,
        on=now.astimezone(zone).date(),
        language=verdict.language,
        outcome=verdict.outcome,
        entry=verdict.entry,
        score=round(verdict.score, 3),
        begins=begins,
        function=verdict.function,
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
    session: Session, update_id: int, chat_id: int, language: Language, text: str, now: datetime
) -> str:
    """Keep a question a person chose to send to the editors, without the person.

    Returns a ticket: with it this chat, and no other, may ask to be told.
    """
    _once(
        session,
        Suggestion,
        update_id=update_id,
        at=now,
        language=language,
        text=text,
        chat_id=None,
        state="open",
    )
    return f"{update_id}.{_seal(session, update_id, chat_id)}"


def _seal(session: Session, update_id: int, chat_id: int) -> str:
    return switches.keyed_hash(session, "tell", update_id, chat_id)[:SEAL]


def tell_when_answered(session: Session, ticket: str, chat_id: int) -> bool:
    """Tie a suggestion to the chat it came from; False if it is not open, or another's."""
    written, _, seal = ticket.partition(".")
    number = whole(written, _MOST)
    if number is None:
        return False
    if not hmac.compare_digest(seal.encode(), _seal(session, number, chat_id).encode()):
        return False
    row = session.scalar(select(Suggestion).where(Suggestion.update_id == number))
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
    begins = _begins(session, person.chat_id, update_id, now)
    is_new = record(session, verdict, update_id, now, zone, begins=begins)
    if is_new and verdict.outcome is Outcome.UNKNOWN and verdict.scope is None:
        wishes.miss(session, words, verdict.language, person.chat_id, now.astimezone(zone).date())
    if verdict.entry:
        people.remember_offer(session, person, (verdict.entry,), now)
    elif verdict.outcome is Outcome.MAYBE:
        codes = tuple(candidate.entry for candidate in verdict.candidates)
        people.remember_offer(session, person, ("?", *codes), now)


def _begins(session: Session, chat_id: int, update_id: int, now: datetime) -> bool:
    """Tell whether a chat has said and tapped nothing for as long as its context lasts.

    That is read off the inbox, which forgets after two days; only yes or no is kept.
    """
    before = select(Update.seq).where(
        Update.chat_key == chat_id,
        Update.update_id != update_id,
        Update.received_at > now - people.CONTEXT,
        Update.received_at <= now,
    )
    return session.scalar(before.limit(1)) is None


def is_waiting(session: Session, text: str) -> bool:
    """Tell whether the editors already have this very question."""
    return (
        session.scalar(
            select(Suggestion.id).where(Suggestion.text == text, Suggestion.state == "open")
        )
        is not None
    )
