"""One tick a second asks the database what is due; the clock of APScheduler holds nothing else."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from telegram.ext import JobQueue

from bot.context import BotContext, Services
from bot.faults import describe_error, is_storage_fault
from bot.jobs import maintenance, parked_updates
from bot.jobs.alert_job import plan_due_alerts
from bot.jobs.calendar_sync import CalendarSync
from bot.sending.outbox_sender import OutboxSender
from bot.sources.meeting_source import MeetingSource
from bot.storage.alerts import alert_outcomes, calendar_files
from bot.storage.chats import chat_records
from bot.storage.editors import editor_members
from bot.storage.intake import inbox
from bot.storage.replicas import heartbeats, shared_allowances
from knowledge.meetings.sync.poll_interval import is_poll_due

logger = logging.getLogger(__name__)

TICK_SECONDS = 1.0
FIRST_READ_SECONDS = 20.0  # seconds an alert waits at the start for the calendar to be read once
RECOVER_EVERY, PRUNE_EVERY = timedelta(seconds=30), timedelta(hours=1)
RECOVER_OTHERS_EVERY = timedelta(seconds=1)  # what a dead leader held shall not wait
EDITOR_WORK_EVERY = timedelta(minutes=1)
SCHEDULER_STOP_SECONDS = 3.0


class Scheduler:
    """What is done when, each kind of work at most once at a time."""

    def __init__(
        self, services: Services, sync: CalendarSync, outbox_sender: OutboxSender
    ) -> None:
        """Take what does the work."""
        self.services, self.sync, self.outbox_sender = services, sync, outbox_sender
        self._running: dict[str, asyncio.Task[None]] = {}
        self._done_at: dict[str, datetime] = {}
        self._unread: set[str] | None = None  # sources due at the start and not read yet
        self._patience: float | None = None

    def start(self, queue: JobQueue[BotContext]) -> None:
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
        recover_each = RECOVER_OTHERS_EVERY if self.services.replica_status.id else RECOVER_EVERY
        self._run_every("recover", recover_each, self.outbox_sender.recover_claims)
        if not self.services.replica_status.leads:
            self._unread = self._patience = None
            self._start_work("give back", self.outbox_sender.release_claims)
            self._run_every(
                "parked",
                EDITOR_WORK_EVERY,
                lambda: parked_updates.queue_parked_summaries(self.services),
            )
            return
        self._start_work("look", self._start_reads)
        if self._may_plan():
            self._start_work("plan", self._plan_and_send)
        self._run_every("prune", PRUNE_EVERY, self.prune_old)
        self._run_every("desk", EDITOR_WORK_EVERY, lambda: maintenance.run_minutely(self.services))
        self._run_every(
            "parked",
            parked_updates.PARKED_EVERY,
            lambda: parked_updates.queue_parked_summaries(self.services),
        )
        self._run_every("night", PRUNE_EVERY, lambda: maintenance.run_hourly(self.services))

    def _may_plan(self) -> bool:
        """Tell whether the calendar was read since the start, or that it cannot be."""
        now = asyncio.get_running_loop().time()
        self._patience = now + FIRST_READ_SECONDS if self._patience is None else self._patience
        has_looked = self._unread is not None and not self._unread
        return has_looked or now >= self._patience

    async def _start_reads(self) -> None:
        """Begin to read each source that is due, beside the others."""
        due = await self.sync.due_sources()
        if self._unread is None:
            self._unread = {source.origin.id for source in due}
        for source in due:
            self._start_work(f"reading {source.origin.id}", partial(self._read_source, source))
        if not due and await self.sync.is_settling():
            self._start_work("settling", partial(self.sync.read_sources, ()))

    async def _read_source(self, source: MeetingSource) -> None:
        try:
            await self.sync.read_sources([source])
        finally:
            (self._unread or set()).discard(source.origin.id)
        if self._may_plan():
            self._start_work("plan", self._plan_and_send)

    async def _plan_and_send(self) -> None:
        await plan_due_alerts(self.services)
        await self.outbox_sender.start_sending()

    async def run_once(self) -> None:
        """Do everything that is due now, to the end: what a tick begins, in one go."""
        await self.sync.run()
        await plan_due_alerts(self.services)
        await self.outbox_sender.send_all_due()

    async def prune_old(self) -> None:
        """Forget what is old."""
        db, now = self.services.db, self.services.now()
        for prune in (
            chat_records.prune_chats,
            inbox.prune_updates,
            editor_members.prune_invitations,
            alert_outcomes.prune_deliveries,
            calendar_files.prune_file_subscriptions,
            shared_allowances.prune_allowances,
        ):
            await db.run(prune, now)
        if self.services.replica_status.id:
            await db.run(heartbeats.prune_replicas)

    def _run_every(
        self, name: str, each: timedelta, work: Callable[[], Awaitable[object]]
    ) -> None:
        now = self.services.now()
        if is_poll_due(self._done_at.get(name), each, now):
            self._done_at[name] = now
            self._start_work(name, work)

    def _start_work(self, name: str, work: Callable[[], Awaitable[object]]) -> None:
        if name in self._running:
            return

        async def task() -> None:
            try:
                await work()
            except Exception as error:  # one bad row must not stop the clock
                if not is_storage_fault(error):  # the database says so itself, once
                    logger.error("The work “%s” failed: %s", name, describe_error(error))

        running = asyncio.get_running_loop().create_task(task())
        self._running[name] = running
        running.add_done_callback(lambda _: self._running.pop(name, None))

    async def stop(self) -> None:
        """End within seconds; what was not sent stays queued."""
        try:
            await self.outbox_sender.stop()
        finally:
            tasks = list(self._running.values())
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError, TimeoutError):
                    await asyncio.wait_for(task, SCHEDULER_STOP_SECONDS)
