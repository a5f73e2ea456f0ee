"""Updates as Telegram sends them, and what the inbox holds, read past the functions under test."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.town import NOON


def bodies(session: Session) -> list[str | None]:
    return list(session.scalars(text("SELECT body FROM inbox ORDER BY seq")))


def states(session: Session) -> list[str]:
    return list(session.scalars(text("SELECT state FROM inbox ORDER BY seq")))


BIG = 2**63


def said(number: int, words: str, chat: int = 50, **rest: Any) -> dict[str, Any]:
    """An update as Telegram gives it: a person writes in private."""
    person = {"id": chat, "is_bot": False, "first_name": "P"}
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": int(NOON.timestamp()),
            "chat": {"id": chat, "type": "private", "first_name": "P"},
            "from": person,
            "text": words,
            **rest,
        },
    }
