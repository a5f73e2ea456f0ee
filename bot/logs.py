"""Logging that holds neither token nor what people write, at any level."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Literal

from bot.faults import describe_error

_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{10,}")
# These would log request addresses (with the token) or parameters (with the text).
_LIMITED_LOGGERS = (
    "httpx",
    "httpcore",
    "telegram",
    "apscheduler",
    "hpack",
    "sqlalchemy",
    "alembic",
    "asyncio",
)


_OBJECT = re.compile(r"[<\n].*", re.DOTALL)  # asyncio appends tasks, with the errors they hold


class RedactingFilter(logging.Filter):
    """Takes tokens, objects and the words of errors out of a record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact the formatted message; of an error, only kind and place stay."""
        said = record.getMessage()
        if record.name == "asyncio":
            said = _OBJECT.sub("", said)
        record.msg, record.args = _TOKEN.sub("<token>", said), ()
        if record.exc_info:
            error = record.exc_info[1]
            record.msg += f" [{describe_error(error) if error else 'error'}]"
            record.exc_info = record.exc_text = None
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write time, level, place and message."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return json.dumps(
            {
                "at": at,
                "level": record.levelname,
                "from": record.name,
                "says": record.getMessage(),
            },
            ensure_ascii=False,
        )


def configure_logging(level: str, form: Literal["text", "json"]) -> None:
    """Log to standard error at a level; libraries that would leak stay at WARNING."""
    out = logging.StreamHandler()
    out.addFilter(RedactingFilter())
    out.setFormatter(
        JsonFormatter()
        if form == "json"
        else logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    )
    root = logging.getLogger()
    root.handlers[:] = [out]
    root.setLevel(level)
    for name in _LIMITED_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
