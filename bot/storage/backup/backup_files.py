"""Backups: made while the bot runs, verified, kept fourteen days, put back.

`sqlite_copies` knows how to copy a SQLite file, `postgres_dumps` how to dump a PostgreSQL
database; all else is the same. A restore forgets again whoever was forgotten since, and holds all
sending until an owner says go.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.storage import migrate
from bot.storage.backup import postgres_dumps, sqlite_copies
from bot.storage.chats import chat_records, erasures, personal_data
from bot.storage.database import private_files, runtime_flags
from bot.storage.database.core_tables import UpdateRow
from bot.storage.database.engine import Database
from bot.storage.database.process_lock import DatabaseInUseError, exclusive_access
from bot.storage.database.row_states import UNHANDLED_UPDATES, UpdateState
from bot.storage.outbox import delivery_queue
from knowledge.delivery import DeliveryState
from knowledge.errors import CivicBotError

BACKUPS_KEPT = timedelta(days=14)
_STEM, _STAMP = "civic-bot-", "%Y%m%dT%H%M%SZ"
_DAMAGED = ".damaged"
_HALVES = (
    f"{_STEM}*{private_files.PART_SUFFIX}*",
    f"{erasures.ERASURES_FILE}{private_files.PART_SUFFIX}",
    f"*{postgres_dumps.DUMP_RESTORING}",
    f"*{postgres_dumps.DROP_SUFFIX}",
)
HALF_DONE_AFTER = timedelta(hours=1)  # a backup at work writes all the time
_EVER = datetime(2020, 1, 1, tzinfo=UTC)


class BackupError(CivicBotError):
    """A backup cannot be made or is not sound."""


class RestoreError(CivicBotError):
    """A backup cannot be put back."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file and the moment it was begun."""

    path: Path
    at: datetime


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """What a restore did: the moment it went back to, chats forgotten again, messages on hold.

    `aside` is where the database as it was before now lies; None when there was none.
    """

    to: datetime
    forgotten: int
    held: int
    aside: Path | None


def make_backup(db: Database, folder: Path, now: datetime) -> Backup:
    """Copy a database that may be in use, verify the copy, and give it its name.

    Raises BackupError; a copy that is not sound is not kept.
    """
    path = _free_name(
        folder, now, sqlite_copies.SQLITE_SUFFIX if db.is_sqlite else postgres_dumps.DUMP_SUFFIX
    )
    # A name of our own: a bot that serves may back up at this moment.
    part = path.with_suffix(f".{os.getpid()}{private_files.PART_SUFFIX}")
    try:
        private_files.make_private_folder(folder)
        if db.file:
            sqlite_copies.copy_sqlite(db.file, part)
        else:
            postgres_dumps.write_dump(db.url, part)
        fault = backup_fault(db, part)
        if fault:
            raise BackupError(f"{path.name}: the copy is not sound ({fault}); try again")
        part.replace(path)
    except postgres_dumps.PostgresProgramError as error:
        raise BackupError(f"{path.name}: {error}") from error
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"{path.name}: {error}; see that {folder} can be written") from error
    finally:
        with suppress(OSError):
            part.unlink()
    return Backup(path, now)


def _free_name(folder: Path, now: datetime, suffix: str) -> Path:
    """Return a name that no backup has."""
    while True:
        path = folder / f"{_STEM}{now.astimezone(UTC).strftime(_STAMP)}{suffix}"
        if not path.exists():
            return path
        now += timedelta(seconds=1)


def backup_fault(db: Database, path: Path) -> str:
    """Return what is wrong with a backup; empty when it is whole and one of ours."""
    return sqlite_copies.sqlite_fault(path) if db.is_sqlite else postgres_dumps.dump_fault(path)


def list_backups(folder: Path) -> list[Backup]:
    """Return the backups of a folder, the oldest first."""
    found = []
    for path in sorted(folder.glob(f"{_STEM}*")):
        if path.suffix not in (sqlite_copies.SQLITE_SUFFIX, postgres_dumps.DUMP_SUFFIX):
            continue
        stamp = path.name.removeprefix(_STEM).removesuffix(path.suffix)
        try:
            found.append(Backup(path, datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)))
        except ValueError:
            continue  # somebody else's file
    return found


def prune_backups(folder: Path, now: datetime, file: Path | None = None) -> int:
    """Delete what is older than fourteen days; the newest backup is always kept.

    What a process that was killed left half done goes after an hour, beside the database's `file`
    too.
    """
    old = [backup.path for backup in list_backups(folder)[:-1] if backup.at < now - BACKUPS_KEPT]
    damaged = folder.glob(f"{_STEM}*{_DAMAGED}*")
    old += [path for path in damaged if _modified_at(path) < now - BACKUPS_KEPT]
    left = [path for pattern in _HALVES for path in folder.glob(pattern)]
    if file is not None:
        left += file.parent.glob(f"{file.name}{sqlite_copies.SQLITE_RESTORING}*")
    left = [one for one in left if one.is_file() and _modified_at(one) < now - HALF_DONE_AFTER]
    for path in (*old, *left):
        path.unlink(missing_ok=True)
    return len(old)


def _modified_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def restore_backup(url: str, backup: Path, now: datetime) -> RestoreResult:
    """Put a backup in the place of a database whose bot is stopped.

    1. See that nobody uses the database, that the backup is sound and of no newer release.
    2. Gather the erasures of the present database and of the file beside the backups.
    3. Set the present database aside among the backups, verified like any of them.
    4. Put the backup in its place and bring its tables up to date.
    5. Forget again whoever was forgotten since, and hold all sending.
    Raises RestoreError, DatabaseInUseError, BackupError; nothing was changed then.
    """
    db = Database(url)
    folder = db.folder
    try:
        if folder is None:
            raise RestoreError("a database in memory has no backups")
        with _exclusive_database(db):
            _check_backup(db, backup)
            at = _backup_time(backup)
            noted = erasures.read_erasures(folder)
            aside = _keep_present_database(db, folder, now, noted)
            _replace_database(db, backup, folder)
            db.engine.dispose()
            migrate.upgrade_tables(db)
            forgotten, held = db.transact(_settle_restored, noted, at, now)
    finally:
        db.close()
    return RestoreResult(at, forgotten, held, aside)


@contextmanager
def _exclusive_database(db: Database) -> Iterator[None]:
    with exclusive_access(db.file):
        if not db.is_sqlite and (count := db.transact(postgres_dumps.count_connections)):
            raise DatabaseInUseError(
                f"{count} other connections to the database; stop every bot first"
            )
        yield


def _check_backup(db: Database, backup: Path) -> None:
    if not backup.is_file():
        raise RestoreError(f"{backup}: there is no such file; nothing was changed")
    if fault := backup_fault(db, backup):
        raise RestoreError(f"{backup}: not a sound backup ({fault}); nothing was changed")
    revision = (
        sqlite_copies.sqlite_revision(backup)
        if db.is_sqlite
        else postgres_dumps.dump_revision(backup)
    )
    if revision not in migrate.known_revisions():
        raise RestoreError(
            f"{backup}: made by a newer release (its tables are of {revision!r}); "
            "install that release, or restore an older backup; nothing was changed"
        )


def _backup_time(backup: Path) -> datetime:
    """Return when a backup was begun: by its name, else by its file."""
    named = next((b.at for b in list_backups(backup.parent) if b.path == backup), None)
    return named or _modified_at(backup)


def _keep_present_database(
    db: Database, folder: Path, now: datetime, noted: list[tuple[str, datetime]]
) -> Path | None:
    """Keep the present database, and note down the erasures it knows of; None if there is none."""
    if db.file is None:
        if "alembic_version" not in db.transact(postgres_dumps.table_names):
            return None
    elif not db.file.is_file() or not db.file.stat().st_size:
        return None
    elif sqlite_copies.sqlite_fault(db.file):
        aside = _free_name(folder, now, _DAMAGED)
        private_files.make_private_folder(folder)
        sqlite_copies.move_damaged_sqlite(db.file, aside)
        return aside
    with suppress(DBAPIError):  # a release that knew no erasures yet
        noted += db.transact(erasures.erasures_since, _EVER)
    return make_backup(db, folder, now).path


def _replace_database(db: Database, backup: Path, folder: Path) -> None:
    if db.file is None:
        postgres_dumps.replace_postgres(
            db.url, db.transact(postgres_dumps.removal_statements), backup, folder
        )
        return
    db.engine.dispose()  # the last connection: the log is emptied into the file
    sqlite_copies.replace_sqlite(db.file, backup)


def _settle_restored(
    session: Session, noted: list[tuple[str, datetime]], since: datetime, now: datetime
) -> tuple[int, int]:
    """Forget again, answer nothing twice, and hold sending; return (forgotten, on hold)."""
    erasures.add_erasures(session, noted)
    later = {name for name, at in noted if at >= since}
    again = [
        chat_id
        for chat_id in personal_data.named_chats(session)
        if runtime_flags.keyed_hash(session, "erasure", chat_id) in later
    ]
    for chat_id in again:
        chat_records.forget_chat(session, chat_id, now)
    session.execute(
        update(UpdateRow)
        .where(UpdateRow.state.in_(UNHANDLED_UPDATES))
        .values(state=UpdateState.DONE, body=None)
    )
    runtime_flags.store_flag(session, runtime_flags.HOLD, {"why": "restore"})
    delivery_queue.recover_deliveries(session, now, everything=True)
    return len(again), delivery_queue.count_by_state(session).get(DeliveryState.QUEUED, 0)
