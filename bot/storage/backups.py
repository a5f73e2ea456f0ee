"""Backups: made while the bot runs, verified, kept fourteen days, put back.

`copies` knows how to copy a SQLite file, `dumps` how to dump a PostgreSQL database; all else is
the same. A restore forgets again whoever was forgotten since, and holds all sending until an
owner says go.
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

from bot.storage import copies, dumps, erasures, migrate, modes, outbox, people, personal, switches
from bot.storage.engine import Database
from bot.storage.lock import InUse, alone
from bot.storage.tables import Update
from knowledge.errors import CivicBotError

KEPT = timedelta(days=14)
_STEM, _STAMP = "civic-bot-", "%Y%m%dT%H%M%SZ"
_DAMAGED = ".damaged"
_HALVES = (
    f"{_STEM}*{modes.PART}*",
    f"{erasures.LEDGER}{modes.PART}",
    f"*{dumps.RESTORING}",
    f"*{dumps.DROP}",
)
HALF_DONE = timedelta(hours=1)  # a backup at work writes all the time
_EVER = datetime(2020, 1, 1, tzinfo=UTC)


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
    """What a restore did: the moment it went back to, chats forgotten again, messages on hold.

    `aside` is where the database as it was before now lies; None when there was none.
    """

    to: datetime
    forgotten: int
    held: int
    aside: Path | None


def make(db: Database, folder: Path, now: datetime) -> Backup:
    """Copy a database that may be in use, verify the copy, and give it its name.

    Raises CannotBackUp; a copy that is not sound is not kept.
    """
    path = _free(folder, now, copies.SUFFIX if db.is_sqlite else dumps.SUFFIX)
    # A name of our own: a bot that serves may back up at this moment.
    part = path.with_suffix(f".{os.getpid()}{modes.PART}")
    try:
        modes.folder(folder)
        if db.file:
            copies.copy(db.file, part)
        else:
            dumps.dump(db.url, part)
        fault = fault_of(db, part)
        if fault:
            raise CannotBackUp(f"{path.name}: the copy is not sound ({fault}); try again")
        part.replace(path)
    except dumps.ProgramFailed as error:
        raise CannotBackUp(f"{path.name}: {error}") from error
    except (OSError, sqlite3.Error) as error:
        raise CannotBackUp(f"{path.name}: {error}; see that {folder} can be written") from error
    finally:
        with suppress(OSError):
            part.unlink()
    return Backup(path, now)


def _free(folder: Path, now: datetime, suffix: str) -> Path:
    """Return a name that no backup has."""
    while True:
        path = folder / f"{_STEM}{now.astimezone(UTC).strftime(_STAMP)}{suffix}"
        if not path.exists():
            return path
        now += timedelta(seconds=1)


def fault_of(db: Database, path: Path) -> str:
    """Return what is wrong with a backup; empty when it is whole and one of ours."""
    return copies.fault_of(path) if db.is_sqlite else dumps.fault_of(path)


def all_in(folder: Path) -> list[Backup]:
    """Return the backups of a folder, the oldest first."""
    found = []
    for path in sorted(folder.glob(f"{_STEM}*")):
        if path.suffix not in (copies.SUFFIX, dumps.SUFFIX):
            continue
        stamp = path.name.removeprefix(_STEM).removesuffix(path.suffix)
        try:
            found.append(Backup(path, datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)))
        except ValueError:
            continue  # somebody else's file
    return found


def prune(folder: Path, now: datetime, file: Path | None = None) -> int:
    """Delete what is older than fourteen days; the newest backup is always kept.

    What a process that was killed left half done goes after an hour, beside the database's `file`
    too.
    """
    old = [backup.path for backup in all_in(folder)[:-1] if backup.at < now - KEPT]
    damaged = folder.glob(f"{_STEM}*{_DAMAGED}*")
    old += [path for path in damaged if _changed(path) < now - KEPT]
    left = [path for pattern in _HALVES for path in folder.glob(pattern)]
    if file is not None:
        left += file.parent.glob(f"{file.name}{copies.RESTORING}*")
    left = [one for one in left if one.is_file() and _changed(one) < now - HALF_DONE]
    for path in (*old, *left):
        path.unlink(missing_ok=True)
    return len(old)


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def restore(url: str, backup: Path, now: datetime) -> Restored:
    """Put a backup in the place of a database whose bot is stopped.

    1. See that nobody uses the database, that the backup is sound and of no newer release.
    2. Gather the erasures of the present database and of the file beside the backups.
    3. Set the present database aside among the backups, verified like any of them.
    4. Put the backup in its place and bring its tables up to date.
    5. Forget again whoever was forgotten since, and hold all sending.
    Raises CannotRestore, InUse, CannotBackUp; nothing was changed then.
    """
    db = Database(url)
    folder = db.folder
    try:
        if folder is None:
            raise CannotRestore("a database in memory has no backups")
        with _alone(db):
            _check(db, backup)
            at = _begun(backup)
            noted = erasures.read(folder)
            aside = _set_aside(db, folder, now, noted)
            _put_in_place(db, backup, folder)
            db.engine.dispose()
            migrate.upgrade(db)
            forgotten, held = db.transact(_settle, noted, at, now)
    finally:
        db.close()
    return Restored(at, forgotten, held, aside)


@contextmanager
def _alone(db: Database) -> Iterator[None]:
    with alone(db.file):
        if not db.is_sqlite and (count := db.transact(dumps.others)):
            raise InUse(f"{count} other connections to the database; stop every bot first")
        yield


def _check(db: Database, backup: Path) -> None:
    if not backup.is_file():
        raise CannotRestore(f"{backup}: there is no such file; nothing was changed")
    if fault := fault_of(db, backup):
        raise CannotRestore(f"{backup}: not a sound backup ({fault}); nothing was changed")
    revision = copies.revision_of(backup) if db.is_sqlite else dumps.revision_of(backup)
    if revision not in migrate.known():
        raise CannotRestore(
            f"{backup}: made by a newer release (its tables are of {revision!r}); "
            "install that release, or restore an older backup; nothing was changed"
        )


def _begun(backup: Path) -> datetime:
    """Return when a backup was begun: by its name, else by its file."""
    named = next((b.at for b in all_in(backup.parent) if b.path == backup), None)
    return named or _changed(backup)


def _set_aside(
    db: Database, folder: Path, now: datetime, noted: list[tuple[str, datetime]]
) -> Path | None:
    """Keep the present database, and note down the erasures it knows of; None if there is none."""
    if db.file is None:
        if "alembic_version" not in db.transact(dumps.tables):
            return None
    elif not db.file.is_file() or not db.file.stat().st_size:
        return None
    elif copies.fault_of(db.file):
        aside = _free(folder, now, _DAMAGED)
        modes.folder(folder)
        copies.move_aside(db.file, aside)
        return aside
    with suppress(DBAPIError):  # a release that knew no erasures yet
        noted += db.transact(erasures.since, _EVER)
    return make(db, folder, now).path


def _put_in_place(db: Database, backup: Path, folder: Path) -> None:
    if db.file is None:
        dumps.put_in_place(db.url, db.transact(dumps.removals), backup, folder)
        return
    db.engine.dispose()  # the last connection: the log is emptied into the file
    copies.put_in_place(db.file, backup)


def _settle(
    session: Session, noted: list[tuple[str, datetime]], since: datetime, now: datetime
) -> tuple[int, int]:
    """Forget again, answer nothing twice, and hold sending; return (forgotten, on hold)."""
    erasures.add(session, noted)
    later = {name for name, at in noted if at >= since}
    again = [
        chat_id
        for chat_id in personal.chats(session)
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
