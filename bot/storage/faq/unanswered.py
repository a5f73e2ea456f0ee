"""What residents could not find: questions sent to the editors, misses, taps on "none of these".

A wish is named "s12" (a question someone chose to send) or "m3fa9…" (a cluster of misses, by the
beginning of its hash). Whoever asked to be told is told once, then the link is deleted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from bot.storage.database import runtime_flags
from bot.storage.database.core_tables import Feedback, Suggestion
from bot.storage.database.dialect import insert_new
from bot.storage.database.editor_tables import MissedChat, MissedQuestion
from bot.storage.database.row_states import QuestionState
from bot.storage.editors import audit_log, editor_members
from bot.storage.editors.editor_members import Actor
from bot.storage.outbox import delivery_queue
from bot.storage.outbox.delivery_queue import PlannedDelivery
from knowledge.delivery import Urgency
from knowledge.editing.roles import Right
from knowledge.language import Language
from knowledge.numbers import parse_number

ANSWERED_CARD = "answered"
MISSES_KEPT = timedelta(days=30)
WORDS_KEPT_FROM = 3  # chats that must ask the same before its words are kept
_NAME_LENGTH = 12  # of its 64 signs, enough to name a cluster


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """Something residents asked for; `chats` of a cluster, 1 of a question that was sent."""

    name: str
    language: Language
    text: str
    chats: int
    waits: bool  # someone asked to be told


@dataclass(frozen=True, slots=True)
class NegativeFeedback:
    """How often an answer was called not helpful, for one reason."""

    stamp: str
    why: str
    count: int


def count_miss(
    session: Session, words: Sequence[str], language: Language, chat_id: int, on: date
) -> None:
    """Count a question nobody could answer, by a keyed hash of its main words."""
    if not words:
        return
    text = " ".join(sorted(set(words)))
    name = runtime_flags.keyed_hash(session, "miss", text)
    who = runtime_flags.keyed_hash(session, "missed-by", name, chat_id)
    fresh = insert_new(session, MissedChat, [{"hash": name, "who": who, "on": on}])
    row = session.get(MissedQuestion, name, with_for_update=True)
    if row is None:
        row = MissedQuestion(hash=name, language=language, last_on=on, chats=0)
        session.add(row)
    row.last_on = on
    row.chats += fresh
    if row.chats >= WORDS_KEPT_FROM and row.words is None:
        row.words = text


def unanswered_page(
    session: Session, limit: int = 10, offset: int = 0
) -> tuple[list[UnansweredQuestion], int]:
    """Return what waits for the editors, oldest questions first, then the largest clusters."""
    sent = [
        UnansweredQuestion(
            f"s{row.id}", Language(row.language), row.text, 1, row.chat_id is not None
        )
        for row in session.scalars(
            select(Suggestion)
            .where(Suggestion.state == QuestionState.OPEN)
            .order_by(Suggestion.id)
        )
    ]
    missed = [
        _question_of_cluster(row)
        for row in session.scalars(
            select(MissedQuestion)
            .where(MissedQuestion.state == QuestionState.OPEN, MissedQuestion.words.is_not(None))
            .order_by(MissedQuestion.chats.desc(), MissedQuestion.hash)
        )
    ]
    found = sent + missed
    return found[offset : offset + limit], len(found)


def _question_of_cluster(row: MissedQuestion) -> UnansweredQuestion:
    return UnansweredQuestion(
        f"m{row.hash[:_NAME_LENGTH]}", Language(row.language), row.words or "", row.chats, False
    )


def find_unanswered(session: Session, name: str) -> UnansweredQuestion | None:
    """Return an open wish by its name."""
    row = _unanswered_row(session, name)
    if row is None or row.state != QuestionState.OPEN:
        return None
    if isinstance(row, Suggestion):
        return UnansweredQuestion(
            name, Language(row.language), row.text, 1, row.chat_id is not None
        )
    return _question_of_cluster(row) if row.words else None


def _unanswered_row(session: Session, name: str) -> Suggestion | MissedQuestion | None:
    if name[:1] == "s" and (number := parse_number(name[1:])) is not None:
        return session.get(Suggestion, number)
    if name[:1] == "m" and len(name) == _NAME_LENGTH + 1 and name[1:].isalnum():
        return session.scalar(
            select(MissedQuestion).where(MissedQuestion.hash.startswith(name[1:]))
        )
    return None


def dismiss_question(session: Session, actor: Actor, name: str, now: datetime) -> bool:
    """Close a wish without an answer; the link to whoever asked goes."""
    member = editor_members.require_right(session, actor, Right.EDIT)
    row = _unanswered_row(session, name)
    if row is None or row.state != QuestionState.OPEN:
        return False
    row.state = QuestionState.DISMISSED
    if isinstance(row, Suggestion):
        row.chat_id = None
    audit_log.add_audit_entry(session, member, "dismiss", name, now)
    return True


def answer_question(session: Session, name: str, code: str, now: datetime) -> None:
    """Close a wish with an answer: who asked to be told is told, then the link is deleted."""
    row = _unanswered_row(session, name)
    if row is None or row.state != QuestionState.OPEN:
        return
    row.state = QuestionState.ANSWERED
    if not isinstance(row, Suggestion) or row.chat_id is None:
        return
    delivery_queue.enqueue(
        session,
        [
            PlannedDelivery(
                key=f"answered:{row.id}",
                chat_id=row.chat_id,
                card=ANSWERED_CARD,
                facts={"code": code},
                urgency=Urgency.ROUTINE,
                due_at=now,
                not_before=now,
                expires_at=now + MISSES_KEPT,
                about="answered",
            )
        ],
    )
    row.chat_id = None


def negative_feedback(session: Session, since: date) -> list[NegativeFeedback]:
    """Return why answers did not help, most often first: reasons, and "none of these" taps."""
    count = func.count()
    rows = session.execute(
        select(Feedback.stamp, Feedback.verdict, count)
        .where(Feedback.verdict.not_in(("yes", "no", "taken")), Feedback.on >= since)
        .group_by(Feedback.stamp, Feedback.verdict)
        .order_by(count.desc(), Feedback.stamp)
        .limit(10)
    )
    return [NegativeFeedback(stamp, why, number) for stamp, why, number in rows]


def missed_by_chat(session: Session, chat_id: int) -> list[MissedChat]:
    """Return the fingerprints that a chat's unanswered questions left."""
    return [
        row
        for row in session.scalars(select(MissedChat))
        if row.who == runtime_flags.keyed_hash(session, "missed-by", row.hash, chat_id)
    ]


def forget_misses(session: Session, chat_id: int) -> None:
    """Delete the fingerprints of a chat; how many chats asked stays counted."""
    for row in missed_by_chat(session, chat_id):
        session.delete(row)


def prune_misses(session: Session, today: date) -> None:
    """Forget fingerprints after thirty days; words that three chats shared stay until closed.

    The words of a question that was dealt with go at once.
    """
    session.execute(
        update(Suggestion).where(Suggestion.state != QuestionState.OPEN).values(text="")
    )
    before = today - MISSES_KEPT
    session.execute(delete(MissedChat).where(MissedChat.on < before))
    session.execute(
        delete(MissedQuestion).where(
            MissedQuestion.last_on < before,
            or_(MissedQuestion.words.is_(None), MissedQuestion.state != QuestionState.OPEN),
        )
    )
