"""A message that nobody asked for, worded, and the calls that say it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from telegram import Bot, InlineKeyboardMarkup, Message
from telegram.constants import ParseMode

from bot.storage.outbox import Queued
from bot.texts import pages
from knowledge.language import Language

Call: TypeAlias = Callable[[], Awaitable[Message | bool]]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message worded for one chat, ready to go; a document goes with it as its caption.

    `language` None is the town's own.
    """

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    document: bytes | None = None
    file_name: str = ""
    is_silent: bool = False
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a renderer says: the message, or why it is no longer to be sent."""

    message: Outgoing | None
    why_not: str = ""


def calls(bot: Bot, one: Queued, message: Outgoing, *, is_paid: bool = False) -> list[Call]:
    """Return the calls that say it: an edit, a document, or each part of a text."""
    if one.edits is not None:
        edit = partial(
            bot.edit_message_text,
            message.text,
            chat_id=one.chat_id,
            message_id=one.edits,
            parse_mode=ParseMode.HTML,
            reply_markup=message.keyboard,
        )
        return [edit]
    how = {"parse_mode": ParseMode.HTML, "disable_notification": message.is_silent}
    how |= {"allow_paid_broadcast": True} if is_paid else {}
    last = {**how, "reply_markup": message.keyboard}
    if message.document is not None:
        send = partial(bot.send_document, one.chat_id, message.document)
        return [partial(send, filename=message.file_name, caption=message.text, **last)]
    *parts, end = pages.split(message.text)
    send = partial(bot.send_message, one.chat_id)
    return [*(partial(send, part, **how) for part in parts), partial(send, end, **last)]
