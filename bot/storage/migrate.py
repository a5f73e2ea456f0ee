"""Bring a database to the present tables, under a lock, from empty or from any earlier release."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import text

from bot.storage import (  # every module of rows, so that all are known
    tables_editors,  # noqa: F401
    tables_meetings,  # noqa: F401
    tables_outbox,  # noqa: F401
)
from bot.storage.engine import Database
from bot.storage.tables import Row

_LOCK = 287_2025  # any number of our own, for PostgreSQL's advisory lock


def upgrade(db: Database) -> None:
    """Apply every migration not yet applied; a second process waits and finds nothing to do.

    Foreign keys are off meanwhile: rebuilding a parent table on SQLite would empty its children.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with db.engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        if db.is_sqlite:
            raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                if not db.is_sqlite:
                    connection.execute(
                        text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK}
                    )
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        finally:
            if db.is_sqlite:
                raw.execute("PRAGMA foreign_keys=ON")


def differences(db: Database) -> list[str]:
    """Return what the database lacks or has beyond the present tables; empty when up to date."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"render_as_batch": True})
        return [str(difference) for difference in compare_metadata(context, Row.metadata)]
