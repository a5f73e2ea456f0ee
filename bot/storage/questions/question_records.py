"""What became of questions: outcomes and opinions without people, suggestions with consent."""

import hmac
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage.chats import chat_records
from bot.storage.chats.chat_records import ChatRecord
from bot.storage.database import runtime_flags
from bot.storage.database.core_tables import Feedback, QuestionRow, Suggestion, TableRow, UpdateRow
from bot.storage.database.dialect import insert_new
from bot.storage.database.row_states import QuestionState
from bot.storage.faq import unanswered
from knowledge.language import Language
from knowledge.numbers import parse_number
from knowledge.verdict import Outcome, Verdict

CHOICE_TAKEN, CHOICE_NONE = "taken", "none"  # what became of a choice that was offered
TICKET_LENGTH = 16  # signs of a keyed hash: 64 bits, and a try costs a tap
_MAX_UPDATE_ID = 10**18 - 1  # what a 64-bit column holds for certain


def _insert_once(session: Session, table: type[TableRow], **values: object) -> bool:
    """Insert a row unless its update was counted before; tell whether it was new."""
    return insert_new(session, table, [values]) > 0


def record_outcome(
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
    return _insert_once(
        session,
        QuestionRow,
        update_id=update_id,
        on=now.astimezone(zone).date(),
        language=verdict.language,
        outcome=verdict.outcome,
        entry=verdict.entry,
        score=round(verdict.score, 3),
        begins=begins,
        function=verdict.function,
    )


def record_opinion(
    session: Session,
    update_id: int,
    stamp: str,
    language: Language,
    opinion: str,
    now: datetime,
    zone: ZoneInfo,
) -> bool:
    """Count an opinion on an answer, once per update; not whose it is."""
    return _insert_once(
        session,
        Feedback,
        update_id=update_id,
        on=now.astimezone(zone).date(),
        stamp=stamp,
        language=language,
        verdict=opinion,
    )


def store_suggestion(
    session: Session, update_id: int, chat_id: int, language: Language, text: str, now: datetime
) -> str:
    """Keep a question a person chose to send to the editors, without the person.

    Returns a ticket: with it this chat, and no other, may ask to be told.
    """
    _insert_once(
        session,
        Suggestion,
        update_id=update_id,
        at=now,
        language=language,
        text=text,
        chat_id=None,
        state=QuestionState.OPEN,
    )
    return f"{update_id}.{_suggestion_ticket(session, update_id, chat_id)}"


def _suggestion_ticket(session: Session, update_id: int, chat_id: int) -> str:
    return runtime_flags.keyed_hash(session, "tell", update_id, chat_id)[:TICKET_LENGTH]


def link_suggestion(session: Session, ticket: str, chat_id: int) -> bool:
    """Tie a suggestion to the chat it came from; False if it is not open, or another's."""
    written, _, seal = ticket.partition(".")
    number = parse_number(written, _MAX_UPDATE_ID)
    if number is None:
        return False
    if not hmac.compare_digest(
        seal.encode(), _suggestion_ticket(session, number, chat_id).encode()
    ):
        return False
    row = session.scalar(select(Suggestion).where(Suggestion.update_id == number))
    if row is None or row.state != QuestionState.OPEN:
        return False
    row.chat_id = chat_id
    return True


def record_question(
    session: Session,
    verdict: Verdict,
    update_id: int,
    person: ChatRecord,
    now: datetime,
    zone: ZoneInfo,
    words: Sequence[str] = (),
) -> None:
    """Count an outcome and keep one step of context for the chat, in one transaction.

    `words` are the main words of the question: of a miss, their keyed hash is counted.
    """
    begins = _begins_conversation(session, person.chat_id, update_id, now)
    is_new = record_outcome(session, verdict, update_id, now, zone, begins=begins)
    if is_new and verdict.outcome is Outcome.UNKNOWN and verdict.scope is None:
        unanswered.count_miss(
            session, words, verdict.language, person.chat_id, now.astimezone(zone).date()
        )
    if verdict.entry:
        chat_records.remember_offer(session, person, (verdict.entry,), now)
    elif verdict.outcome is Outcome.MAYBE:
        codes = tuple(candidate.entry for candidate in verdict.candidates)
        chat_records.remember_offer(session, person, ("?", *codes), now)


def _begins_conversation(session: Session, chat_id: int, update_id: int, now: datetime) -> bool:
    """Tell whether a chat has said and tapped nothing for as long as its context lasts.

    That is read off the inbox, which forgets after two days; only yes or no is kept.
    """
    before = select(UpdateRow.seq).where(
        UpdateRow.chat_key == chat_id,
        UpdateRow.update_id != update_id,
        UpdateRow.received_at > now - chat_records.CONTEXT_KEPT,
        UpdateRow.received_at <= now,
    )
    return session.scalar(before.limit(1)) is None


def is_question_waiting(session: Session, text: str) -> bool:
    """Tell whether the editors already have this very question."""
    return (
        session.scalar(
            select(Suggestion.id).where(
                Suggestion.text == text, Suggestion.state == QuestionState.OPEN
            )
        )
        is not None
    )
