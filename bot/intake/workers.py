"""Take stored updates, one at a time per chat, many chats at once, to the handlers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta

from telegram import Update
from telegram.error import Forbidden, RetryAfter, TelegramError

from bot.budget import Budget
from bot.context import BotApplication, Handling, Services, handling
from bot.faults import describe, is_storage_fault
from bot.intake.reading import Unreadable, read
from bot.road import AnswerLost, read_error, seconds
from bot.storage import inbox
from bot.storage.engine import LONGEST_PAUSE, SHORTEST_PAUSE, Database
from knowledge.delivery import Result

logger = logging.getLogger(__name__)

AT_ONCE = 8  # so many replies at most may come twice when the process is killed
STALE = timedelta(minutes=10)
GRACE = 3.0  # seconds the running handlers have when the bot is stopped
SWEEP = timedelta(seconds=30)
SWEEP_OTHERS = timedelta(seconds=0.5)  # what a dead process held shall not wait
OUTAGE_PAUSE = timedelta(seconds=2)
_PASSING = (Result.FLOODED, Result.NOT_DELIVERED, Result.MAYBE)


def is_outage(error: Exception) -> bool:
    """Tell whether Telegram was away or flooding, or the database away: the reply must wait."""
    if isinstance(error, TelegramError):
        return read_error(error)[0] in _PASSING
    return is_storage_fault(error)


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
        services: Services = application.bot_data["services"]
        self._measures, self._member = services.measures, services.membership
        limiter = application.bot.rate_limiter
        assert isinstance(limiter, Budget)  # `bot.app` put it there
        self._budget = limiter
        self._running: dict[asyncio.Task[None], int] = {}  # each with the row it has in hand
        self._swept_at: datetime | None = None

    async def run(self) -> None:
        """Work until cancelled; on cancel the handlers at work have three seconds to end."""
        pause = SHORTEST_PAUSE
        try:
            while True:
                self.stored.clear()
                try:
                    await self._sweep()
                    is_idle = not await self._start_some()
                except Exception as error:  # nothing that the database does may end the loop
                    if not is_storage_fault(error):
                        logger.error("Waiting updates cannot be taken: %s", describe(error))
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)
                    continue
                pause = SHORTEST_PAUSE
                if is_idle:
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
        now, name = self._now(), self._member.id
        each = SWEEP_OTHERS if name else SWEEP
        if self._member.may_sweep and (self._swept_at is None or now - self._swept_at > each):
            in_hand = list(self._running.values())
            await self._db.run(inbox.release, now, in_hand=in_hand, holder=name)
            self._swept_at = now

    async def revive(self) -> None:
        """Let go of what others took because they held this process for dead."""
        held = await self._db.run(inbox.held, self._member.id)
        for task, seq in self._running.items():
            if seq not in held:
                task.cancel()

    async def _start_some(self) -> bool:
        room = AT_ONCE - len(self._running)
        if room <= 0:
            await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
            return True
        leased = await self._db.run(inbox.lease, room, self._now(), self._member.id)
        for waiting in leased:
            task = asyncio.get_running_loop().create_task(self._handle(waiting))
            self._running[task] = waiting.seq
            task.add_done_callback(self._ended)
        return bool(leased)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        self.stored.set()
        if not task.cancelled() and (error := task.exception()):
            logger.error("An update could not be settled: %s", describe(error))

    async def _handle(self, waiting: inbox.Waiting) -> None:
        """Handle one update and write down what became of it, whatever goes wrong on the way.

        A fault before or after the handlers parks it at once: handled anew, it would be answered
        twice.
        """
        try:
            if pause := self.must_wait(waiting.chat_key):  # it would only hold a worker
                await self._wait(waiting, timedelta(seconds=pause))
                return
            await self._settle(waiting, await self.carry(waiting))
        except Unreadable as error:
            await self._park(waiting, f"unreadable: {error}")
        except Exception as error:  # the update must be parked whatever went wrong
            await self._park(waiting, f"unsettled: {type(error).__name__}")

    def must_wait(self, chat_key: int) -> float:
        """Return the seconds until a chat may be written to."""
        return self._budget.reply_pause(chat_key)

    async def carry(self, waiting: inbox.Waiting) -> Handling:
        """Take an update through the handlers; raises Unreadable."""
        update = read(waiting.body, self._application.bot)
        hand = Handling(
            waiting.seq,
            waiting.chat_key,
            stale=self._is_stale(update),
            last_try=waiting.tries + 1 >= inbox.TRIES,
        )
        token = handling.set(hand)
        try:
            await self._application.process_update(update)
        except Exception as error:  # the library's own part of the way
            hand.failure = error
        finally:
            handling.reset(token)
        return hand

    def _is_stale(self, update: Update) -> bool:
        at = update.message.date if update.message else None  # none, if the update is odd
        return at is not None and self._now() - at > STALE

    async def _settle(self, waiting: inbox.Waiting, hand: Handling) -> None:
        error = hand.failure
        if error is None or isinstance(error, Forbidden | AnswerLost):  # never said twice
            await self._db.surely(inbox.done, waiting.seq, hand.reply, forgotten=hand.forgotten)
            self._measures.handled.inc()
            self._measures.seconds.observe((self._now() - waiting.received_at).total_seconds())
        elif is_outage(error) and self._now() - waiting.received_at < inbox.KEEP:
            await self._wait(waiting, self._pause(error))
        else:
            fault, name = type(error).__name__, self._member.id
            until = self._now() + timedelta(seconds=5 * 2**waiting.tries)
            if await self._db.surely(inbox.failed, waiting.seq, fault, until, name):
                await self._set_aside(waiting, fault)

    async def _wait(self, waiting: inbox.Waiting, pause: timedelta) -> None:
        until = self._now() + min(pause, inbox.LONGEST_WAIT)
        await self._db.surely(inbox.wait, waiting.seq, until, self._member.id)

    async def _park(self, waiting: inbox.Waiting, fault: str) -> None:
        logger.error("Update %s was parked: %s", waiting.update_id, fault)
        await self._db.surely(inbox.park, waiting.seq, fault, self._member.id)
        await self._set_aside(waiting, fault)

    async def _set_aside(self, waiting: inbox.Waiting, fault: str) -> None:
        self._measures.parked.inc()
        await self._parked(waiting.update_id, fault)

    @staticmethod
    def _pause(error: Exception) -> timedelta:
        if isinstance(error, RetryAfter):
            return timedelta(seconds=seconds(error.retry_after))
        return OUTAGE_PAUSE
