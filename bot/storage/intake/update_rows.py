"""An update as Telegram gave it, made into a row that any column holds."""

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.faults import error_code
from bot.storage.database.row_states import UpdateState

logger = logging.getLogger(__name__)

_COLUMN_LIMIT = 2**63  # of a 64-bit column


def is_number(value: object) -> bool:
    """Tell whether a value is an integer that a column holds."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _COLUMN_LIMIT


def chat_key(raw: Mapping[str, Any]) -> int:
    """Return the number whose updates must keep their order: the chat's, else the person's."""
    for part in raw.values():
        if isinstance(part, dict):
            message = part.get("message")
            holder = message if isinstance(message, dict) else part
            for name in ("chat", "from"):
                found = holder.get(name)
                if isinstance(found, dict) and isinstance(found.get("id"), int):
                    return int(found["id"])
    return 0


def update_row(raw: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return the row of an update; one that no column holds is parked without its text."""
    made = {
        "update_id": raw["update_id"],
        "chat_key": 0,
        "state": UpdateState.NEW,
        "body": None,
        "tries": 0,
        "abandoned": 0,
        "holder": "",
        "received_at": now,
        "fault": "",
    }
    try:  # ASCII: half a surrogate pair and NUL are escaped, and any column holds them
        made["chat_key"], made["body"] = chat_key(raw), json.dumps(raw)
        if not is_number(made["chat_key"]):
            raise OverflowError("no chat has such a number")
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        return parked_row(made, error)
    return made


def parked_row(row: dict[str, Any], error: Exception) -> dict[str, Any]:
    """Return a row without its text, with the kind of what is wrong."""
    fault = f"unstorable: {error_code(error)}"
    logger.error("Update %s was parked: %s", row["update_id"], fault)
    return row | {"chat_key": 0, "state": UpdateState.DEAD, "body": None, "fault": fault}
