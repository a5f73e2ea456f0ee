"""Every Bot API method the simulated Telegram knows, found by name as Telegram finds it."""

from collections.abc import Mapping
from typing import Final

from bot.playground.methods import chats, editing, inline, profile, receiving, sending
from bot.playground.methods.method import Method

_TABLES: Final = (
    chats.METHODS,
    editing.METHODS,
    inline.METHODS,
    profile.METHODS,
    receiving.METHODS,
    sending.METHODS,
)
_BY_LOWER_NAME: Final[Mapping[str, tuple[str, Method]]] = {
    name.lower(): (name, method) for table in _TABLES for name, method in table.items()
}


def find(name: str) -> tuple[str, Method | None]:
    """Return a method by its name in any case, with the name as documented."""
    return _BY_LOWER_NAME.get(name.lower(), (name, None))
