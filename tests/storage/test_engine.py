from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.storage.database.engine import Database, UtcDateTime, sqlite_is_fixed


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "counter.sqlite3"


def test_concurrent_writers_lose_no_update(files: Path) -> None:
    databases = [Database(f"sqlite:///{files}") for _ in range(2)]
    databases[0].transact(lambda s: s.execute(text("CREATE TABLE c (n INT)")))
    databases[0].transact(lambda s: s.execute(text("INSERT INTO c VALUES (0)")))

    def add(session: Session) -> None:
        number = session.scalar(text("SELECT n FROM c"))
        session.execute(text("UPDATE c SET n = :n"), {"n": number + 1})

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda k: databases[k % 2].transact(add), range(200)))
    assert databases[0].transact(lambda s: s.scalar(text("SELECT n FROM c"))) == 200
    for db in databases:
        db.close()


def test_a_failed_transaction_leaves_nothing(files: Path) -> None:
    db = Database(f"sqlite:///{files}")
    db.transact(lambda s: s.execute(text("CREATE TABLE c (n INT)")))

    def fails(session: Session) -> None:
        session.execute(text("INSERT INTO c VALUES (1)"))
        raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError):
        db.transact(fails)
    assert db.transact(lambda s: s.scalar(text("SELECT count(*) FROM c"))) == 0
    db.close()


def test_every_connection_has_its_pragmas(files: Path) -> None:
    db = Database(f"sqlite:///{files}")
    found = [
        db.transact(lambda s, p=pragma: s.scalar(text(f"PRAGMA {p}")))
        for pragma in ("journal_mode", "foreign_keys", "busy_timeout")
    ]
    assert found == ["wal", 1, 1000]
    db.close()


def test_naive_times_are_refused_and_others_become_utc() -> None:
    column = UtcDateTime()
    dialect = Database("sqlite:////tmp/unused.sqlite3").engine.dialect
    with pytest.raises(ValueError, match="no time zone"):
        column.process_bind_param(datetime(2026, 1, 1), dialect)  # noqa: DTZ001
    there = datetime(2026, 1, 1, 3, tzinfo=timezone(timedelta(hours=3)))
    assert column.process_bind_param(there, dialect) == datetime(2026, 1, 1)  # noqa: DTZ001
    stored = datetime(2026, 1, 1)  # noqa: DTZ001
    assert column.process_result_value(stored, dialect) == datetime(2026, 1, 1, tzinfo=UTC)


def test_the_wal_fault_is_known_by_version() -> None:
    versions = [(3, 40, 1), (3, 44, 6), (3, 50, 6), (3, 50, 7), (3, 51, 2), (3, 51, 3), (3, 53, 0)]
    assert [sqlite_is_fixed(version) for version in versions] == [
        False,
        True,
        False,
        True,
        False,
        True,
        True,
    ]
