"""Runs the migrations on the connection `bot.storage.migrate` hands over."""

from typing import Any, Literal

from alembic import context

from bot.storage.engine import UtcDateTime
from bot.storage.tables import Row


def _frozen(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our column type as the library's own: a migration must outlive today's classes."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
    render_item=_frozen,
)
context.run_migrations()
