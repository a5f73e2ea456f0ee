"""How a handler speaks: replies to the asking message, edits in place, answers to taps."""

import logging
from collections.abc import Awaitable

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, ReplyParameters, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.context import BotContext, current_update, is_group
from bot.sending.refusals import error_mentions
from bot.storage.intake.inbox import ReplyLink
from bot.texts import message_parts

logger = logging.getLogger(__name__)


async def send_reply(
    update: Update,
    text: str,
    keyboard: InlineKeyboardMarkup | None = None,
    *,
    quoting: bool = False,
) -> Message | None:
    """Reply in the chat and topic of the update; in groups always to the asking message.

    Long texts go out in several messages, the keyboard under the last. Returns that last one.
    """
    message, chat = asking_message(update), update.effective_chat
    if chat is None:
        return None
    sent = None
    parts = message_parts.split_message(text)
    for place, part in enumerate(parts):
        buttons = keyboard if place == len(parts) - 1 else None
        if message is None:
            sent = await _send_to_chat(update, chat.id, part, buttons)
            continue
        quote = place == 0 and (quoting or is_group(chat))
        sent = await _send_message(message, part, buttons, quote=quote)
    hand = current_update.get()
    if hand is not None and message is not None and sent is not None and len(parts) == 1:
        hand.reply = ReplyLink(message.message_id, sent.message_id)
    return sent


def asking_message(update: Update) -> Message | None:
    """Return the message that asks, or that was tapped; None where Telegram shows it no longer."""
    query = update.callback_query
    if query is None:
        return update.effective_message
    return query.message if isinstance(query.message, Message) else None


def forum_topic(update: Update) -> int | None:
    """Return the forum topic of what was said or tapped; None outside of one."""
    message = asking_message(update)
    return message.message_thread_id if message and message.is_topic_message else None


async def _send_to_chat(
    update: Update | CallbackQuery, chat_id: int, text: str, keyboard: InlineKeyboardMarkup | None
) -> Message:
    """Send to a chat as such: there is no message to reply to."""
    return await update.get_bot().send_message(
        chat_id, text, parse_mode=ParseMode.HTML, reply_markup=keyboard
    )


async def _send_message(
    message: Message, text: str, keyboard: InlineKeyboardMarkup | None, *, quote: bool
) -> Message:
    to = (
        ReplyParameters(message.message_id, allow_sending_without_reply=True)
        if quote and not _is_from_bot(message)
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
            message_parts.without_tags(text),
            reply_markup=keyboard,
            parse_mode=None,
            do_quote=False,
        )


def _is_from_bot(message: Message) -> bool:
    return message.from_user is not None and message.from_user.is_bot


async def edit_own_message(
    context: BotContext,
    chat_id: int,
    message_id: int,
    text: str,
    keyboard: InlineKeyboardMarkup | None,
) -> None:
    """Change an earlier message of ours."""
    await _try_edit(
        context.bot.edit_message_text(
            text,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
        )
    )


async def edit_tapped_message(
    query: CallbackQuery, text: str, keyboard: InlineKeyboardMarkup | None
) -> None:
    """Change the message a tapped button stands under; a tap that changes nothing is no error.

    Where that message is gone, or too old for Telegram to show, the text is sent anew.
    """
    stands = isinstance(query.message, Message) and await _try_edit(
        query.edit_message_text(text, parse_mode=ParseMode.HTML, reply_markup=keyboard)
    )
    if not stands and query.message is not None:
        await _send_to_chat(query, query.message.chat.id, text, keyboard)


async def edit_tapped_keyboard(
    query: CallbackQuery, keyboard: InlineKeyboardMarkup | None
) -> None:
    """Change only the buttons under a message that is still there."""
    if isinstance(query.message, Message):
        await _try_edit(query.edit_message_reply_markup(keyboard))


async def _try_edit(change: Awaitable[object]) -> bool:
    """Make a change; tell whether the message stands as wanted now, False if it is gone."""
    try:
        await change
    except BadRequest as error:
        if error_mentions(error, ("message to edit not found", "message can't be edited")):
            return False
        if not error_mentions(error, ("not modified",)):
            raise
    return True


async def answer_tap(query: CallbackQuery, note: str | None = None) -> None:
    """Answer a tap so that the phone stops waiting; one that came too late is let go."""
    if (hand := current_update.get()) is not None:
        hand.acknowledged = True
    try:
        await query.answer(note)
    except BadRequest as error:
        logger.info("A tap came too late to be answered: %s", type(error).__name__)
