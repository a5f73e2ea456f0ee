"""When a handler fails: noted first, without text or token; then an apology."""

import logging
from contextlib import suppress

from telegram import Update
from telegram.error import Forbidden, TelegramError

from bot.context import BotContext, handling
from bot.intake.workers import is_outage
from handlers import reply
from handlers.buttons import BadButton
from handlers.hosts import meet

logger = logging.getLogger(__name__)


async def failed(update: object, context: BotContext) -> None:
    """Tell the worker what happened; apologise with a reference once no try is left.

    An outage of Telegram is no fault: the update simply waits. A blocked bot owes no reply.
    """
    error, hand = context.error, handling.get()
    if not isinstance(error, Exception) or isinstance(error, BadButton):
        logger.info("A button that is none of ours was pressed")
        return
    if hand is not None:
        hand.failure = error
    if is_outage(error) or isinstance(error, Forbidden):
        logger.info("A reply must wait or is not wanted: %s", type(error).__name__)
        return
    reference = hand.seq if hand else 0
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else "?"
    logger.error("Update %s failed: %s at %s", reference, type(error).__name__, place)
    if isinstance(update, Update) and update.effective_chat and (hand is None or hand.last_try):
        with suppress(TelegramError):
            met = await meet(update, context)
            await reply.say(update, met.voice.say("start-error", reference=str(reference)))
