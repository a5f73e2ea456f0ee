"""Copies of a SQLite file: made through the engine, so that they hold what the log holds too."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.storage.database import private_files

SQLITE_SUFFIX = ".sqlite3"
SQLITE_RESTORING = ".restoring"  # of a name: not yet in its place


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database that may be in use, without what was deleted; raises sqlite3.Error.

    The reader never checkpoints: it is opened read-only (see `engine`).
    """
    target.unlink(missing_ok=True)
    private_files.make_private_file(target)
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as reader,
        closing(sqlite3.connect(target)) as writer,
    ):
        reader.backup(writer, pages=-1)
        writer.execute("PRAGMA journal_mode=DELETE")
        writer.execute("VACUUM")  # what was deleted is not copied along in free pages


def sqlite_fault(path: Path) -> str:
    """Return what is wrong with a file; empty when it is whole and one of ours."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as found:
            whole = found.execute("PRAGMA integrity_check").fetchone()[0]
            found.execute("SELECT version FROM content_version").fetchall()
            found.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        return str(error)
    return "" if whole == "ok" else str(whole)


def sqlite_revision(path: Path) -> str:
    """Return which tables a sound file has, as the name of a migration."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as found:
        row = found.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def replace_sqlite(file: Path, backup: Path) -> None:
    """Replace a database nobody has open by a copy of a backup."""
    fresh = file.with_name(f"{file.name}{SQLITE_RESTORING}")
    try:
        copy_sqlite(backup, fresh)
        for rest in ("-wal", "-shm"):
            file.with_name(file.name + rest).unlink(missing_ok=True)
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


def move_damaged_sqlite(file: Path, to: Path) -> None:
    """Keep a damaged database, its log beside it, for whoever may still read it."""
    for rest in ("", "-wal", "-shm"):
        part = file.with_name(file.name + rest)
        if part.is_file():
            part.replace(to.with_name(to.name + rest))
