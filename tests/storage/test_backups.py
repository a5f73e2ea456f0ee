"""Copies of the database: sound, kept a fortnight, and put back without remembering too much."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage import backups, erasures, follows, inbox, outbox, people, switches
from bot.storage.backups import CannotBackUp, CannotRestore
from bot.storage.engine import Database
from bot.storage.people import Known
from knowledge.language import Language
from tests.town import NOON

HOUR = timedelta(hours=1)


@pytest.fixture
def db(database: Path):
    db = Database(f"sqlite:///{database}")
    db.transact(switches.key)
    yield db
    db.close()


def greeted(db: Database, chat_id: int) -> None:
    known = Known(chat_id, "private", Language.EN, False, False, (), 0)
    db.transact(people.choose_language, known, Language.ES)
    db.transact(follows.follow, chat_id, "KW-1")


def known(db: Database, *chats: int) -> list[int]:
    return [chat for chat in chats if db.transact(people.stored, chat)["settings"]]


def test_a_backup_is_made_while_the_database_is_in_use(db, database: Path, tmp_path) -> None:
    greeted(db, 7)
    with db.engine.connect() as connection, connection.begin():
        made = backups.make(database, tmp_path / "backups", NOON)
    assert made.path.name == "civic-bot-20261124T170000Z.sqlite3"
    assert backups.verify(made.path) == ""
    with sqlite3.connect(made.path) as copy:
        assert copy.execute("SELECT chat_id FROM people").fetchall() == [(7,)]
    copy.close()


def test_a_backup_holds_nothing_that_was_deleted(db, database: Path, tmp_path) -> None:
    raw = {"update_id": 1, "message": {"chat": {"id": 7}, "text": "a private sentence"}}
    db.transact(inbox.ingest, [raw], NOON)
    db.transact(lambda session: session.execute(text("UPDATE inbox SET body = NULL")))
    made = backups.make(database, tmp_path / "backups", NOON)
    assert b"a private sentence" not in made.path.read_bytes()


def test_a_broken_database_gives_no_backup(tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"SQLite format 3\x00" + b"nonsense" * 500)
    with pytest.raises(CannotBackUp, match=r"civic-bot-.*"):
        backups.make(broken, tmp_path / "backups", NOON)
    assert list((tmp_path / "backups").iterdir()) == []


def test_backups_are_kept_a_fortnight_and_the_last_one_always(
    db, database: Path, tmp_path
) -> None:
    folder = tmp_path / "backups"
    for days in range(0, 20, 5):
        backups.make(database, folder, NOON + timedelta(days=days))
    (folder / "civic-bot-notes.sqlite3").write_text("mine")
    assert backups.prune(folder, NOON + timedelta(days=16)) == 1
    assert backups.prune(folder, NOON + timedelta(days=99)) == 2
    assert [b.at.day for b in backups.all_in(folder)] == [9]


def test_a_restore_forgets_again_whoever_was_forgotten_since(db, database: Path, tmp_path) -> None:
    for chat in (7, 8, 9):
        greeted(db, chat)
    db.transact(people.forget, 9, NOON - HOUR)
    greeted(db, 9)  # forgotten, and back again before the backup: not forgotten twice
    made = backups.make(database, database.parent / "backups", NOON)
    db.transact(people.forget, 7, NOON + HOUR)
    db.close()
    done = backups.restore(str(db.url), made.path, NOON + 2 * HOUR)
    assert (done.to, done.forgotten) == (NOON, 1)
    restored = Database(str(db.url))
    assert known(restored, 7, 8, 9) == [8, 9]
    assert restored.transact(follows.followers, "KW-1") == [8, 9]
    restored.close()


def test_a_lost_database_is_restored_with_the_ledger_beside_the_backups(
    db, database: Path
) -> None:
    greeted(db, 7)
    greeted(db, 8)
    folder = database.parent / "backups"
    made = backups.make(database, folder, NOON)
    db.transact(people.forget, 7, NOON + HOUR)
    db.transact(backups.write_ledger, folder, NOON + HOUR)
    db.close()
    for file in database.parent.glob("town.sqlite3*"):
        file.unlink()
    done = backups.restore(str(db.url), made.path, NOON + 2 * HOUR)
    assert done.forgotten == 1
    restored = Database(str(db.url))
    assert known(restored, 7, 8) == [8]
    restored.close()


def test_the_ledger_names_nobody(db, database: Path) -> None:
    greeted(db, 123456789)
    folder = database.parent / "backups"
    backups.make(database, folder, NOON)
    db.transact(people.forget, 123456789, NOON)
    db.transact(backups.write_ledger, folder, NOON)
    assert "123456789" not in (folder / backups.LEDGER).read_text()
    assert len(backups.read_ledger(folder)) == 1


def test_a_restore_holds_what_was_queued_and_answers_nothing_twice(db, database: Path) -> None:
    greeted(db, 7)
    db.transact(follows.tell_followers, "KW-1", 1, 1, NOON)
    made = backups.make(database, database.parent / "backups", NOON)
    db.close()
    done = backups.restore(str(db.url), made.path, NOON + HOUR)
    assert done.held == 1
    restored = Database(str(db.url))
    assert restored.transact(outbox.claim, 10, NOON + HOUR) == []
    restored.close()


def test_the_replaced_database_is_set_aside(db, database: Path) -> None:
    folder = database.parent / "backups"
    made = backups.make(database, folder, NOON)
    greeted(db, 7)
    db.close()
    backups.restore(str(db.url), made.path, NOON + HOUR)
    assert [b.at for b in backups.all_in(folder)] == [NOON, NOON + HOUR]


def test_what_is_no_backup_is_refused_and_nothing_changes(db, database: Path, tmp_path) -> None:
    greeted(db, 7)
    junk = tmp_path / "junk.sqlite3"
    junk.write_bytes(b"junk")
    with pytest.raises(CannotRestore, match="nothing was changed"):
        backups.restore(str(db.url), junk, NOON)
    assert known(db, 7) == [7]


def test_erasures_are_kept_a_day_longer_than_backups(db) -> None:
    greeted(db, 7)
    db.transact(people.forget, 7, NOON)
    db.transact(erasures.prune, NOON + timedelta(days=14))
    assert len(db.transact(erasures.since, NOON)) == 1
    db.transact(erasures.prune, NOON + timedelta(days=16))
    assert db.transact(erasures.since, NOON) == []
