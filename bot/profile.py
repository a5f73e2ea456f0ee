"""What Telegram shows about the bot before a word is said: menu, description, name.

Set once at every start, per language and scope. Telegram may refuse any of it; the bot serves on.
"""

import logging
from collections.abc import Coroutine
from functools import partial
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.error import TelegramError

from bot.texts import Texts
from knowledge.language import Language

logger = logging.getLogger(__name__)

PRIVATE = (
    "start", "help", "topics", "timeline", "sources", "language", "settings", "verify",
    "privacy", "mydata", "forget", "stop", "about", "cancel",
)  # fmt: skip
GROUP = ("help", "topics", "timeline", "language", "privacy", "stop", "about")
EDITOR: tuple[str, ...] = ()


def commands(texts: Texts, language: Language, names: tuple[str, ...]) -> list[BotCommand]:
    """Return a menu in one language."""
    voice = texts.voice(language)
    return [BotCommand(name, voice.label(f"menu-{name}")) for name in names]


async def announce(bot: Bot, texts: Texts) -> int:
    """Set menus and descriptions; return how many of them Telegram refused.

    The menu without a language code is what people of every other language see: English.
    """
    refused = 0
    menus: list[tuple[BotCommandScope, tuple[str, ...]]] = [
        (BotCommandScopeAllPrivateChats(), PRIVATE),
        (BotCommandScopeAllGroupChats(), GROUP),
    ]
    for code in (None, *Language):
        language, tag = code or Language.EN, code.value if code else None
        voice = texts.voice(language)
        calls: list[partial[Coroutine[Any, Any, bool]]] = [
            partial(bot.set_my_commands, commands(texts, language, names), scope, tag)
            for scope, names in menus
        ]
        calls.append(partial(bot.set_my_description, voice.label("menu-description"), tag))
        calls.append(partial(bot.set_my_short_description, voice.label("menu-short"), tag))
        for call in calls:
            try:
                await call()
            except TelegramError as error:
                refused += 1
                logger.warning("Telegram refused a part of the profile: %s", type(error).__name__)
    return refused
