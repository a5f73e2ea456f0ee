"""What a start does again and again while the database or Telegram is away."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.context import BotApplication
from bot.faults import is_storage_fault
from bot.intake.polling import explain_fetch_error
from bot.replication.schema_check import SCHEMA_POLL_SECONDS, SchemaCheck

logger = logging.getLogger(__name__)


async def retry_on_outage(stop: asyncio.Event, work: Callable[[], Awaitable[object]]) -> None:
    """Do what the start needs, however long the database is away."""
    pause = 0.5
    while not stop.is_set():
        try:
            await work()
            return
        except Exception as error:  # raised again, unless it passes by itself
            if not is_storage_fault(error):
                raise
        await sleep_unless_stopped(stop, pause)
        pause = min(pause * 2, 15.0)


async def await_tables(stop: asyncio.Event, check: SchemaCheck) -> None:
    """Wait until the tables are as this release knows them."""
    while not stop.is_set() and not await check.is_current():
        await sleep_unless_stopped(stop, SCHEMA_POLL_SECONDS)


async def reach_telegram(stop: asyncio.Event, application: BotApplication) -> None:
    """Begin with Telegram, however long it cannot be reached; raises InvalidToken."""
    pause = 0.5
    while not stop.is_set():
        try:
            await application.initialize()
            await application.start()
            return
        except InvalidToken:
            raise
        except TelegramError as error:
            logger.warning("%s", explain_fetch_error(error))
            wait = error.retry_after if isinstance(error, RetryAfter) else pause
            seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
            await sleep_unless_stopped(stop, seconds)
            pause = min(pause * 2, 15.0)


async def sleep_unless_stopped(stop: asyncio.Event, seconds: float) -> None:
    """Wait so many seconds, or until a stop is asked for."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
