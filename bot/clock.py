"""The present moment. Nobody below `bot.app` can import this: everyone else is given one."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)
