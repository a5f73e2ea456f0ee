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

from bot.storage import migrate
from bot.storage.backup import postgres_dumps
from bot.storage.chats import erasures
from bot.storage.database.core_tables import TableRow
from bot.storage.database.engine import Database
from bot.storage.database.replica_tables import ReplicaRow
from knowledge.errors import CivicBotError

ROWS_PER_PAGE = 1000
_NOT_COPIED = frozenset({ReplicaRow.__tablename__})  # processes alive: of no other database


class CopyError(CivicBotError):
    """The copy cannot be made; the target is as it was."""


@dataclass(frozen=True, slots=True)
class CopiedTable:
    """A table that was copied: how many rows, and their digest."""

    name: str
    count: int
    digest: str


def copy_database(source: Database, target: Database) -> list[CopiedTable]:
    """Copy every table in one transaction of each side, compare, and commit.

    Raises CopyError, before anything was written or with everything taken back.
    """
    revision = source.transact(migrate.present_revision)
    if revision != migrate.head_revision():
        raise CopyError(
            f"the source has tables of {revision or 'no release'}; run `migrate` on it first"
        )
    if not source.is_sqlite and (count := source.transact(postgres_dumps.count_connections)):
        raise CopyError(f"{count} other connections to the source; stop every bot first")
    target.transact(_refuse_full)
    migrate.upgrade_tables(target)
    with source.engine.connect() as read, target.engine.begin() as write:
        if not source.is_sqlite:
            read.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        here, there = Session(read), Session(write)
        copied = [_copy_table(here, there, table) for table in copied_tables()]
        if not target.is_sqlite:
            _restart_sequences(there)
        read.rollback()
    _copy_erasures(source, target)
    return copied


def copied_tables() -> list[Table]:
    """Return what is copied, parents first."""
    return [table for table in TableRow.metadata.sorted_tables if table.name not in _NOT_COPIED]


def _refuse_full(session: Session) -> None:
    """Refuse a database in which any table, of any release or program, has a row."""
    found = inspect(session.connection())
    quote = session.get_bind().dialect.identifier_preparer.quote
    for name in found.get_table_names():
        if (
            name != "alembic_version"
            and session.execute(text(f"SELECT 1 FROM {quote(name)} LIMIT 1")).first()
        ):
            raise CopyError(
                f"the target is not empty (there are rows in {name}); nothing was changed"
            )


def _copy_table(here: Session, there: Session, table: Table) -> CopiedTable:
    for page in _row_pages(here, table):
        try:
            there.execute(table.insert(), [dict(row._mapping) for row in page])
        except DataError as error:  # SQLite holds longer texts than it was told
            raise CopyError(
                f"{table.name}: a row has a value that the target cannot hold; nothing was changed"
            ) from error
    sent, arrived = _table_digest(here, table), _table_digest(there, table)
    if sent != arrived:
        raise CopyError(
            f"{table.name} did not arrive as it was ({sent.count} rows, {arrived.count} arrived); "
            "nothing was changed"
        )
    return arrived


def _row_pages(session: Session, table: Table) -> Iterator[Sequence[Result[Any]]]:
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=ROWS_PER_PAGE)
    yield from session.execute(query).partitions(ROWS_PER_PAGE)


def _table_digest(session: Session, table: Table) -> CopiedTable:
    """Return count and digest of a table's rows, whatever the order either database keeps."""
    count, total = 0, 0
    for page in _row_pages(session, table):
        for row in page:
            told = json.dumps(list(row), default=str, sort_keys=True)
            total ^= int.from_bytes(hashlib.sha256(told.encode()).digest(), "big")
            count += 1
    return CopiedTable(table.name, count, f"{total:064x}")


def _restart_sequences(session: Session) -> None:
    """Let a server's counters go on after the numbers that were copied."""
    for table in copied_tables():
        for column in table.primary_key:
            name = session.scalar(
                text("SELECT pg_get_serial_sequence(:table, :column)"),
                {"table": table.name, "column": column.name},
            )
            if name is not None:
                last = session.scalar(select(func.max(column)))
                move = text("SELECT setval(CAST(:name AS regclass), :last)")
                session.execute(move, {"name": name, "last": last or 1})


def _copy_erasures(source: Database, target: Database) -> None:
    """Carry over the list beside the backups too: the key it was made with has come along."""
    if source.folder is None or target.folder is None:
        return
    noted = erasures.read_erasures(source.folder)
    if noted:
        target.transact(erasures.add_erasures, noted)
        latest = max(at for _, at in noted)
        target.transact(erasures.write_erasures, latest)
