"""A message worded for one chat, and the calls that say it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeAlias

from telegram import Bot, InlineKeyboardMarkup, Message
from telegram.constants import ParseMode

from bot.storage.outbox.delivery_queue import ClaimedDelivery
from bot.texts import message_parts
from knowledge.language import Language


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A message worded for one chat, ready to go; a document goes with it as its caption.

    `language` None is the town's own; `thread_id` names the forum topic it goes to.
    """

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    document: bytes | None = None
    file_name: str = ""
    is_silent: bool = False
    language: Language | None = None
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a renderer says: the message, or why it is no longer to be sent."""

    message: OutgoingMessage | None
    why_not: str = ""


def with_repeat_notice(message: OutgoingMessage, words: str) -> OutgoingMessage:
    """Say above a message, in these words, that it may be there already."""
    return replace(message, text=f"<i>{words}</i>\n\n{message.text}")


SendCall: TypeAlias = Callable[[], Awaitable[Message | bool]]


def send_calls(
    bot: Bot, one: ClaimedDelivery, message: OutgoingMessage, *, is_paid: bool = False
) -> list[SendCall]:
    """Return the calls that say a message: an edit, a file, or as many parts as it needs."""
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
    how: dict[str, Any] = {
        "parse_mode": ParseMode.HTML,
        "disable_notification": message.is_silent,
        "message_thread_id": message.thread_id,
    }
    how |= {"allow_paid_broadcast": True} if is_paid else {}
    last = {**how, "reply_markup": message.keyboard}
    if message.document is not None:
        send = partial(bot.send_document, one.chat_id, message.document)
        return [partial(send, filename=message.file_name, caption=message.text, **last)]
    *parts, end = message_parts.split_message(message.text)
    send_text = partial(bot.send_message, one.chat_id)
    return [*(partial(send_text, part, **how) for part in parts), partial(send_text, end, **last)]
