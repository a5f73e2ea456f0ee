"""Which updates were answered, by which message; and those answered while nothing was stored."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.storage.database.core_tables import UpdateRow
from bot.storage.database.dialect import insert_new
from bot.storage.database.row_states import UNHANDLED_UPDATES, UpdateState


def is_still_waiting(session: Session, update_id: int, chat_key: int) -> bool:
    """Tell whether an update is stored after all, or an earlier one of its chat waits."""
    waits = (UpdateRow.chat_key == chat_key) & UpdateRow.state.in_(UNHANDLED_UPDATES)
    found = select(UpdateRow.seq).where(or_(UpdateRow.update_id == update_id, waits)).limit(1)
    return session.scalar(found) is not None


def mark_answered(session: Session, update_ids: Collection[int], now: datetime) -> None:
    """Store that updates were answered, each once, so that none is when offered again."""
    rows = [
        {"update_id": one, "chat_key": 0, "state": UpdateState.DONE, "received_at": now}
        for one in update_ids
    ]
    insert_new(session, UpdateRow, rows)


def find_reply(session: Session, chat_id: int, message_id: int) -> int | None:
    """Return the id of our message that answers a message of theirs, if we still know."""
    return session.scalar(
        select(UpdateRow.reply_id)
        .where(UpdateRow.chat_key == chat_id, UpdateRow.message_id == message_id)
        .order_by(UpdateRow.seq.desc())
        .limit(1)
    )


def has_newer_update(session: Session, chat_key: int, seq: int) -> bool:
    """Tell whether the chat has said something since."""
    return (
        session.scalar(
            select(UpdateRow.seq)
            .where(
                UpdateRow.chat_key == chat_key,
                UpdateRow.seq > seq,
                UpdateRow.state == UpdateState.NEW,
            )
            .limit(1)
        )
        is not None
    )
