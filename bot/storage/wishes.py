"""What residents could not find: questions sent to the editors, misses, taps on "none of these".

A wish is named `s12` (a question someone chose to send) or `m3fa9…` (a cluster of misses, by the
beginning of its hash). Whoever asked to be told is told once, then the link is deleted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from bot.storage import audit, editors, outbox, switches
from bot.storage.dialect import add_new
from bot.storage.editors import Actor
from bot.storage.outbox import Planned
from bot.storage.tables import Feedback, Suggestion
from bot.storage.tables_editors import Miss, MissedChat
from knowledge.delivery import Urgency
from knowledge.editing.roles import Right
from knowledge.language import Language
from knowledge.numbers import whole

CARD = "answered"
KEPT = timedelta(days=30)
SPOKEN_FROM = 3  # chats that must ask the same before its words are kept
_HASH = 12  # of its 64 signs, enough to name a cluster


@dataclass(frozen=True, slots=True)
class Wish:
    """Something residents asked for; `chats` of a cluster, 1 of a question that was sent."""

    name: str
    language: Language
    text: str
    chats: int
    waits: bool  # someone asked to be told


@dataclass(frozen=True, slots=True)
class Displeasure:
    """How often an answer was called not helpful, for one reason."""

    stamp: str
    why: str
    count: int


def miss(
    session: Session, words: Sequence[str], language: Language, chat_id: int, on: date
) -> None:
    """Count a question nobody could answer, by a keyed hash of its main words."""
    if not words:
        return
    text = " ".join(sorted(set(words)))
    name = switches.keyed_hash(session, "miss", text)
    who = switches.keyed_hash(session, "missed-by", name, chat_id)
    fresh = add_new(session, MissedChat, [{"hash": name, "who": who, "on": on}])
    row = session.get(Miss, name, with_for_update=True)
    if row is None:
        row = Miss(hash=name, language=language, last_on=on, chats=0)
        session.add(row)
    row.last_on = on
    row.chats += fresh
    if row.chats >= SPOKEN_FROM and row.words is None:
        row.words = text


def waiting(session: Session, limit: int = 10, offset: int = 0) -> tuple[list[Wish], int]:
    """Return what waits for the editors, oldest questions first, then the largest clusters."""
    sent = [
        Wish(f"s{row.id}", Language(row.language), row.text, 1, row.chat_id is not None)
        for row in session.scalars(
            select(Suggestion).where(Suggestion.state == "open").order_by(Suggestion.id)
        )
    ]
    missed = [
        _cluster(row)
        for row in session.scalars(
            select(Miss)
            .where(Miss.state == "open", Miss.words.is_not(None))
            .order_by(Miss.chats.desc(), Miss.hash)
        )
    ]
    found = sent + missed
    return found[offset : offset + limit], len(found)


def _cluster(row: Miss) -> Wish:
    return Wish(f"m{row.hash[:_HASH]}", Language(row.language), row.words or "", row.chats, False)


def find(session: Session, name: str) -> Wish | None:
    """Return an open wish by its name."""
    row = _row(session, name)
    if row is None or row.state != "open":
        return None
    if isinstance(row, Suggestion):
        return Wish(name, Language(row.language), row.text, 1, row.chat_id is not None)
    return _cluster(row) if row.words else None


def _row(session: Session, name: str) -> Suggestion | Miss | None:
    if name[:1] == "s" and (number := whole(name[1:])) is not None:
        return session.get(Suggestion, number)
    if name[:1] == "m" and len(name) == _HASH + 1 and name[1:].isalnum():
        return session.scalar(select(Miss).where(Miss.hash.startswith(name[1:])))
    return None


def dismiss(session: Session, actor: Actor, name: str, now: datetime) -> bool:
    """Close a wish without an answer; the link to whoever asked goes."""
    member = editors.require(session, actor, Right.EDIT)
    row = _row(session, name)
    if row is None or row.state != "open":
        return False
    row.state = "dismissed"
    if isinstance(row, Suggestion):
        row.chat_id = None
    audit.note(session, member, "dismiss", name, now)
    return True


def fulfil(session: Session, name: str, code: str, now: datetime) -> None:
    """Close a wish with an answer: who asked to be told is told, then the link is deleted."""
    row = _row(session, name)
    if row is None or row.state != "open":
        return
    row.state = "answered"
    if not isinstance(row, Suggestion) or row.chat_id is None:
        return
    outbox.enqueue(
        session,
        [
            Planned(
                key=f"answered:{row.id}",
                chat_id=row.chat_id,
                card=CARD,
                facts={"code": code},
                urgency=Urgency.ROUTINE,
                due_at=now,
                not_before=now,
                expires_at=now + KEPT,
                about="answered",
            )
        ],
    )
    row.chat_id = None


def displeasures(session: Session, since: date) -> list[Displeasure]:
    """Return why answers did not help, most often first: reasons, and "none of these" taps."""
    count = func.count()
    rows = session.execute(
        select(Feedback.stamp, Feedback.verdict, count)
        .where(Feedback.verdict.not_in(("yes", "no", "taken")), Feedback.on >= since)
        .group_by(Feedback.stamp, Feedback.verdict)
        .order_by(count.desc(), Feedback.stamp)
        .limit(10)
    )
    return [Displeasure(stamp, why, number) for stamp, why, number in rows]


def missed_by(session: Session, chat_id: int) -> list[MissedChat]:
    """Return the fingerprints that a chat's unanswered questions left."""
    return [
        row
        for row in session.scalars(select(MissedChat))
        if row.who == switches.keyed_hash(session, "missed-by", row.hash, chat_id)
    ]


def forget(session: Session, chat_id: int) -> None:
    """Delete the fingerprints of a chat; how many chats asked stays counted."""
    for row in missed_by(session, chat_id):
        session.delete(row)


def prune(session: Session, today: date) -> None:
    """Forget fingerprints after thirty days; words that three chats shared stay until closed.

    The words of a question that was dealt with go at once.
    """
    session.execute(update(Suggestion).where(Suggestion.state != "open").values(text=""))
    before = today - KEPT
    session.execute(delete(MissedChat).where(MissedChat.on < before))
    session.execute(
        delete(Miss).where(Miss.last_on < before, or_(Miss.words.is_(None), Miss.state != "open"))
    )
