"""One tick a second asks the database what is due; the clock of APScheduler holds nothing else."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from telegram.ext import JobQueue

from bot.context import BotContext, Services
from bot.courier import Courier
from bot.faults import describe, is_storage_fault
from bot.jobs import chores, parked
from bot.jobs.planning import plan
from bot.jobs.sync import Sync
from bot.sources.protocol import MeetingSource
from bot.storage import allowances, editors, holders, inbox, ledger, people, replicas
from knowledge.meetings.pace import is_due

logger = logging.getLogger(__name__)

TICK_SECONDS = 1.0
FIRST_LOOK_IN = 20.0  # seconds an alert waits at the start for the calendar to be read once
RECOVER_EACH, PRUNE_EACH = timedelta(seconds=30), timedelta(hours=1)
RECOVER_OTHERS = timedelta(seconds=1)  # what a dead leader held shall not wait
DESK_EACH = timedelta(minutes=1)
GRACE = 3.0


class Timetable:
    """What is done when, each kind of work at most once at a time."""

    def __init__(self, services: Services, sync: Sync, courier: Courier) -> None:
        """Take what does the work."""
        self.services, self.sync, self.courier = services, sync, courier
        self._running: dict[str, asyncio.Task[None]] = {}
        self._done_at: dict[str, datetime] = {}
        self._unread: set[str] | None = None  # sources due at the start and not read yet
        self._patience: float | None = None

    def start(self, queue: "JobQueue[BotContext]") -> None:
        """Begin to tick."""
        queue.run_repeating(
            self._tick,
            interval=TICK_SECONDS,
            first=0.0,
            name="tick",
            job_kwargs={"max_instances": 1, "coalesce": True, "misfire_grace_time": None},
        )

    async def _tick(self, _context: BotContext) -> None:
        """Begin what is due and not yet at work; a slow source holds nothing else up.

        Among several processes only the leader does; the others start anew when they lead.
        """
        recover_each = RECOVER_OTHERS if self.services.membership.id else RECOVER_EACH
        self._now_and_then("recover", recover_each, self.courier.recover)
        if not self.services.membership.leads:
            self._unread = self._patience = None
            self._begin("give back", self.courier.give_back)
            self._now_and_then("parked", DESK_EACH, lambda: parked.tell(self.services))
            return
        self._begin("look", self._look)
        if self._may_speak():
            self._begin("plan", self._plan)
        self._now_and_then("prune", PRUNE_EACH, self.prune)
        self._now_and_then("desk", DESK_EACH, lambda: chores.minute(self.services))
        self._now_and_then("parked", parked.EACH, lambda: parked.tell(self.services))
        self._now_and_then("night", PRUNE_EACH, lambda: chores.hour(self.services))

    def _may_speak(self) -> bool:
        """Tell whether the calendar was read since the start, or that it cannot be."""
        now = asyncio.get_running_loop().time()
        self._patience = now + FIRST_LOOK_IN if self._patience is None else self._patience
        has_looked = self._unread is not None and not self._unread
        return has_looked or now >= self._patience

    async def _look(self) -> None:
        """Begin to read each source that is due, beside the others."""
        due = await self.sync.due()
        if self._unread is None:
            self._unread = {source.origin.id for source in due}
        for source in due:
            self._begin(f"reading {source.origin.id}", partial(self._read, source))
        if not due and await self.sync.is_settling():
            self._begin("settling", partial(self.sync.read, ()))

    async def _read(self, source: MeetingSource) -> None:
        try:
            await self.sync.read([source])
        finally:
            (self._unread or set()).discard(source.origin.id)
        if self._may_speak():
            self._begin("plan", self._plan)

    async def _plan(self) -> None:
        await plan(self.services)
        await self.courier.wake()

    async def once(self) -> None:
        """Do everything that is due now, to the end: what a tick begins, in one go."""
        await self.sync.run()
        await plan(self.services)
        await self.courier.deliver()

    async def prune(self) -> None:
        """Forget what is old."""
        db, now = self.services.db, self.services.now()
        for room in (people, inbox, editors, ledger, holders, allowances):
            await db.run(room.prune, now)
        if self.services.membership.id:
            await db.run(replicas.prune)

    def _now_and_then(
        self, name: str, each: timedelta, work: Callable[[], Awaitable[object]]
    ) -> None:
        now = self.services.now()
        if is_due(self._done_at.get(name), each, now):
            self._done_at[name] = now
            self._begin(name, work)

    def _begin(self, name: str, work: Callable[[], Awaitable[object]]) -> None:
        if name in self._running:
            return

        async def task() -> None:
            try:
                await work()
            except Exception as error:  # one bad row must not stop the clock
                if not is_storage_fault(error):  # the database says so itself, once
                    logger.error("The work “%s” failed: %s", name, describe(error))

        running = asyncio.get_running_loop().create_task(task())
        self._running[name] = running
        running.add_done_callback(lambda _: self._running.pop(name, None))

    async def stop(self) -> None:
        """End within seconds; what was not sent stays queued."""
        try:
            await self.courier.stop()
        finally:
            tasks = list(self._running.values())
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError, TimeoutError):
                    await asyncio.wait_for(task, GRACE)
