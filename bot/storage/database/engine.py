"""The database: one transaction a call, off the event loop, the same on SQLite and PostgreSQL."""

import asyncio
import logging
import os
import sqlite3
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import DateTime, Dialect, create_engine, event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.types import TypeDecorator

from bot.faults import describe_error, is_locked, is_storage_fault
from bot.storage.database import private_files, read_only
from bot.storage.database.outages import Outages
from knowledge.errors import CivicBotError

logger = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

_TRIES = 5  # of `LOCK_WAIT_MS` each: so long another program may hold the file's lock unnoticed
LOCK_WAIT_MS = 1000
_MAX_DEFERRED = 1000  # notes kept in memory while nothing can be written
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 10.0  # seconds between tries while the database is away
ERASED = "erased"  # in Session.info: what was overwritten must leave the log at once
_CONNECT_ARGUMENTS = {"connect_timeout": 5, "tcp_user_timeout": 15_000}
# WAL can lose commits with two checkpointing connections before these releases
# (sqlite.org/wal.html#walresetbug); we keep to one connection and say so in `check`.
FIXED_SQLITE = ((3, 51, 3), (3, 50, 7), (3, 44, 6))


class MissingDriverError(CivicBotError):
    """The package that speaks to this kind of database is not installed."""


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
        return value and (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC))


def sqlite_is_fixed(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> bool:
    """Tell whether this SQLite library is free of the WAL reset fault."""
    return version >= FIXED_SQLITE[0] or any(
        version[:2] == fixed[:2] and version >= fixed for fixed in FIXED_SQLITE[1:]
    )


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        f"busy_timeout={LOCK_WAIT_MS}",
        "foreign_keys=ON",
        "secure_delete=ON",  # what is deleted is overwritten: handled texts do not linger
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


class Database:
    """Runs a function of `bot.storage`, or one that takes several, in a transaction of its own."""

    def __init__(self, url: str) -> None:
        """Open the database; a SQLite file and its folder are made for our eyes only.

        Raises MissingDriverError when PostgreSQL's driver is missing.
        """
        self.url: URL = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        # No parameter in any error: it may be what a person wrote, or who they are.
        if self.is_sqlite:
            self.engine = create_engine(
                self.url, connect_args={"check_same_thread": False}, hide_parameters=True
            )
            event.listen(self.engine, "do_connect", self._make_private)
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_immediate)
        else:
            self.engine = _postgres_engine(self.url)
        self.index_file = index_file_of(self.url)  # the index, for the next start; None: nowhere
        self.outages = Outages()
        self.is_stopping = False  # set: nothing is waited for any more
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        # One thread on SQLite: one writer, so no lock is ever waited for inside the process.
        self._threads = ThreadPoolExecutor(1 if self.is_sqlite else 8, "database")
        self._reader = read_only.ReadOnlyRunner(self.engine, self.file)
        self._put_off: deque[Callable[[Session], object]] = deque(maxlen=_MAX_DEFERRED)
        self._making_up = asyncio.Lock()

    def _make_private(self, *_: object) -> None:
        if self.file:
            private_files.make_private_folder(self.file.parent)
            private_files.make_private_file(self.file)

    def transact(
        self,
        work: Callable[Concatenate[Session, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run `work(session, …)` in one transaction and commit; a locked database is retried.

        Not during an outage: then somebody else sees to it that it is done later.
        """
        tries = 1 if self.outages.is_on else _TRIES
        for attempt in range(1, tries + 1):
            try:
                with self._sessions.begin() as session:
                    done = work(session, *args, **kwargs)
            except Exception as error:  # all is raised again; some was a fault of the disk
                if is_locked(error) and attempt < tries and not self.is_stopping:
                    continue
                if is_storage_fault(error):
                    self.outages.note_fault(error)
                raise
            self.outages.note_success()
            if session.info.get(ERASED):
                self.empty_log()
            return done
        raise AssertionError("unreachable")

    def empty_log(self) -> None:
        """Empty SQLite's write-ahead log, where what was overwritten in the file still stands.

        While a backup reads, or somebody holds the lock, nothing happens: a minute later it will.
        """
        if self.is_sqlite:
            with suppress(Exception), closing(self.engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    async def run(
        self,
        work: Callable[Concatenate[Session, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run `work(session, …)` in one transaction, off the event loop.

        A task that only looks (`looking`) reads; what would write raises a storage fault.
        """
        loop, look = asyncio.get_running_loop(), read_only.current_read_only_work()
        if look is None:
            call = partial(self.transact, work, *args, **kwargs)
            return await loop.run_in_executor(self._threads, call)

        def read(session: Session) -> R:
            return work(session, *args, **kwargs)

        try:
            return await loop.run_in_executor(self._reader.threads, self._reader.transact, read)
        except Exception as error:  # raised again, once it was looked at
            look.needs_write = look.needs_write or is_storage_fault(error)
            raise

    async def run_surely(
        self,
        work: Callable[Concatenate[Session, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Do the same for what became of something already sent: wait while the database is away.

        Given up, it would be done again, and arrive twice.
        """
        pause = SHORTEST_PAUSE
        while True:
            try:
                return await self.run(work, *args, **kwargs)
            except Exception as error:  # raised again, unless the database is away
                if read_only.current_read_only_work() or not is_storage_fault(error):
                    raise
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def run_later(
        self,
        work: Callable[Concatenate[Session, P], object],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Do what nobody should wait for; while nothing can be written, put it off.

        What is put off is only in memory: the last thousand, lost if the process ends.
        """
        if read_only.current_read_only_work() is None:
            try:
                await self.run(work, *args, **kwargs)
                return
            except Exception as error:  # raised again, unless it can be put off
                if not is_storage_fault(error):
                    raise
        self._put_off.append(lambda session: work(session, *args, **kwargs))

    async def run_deferred(self) -> None:
        """Do what was put off, in its order; raises a storage fault if it still cannot be done.

        Several may ask for it at once: each thing is done once, and all of them wait for it.
        """
        async with self._making_up:
            while self._put_off:
                work = self._put_off.popleft()
                try:
                    await self.run(work)
                except Exception as error:  # one odd note must not keep back the others
                    if is_storage_fault(error):
                        self._put_off.appendleft(work)
                        raise
                    logger.error("What was put off cannot be done: %s", describe_error(error))

    async def keep_log_short(self) -> None:
        """Empty the write-ahead log, off the event loop."""
        await asyncio.get_running_loop().run_in_executor(self._threads, self.empty_log)

    @property
    def file(self) -> Path | None:
        """The file of a SQLite database; None for PostgreSQL or one in memory."""
        name = self.url.database if self.is_sqlite else None
        return Path(name) if name and name != ":memory:" else None

    @property
    def folder(self) -> Path | None:
        """Where backups and the list of erasures lie; None for a database in memory."""
        return data_folder(self.url)

    def close(self) -> None:
        """Wait for the running transaction and close every connection."""
        self.is_stopping = True
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._reader.close()
        self.engine.dispose()


def data_folder(url: URL) -> Path | None:
    """Return where what belongs to a database is kept: beside a file, else under `data`."""
    if url.get_backend_name() != "sqlite":
        return Path("data/backups")
    name = url.database
    return Path(name).parent / "backups" if name and name != ":memory:" else None


def index_file_of(url: URL) -> Path | None:
    """Return where a built index is kept: beside a SQLite file, else under `data`.

    None for a database in memory.
    """
    folder, name = data_folder(url), "faq"
    if url.get_backend_name() == "sqlite":
        name = Path(url.database or "").name
    return folder and folder.with_name(f"{name}.index")


def _postgres_engine(url: URL) -> Engine:
    calls = {**_CONNECT_ARGUMENTS, "application_name": f"civic-bot {os.getpid()}"}
    try:
        return create_engine(
            url, pool_size=8, pool_pre_ping=True, connect_args=calls, hide_parameters=True
        )
    except ModuleNotFoundError as error:
        raise MissingDriverError(
            f"DATABASE_URL: the PostgreSQL driver ({error.name}) is not installed; "
            "run `make setup EXTRA=postgresql`"
        ) from error
