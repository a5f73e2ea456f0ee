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

from bot.storage.database import private_files, runtime_flags
from bot.storage.database.dialect import lock_until_commit, upsert_into
from bot.storage.database.editor_tables import Erasure
from bot.storage.database.engine import ERASED, data_folder

ERASURES_KEPT = timedelta(days=15)  # a day longer than a backup
ERASURES_FILE = "forgotten.json"


def remember_erasure(session: Session, chat_id: int, at: datetime) -> None:
    """Note that a chat was forgotten, by a hash only this installation can make.

    Raises OSError when the file beside the backups cannot be written: nothing is forgotten then.
    """
    add_erasures(session, [(runtime_flags.keyed_hash(session, "erasure", chat_id), at)])
    write_erasures(session, at)
    session.info[ERASED] = True


def add_erasures(session: Session, noted: Iterable[tuple[str, datetime]]) -> None:
    """Take over erasures that were noted elsewhere; the latest moment of each counts."""
    for name, at in noted:
        statement = upsert_into(session, Erasure).values(hash=name, at=at)
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["hash"], set_={"at": at}, where=Erasure.at < at
            )
        )


def erasures_since(session: Session, at: datetime) -> list[tuple[str, datetime]]:
    """Return the erasures noted at or after a moment."""
    rows = session.execute(select(Erasure.hash, Erasure.at).where(Erasure.at >= at))
    return [(row[0], row[1]) for row in rows]


def write_erasures(session: Session, now: datetime) -> None:
    """Bring the file beside the backups up to date; several processes may share its folder."""
    folder = data_folder(session.get_bind().engine.url)
    if folder is None:
        return
    lock_until_commit(session, "ledger")
    noted = {name: at.isoformat() for name, at in erasures_since(session, now - ERASURES_KEPT)}
    text = json.dumps(noted, sort_keys=True, indent=0)
    ledger = folder / ERASURES_FILE
    if ledger.is_file() and ledger.read_text(encoding="utf-8") == text:
        return
    private_files.make_private_folder(folder)
    private_files.write_private_file(ledger, text.encode())


def read_erasures(folder: Path) -> list[tuple[str, datetime]]:
    """Return the erasures written down beside the backups; none when there is no such file."""
    try:
        held = json.loads((folder / ERASURES_FILE).read_text(encoding="utf-8"))
        return [(str(name), datetime.fromisoformat(at)) for name, at in held.items()]
    except (OSError, ValueError, AttributeError, TypeError):
        return []


def prune_erasures(session: Session, now: datetime) -> None:
    """Forget erasures older than any backup."""
    session.execute(delete(Erasure).where(Erasure.at < now - ERASURES_KEPT))
    write_erasures(session, now)
