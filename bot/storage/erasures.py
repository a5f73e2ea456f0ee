"""Who was forgotten, as keyed hashes kept as long as backups: a restore forgets them again."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.storage import switches
from bot.storage.dialect import upsert
from bot.storage.tables_editors import Erasure

KEPT = timedelta(days=15)  # a day longer than a backup


def remember(session: Session, chat_id: int, at: datetime) -> None:
    """Note that a chat was forgotten, by a hash only this installation can make."""
    add(session, [(switches.keyed_hash(session, "erasure", chat_id), at)])


def add(session: Session, noted: Iterable[tuple[str, datetime]]) -> None:
    """Take over erasures that were noted elsewhere; the latest moment of each counts."""
    for name, at in noted:
        statement = upsert(session, Erasure).values(hash=name, at=at)
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["hash"], set_={"at": at}, where=Erasure.at < at
            )
        )


def since(session: Session, at: datetime) -> list[tuple[str, datetime]]:
    """Return the erasures noted at or after a moment."""
    rows = session.execute(select(Erasure.hash, Erasure.at).where(Erasure.at >= at))
    return [(row[0], row[1]) for row in rows]


def prune(session: Session, now: datetime) -> None:
    """Forget erasures older than any backup."""
    session.execute(delete(Erasure).where(Erasure.at < now - KEPT))
