"""What an error may say: its kind and place, never what it holds."""

import logging
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from textwrap import dedent

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from bot import faults
from bot.storage.database.engine import Database
from bot.storage.database.outages import QUIET_SECONDS, Outages
from bot.storage.intake import inbox
from tests.town import NOON

ROOT = Path(__file__).parents[2]
SECRET = "zanzibarqux"


@pytest.fixture
def db(either: str) -> Iterator[Database]:
    db = Database(either)
    yield db
    db.close()


def error_of(db: Database, statement: str, **values: object) -> BaseException:
    with pytest.raises(DBAPIError) as caught:
        db.transact(lambda session: session.execute(text(statement), values))
    return caught.value


def test_a_refused_insert_names_no_parameter(db: Database) -> None:
    error = error_of(
        db,
        "INSERT INTO inbox (update_id, chat_key, state, body, tries, abandoned, received_at)"
        " VALUES (1, 7, 'new', :body, 0, 0, NULL)",
        body=SECRET,
    )
    assert f"'{SECRET}'" not in str(error)  # no parameters; PostgreSQL quotes the row itself
    assert SECRET not in faults.describe_error(error)
    assert faults.describe_error(error).startswith("IntegrityError ")
    assert not faults.is_storage_fault(error)


@pytest.mark.parametrize("statement", ["SELECT nothing FROM inbox", "SELEKT 1"])
def test_a_wrong_statement_is_no_outage(db: Database, statement: str) -> None:
    assert not faults.is_storage_fault(error_of(db, statement))


def test_a_full_and_a_read_only_file_are_outages(tmp_path: Path) -> None:
    db = Database(f"sqlite:///{tmp_path}/small.sqlite3")
    db.transact(lambda session: session.execute(text("CREATE TABLE t (words TEXT)")))

    def fill(session: Session) -> None:
        session.execute(text("PRAGMA max_page_count = 3"))
        session.execute(text("INSERT INTO t VALUES (:words)"), {"words": SECRET * 2000})

    with pytest.raises(OperationalError) as full:
        db.transact(fill)
    db.transact(lambda session: session.connection().exec_driver_sql("PRAGMA query_only = ON"))
    read_only = error_of(db, "INSERT INTO t VALUES ('x')")
    db.close()
    for error in (full.value, read_only):
        assert faults.is_storage_fault(error)
        assert SECRET not in str(error)
    assert faults.error_code(full.value) == "OperationalError SQLITE_FULL"
    assert "tests/bot/test_faults.py:" in faults.describe_error(full.value)


def test_a_connection_that_was_cut_is_an_outage_and_the_next_call_works(server) -> None:
    db = Database(server.database())

    def cut(session: Session) -> None:
        session.execute(text("SELECT 1"))
        server.cut()
        session.execute(text("SELECT 2"))

    with pytest.raises(DBAPIError) as caught:
        db.transact(cut)
    assert faults.is_storage_fault(caught.value)
    assert db.transact(lambda session: session.scalar(text("SELECT 3"))) == 3
    db.close()


def test_a_server_that_is_not_there_is_waited_for_and_a_wrong_name_is_not(server) -> None:
    nowhere = Database(f"{server.url('town')}/nowhere")
    wrong = Database(server.url("no_such_town"))
    errors = [error_of(db, "SELECT 1") for db in (nowhere, wrong)]
    assert [faults.is_storage_fault(error) for error in errors] == [True, True]
    assert faults.unusable_reason(errors[0]) == ""
    assert "no_such_town" in faults.unusable_reason(errors[1])
    nowhere.close()
    wrong.close()


@pytest.mark.parametrize(
    "content", [b"no database at all" * 300, b"SQLite format 3\x00" + b"?" * 4096]
)
def test_a_damaged_file_is_told_in_plain_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.sqlite3").write_bytes(content)
    db = Database(f"sqlite:///{tmp_path}/bad.sqlite3")
    assert "damaged or no SQLite database" in faults.unusable_reason(error_of(db, "SELECT 1"))
    db.close()


def test_a_disk_that_is_full_elsewhere_is_an_outage_and_a_missing_file_is_not() -> None:
    assert faults.is_storage_fault(OSError(28, "No space left on device"))
    assert faults.is_storage_fault(PoolTimeout())
    assert not faults.is_storage_fault(FileNotFoundError(2, "No such file"))
    assert not faults.is_storage_fault(ValueError("disk full"))


ENDINGS = {
    "plain": "raise ValueError(SECRET)",
    "a cause": """
        try:
            int(SECRET)
        except ValueError as error:
            raise RuntimeError(SECRET) from error""",
    "a group": "raise ExceptionGroup(SECRET, [ValueError(SECRET), KeyError(SECRET)])",
    "a task group": """
        import asyncio

        async def fails():
            raise ValueError(SECRET)

        async def run():
            async with asyncio.TaskGroup() as group:
                group.create_task(fails())

        asyncio.run(run())""",
    "a thread": """
        import threading
        thread = threading.Thread(target=int, args=(SECRET,))
        thread.start()
        thread.join()""",
    "a finaliser": """
        class Dying:
            def __del__(self):
                raise ValueError(SECRET)
        Dying()""",
}


@pytest.mark.parametrize("code", ENDINGS.values(), ids=ENDINGS)
def test_no_way_of_ending_prints_what_an_error_holds(code: str) -> None:
    """The word is put together, so that no line of source that is printed holds it."""
    hooks = "from bot import faults\nfaults.install_error_hooks()"
    whole = f"{hooks}\nSECRET = 'zanzi' + 'barqux'\n{dedent(code)}"
    done = subprocess.run(
        [sys.executable, "-c", whole], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert SECRET not in done.stderr + done.stdout
    assert "ValueError" in done.stderr
    assert "withheld" in done.stderr


def test_an_outage_is_said_once_and_is_over_after_a_while_without_a_fault(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = [0.0]
    outages = Outages(lambda: now[0])
    fault = sqlite3.OperationalError(SECRET)
    with caplog.at_level(logging.INFO):
        for at in (0, 5, 10):
            now[0] = at
            outages.note_fault(fault)
            outages.note_success()  # a full disk is read meanwhile
        assert outages.take_ended() is None
        now[0] = 10 + QUIET_SECONDS
        outages.note_success()
        outages.note_success()
    over = outages.take_ended()
    assert over is not None
    assert over.seconds == 10
    assert outages.take_ended() is None
    assert len(caplog.records) == 2
    assert SECRET not in caplog.text


def test_a_refusal_of_what_must_be_stored_waits_and_parks_nothing(database: Path) -> None:
    """A full disk is nobody's fault: the batch is not confirmed, and comes again."""
    db = Database(f"sqlite:///{database}")
    raw = {"update_id": 1, "message": {"chat": {"id": 7}, "text": SECRET * 20_000}}

    def full(session: Session) -> int:
        pages = session.scalar(text("PRAGMA page_count"))
        session.execute(text(f"PRAGMA max_page_count = {pages}"))
        return inbox.insert_updates(session, [raw], NOON)

    with pytest.raises(OperationalError) as caught:
        db.transact(full)
    assert faults.is_storage_fault(caught.value)
    db.transact(lambda session: session.execute(text("PRAGMA max_page_count = 1000000")))
    assert db.transact(inbox.insert_updates, [raw], NOON + timedelta(minutes=1)) == 1
    db.close()
