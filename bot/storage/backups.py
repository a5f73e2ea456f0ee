"""Backups of the SQLite file: made while the bot runs, verified, kept fourteen days, restored.

The copy is read through a read-only connection, which never checkpoints (see `engine`). A restore
forgets again whoever was forgotten since, and holds all sending until an owner says go.
PostgreSQL has `pg_dump` for this; docs/operating.md says how.
"""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.storage import erasures, migrate, outbox, people, switches
from bot.storage.engine import Database
from bot.storage.outbox import Planned
from bot.storage.publishing import CARD
from bot.storage.tables import Row, Update
from knowledge.errors import CivicBotError

KEPT = timedelta(days=14)
LEDGER = "forgotten.json"
_STEM, _SUFFIX, _STAMP = "civic-bot-", ".sqlite3", "%Y%m%dT%H%M%SZ"
_PEOPLE = frozenset({"chat_id", "user_id", "editor", "chat_key"})  # columns that name a chat


class CannotBackUp(CivicBotError):
    """A backup cannot be made or is not sound."""


class CannotRestore(CivicBotError):
    """A backup cannot be put back."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file and the moment it was begun."""

    path: Path
    at: datetime


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the moment it went back to, chats forgotten again, messages on hold."""

    to: datetime
    forgotten: int
    held: int


def file_of(db: Database) -> Path | None:
    """Return the file of a SQLite database; None for PostgreSQL or one in memory."""
    name = db.url.database if db.is_sqlite else None
    return Path(name) if name and name != ":memory:" else None


def folder_of(db: Database) -> Path | None:
    """Return where backups lie: a folder beside the database."""
    file = file_of(db)
    return file.parent / "backups" if file else None


def make(source: Path, folder: Path, now: datetime) -> Backup:
    """Copy a database that may be in use, verify the copy, and give it its name.

    Raises CannotBackUp; a copy that is not sound is not kept.
    """
    path = folder / f"{_STEM}{now.astimezone(UTC).strftime(_STAMP)}{_SUFFIX}"
    part = path.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy(source, part)
        fault = verify(part)
        if fault:
            raise CannotBackUp(f"{path.name}: the copy is not sound ({fault}); try again")
        part.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise CannotBackUp(f"{path.name}: {error}; see that {folder} can be written") from error
    finally:
        with suppress(OSError):
            part.unlink()
    return Backup(path, now)


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as reader,
        closing(sqlite3.connect(target)) as writer,
    ):
        reader.backup(writer, pages=-1)
        writer.execute("PRAGMA journal_mode=DELETE")
        writer.execute("VACUUM")  # what was deleted is not copied along in free pages


def verify(path: Path) -> str:
    """Return what is wrong with a backup; empty when it is whole and one of ours."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
            copy.execute("SELECT version FROM content_version").fetchall()
            copy.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        return str(error)
    return "" if found == "ok" else str(found)


def all_in(folder: Path) -> list[Backup]:
    """Return the backups of a folder, the oldest first."""
    found = []
    for path in sorted(folder.glob(f"{_STEM}*{_SUFFIX}")):
        stamp = path.name.removeprefix(_STEM).removesuffix(_SUFFIX)
        try:
            found.append(Backup(path, datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)))
        except ValueError:
            continue  # somebody else's file
    return found


def prune(folder: Path, now: datetime) -> int:
    """Delete backups older than fourteen days; the newest is always kept."""
    old = [backup for backup in all_in(folder)[:-1] if backup.at < now - KEPT]
    for backup in old:
        backup.path.unlink()
    return len(old)


def write_ledger(session: Session, folder: Path, now: datetime) -> None:
    """Keep the keyed hashes of whoever was forgotten beside the backups as well."""
    noted = {name: at.isoformat() for name, at in erasures.since(session, now - erasures.KEPT)}
    text = json.dumps(noted, sort_keys=True, indent=0)
    ledger = folder / LEDGER
    if not ledger.is_file() or ledger.read_text(encoding="utf-8") != text:
        part = ledger.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        part.replace(ledger)


def read_ledger(folder: Path) -> list[tuple[str, datetime]]:
    """Return the erasures written down beside the backups; none when there is no such file."""
    try:
        held = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
        return [(str(name), datetime.fromisoformat(at)) for name, at in held.items()]
    except (OSError, ValueError, AttributeError, TypeError):
        return []


def restore(url: str, backup: Path, now: datetime) -> Restored:
    """Put a backup in the place of a SQLite database whose bot is stopped.

    1. Verify the backup. 2. Gather the erasures of the present database and of the ledger.
    3. Set the present file aside among the backups. 4. Put the backup in its place and bring its
    tables up to date. 5. Forget again whoever was forgotten since, and hold all sending.
    """
    if fault := verify(backup):
        raise CannotRestore(f"{backup}: not a sound backup ({fault}); nothing was changed")
    db = Database(url)
    file, folder = file_of(db), folder_of(db)
    if file is None or folder is None:
        db.close()
        raise CannotRestore("Only a SQLite file is restored by this; use pg_restore")
    try:
        noted = read_ledger(folder) + _noted(db, file)
    finally:
        db.close()
    at = next((b.at for b in all_in(backup.parent) if b.path == backup), None) or _changed(backup)
    _replace(file, backup, folder, now)
    db = Database(url)
    try:
        migrate.upgrade(db)
        forgotten, held = db.transact(_settle, noted, at, now)
    finally:
        db.close()
    return Restored(at, forgotten, held)


def _noted(db: Database, file: Path) -> list[tuple[str, datetime]]:
    """Return the erasures of the database that is about to be replaced, if it can be read."""
    if not file.is_file() or verify(file):
        return []
    return db.transact(erasures.since, datetime(2020, 1, 1, tzinfo=UTC))


def _changed(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _replace(file: Path, backup: Path, folder: Path, now: datetime) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".restoring")
    _copy(backup, fresh)
    if file.is_file():
        file.replace(folder / f"{_STEM}{now.astimezone(UTC).strftime(_STAMP)}{_SUFFIX}")
    for rest in ("-wal", "-shm"):
        file.with_name(file.name + rest).unlink(missing_ok=True)
    fresh.replace(file)


def _settle(
    session: Session, noted: list[tuple[str, datetime]], since: datetime, now: datetime
) -> tuple[int, int]:
    """Forget again, answer nothing twice, and hold sending; return (forgotten, on hold)."""
    erasures.add(session, noted)
    later = {name for name, at in noted if at >= since}
    again = [
        chat_id
        for chat_id in _chats(session)
        if switches.keyed_hash(session, "erasure", chat_id) in later
    ]
    for chat_id in again:
        people.forget(session, chat_id, now)
    session.execute(
        update(Update).where(Update.state.in_(("new", "leased"))).values(state="done", body=None)
    )
    switches.put(session, switches.HOLD, {"why": "restore"})
    outbox.recover(session, now, everything=True)
    return len(again), outbox.counts(session).get("queued", 0)


def _chats(session: Session) -> set[int]:
    """Return every chat any table still names."""
    found: set[int] = set()
    for table in Row.metadata.sorted_tables:
        for column in table.columns:
            if column.name in _PEOPLE:
                found.update(n for n in session.scalars(select(column).distinct()) if n)
    return found


def tell_owners(session: Session, owners: Iterable[int], fault: str, now: datetime) -> None:
    """Queue word to the owners that a backup failed, once a day."""
    outbox.enqueue(
        session,
        [
            Planned(
                key=f"backup:{now.date()}:{owner}", chat_id=owner, card=CARD,
                facts={"what": "backup", "fault": fault[:200]}, urgency=1,
                due_at=now, not_before=now, expires_at=now + timedelta(days=1),
            )
            for owner in owners
        ],
    )  # fmt: skip
