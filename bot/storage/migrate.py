"""Bring a database to the present tables, under a lock, from empty or from any earlier release.

Alembic is loaded only to migrate or to compare: a process that serves saves its memory.
"""

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

# every module of rows, so that all are known
from bot.storage.database import (  # noqa: F401
    editor_tables,
    meeting_tables,
    outbox_table,
    replica_tables,
)
from bot.storage.database.core_tables import TableRow
from bot.storage.database.engine import Database
from bot.storage.replicas import heartbeats
from knowledge.errors import CivicBotError

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER = Path(__file__).parent / "migrations"
_OTHERS_MIGRATE_MS = 60_000  # how long a process waits on SQLite while another one migrates
_MIGRATION_LOCK = 287_2025  # any number of our own, for PostgreSQL's advisory lock


class NewerDatabaseError(CivicBotError):
    """The database was brought up to date by a later release than this one."""


def _alembic_config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return config


@cache
def known_revisions() -> frozenset[str]:
    """Return the name of every migration of this release; its file's name begins with it."""
    return frozenset(file.name.partition("_")[0] for file in _FOLDER.glob("versions/[0-9]*.py"))


class OldReplicasError(CivicBotError):
    """Processes still serve that need what a migration would take away."""


class SchemaFit(StrEnum):
    """How the tables of a database fit this release."""

    OLDER = "older"  # or none at all: `migrate` has not run yet
    CURRENT = "current"
    NEWER = "newer"


def connection_revision(connection: Connection) -> str | None:
    """Return which tables a database has, as the name of a migration; None for none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def present_revision(session: Session) -> str | None:
    """Return which tables a database has."""
    return connection_revision(session.connection())


@cache
def head_revision() -> str:
    """Return the name of the last migration of this release; they are numbered in their order."""
    return max(known_revisions())


def schema_fit(revision: str | None) -> SchemaFit:
    """Tell how tables of a revision fit this release."""
    if revision == head_revision():
        return SchemaFit.CURRENT
    return (
        SchemaFit.OLDER if revision is None or revision in known_revisions() else SchemaFit.NEWER
    )


def upgrade_tables(db: Database) -> None:
    """Apply every migration not yet applied; a second process waits and finds nothing to do.

    Foreign keys are off meanwhile: rebuilding a parent table on SQLite would empty its children.
    Raises NewerDatabaseError, OldReplicasError; nothing was changed then.
    """
    with db.engine.connect() as connection:
        if connection_revision(connection) == head_revision():
            return
    from alembic import command

    config = _alembic_config()
    with db.engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        if db.is_sqlite:
            usual_wait = raw.execute("PRAGMA busy_timeout").fetchone()[0]
            raw.execute(f"PRAGMA busy_timeout={_OTHERS_MIGRATE_MS}")
            raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                if not db.is_sqlite:
                    connection.execute(
                        text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK}
                    )
                _refuse_newer(connection)
                if not db.is_sqlite:
                    _refuse_contracts(connection)
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        finally:
            if db.is_sqlite:
                raw.execute("PRAGMA foreign_keys=ON")
                raw.execute(f"PRAGMA busy_timeout={usual_wait}")


def _refuse_newer(connection: Connection) -> None:
    present = connection_revision(connection)
    if schema_fit(present) is SchemaFit.NEWER:
        raise NewerDatabaseError(
            f"this database is of a newer release (its tables are of {present!r}); "
            "install that release again, or put back an older backup with `restore`"
        )


def _refuse_contracts(connection: Connection) -> None:
    """Let nothing be taken away that a process alive still needs.

    Migrations only add, so that the release before serves on while an upgrade rolls. One that
    takes away says `contracts = True`; it comes a release later, when nobody needs what goes.
    """
    present = connection_revision(connection)
    if present is None or not inspect(connection).has_table("replicas"):
        return
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_alembic_config())
    alive = {
        name
        for name in Session(connection).scalars(heartbeats.live_revisions())
        if name in known_revisions()
    }
    for script in scripts.iterate_revisions("head", present):
        if not getattr(script.module, "contracts", False):
            continue
        after = {later.revision for later in scripts.iterate_revisions("head", script.revision)}
        if old := alive - after - {script.revision}:
            raise OldReplicasError(
                f"migration {script.revision} takes away what processes of an older release use "
                f"(they know tables up to {', '.join(sorted(old))}); stop or upgrade them first"
            )


def schema_differences(db: Database) -> list[str]:
    """Return what the database lacks or has beyond the present tables; empty when up to date."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"render_as_batch": True})
        return [str(difference) for difference in compare_metadata(context, TableRow.metadata)]
