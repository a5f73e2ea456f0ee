"""The database: one transaction a call, off the event loop, the same on SQLite and PostgreSQL."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import DateTime, Dialect, create_engine, event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.types import TypeDecorator

P = ParamSpec("P")
R = TypeVar("R")

_TRIES = 5
# WAL can lose commits with two checkpointing connections before these releases
# (sqlite.org/wal.html#walresetbug); we keep to one connection and say so in `check`.
FIXED_SQLITE = ((3, 51, 3), (3, 50, 7), (3, 44, 6))


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; store aware datetimes only")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Return UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def sqlite_is_fixed(
    version: tuple[int, int, int] = sqlite3.sqlite_version_info,
) -> bool:
    """Tell whether this SQLite library is free of the WAL reset fault."""
    return version >= FIXED_SQLITE[0] or any(
        version[:2] == fixed[:2] and version >= fixed for fixed in FIXED_SQLITE[1:]
    )


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "busy_timeout=5000",
        "foreign_keys=ON",
        "secure_delete=ON",  # what is deleted is overwritten: handled texts do not linger
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    raw: Any = connection.connection.dbapi_connection
    raw.execute("BEGIN IMMEDIATE")


class Database:
    """Runs functions of `bot.storage`, each in a transaction of its own."""

    def __init__(self, url: str) -> None:
        """Open the database; a SQLite file's folder is made if it is missing."""
        self.url: URL = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            if self.url.database:
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            self.engine = create_engine(self.url, connect_args={"check_same_thread": False})
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_immediate)
        else:
            self.engine = create_engine(self.url, pool_size=8, pool_pre_ping=True)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        # One thread on SQLite: one writer, so no lock is ever waited for inside the process.
        self._threads = ThreadPoolExecutor(1 if self.is_sqlite else 8, "database")

    def transact(
        self,
        work: Callable[Concatenate[Session, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run `work(session, …)` in one transaction and commit; a locked database is retried."""
        for attempt in range(1, _TRIES + 1):
            try:
                with self._sessions.begin() as session:
                    return work(session, *args, **kwargs)
            except OperationalError as error:
                if "locked" not in str(error.orig) or attempt == _TRIES:
                    raise
        raise AssertionError("unreachable")

    async def run(
        self,
        work: Callable[Concatenate[Session, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run `work(session, …)` in one transaction, off the event loop."""

        def call() -> R:
            return self.transact(work, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._threads, call)

    def beside(self, suffix: str) -> Path | None:
        """Return where a file that goes with a SQLite database lies; None for a server's."""
        return (
            Path(f"{self.url.database}{suffix}") if self.is_sqlite and self.url.database else None
        )

    def close(self) -> None:
        """Wait for the running transaction and close every connection."""
        self._threads.shutdown(wait=True)
        self.engine.dispose()
