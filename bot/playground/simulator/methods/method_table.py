"""Every Bot API method the simulated Telegram knows, found by name as Telegram finds it."""

from collections.abc import Mapping
from typing import Final

from bot.playground.simulator.methods import (
    chat_methods,
    edit_methods,
    inline_methods,
    profile_methods,
    send_methods,
    update_methods,
)
from bot.playground.simulator.methods.method import BotApiMethod

_METHOD_TABLES: Final = (
    chat_methods.CHAT_METHODS,
    edit_methods.EDIT_METHODS,
    inline_methods.INLINE_METHODS,
    profile_methods.PROFILE_METHODS,
    update_methods.UPDATE_METHODS,
    send_methods.SEND_METHODS,
)
_BY_LOWER_NAME: Final[Mapping[str, tuple[str, BotApiMethod]]] = {
    name.lower(): (name, method) for table in _METHOD_TABLES for name, method in table.items()
}


def find_method(name: str) -> tuple[str, BotApiMethod | None]:
    """Return a method by its name in any case, with the name as documented."""
    return _BY_LOWER_NAME.get(name.lower(), (name, None))
