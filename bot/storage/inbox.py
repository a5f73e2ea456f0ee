"""Updates as Telegram gave them: stored before they are confirmed, handled once, in chat order."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from bot.storage.dialect import upsert
from bot.storage.tables import Update

LEASE = timedelta(seconds=60)
KEEP = timedelta(hours=72)  # longer than Telegram offers an update (24 h), to know duplicates
TRIES = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update a worker has leased."""

    seq: int
    update_id: int
    chat_key: int
    body: str
    tries: int
    received_at: datetime


def chat_key(raw: dict[str, Any]) -> int:
    """Return the number whose updates must keep their order: the chat's, else the person's."""
    for part in raw.values():
        if isinstance(part, dict):
            message = part.get("message")
            holder = message if isinstance(message, dict) else part
            for name in ("chat", "from"):
                found = holder.get(name)
                if isinstance(found, dict) and isinstance(found.get("id"), int):
                    return int(found["id"])
    return 0


def ingest(session: Session, raws: Sequence[dict[str, Any]], now: datetime) -> int:
    """Store updates, each once by its `update_id`; return how many were new.

    Membership decides, not a high-water mark: ids are redrawn at random after a quiet week.
    """
    rows = [
        {
            "update_id": raw["update_id"],
            "chat_key": chat_key(raw),
            "state": "new",
            "body": json.dumps(raw, ensure_ascii=False),
            "tries": 0,
            "received_at": now,
            "fault": "",
        }
        for raw in raws
    ]
    if not rows:
        return 0
    result = session.execute(
        upsert(session, Update)
        .values(rows)
        .on_conflict_do_nothing(index_elements=["update_id"])
        .returning(Update.seq)
    )
    return len(result.all())


def lease(session: Session, limit: int, now: datetime) -> list[Waiting]:
    """Lease the oldest waiting update of up to `limit` chats that have none in hand."""
    heads = (
        select(func.min(Update.seq))
        .where(Update.state.in_(("new", "leased")))
        .group_by(Update.chat_key)
        .scalar_subquery()
    )
    picked = (
        select(Update.seq)
        .where(
            Update.seq.in_(heads),
            Update.state == "new",
            or_(Update.not_before.is_(None), Update.not_before <= now),
        )
        .order_by(Update.seq)
        .limit(limit)
    )
    rows = session.execute(
        update(Update)
        .where(Update.seq.in_(picked), Update.state == "new")
        .values(state="leased", lease_until=now + LEASE)
        .returning(
            Update.seq,
            Update.update_id,
            Update.chat_key,
            Update.body,
            Update.tries,
            Update.received_at,
        )
        .execution_options(synchronize_session=False)
    ).all()
    leased = [
        Waiting(r.seq, r.update_id, r.chat_key, r.body or "", r.tries, r.received_at) for r in rows
    ]
    return sorted(leased, key=lambda waiting: waiting.seq)


@dataclass(frozen=True, slots=True)
class Reply:
    """Which of our messages answers which of theirs."""

    message_id: int
    reply_id: int


def done(
    session: Session, seq: int, reply: Reply | None = None, *, forgotten: bool = False
) -> None:
    """Mark an update handled and drop its text.

    Which message of ours answers it is kept, unless the chat asked to be forgotten.
    """
    kept: dict[str, int | None] = {"message_id": None, "reply_id": None}
    if forgotten:
        kept["chat_key"] = 0
    elif reply is not None:
        kept = {"message_id": reply.message_id, "reply_id": reply.reply_id}
    session.execute(
        update(Update)
        .where(Update.seq == seq)
        .values(state="done", body=None, lease_until=None, **kept)
        .execution_options(synchronize_session=False)
    )


def reply_to(session: Session, chat_id: int, message_id: int) -> int | None:
    """Return the id of our message that answers a message of theirs, if we still know."""
    return session.scalar(
        select(Update.reply_id)
        .where(Update.chat_key == chat_id, Update.message_id == message_id)
        .order_by(Update.seq.desc())
        .limit(1)
    )


def replies(session: Session, chat_id: int) -> int:
    """Count the handled updates that still name a chat."""
    found = session.scalar(
        select(func.count())
        .select_from(Update)
        .where(Update.chat_key == chat_id, Update.state.in_(("done", "dead")))
    )
    return found or 0


def forget(session: Session, chat_id: int) -> None:
    """Take a chat off its handled updates; their bare ids stay, to know duplicates."""
    session.execute(
        update(Update)
        .where(Update.chat_key == chat_id, Update.state.in_(("done", "dead")))
        .values(chat_key=0, message_id=None, reply_id=None)
    )


def wait(session: Session, seq: int, until: datetime) -> None:
    """Put an update back because Telegram cannot take the reply yet; no try is counted."""
    session.execute(
        update(Update)
        .where(Update.seq == seq)
        .values(state="new", lease_until=None, not_before=until)
    )


def failed(session: Session, seq: int, fault: str, until: datetime) -> bool:
    """Count a failed try; after the third the update is parked without its text (True)."""
    tries = session.scalar(select(Update.tries).where(Update.seq == seq)) or 0
    parked = tries + 1 >= TRIES
    values = {"state": "dead", "body": None} if parked else {"state": "new", "not_before": until}
    session.execute(
        update(Update)
        .where(Update.seq == seq)
        .values(tries=tries + 1, fault=fault[:200], lease_until=None, **values)
    )
    return parked


def park(session: Session, seq: int, fault: str) -> None:
    """Park an update nobody can read, without its text."""
    session.execute(
        update(Update)
        .where(Update.seq == seq)
        .values(state="dead", body=None, lease_until=None, fault=fault[:200])
    )


def newer_waits(session: Session, chat_key: int, seq: int) -> bool:
    """Tell whether the chat has said something since."""
    return (
        session.scalar(
            select(Update.seq)
            .where(
                Update.chat_key == chat_key,
                Update.seq > seq,
                Update.state == "new",
            )
            .limit(1)
        )
        is not None
    )


def release(session: Session, now: datetime, *, everything: bool = False) -> int:
    """Give back updates whose worker died; `everything` at the start of a lone process."""
    dead = Update.state == "leased"
    if not everything:
        dead = dead & (Update.lease_until < now)
    result = session.execute(update(Update).where(dead).values(state="new", lease_until=None))
    return int(result.rowcount)  # type: ignore[attr-defined]  # an UPDATE's CursorResult


def waiting(session: Session) -> int:
    """Count updates not yet handled."""
    return (
        session.scalar(
            select(func.count()).select_from(Update).where(Update.state.in_(("new", "leased")))
        )
        or 0
    )


def prune(session: Session, now: datetime) -> None:
    """Drop handled updates once Telegram can no longer offer them again."""
    session.execute(
        delete(Update).where(Update.state.in_(("done", "dead")), Update.received_at < now - KEEP)
    )
