"""Backups: sound, kept a fortnight, put back without remembering too much; on each database."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage import migrate
from bot.storage.backup import backup_files, postgres_dumps
from bot.storage.backup.backup_files import BackupError, RestoreError
from bot.storage.chats import chat_records, erasures
from bot.storage.chats.chat_records import ChatRecord
from bot.storage.database import runtime_flags
from bot.storage.database.engine import Database
from bot.storage.database.process_lock import DatabaseInUseError, exclusive_access
from bot.storage.faq import follows
from bot.storage.intake import inbox
from bot.storage.outbox import delivery_queue
from knowledge.language import Language
from tests.town import NOON

HOUR = timedelta(hours=1)


@pytest.fixture
def db(either: str) -> Iterator[Database]:
    db = Database(either)
    db.transact(runtime_flags.installation_key)
    yield db
    db.close()


@pytest.fixture
def folder(db: Database) -> Path:
    assert db.folder is not None
    return db.folder


def greeted(db: Database, chat_id: int) -> None:
    known = ChatRecord(chat_id, "private", Language.EN, False, False, (), 0)
    db.transact(chat_records.choose_language, known, Language.ES)
    db.transact(follows.follow_answer, chat_id, "KW-1")


def known(db: Database, *chats: int) -> list[int]:
    return [chat for chat in chats if db.transact(chat_records.count_stored, chat)["settings"]]


def address(db: Database) -> str:
    return db.url.render_as_string(hide_password=False)


def again(db: Database) -> Database:
    """Close the database, so that it can be replaced, and return it opened anew."""
    db.close()
    return Database(address(db))


def restored(db: Database, backup: Path, now=NOON + 2 * HOUR) -> backup_files.RestoreResult:
    db.engine.dispose()
    return backup_files.restore_backup(address(db), backup, now)


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


def test_a_restore_forgets_again_whoever_was_forgotten_since(db, folder) -> None:
    for chat in (7, 8, 9):
        greeted(db, chat)
    db.transact(chat_records.forget_chat, 9, NOON - HOUR)
    greeted(db, 9)  # forgotten, and back again before the backup: not forgotten twice
    made = backup_files.make_backup(db, folder, NOON)
    db.transact(chat_records.forget_chat, 7, NOON + HOUR)
    done = restored(db, made.path)
    assert (done.to, done.forgotten) == (NOON, 1)
    assert known(db, 7, 8, 9) == [8, 9]
    assert db.transact(follows.answer_followers, "KW-1") == [8, 9]


def test_a_lost_database_is_restored_with_what_stands_beside_the_backups(
    database: Path,
) -> None:
    db = Database(f"sqlite:///{database}")
    db.transact(runtime_flags.installation_key)
    greeted(db, 7)
    greeted(db, 8)
    made = backup_files.make_backup(db, database.parent / "backups", NOON)
    db.transact(chat_records.forget_chat, 7, NOON + HOUR)
    db.close()
    for file in database.parent.glob("town.sqlite3*"):
        file.unlink()
    done = backup_files.restore_backup(str(db.url), made.path, NOON + 2 * HOUR)
    assert (done.forgotten, done.aside) == (1, None)
    back = Database(str(db.url))
    assert known(back, 7, 8) == [8]
    back.close()


def test_a_lost_server_is_restored_with_what_stands_beside_the_backups(
    server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    db = Database(server.database("town"))
    db.transact(runtime_flags.installation_key)
    greeted(db, 7)
    greeted(db, 8)
    assert db.folder is not None
    made = backup_files.make_backup(db, db.folder, NOON)
    db.transact(chat_records.forget_chat, 7, NOON + HOUR)
    db.close()
    empty = server.database()
    done = backup_files.restore_backup(empty, made.path, NOON + 2 * HOUR)
    assert (done.forgotten, done.aside) == (1, None)
    back = Database(empty)
    assert known(back, 7, 8) == [8]
    assert migrate.schema_differences(back) == []
    back.close()


def test_an_erasure_is_written_down_before_it_is_committed(db, folder) -> None:
    greeted(db, 123456789)

    def forget(session) -> str:
        chat_records.forget_chat(session, 123456789, NOON)
        return (folder / erasures.ERASURES_FILE).read_text()

    told = db.transact(forget)
    assert len(erasures.read_erasures(folder)) == 1
    assert "123456789" not in told
    assert stat.S_IMODE((folder / erasures.ERASURES_FILE).stat().st_mode) == 0o600


def test_nothing_is_forgotten_that_a_restore_would_bring_back(db, folder) -> None:
    greeted(db, 7)
    folder.mkdir(parents=True)
    (folder / "forgotten.json.part").mkdir()  # nothing can be written there
    with pytest.raises(OSError, match=r"forgotten\.json\.part"):
        db.transact(chat_records.forget_chat, 7, NOON)
    assert known(db, 7) == [7]


def test_a_restore_holds_what_was_queued_and_answers_nothing_twice(db, folder) -> None:
    greeted(db, 7)
    db.transact(follows.notify_followers, "KW-1", 1, 1, NOON)
    db.transact(inbox.insert_updates, [{"update_id": 1}], NOON)
    made = backup_files.make_backup(db, folder, NOON)
    done = restored(db, made.path)
    assert done.held == 1
    assert db.transact(delivery_queue.claim_deliveries, 10, NOON + HOUR) == []
    assert db.transact(inbox.lease_updates, 10, NOON + HOUR) == []


def test_what_is_replaced_is_set_aside_whole(db, folder) -> None:
    made = backup_files.make_backup(db, folder, NOON)
    greeted(db, 7)
    done = restored(db, made.path, NOON + HOUR)
    assert [b.at for b in backup_files.list_backups(folder)] == [NOON, NOON + HOUR]
    assert known(db, 7) == []
    assert done.aside is not None
    restored(db, done.aside, NOON + 2 * HOUR)
    assert known(db, 7) == [7]
    assert migrate.schema_differences(db) == []


def test_tables_that_the_backup_has_not_do_not_stay(db, folder) -> None:
    made = backup_files.make_backup(db, folder, NOON)
    db.transact(lambda session: session.execute(text("CREATE TABLE later (n INTEGER)")))
    if not db.is_sqlite:
        function = "CREATE FUNCTION later() RETURNS int LANGUAGE sql AS 'SELECT 1'"
        db.transact(lambda session: session.execute(text(function)))
    restored(db, made.path)
    assert migrate.schema_differences(db) == []


def test_what_sits_in_the_log_alone_is_set_aside_too(database: Path) -> None:
    db = Database(f"sqlite:///{database}")
    folder = database.parent / "backups"
    made = backup_files.make_backup(db, folder, NOON)
    greeted(db, 7)
    kept = {rest: database.with_name(database.name + rest).read_bytes() for rest in ("", "-wal")}
    assert len(kept["-wal"]) > 0
    db.close()
    for rest, content in kept.items():  # as a kill leaves them
        database.with_name(database.name + rest).write_bytes(content)
    done = backup_files.restore_backup(str(db.url), made.path, NOON + HOUR)
    assert done.aside is not None
    with sqlite3.connect(done.aside) as aside:
        assert aside.execute("SELECT chat_id FROM people").fetchall() == [(7,)]
    aside.close()


def test_a_damaged_database_is_kept_as_it_is_and_replaced(database: Path) -> None:
    db = Database(f"sqlite:///{database}")
    db.transact(runtime_flags.installation_key)
    greeted(db, 7)
    folder = database.parent / "backups"
    made = backup_files.make_backup(db, folder, NOON)
    db.close()
    database.write_bytes(b"SQLite format 3\x00" + b"nonsense" * 500)
    done = backup_files.restore_backup(str(db.url), made.path, NOON + HOUR)
    assert done.aside is not None
    assert done.aside.suffix == ".damaged"
    assert done.aside.read_bytes().endswith(b"nonsense")
    back = Database(str(db.url))
    assert known(back, 7) == [7]
    back.close()
    assert backup_files.prune_backups(folder, NOON + timedelta(days=10_000)) == 1


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


def test_erasures_are_kept_a_day_longer_than_backups(db) -> None:
    greeted(db, 7)
    db.transact(chat_records.forget_chat, 7, NOON)
    db.transact(erasures.prune_erasures, NOON + timedelta(days=14))
    assert len(db.transact(erasures.erasures_since, NOON)) == 1
    db.transact(erasures.prune_erasures, NOON + timedelta(days=16))
    assert db.transact(erasures.erasures_since, NOON) == []
