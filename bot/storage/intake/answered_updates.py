"""Updates answered while nothing could be stored: what may be answered so, and remembering it."""

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
