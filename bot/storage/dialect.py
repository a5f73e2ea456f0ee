"""The one statement whose spelling differs between the databases we serve."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.storage.tables import Row


def upsert(session: Session, table: type[Row]) -> Any:
    """Return an INSERT that understands `ON CONFLICT`, for this session's database.

    Untyped because the two dialects share the methods but no class.
    """
    make = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return make.insert(table)


def many(session: Session, table: type[Row]) -> Any:
    """Return the same INSERT for a long list of rows: executed once for all, it counts them."""
    make = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return make.insert(table.__table__)
