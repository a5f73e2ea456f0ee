"""When a handler fails: noted first, without text or token; then an apology."""

import logging
from contextlib import suppress
from typing import Any

from telegram import Chat, Update
from telegram.error import ChatMigrated, TelegramError

from bot.callback_data import CallbackDataError
from bot.context import BotContext, CurrentUpdate, current_update
from bot.faults import describe_error
from bot.intake.update_workers import is_outage
from bot.sending.refusals import is_chat_unreachable
from bot.storage.chats import chat_records
from handlers.chats.chat_context import load_chat_context
from handlers.messages import replies

logger = logging.getLogger(__name__)


async def on_error(update: object, context: BotContext) -> None:
    """Tell the worker what happened; apologise with a reference once no try is left.

    An outage of Telegram or the database is no fault: the update simply waits. A chat that cannot
    be written to is owed no reply; one that has moved gets it at its new number.
    """
    error, hand = context.error, current_update.get()
    if not isinstance(error, Exception) or isinstance(error, CallbackDataError):
        await _answer_foreign_button(update, context, hand)
        return
    if (
        isinstance(error, ChatMigrated)
        and isinstance(update, Update)
        and _may_have_migrated(update)
    ):
        await _follow_migration(update, context, error.new_chat_id)
        return
    if is_chat_unreachable(error) or isinstance(error, ChatMigrated):
        logger.info("A chat cannot be written to: %s", type(error).__name__)
        return
    if hand is not None:
        hand.failure = error
    if is_outage(error):
        logger.info("A reply must wait: %s", type(error).__name__)
        return
    reference = hand.seq if hand else 0
    logger.error("Update %s failed: %s", reference, describe_error(error))
    if isinstance(update, Update) and update.effective_chat and (hand is None or hand.last_try):
        with suppress(TelegramError):
            chat = await load_chat_context(update, context)
            await replies.send_reply(
                update, chat.localizer.html("start-error", reference=str(reference))
            )


async def _answer_foreign_button(
    update: object, context: BotContext, hand: CurrentUpdate | None
) -> None:
    """Let go of a button that is none of ours; the phone that pressed it stops waiting."""
    logger.info("A button that is none of ours was pressed")
    query = update.callback_query if isinstance(update, Update) else None
    if isinstance(update, Update) and query and not (hand and hand.acknowledged):
        with suppress(TelegramError):
            chat = await load_chat_context(update, context)
            await replies.answer_tap(query, chat.localizer.label("ask-old-button"))


def _may_have_migrated(update: Update) -> bool:
    """Tell whether a chat can have become a supergroup; one that is never moves again."""
    return update.effective_chat is not None and update.effective_chat.type == Chat.GROUP


async def _follow_migration(update: Update, context: BotContext, new_id: int) -> None:
    """Take a group's data to its new number, and handle its update once more as said there."""
    chat = update.effective_chat
    assert chat is not None  # `_may_have_migrated` looked
    db = context.services.db
    await db.run_surely(chat_records.migrate_chat, chat.id, new_id)
    moved = Update.de_json(_with_new_chat_id(update.to_dict(), chat.id, new_id), context.bot)
    await context.application.process_update(moved)


def _with_new_chat_id(raw: Any, old_id: int, new_id: int) -> Any:
    """Return plain data in which one group bears its new number."""
    if isinstance(raw, list):
        return [_with_new_chat_id(item, old_id, new_id) for item in raw]
    if not isinstance(raw, dict):
        return raw
    found = {name: _with_new_chat_id(value, old_id, new_id) for name, value in raw.items()}
    if found.get("id") == old_id and found.get("type") == Chat.GROUP:
        found |= {"id": new_id, "type": Chat.SUPERGROUP}
    return found
