"""When a handler fails: noted first, without text or token; then an apology."""

import logging
from contextlib import suppress
from typing import Any

from telegram import Chat, Update
from telegram.error import ChatMigrated, TelegramError

from bot.context import BotContext, Handling, handling
from bot.faults import describe
from bot.intake.workers import is_outage
from bot.refusals import is_outcome
from bot.storage import outbox, people
from handlers import reply
from handlers.buttons import BadButton
from handlers.hosts import meet

logger = logging.getLogger(__name__)


async def failed(update: object, context: BotContext) -> None:
    """Tell the worker what happened; apologise with a reference once no try is left.

    An outage of Telegram or the database is no fault: the update simply waits. A chat that cannot
    be written to is owed no reply; one that has moved gets it at its new number.
    """
    error, hand = context.error, handling.get()
    if not isinstance(error, Exception) or isinstance(error, BadButton):
        await _nothing_of_ours(update, context, hand)
        return
    if isinstance(error, ChatMigrated) and isinstance(update, Update) and _may_move(update):
        await _follow(update, context, error.new_chat_id)
        return
    if is_outcome(error) or isinstance(error, ChatMigrated):
        logger.info("A chat cannot be written to: %s", type(error).__name__)
        return
    if hand is not None:
        hand.failure = error
    if is_outage(error):
        logger.info("A reply must wait: %s", type(error).__name__)
        return
    reference = hand.seq if hand else 0
    logger.error("Update %s failed: %s", reference, describe(error))
    if isinstance(update, Update) and update.effective_chat and (hand is None or hand.last_try):
        with suppress(TelegramError):
            met = await meet(update, context)
            await reply.say(update, met.voice.say("start-error", reference=str(reference)))


async def _nothing_of_ours(update: object, context: BotContext, hand: Handling | None) -> None:
    """Let go of a button that is none of ours; the phone that pressed it stops waiting."""
    logger.info("A button that is none of ours was pressed")
    query = update.callback_query if isinstance(update, Update) else None
    if isinstance(update, Update) and query and not (hand and hand.acknowledged):
        with suppress(TelegramError):
            met = await meet(update, context)
            await reply.acknowledge(query, met.voice.label("ask-old-button"))


def _may_move(update: Update) -> bool:
    """Tell whether a chat can have become a supergroup; one that is never moves again."""
    return update.effective_chat is not None and update.effective_chat.type == Chat.GROUP


async def _follow(update: Update, context: BotContext, new_id: int) -> None:
    """Take a group's data to its new number, and handle its update once more as said there."""
    chat = update.effective_chat
    assert chat is not None  # `_may_move` looked
    db = context.services.db
    await db.surely(people.migrated, chat.id, new_id)
    await db.surely(outbox.move, chat.id, new_id)
    moved = Update.de_json(_moved(update.to_dict(), chat.id, new_id), context.bot)
    await context.application.process_update(moved)


def _moved(raw: Any, old_id: int, new_id: int) -> Any:
    """Return plain data in which one group bears its new number."""
    if isinstance(raw, list):
        return [_moved(item, old_id, new_id) for item in raw]
    if not isinstance(raw, dict):
        return raw
    found = {name: _moved(value, old_id, new_id) for name, value in raw.items()}
    if found.get("id") == old_id and found.get("type") == Chat.GROUP:
        found |= {"id": new_id, "type": Chat.SUPERGROUP}
    return found
