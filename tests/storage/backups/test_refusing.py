"""What cannot be put back is refused, and nothing changes."""

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage import migrate
from bot.storage.backup import backup_files
from bot.storage.backup.backup_files import RestoreError
from bot.storage.database.process_lock import DatabaseInUseError, exclusive_access
from tests.storage.backups.databases import address, greeted, known, restored
from tests.town import NOON

JUNK = (b"junk", b"SQLite format 3\x00" + b"?" * 5000, b"PGDMP\x01\x0e\x00" + b"?" * 5000, b"")


@pytest.mark.parametrize("junk", JUNK)
def test_what_is_no_backup_is_refused_and_nothing_changes(db, tmp_path, junk: bytes) -> None:
    greeted(db, 7)
    path = tmp_path / "junk.sqlite3"
    path.write_bytes(junk)
    for wrong in (path, tmp_path / "missing"):
        with pytest.raises(RestoreError, match="nothing was changed"):
            restored(db, wrong)
    assert known(db, 7) == [7]


def test_a_backup_that_was_cut_short_is_refused(db, folder) -> None:
    greeted(db, 7)
    made = backup_files.make_backup(db, folder, NOON)
    made.path.write_bytes(made.path.read_bytes()[:-2000])
    with pytest.raises(RestoreError, match="not a sound backup"):
        restored(db, made.path)
    assert known(db, 7) == [7]


def test_a_backup_of_a_newer_release_is_refused_and_nothing_changes(db, folder) -> None:
    newer = text("UPDATE alembic_version SET version_num = '0099'")
    [present] = [
        revision
        for revision in migrate.known_revisions()
        if revision == max(migrate.known_revisions())
    ]
    db.transact(lambda session: session.execute(newer))
    made = backup_files.make_backup(db, folder, NOON)
    older = text(f"UPDATE alembic_version SET version_num = '{present}'")
    db.transact(lambda session: session.execute(older))
    greeted(db, 7)
    with pytest.raises(RestoreError, match=r"newer release.*nothing was changed"):
        restored(db, made.path)
    assert known(db, 7) == [7]


def test_a_database_of_a_newer_release_is_told_in_words(db) -> None:
    newer = text("UPDATE alembic_version SET version_num = '0099'")
    db.transact(lambda session: session.execute(newer))
    with pytest.raises(migrate.NewerDatabaseError, match=r"newer release.*'0099'"):
        migrate.upgrade_tables(db)


def test_a_restore_is_refused_while_somebody_uses_the_database(db, folder) -> None:
    greeted(db, 7)
    made = backup_files.make_backup(db, folder, NOON)
    with exclusive_access(db.file), db.engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        with pytest.raises(DatabaseInUseError):
            backup_files.restore_backup(address(db), made.path, NOON)
    assert known(db, 7) == [7]


def test_one_file_has_one_lock_whatever_it_is_called(tmp_path: Path) -> None:
    file, other = tmp_path / "a.sqlite3", tmp_path / "b.sqlite3"
    file.touch()
    other.symlink_to(file)
    with exclusive_access(file):
        with pytest.raises(DatabaseInUseError, match="another process"), exclusive_access(other):
            pass
        with exclusive_access(tmp_path / "c.sqlite3"):
            pass
    with exclusive_access(other):
        pass
