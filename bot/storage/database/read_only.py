"""Only looking: transactions that cannot write, for as long as the database takes nothing.

A database that is locked, full or read-only can still be read. What is done while one only looks
is done without it where no write is needed, and told apart where one is.
"""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import NullPool

R = TypeVar("R")

_READER_THREADS = 2  # threads; the writer's own may be waiting for a lock


@dataclass(slots=True)
class ReadOnlyWork:
    """A stretch of work that may only read; `needs_write` tells that it needed more than that."""

    needs_write: bool = False


_read_only_work: ContextVar[ReadOnlyWork | None] = ContextVar("look", default=None)


def current_read_only_work() -> ReadOnlyWork | None:
    """Return the read-only work that this task is doing, if it does any."""
    return _read_only_work.get()


@contextmanager
def read_only_work() -> Iterator[ReadOnlyWork]:
    """Let all that this task and its children ask of a database be read-only."""
    look = ReadOnlyWork()
    token = _read_only_work.set(look)
    try:
        yield look
    finally:
        _read_only_work.reset(token)


class ReadOnlyRunner:
    """Runs functions of `bot.storage`, each in a read-only transaction of its own."""

    def __init__(self, engine: Engine, file: Path | None) -> None:
        """Take the engine that also writes, and the file of a SQLite database.

        A SQLite file is opened anew each time, read-only: it never empties the log (see
        `engine`), and nothing is left that could hold anybody up.
        """
        self._writer, self._file = engine, file
        self.threads = ThreadPoolExecutor(_READER_THREADS, "looking")

    @cached_property
    def _sessions(self) -> sessionmaker[Session]:
        """Made at the first need: most processes never only look."""
        engine = _read_only_engine(self._file) if self._file else self._writer
        return sessionmaker(engine, expire_on_commit=False)

    def transact(self, work: Callable[[Session], R]) -> R:
        """Run `work(session)`; raises what the driver says when it writes."""
        with self._sessions.begin() as session:
            if not self._file:  # the driver's own way would leave the connection changed
                session.execute(text("SET TRANSACTION READ ONLY"))
            return work(session)

    def close(self) -> None:
        """Wait for what is being read."""
        self.threads.shutdown(wait=True, cancel_futures=True)


def _read_only_engine(file: Path) -> Engine:
    address = f"{file.resolve().as_uri()}?mode=ro"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address, uri=True, check_same_thread=False, isolation_level=None, timeout=1.0
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "begin", _begin_transaction)
    return engine


def _begin_transaction(connection: Connection) -> Any:
    connection.exec_driver_sql("BEGIN")
