"""What Telegram shows about the bot before a word is said: menu, description, name.

Set once at every start, per language and scope. Telegram may refuse any of it; the bot serves on.
"""

import logging
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.context import CommandMenus
from bot.texts import Texts
from knowledge.language import Language

logger = logging.getLogger(__name__)


def menu_commands(texts: Texts, language: Language, names: tuple[str, ...]) -> list[BotCommand]:
    """Return a menu in one language."""
    localizer = texts.localizer(language)
    one = len(texts.town.languages) == 1  # then there is none to choose
    return [
        BotCommand(name, localizer.label(f"menu-{name}"))
        for name in names
        if not (one and name == "language")
    ]


async def publish_profile(bot: Bot, texts: Texts, names: CommandMenus) -> int:
    """Set menus and descriptions; return how many of them Telegram refused.

    The menu without a language code is what people of every other language see.
    """
    refused = 0
    menus: list[tuple[BotCommandScope, tuple[str, ...]]] = [
        (BotCommandScopeAllPrivateChats(), names.private),
        (BotCommandScopeAllGroupChats(), names.group),
    ]
    for code in (None, *texts.town.languages):
        language, tag = code or texts.town.language, code.value if code else None
        localizer = texts.localizer(language)
        calls: list[partial[Coroutine[Any, Any, bool]]] = [
            partial(bot.set_my_commands, menu_commands(texts, language, menu), scope, tag)
            for scope, menu in menus
        ]
        calls.append(partial(bot.set_my_description, localizer.label("profile-description"), tag))
        calls.append(partial(bot.set_my_short_description, localizer.label("profile-short"), tag))
        for call in calls:
            refused += not await _was_accepted(call)
    return refused


async def _was_accepted(call: Callable[[], Coroutine[Any, Any, bool]]) -> bool:
    """Make a call; False if Telegram refused it, which harms nobody."""
    try:
        return await call()
    except TelegramError as error:
        logger.warning("Telegram refused a part of the profile: %s", type(error).__name__)
        return False


async def set_chat_menu(bot: Bot, texts: Texts, user_id: int, names: tuple[str, ...]) -> None:
    """Show the editors' commands in one person's own chat, and nowhere else."""
    scope = BotCommandScopeChat(user_id)
    for code in (None, *texts.town.languages):
        language, tag = code or texts.town.language, code.value if code else None
        menu = menu_commands(texts, language, names)
        if not await _was_accepted(partial(bot.set_my_commands, menu, scope, tag)):
            return  # the person has not started the bot yet


async def delete_chat_menu(bot: Bot, user_id: int) -> None:
    """Take the editors' commands out of a person's chat again."""
    scope = BotCommandScopeChat(user_id)
    for tag in (None, *(language.value for language in Language)):
        await _was_accepted(partial(bot.delete_my_commands, scope, tag))
