"""Backups are put back without remembering too much, on each database."""

import sqlite3
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage import migrate
from bot.storage.backup import backup_files
from bot.storage.chats import chat_records, erasures
from bot.storage.database import runtime_flags
from bot.storage.database.engine import Database
from bot.storage.faq import follows
from bot.storage.intake import inbox
from bot.storage.outbox import delivery_queue
from tests.storage.backups.databases import HOUR, greeted, known, restored
from tests.town import NOON


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


def test_erasures_are_kept_a_day_longer_than_backups(db) -> None:
    greeted(db, 7)
    db.transact(chat_records.forget_chat, 7, NOON)
    db.transact(erasures.prune_erasures, NOON + timedelta(days=14))
    assert len(db.transact(erasures.erasures_since, NOON)) == 1
    db.transact(erasures.prune_erasures, NOON + timedelta(days=16))
    assert db.transact(erasures.erasures_since, NOON) == []
