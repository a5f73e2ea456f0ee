"""Take stored updates, one at a time per chat, many chats at once, to the handlers."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta

from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from bot.context import BotApplication, Handling, handling
from bot.storage import inbox
from bot.storage.engine import Database

logger = logging.getLogger(__name__)

AT_ONCE = 16
STALE = timedelta(minutes=10)
GRACE = 3.0  # seconds the running handlers have when the bot is stopped
SWEEP = timedelta(seconds=30)
OUTAGE_PAUSE = timedelta(seconds=2)


def is_outage(error: Exception) -> bool:
    """Tell whether Telegram was away or flooding, so that the reply must simply wait.

    `BadRequest` is a `NetworkError` in this library, but trying it again is useless.
    """
    return isinstance(error, RetryAfter | NetworkError) and not isinstance(error, BadRequest)


class Workers:
    """The loop that hands stored updates to the application."""

    def __init__(
        self,
        application: BotApplication,
        db: Database,
        now: Callable[[], datetime],
        *,
        parked: Callable[[int, str], Awaitable[None]],
    ) -> None:
        """Take the application, the database, the clock, and whom to tell of a parked update."""
        self._application, self._db, self._now, self._parked = application, db, now, parked
        self.stored = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()
        self._swept_at: datetime | None = None

    async def run(self) -> None:
        """Work until cancelled; on cancel the handlers at work have three seconds to end."""
        try:
            while True:
                self.stored.clear()
                await self._sweep()
                if not await self._start_some():
                    with suppress(TimeoutError):
                        async with asyncio.timeout(0.5):  # wait_for may swallow a cancel
                            await self.stored.wait()
        finally:
            if self._running:
                await asyncio.wait(self._running, timeout=GRACE)
            for task in self._running:
                task.cancel()

    async def drain(self) -> None:
        """Handle everything that waits and is due, then return."""
        while await self._start_some() or self._running:
            if self._running:
                await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)

    async def _sweep(self) -> None:
        now = self._now()
        if self._swept_at is None or now - self._swept_at > SWEEP:
            self._swept_at = now
            await self._db.run(inbox.release, now)

    async def _start_some(self) -> bool:
        room = AT_ONCE - len(self._running)
        if room <= 0:
            await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
            return True
        leased = await self._db.run(inbox.lease, room, self._now())
        for waiting in leased:
            task = asyncio.get_running_loop().create_task(self._handle(waiting))
            self._running.add(task)
            task.add_done_callback(self._ended)
        return bool(leased)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self.stored.set()
        if not task.cancelled() and (error := task.exception()):
            logger.error("An update could not be settled: %s", type(error).__name__)

    async def _handle(self, waiting: inbox.Waiting) -> None:
        try:
            update = Update.de_json(json.loads(waiting.body), self._application.bot)
        except Exception as error:  # a poison update may break the library in any way
            await self._park(waiting, f"unreadable: {type(error).__name__}")
            return
        hand = Handling(
            waiting.seq,
            waiting.chat_key,
            stale=self._is_stale(update),
            last_try=waiting.tries + 1 >= inbox.TRIES,
        )
        token = handling.set(hand)
        try:
            await self._application.process_update(update)
        finally:
            handling.reset(token)
        await self._settle(waiting, hand)

    def _is_stale(self, update: Update) -> bool:
        message = update.message
        return message is not None and self._now() - message.date > STALE

    async def _settle(self, waiting: inbox.Waiting, hand: Handling) -> None:
        now, error = self._now(), hand.failure
        if error is None or isinstance(error, Forbidden):
            await self._db.run(inbox.done, waiting.seq, hand.reply, forgotten=hand.forgotten)
        elif is_outage(error):
            await self._db.run(inbox.wait, waiting.seq, now + self._pause(error))
        else:
            fault = type(error).__name__
            until = now + timedelta(seconds=5 * 2**waiting.tries)
            if await self._db.run(inbox.failed, waiting.seq, fault, until):
                await self._parked(waiting.update_id, fault)

    async def _park(self, waiting: inbox.Waiting, fault: str) -> None:
        logger.error("Update %s was parked: %s", waiting.update_id, fault)
        await self._db.run(inbox.park, waiting.seq, fault)
        await self._parked(waiting.update_id, fault)

    @staticmethod
    def _pause(error: Exception) -> timedelta:
        if isinstance(error, RetryAfter):
            wait = error.retry_after
            return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
        return OUTAGE_PAUSE
