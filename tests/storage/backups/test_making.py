"""Backups are sound and kept a fortnight, on each database."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage.backup import backup_files, postgres_dumps
from bot.storage.backup.backup_files import BackupError
from bot.storage.database.engine import Database
from bot.storage.intake import inbox
from tests.storage.backups.databases import HOUR, greeted
from tests.town import NOON


def test_a_backup_is_made_while_the_database_is_in_use(db, tmp_path) -> None:
    greeted(db, 7)
    with db.engine.connect() as connection, connection.begin():
        made = backup_files.make_backup(db, tmp_path / "backups", NOON)
    assert made.path.name == f"civic-bot-20261124T170000Z{made.path.suffix}"
    assert backup_files.backup_fault(db, made.path) == ""
    for path in (made.path, made.path.parent):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_two_backups_in_one_second_are_two(db, tmp_path) -> None:
    made = [backup_files.make_backup(db, tmp_path, NOON).path for _ in range(2)]
    assert len(set(made)) == 2
    assert all(path.is_file() for path in made)


def test_a_backup_holds_nothing_that_was_deleted(database: Path, tmp_path) -> None:
    db = Database(f"sqlite:///{database}")
    raw = {"update_id": 1, "message": {"chat": {"id": 7}, "text": "a private sentence"}}
    db.transact(inbox.insert_updates, [raw], NOON)
    db.transact(lambda session: session.execute(text("UPDATE inbox SET body = NULL")))
    made = backup_files.make_backup(db, tmp_path / "backups", NOON)
    assert b"a private sentence" not in made.path.read_bytes()
    db.close()


def test_a_broken_database_gives_no_backup(tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"SQLite format 3\x00" + b"nonsense" * 500)
    with pytest.raises(BackupError, match=r"civic-bot-.*"):
        backup_files.make_backup(Database(f"sqlite:///{broken}"), tmp_path / "backups", NOON)
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_server_that_is_away_gives_no_backup(server, tmp_path: Path) -> None:
    gone = Database(server.url("no_such_town"))
    with pytest.raises(BackupError, match="pg_dump"):
        backup_files.make_backup(gone, tmp_path / "backups", NOON)
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(postgres_dumps.shutil, "which", lambda _name: None)
    with pytest.raises(BackupError, match="pg_dump is not installed here"):
        backup_files.make_backup(
            Database("postgresql+psycopg://u:secret@nowhere/x"), tmp_path, NOON
        )


def test_backups_are_kept_a_fortnight_and_the_last_one_always(db, tmp_path) -> None:
    folder = tmp_path / "backups"
    for days in range(0, 20, 5):
        backup_files.make_backup(db, folder, NOON + timedelta(days=days))
    (folder / "civic-bot-notes.sqlite3").write_text("mine")
    assert backup_files.prune_backups(folder, NOON + timedelta(days=16)) == 1
    assert backup_files.prune_backups(folder, NOON + timedelta(days=99)) == 2
    assert [b.at.day for b in backup_files.list_backups(folder)] == [9]


def test_what_killed_processes_left_half_done_goes_and_nothing_else(db, folder) -> None:
    made = backup_files.make_backup(db, folder, NOON)
    halves = [
        folder / "civic-bot-20261123T170000Z.4711.part",
        folder / "civic-bot-20261123T170000Z.4711.part-journal",
        folder / "forgotten.json.part",
        folder / "civic-bot-20261123T170000Z.drop.sql",
        folder / "civic-bot-20261123T170000Z.restoring.sql",
    ]
    beside = Path(f"{db.file or folder}.restoring")
    theirs = [
        folder / "notes.part",
        folder.parent / "other.sqlite3.restoring",
        folder / "drop.sql",
    ]
    for path in (*halves, beside, *theirs):
        path.write_text("somebody's")
        os.utime(path, (NOON.timestamp(), NOON.timestamp()))
    at_work = folder / "civic-bot-20261124T170000Z.4712.part"
    at_work.write_text("just now")
    os.utime(at_work, ((NOON + HOUR).timestamp(),) * 2)
    assert backup_files.prune_backups(folder, NOON + HOUR + HOUR / 60, db.file) == 0
    assert not any(path.exists() for path in halves)
    assert beside.exists() == (db.file is None)
    assert all(path.exists() for path in (*theirs, at_work, made.path))
