"""How a handler speaks: replies to the asking message, edits in place, answers to taps."""

import logging
from collections.abc import Awaitable

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, ReplyParameters, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.context import BotContext, handling, is_group
from bot.storage.inbox import Reply
from bot.texts import pages

logger = logging.getLogger(__name__)


async def say(
    update: Update,
    text: str,
    keyboard: InlineKeyboardMarkup | None = None,
    *,
    quoting: bool = False,
) -> Message | None:
    """Reply in the chat and topic of the update; in groups always to the asking message.

    Long texts go out in several messages, the keyboard under the last. Returns that last one.
    """
    message = update.effective_message
    if message is None:
        return None
    sent = None
    parts = pages.split(text)
    for place, part in enumerate(parts):
        quote = place == 0 and (quoting or is_group(message.chat))
        buttons = keyboard if place == len(parts) - 1 else None
        sent = await _send(message, part, buttons, quote=quote)
    hand = handling.get()
    if hand is not None and sent is not None and len(parts) == 1:
        hand.reply = Reply(message.message_id, sent.message_id)
    return sent


async def _send(
    message: Message, text: str, keyboard: InlineKeyboardMarkup | None, *, quote: bool
) -> Message:
    to = (
        ReplyParameters(message.message_id, allow_sending_without_reply=True)
        if quote and not _is_ours(message)
        else None
    )
    try:
        return await message.reply_html(
            text,
            reply_markup=keyboard,
            reply_parameters=to,
            do_quote=False if to is None else None,
        )
    except BadRequest as error:
        if "parse entities" not in str(error):
            raise
        logger.error("A text of ours is not valid HTML; sent without tags")
        return await message.reply_text(
            pages.without_tags(text), reply_markup=keyboard, parse_mode=None, do_quote=False
        )


def _is_ours(message: Message) -> bool:
    return message.from_user is not None and message.from_user.is_bot


async def edit_ours(
    context: BotContext,
    chat_id: int,
    message_id: int,
    text: str,
    keyboard: InlineKeyboardMarkup | None,
) -> None:
    """Change an earlier message of ours."""
    await _edited(
        context.bot.edit_message_text(
            text,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
        )
    )


async def edit(query: CallbackQuery, text: str, keyboard: InlineKeyboardMarkup | None) -> None:
    """Change the message a tapped button stands under; a tap that changes nothing is no error."""
    await _edited(query.edit_message_text(text, parse_mode=ParseMode.HTML, reply_markup=keyboard))


async def rebutton(query: CallbackQuery, keyboard: InlineKeyboardMarkup | None) -> None:
    """Change only the buttons under a message."""
    await _edited(query.edit_message_reply_markup(keyboard))


async def _edited(change: Awaitable[object]) -> None:
    try:
        await change
    except BadRequest as error:
        known = ("not modified", "message to edit not found", "message can't be edited")
        if not any(words in str(error).lower() for words in known):
            raise


async def acknowledge(query: CallbackQuery, note: str | None = None) -> None:
    """Answer a tap so that the phone stops waiting; one that came too late is let go."""
    try:
        await query.answer(note)
    except BadRequest as error:
        logger.info("A tap came too late to be answered: %s", type(error).__name__)
