"""Take stored updates, one at a time per chat, many chats at once, to the handlers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta

from telegram import Update
from telegram.error import Forbidden, RetryAfter, TelegramError

from bot.context import BotApplication, CurrentUpdate, Services, current_update
from bot.faults import describe_error, is_storage_fault
from bot.intake.update_parsing import UnreadableUpdateError, parse_update
from bot.sending.rate_limiter import RateLimiter
from bot.sending.transport import AnswerLostError, classify_send_error, retry_seconds
from bot.storage.database.engine import LONGEST_PAUSE, SHORTEST_PAUSE, Database
from bot.storage.intake import inbox
from knowledge.delivery import SendResult

logger = logging.getLogger(__name__)

MAX_CONCURRENT_UPDATES = 8  # so many replies at most may come twice when the process is killed
STALE_AFTER = timedelta(minutes=10)
WORKERS_STOP_SECONDS = 3.0  # seconds the running handlers have when the bot is stopped
RELEASE_EVERY = timedelta(seconds=30)
RELEASE_OTHERS_EVERY = timedelta(seconds=0.5)  # what a dead process held shall not wait
OUTAGE_PAUSE = timedelta(seconds=2)
_TEMPORARY_RESULTS = (SendResult.FLOODED, SendResult.NOT_DELIVERED, SendResult.MAYBE)


def is_outage(error: Exception) -> bool:
    """Tell whether Telegram was away or flooding, or the database away: the reply must wait."""
    if isinstance(error, TelegramError):
        return classify_send_error(error)[0] in _TEMPORARY_RESULTS
    return is_storage_fault(error)


class UpdateWorkers:
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
        self._measures, self._replica_status = services.metrics, services.replica_status
        limiter = application.bot.rate_limiter
        assert isinstance(limiter, RateLimiter)  # `bot.app` put it there
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
                    await self._release_leases()
                    is_idle = not await self._start_tasks()
                except Exception as error:  # nothing that the database does may end the loop
                    if not is_storage_fault(error):
                        logger.error("Waiting updates cannot be taken: %s", describe_error(error))
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
                await asyncio.wait(self._running, timeout=WORKERS_STOP_SECONDS)
            for task in self._running:
                task.cancel()

    async def drain(self) -> None:
        """Handle everything that waits and is due, then return."""
        while await self._start_tasks() or self._running:
            if self._running:
                await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)

    async def _release_leases(self) -> None:
        now, name = self._now(), self._replica_status.id
        each = RELEASE_OTHERS_EVERY if name else RELEASE_EVERY
        if self._replica_status.may_sweep and (
            self._swept_at is None or now - self._swept_at > each
        ):
            in_hand = list(self._running.values())
            await self._db.run(inbox.release_updates, now, in_hand=in_hand, holder=name)
            self._swept_at = now

    async def drop_lost_leases(self) -> None:
        """Let go of what others took because they held this process for dead."""
        held = await self._db.run(inbox.leased_seqs, self._replica_status.id)
        for task, seq in self._running.items():
            if seq not in held:
                task.cancel()

    async def _start_tasks(self) -> bool:
        room = MAX_CONCURRENT_UPDATES - len(self._running)
        if room <= 0:
            await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
            return True
        leased = await self._db.run(
            inbox.lease_updates, room, self._now(), self._replica_status.id
        )
        for waiting in leased:
            task = asyncio.get_running_loop().create_task(self._handle_update(waiting))
            self._running[task] = waiting.seq
            task.add_done_callback(self._on_task_done)
        return bool(leased)

    def _on_task_done(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        self.stored.set()
        if not task.cancelled() and (error := task.exception()):
            logger.error("An update could not be settled: %s", describe_error(error))

    async def _handle_update(self, waiting: inbox.LeasedUpdate) -> None:
        """Handle one update and write down what became of it, whatever goes wrong on the way.

        A fault before or after the handlers parks it at once: handled anew, it would be answered
        twice.
        """
        try:
            if pause := self.chat_wait_seconds(waiting.chat_key):  # it would only hold a worker
                await self._defer_update(waiting, timedelta(seconds=pause))
                return
            await self._settle_update(waiting, await self.process_update(waiting))
        except UnreadableUpdateError as error:
            await self._park_update(waiting, f"unreadable: {error}")
        except Exception as error:  # the update must be parked whatever went wrong
            await self._park_update(waiting, f"unsettled: {type(error).__name__}")

    def chat_wait_seconds(self, chat_key: int) -> float:
        """Return the seconds until a chat may be written to."""
        return self._budget.reply_wait_seconds(chat_key)

    async def process_update(self, waiting: inbox.LeasedUpdate) -> CurrentUpdate:
        """Take an update through the handlers; raises UnreadableUpdateError."""
        update = parse_update(waiting.body, self._application.bot)
        hand = CurrentUpdate(
            waiting.seq,
            waiting.chat_key,
            stale=self._is_stale(update),
            last_try=waiting.tries + 1 >= inbox.MAX_TRIES,
        )
        token = current_update.set(hand)
        try:
            await self._application.process_update(update)
        except Exception as error:  # the library's own part of the way
            hand.failure = error
        finally:
            current_update.reset(token)
        return hand

    def _is_stale(self, update: Update) -> bool:
        at = update.message.date if update.message else None  # none, if the update is odd
        return at is not None and self._now() - at > STALE_AFTER

    async def _settle_update(self, waiting: inbox.LeasedUpdate, hand: CurrentUpdate) -> None:
        error = hand.failure
        if error is None or isinstance(error, Forbidden | AnswerLostError):  # never said twice
            await self._db.run_surely(
                inbox.mark_done, waiting.seq, hand.reply, forgotten=hand.forgotten
            )
            self._measures.handled.inc()
            self._measures.seconds.observe((self._now() - waiting.received_at).total_seconds())
        elif is_outage(error) and self._now() - waiting.received_at < inbox.UPDATES_KEPT:
            await self._defer_update(waiting, self._outage_pause(error))
        else:
            fault, name = type(error).__name__, self._replica_status.id
            until = self._now() + timedelta(seconds=5 * 2**waiting.tries)
            if await self._db.run_surely(inbox.count_failure, waiting.seq, fault, until, name):
                await self._report_parked(waiting, fault)

    async def _defer_update(self, waiting: inbox.LeasedUpdate, pause: timedelta) -> None:
        until = self._now() + min(pause, inbox.MAX_REPLY_WAIT)
        await self._db.run_surely(inbox.defer_update, waiting.seq, until, self._replica_status.id)

    async def _park_update(self, waiting: inbox.LeasedUpdate, fault: str) -> None:
        logger.error("Update %s was parked: %s", waiting.update_id, fault)
        await self._db.run_surely(inbox.park_update, waiting.seq, fault, self._replica_status.id)
        await self._report_parked(waiting, fault)

    async def _report_parked(self, waiting: inbox.LeasedUpdate, fault: str) -> None:
        self._measures.parked.inc()
        await self._parked(waiting.update_id, fault)

    @staticmethod
    def _outage_pause(error: Exception) -> timedelta:
        if isinstance(error, RetryAfter):
            return timedelta(seconds=retry_seconds(error.retry_after))
        return OUTAGE_PAUSE
