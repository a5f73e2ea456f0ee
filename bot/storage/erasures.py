"""Who was forgotten, as keyed hashes kept as long as backups: a restore forgets them again.

They stand in the database and, lest a lost database lose them too, in a file beside the backups,
which is written before an erasure is committed.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.storage import modes, switches
from bot.storage.dialect import one_at_a_time, upsert
from bot.storage.engine import ERASED, folder_of
from bot.storage.tables_editors import Erasure

KEPT = timedelta(days=15)  # a day longer than a backup
LEDGER = "forgotten.json"


def remember(session: Session, chat_id: int, at: datetime) -> None:
    """Note that a chat was forgotten, by a hash only this installation can make.

    Raises OSError when the file beside the backups cannot be written: nothing is forgotten then.
    """
    add(session, [(switches.keyed_hash(session, "erasure", chat_id), at)])
    write(session, at)
    session.info[ERASED] = True


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


def write(session: Session, now: datetime) -> None:
    """Bring the file beside the backups up to date; several processes may share its folder."""
    folder = folder_of(session.get_bind().engine.url)
    if folder is None:
        return
    one_at_a_time(session, "ledger")
    noted = {name: at.isoformat() for name, at in since(session, now - KEPT)}
    text = json.dumps(noted, sort_keys=True, indent=0)
    ledger = folder / LEDGER
    if ledger.is_file() and ledger.read_text(encoding="utf-8") == text:
        return
    modes.folder(folder)
    modes.write(ledger, text.encode())


def read(folder: Path) -> list[tuple[str, datetime]]:
    """Return the erasures written down beside the backups; none when there is no such file."""
    try:
        held = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
        return [(str(name), datetime.fromisoformat(at)) for name, at in held.items()]
    except (OSError, ValueError, AttributeError, TypeError):
        return []


def prune(session: Session, now: datetime) -> None:
    """Forget erasures older than any backup."""
    session.execute(delete(Erasure).where(Erasure.at < now - KEPT))
    write(session, now)
