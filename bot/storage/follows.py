"""Chats that want to hear when one answer changes."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.storage import outbox
from bot.storage.dialect import add_new, count
from bot.storage.outbox import Planned
from bot.storage.tables_editors import Follow
from knowledge.delivery import Urgency

CARD = "follow"
WANTED_FOR = timedelta(days=7)


def follow(session: Session, chat_id: int, code: str) -> bool:
    """Follow an answer; False if the chat did already."""
    return add_new(session, Follow, [{"chat_id": chat_id, "code": code}]) > 0


def unfollow(session: Session, chat_id: int, code: str | None = None) -> int:
    """End following one answer, or all; return how many were followed."""
    chosen = delete(Follow).where(Follow.chat_id == chat_id)
    if code is not None:
        chosen = chosen.where(Follow.code == code)
    return count(session, chosen)


def inherit(session: Session, old: str, heir: str) -> None:
    """Let who followed one answer follow the one that takes its place."""
    for chat_id in followers(session, old):
        follow(session, chat_id, heir)
    session.execute(delete(Follow).where(Follow.code == old))


def followed(session: Session, chat_id: int) -> list[str]:
    """Return the codes a chat follows."""
    return list(
        session.scalars(select(Follow.code).where(Follow.chat_id == chat_id).order_by(Follow.code))
    )


def followers(session: Session, code: str) -> list[int]:
    """Return the chats that follow an answer."""
    return list(session.scalars(select(Follow.chat_id).where(Follow.code == code)))


def tell_followers(
    session: Session, code: str, old: int, new: int, now: datetime, *, gone: bool = False
) -> int:
    """Queue word of a change to everyone who follows an answer; worded when it is sent."""
    return outbox.enqueue(
        session,
        [
            Planned(
                key=f"follow:{code}:{new}:{'gone' if gone else 'new'}:{chat_id}",
                chat_id=chat_id,
                card=CARD,
                facts={"code": code, "old": old, "new": new, "gone": gone},
                urgency=Urgency.ROUTINE,
                due_at=now,
                not_before=now,
                expires_at=now + WANTED_FOR,
                about=f"follow:{code}",
            )
            for chat_id in followers(session, code)
        ],
    )
