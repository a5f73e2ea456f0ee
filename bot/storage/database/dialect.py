"""What differs between the databases we serve: one statement's spelling, and counting rows."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.storage.database.core_tables import TableRow, table_of


def upsert_into(session: Session, table: type[TableRow]) -> Any:
    """Return an INSERT that understands `ON CONFLICT`, for this session's database.

    Untyped because the two dialects share the methods but no class.
    """
    make = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return make.insert(table)


def insert_new(session: Session, table: type[TableRow], rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert the rows that conflict with none that are there; return how many were new.

    Told by RETURNING: of an INSERT that may skip rows, a driver's row count means nothing (−1 on
    PostgreSQL).
    """
    if not rows:
        return 0
    insert = _insert_of_new(session.get_bind().dialect.name, table)
    given = list(rows) if len(rows) > 1 else rows[0]
    return len(session.execute(insert, given).all())


@cache
def _insert_of_new(dialect: str, table: type[TableRow]) -> Any:
    make = postgresql if dialect == "postgresql" else sqlite
    keys = inspect(table).primary_key
    return make.insert(table_of(table)).on_conflict_do_nothing().returning(*keys)


def affected_rows(session: Session, statement: Any) -> int:
    """Execute an UPDATE or a DELETE; return how many rows it met."""
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]  # a CursorResult


def lock_until_commit(session: Session, what: str) -> None:
    """Let no other process do the same until this transaction ends; SQLite has one writer."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:what))"), {"what": what})


def notify_replicas(session: Session, channel: str) -> None:
    """Tell the other processes, once this is committed, that they may look; SQLite has none."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_notify(:channel, '')"), {"channel": channel})
