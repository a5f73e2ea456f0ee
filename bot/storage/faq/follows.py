"""Chats that want to hear when one answer changes."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.storage.database.dialect import affected_rows, insert_new
from bot.storage.database.editor_tables import Follow
from bot.storage.outbox import delivery_queue
from bot.storage.outbox.delivery_queue import PlannedDelivery
from knowledge.content.documents import DocumentBody, DocumentKind
from knowledge.delivery import Urgency
from knowledge.editing.field_changes import changed_fields

FOLLOW_CARD = "follow"
FOLLOW_EXPIRES_IN = timedelta(days=7)


def follow_answer(session: Session, chat_id: int, code: str) -> bool:
    """Follow an answer; False if the chat did already."""
    return insert_new(session, Follow, [{"chat_id": chat_id, "code": code}]) > 0


def unfollow_answers(session: Session, chat_id: int, code: str | None = None) -> int:
    """End following one answer, or all; return how many were followed."""
    chosen = delete(Follow).where(Follow.chat_id == chat_id)
    if code is not None:
        chosen = chosen.where(Follow.code == code)
    return affected_rows(session, chosen)


def inherit_follows(session: Session, old: str, heir: str) -> None:
    """Let who followed one answer follow the one that takes its place."""
    for chat_id in answer_followers(session, old):
        follow_answer(session, chat_id, heir)
    session.execute(delete(Follow).where(Follow.code == old))


def followed_codes(session: Session, chat_id: int) -> list[str]:
    """Return the codes a chat follows."""
    return list(
        session.scalars(select(Follow.code).where(Follow.chat_id == chat_id).order_by(Follow.code))
    )


def answer_followers(session: Session, code: str) -> list[int]:
    """Return the chats that follow an answer."""
    return list(session.scalars(select(Follow.chat_id).where(Follow.code == code)))


def notify_followers(
    session: Session, code: str, old: int, new: int, now: datetime, *, gone: bool = False
) -> int:
    """Queue word of a change to everyone who follows an answer; worded when it is sent."""
    return delivery_queue.enqueue(
        session,
        [
            PlannedDelivery(
                key=f"follow:{code}:{new}:{'gone' if gone else 'new'}:{chat_id}",
                chat_id=chat_id,
                card=FOLLOW_CARD,
                facts={"code": code, "old": old, "new": new, "gone": gone},
                urgency=Urgency.ROUTINE,
                due_at=now,
                not_before=now,
                expires_at=now + FOLLOW_EXPIRES_IN,
                about=f"follow:{code}",
            )
            for chat_id in answer_followers(session, code)
        ],
    )


def is_noticeable(before: DocumentBody, after: DocumentBody) -> bool:
    """Tell whether a reader of the answer would notice; ways of asking are no news."""
    return any(c.field.name not in ("phrasings", "terms", "slug", "related")
               for c in changed_fields(DocumentKind.ENTRY, before, after))  # fmt: skip
