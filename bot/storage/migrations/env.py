"""Runs the migrations on the connection `bot.storage.migrate` hands over."""

from typing import Any, Literal

from alembic import context

from bot.storage.database.core_tables import TableRow
from bot.storage.database.engine import UtcDateTime


def _frozen(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our column type as the library's own: a migration must outlive today's classes."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=TableRow.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
    render_item=_frozen,
)
context.run_migrations()
