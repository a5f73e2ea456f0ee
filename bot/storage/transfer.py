"""Copy a whole database to an empty one, of either kind, and prove that all of it arrived.

Tables follow the metadata, so that a new one cannot be forgotten. What is compared are counts and
digests of every row as both sides read it back.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row as Result
from sqlalchemy import Table, func, inspect, select, text
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session

from bot.storage import dumps, erasures, migrate
from bot.storage.engine import Database
from bot.storage.tables import Row
from bot.storage.tables_replicas import ReplicaRow
from knowledge.errors import CivicBotError

PAGE = 1000
_LEFT_OUT = frozenset({ReplicaRow.__tablename__})  # processes alive: of no other database


class CannotCopy(CivicBotError):
    """The copy cannot be made; the target is as it was."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A table that was copied: how many rows, and their digest."""

    name: str
    count: int
    digest: str


def copy(source: Database, target: Database) -> list[Copied]:
    """Copy every table in one transaction of each side, compare, and commit.

    Raises CannotCopy, before anything was written or with everything taken back.
    """
    revision = source.transact(migrate.present)
    if revision != migrate.head():
        raise CannotCopy(
            f"the source has tables of {revision or 'no release'}; run `migrate` on it first"
        )
    if not source.is_sqlite and (count := source.transact(dumps.others)):
        raise CannotCopy(f"{count} other connections to the source; stop every bot first")
    target.transact(_refuse_full)
    migrate.upgrade(target)
    with source.engine.connect() as read, target.engine.begin() as write:
        if not source.is_sqlite:
            read.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        here, there = Session(read), Session(write)
        copied = [_copy(here, there, table) for table in tables()]
        if not target.is_sqlite:
            _count_on(there)
        read.rollback()
    _carry_erasures(source, target)
    return copied


def tables() -> list[Table]:
    """Return what is copied, parents first."""
    return [table for table in Row.metadata.sorted_tables if table.name not in _LEFT_OUT]


def _refuse_full(session: Session) -> None:
    """Refuse a database in which any table, of any release or program, has a row."""
    found = inspect(session.connection())
    quote = session.get_bind().dialect.identifier_preparer.quote
    for name in found.get_table_names():
        if (
            name != "alembic_version"
            and session.execute(text(f"SELECT 1 FROM {quote(name)} LIMIT 1")).first()
        ):
            raise CannotCopy(
                f"the target is not empty (there are rows in {name}); nothing was changed"
            )


def _copy(here: Session, there: Session, table: Table) -> Copied:
    for page in _pages(here, table):
        try:
            there.execute(table.insert(), [dict(row._mapping) for row in page])
        except DataError as error:  # SQLite holds longer texts than it was told
            raise CannotCopy(
                f"{table.name}: a row has a value that the target cannot hold; nothing was changed"
            ) from error
    sent, arrived = _digest(here, table), _digest(there, table)
    if sent != arrived:
        raise CannotCopy(
            f"{table.name} did not arrive as it was ({sent.count} rows, {arrived.count} arrived); "
            "nothing was changed"
        )
    return arrived


def _pages(session: Session, table: Table) -> Iterator[Sequence[Result[Any]]]:
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=PAGE)
    yield from session.execute(query).partitions(PAGE)


def _digest(session: Session, table: Table) -> Copied:
    """Return count and digest of a table's rows, whatever the order either database keeps."""
    count, total = 0, 0
    for page in _pages(session, table):
        for row in page:
            told = json.dumps(list(row), default=str, sort_keys=True)
            total ^= int.from_bytes(hashlib.sha256(told.encode()).digest(), "big")
            count += 1
    return Copied(table.name, count, f"{total:064x}")


def _count_on(session: Session) -> None:
    """Let a server's counters go on after the numbers that were copied."""
    for table in tables():
        for column in table.primary_key:
            name = session.scalar(
                text("SELECT pg_get_serial_sequence(:table, :column)"),
                {"table": table.name, "column": column.name},
            )
            if name is not None:
                last = session.scalar(select(func.max(column)))
                move = text("SELECT setval(CAST(:name AS regclass), :last)")
                session.execute(move, {"name": name, "last": last or 1})


def _carry_erasures(source: Database, target: Database) -> None:
    """Carry over the list beside the backups too: the key it was made with has come along."""
    if source.folder is None or target.folder is None:
        return
    noted = erasures.read(source.folder)
    if noted:
        target.transact(erasures.add, noted)
        latest = max(at for _, at in noted)
        target.transact(erasures.write, latest)
