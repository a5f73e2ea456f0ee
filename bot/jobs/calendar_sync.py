"""Reading the sources and taking one look: ask, take in, ask back, take in again."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.context import Services
from bot.sources.meeting_source import MeetingSource
from bot.storage.meetings import calendar_records
from bot.storage.outbox import delivery_queue
from bot.storage.outbox.delivery_queue import PlannedDelivery
from knowledge.delivery import Urgency
from knowledge.meetings.calendar_state import (
    AgendaQuery,
    Fingerprint,
    PassResult,
    RecordQuery,
    SourceMemory,
)
from knowledge.meetings.meeting_change import FlagKind, OperatorFlag
from knowledge.meetings.raw_records import Confirmation, FetchOutcome, FetchResult
from knowledge.meetings.sync.poll_interval import is_poll_due, poll_pause

logger = logging.getLogger(__name__)

SYNC_SETTLE_TIME = timedelta(minutes=1)  # how often what waits is looked at again
FLAG_CARD = "flag"
OWNER_FLAGS = frozenset(
    {
        FlagKind.BULK,
        FlagKind.NEEDS_TOKEN,
        FlagKind.SOURCE_ERROR,
        FlagKind.SUSPECT_EMPTY,
        FlagKind.UNCLEAR_WORD,
    }
)


# Follow a cancelled meeting: here (sources are read) → bot/storage/meetings/calendar_records.py
# (`update_calendar` stores what knowledge/meetings/sync/calendar_diff.py says has changed) →
# bot/storage/alerts/alert_planning.py (who is owed word of it, by the page; bot/jobs/alert_job.py
# turns the pages) → bot/sending/outbox_sender.py (each in its turn) →
# bot/jobs/alert_renderers.py (what is still true and wanted, worded as it leaves).


class CalendarSync:
    """The configured sources, and the one way to read them."""

    def __init__(self, services: Services, sources: Sequence[MeetingSource]) -> None:
        """Take what was built; nothing is asked yet."""
        self._services = services
        self._sources = {source.origin.id: source for source in sources}

    async def due_sources(self) -> list[MeetingSource]:
        """Return the sources whose time has come."""
        services, now = self._services, self._services.now()
        if not self._sources:
            return []
        remembered = {
            m.source_id: m for m in await services.db.run(calendar_records.source_memories)
        }
        pause = await self._poll_interval()
        return [
            source
            for name, source in self._sources.items()
            if is_poll_due(remembered.get(name, SourceMemory(name)).tried_at, pause, now)
        ]

    async def _poll_interval(self) -> timedelta:
        services, now = self._services, self._services.now()
        if services.settings.meeting_poll_seconds:
            return timedelta(seconds=services.settings.meeting_poll_seconds)
        start = await services.db.run(calendar_records.next_meeting_start, now)
        return poll_pause(now, start, services.city.tz)

    async def is_settling(self) -> bool:
        """Tell whether something waits only for time to pass, and a minute has."""
        services, now = self._services, self._services.now()
        clock = await services.db.run(calendar_records.calendar_times)
        return clock.waits and is_poll_due(clock.looked_at, SYNC_SETTLE_TIME, now)

    async def run(self) -> bool:
        """Read the sources that are due, or let time pass; tell whether anything was done."""
        due = await self.due_sources()
        if not due and not await self.is_settling():
            return False
        await self.read_sources(due)
        return True

    async def read_sources(self, sources: Iterable[MeetingSource]) -> PassResult:
        """Read these sources and take what follows from it to the end."""
        services = self._services
        memories = {
            m.source_id: m for m in await services.db.run(calendar_records.source_memories)
        }
        window = services.city.poll_window(services.today())
        fetched = await asyncio.gather(
            *(
                source.fetch_window(
                    window, memories.get(source.origin.id, SourceMemory(source.origin.id))
                )
                for source in sources
            ),
            return_exceptions=True,
        )
        good = [one for one in fetched if isinstance(one, FetchResult)]
        self._log_faults(good, [one for one in fetched if isinstance(one, BaseException)])
        step = await services.db.run(
            calendar_records.update_calendar, good, services.now(), services.city
        )
        await self._queue_owner_flags(step.flags)
        if step.questions or step.agendas:
            step = await self._ask_follow_ups(step)
        return step

    @staticmethod
    def _log_faults(good: Iterable[FetchResult], faults: Iterable[BaseException]) -> None:
        for one in good:
            if one.outcome is FetchOutcome.ERROR:
                logger.warning("Source %s did not answer", one.origin.id)
        for fault in faults:
            logger.error("A source broke: %s", type(fault).__name__)

    async def _ask_follow_ups(self, step: PassResult) -> PassResult:
        """Ask for single records and agendas, and take the answers in without waiting."""
        services = self._services
        answers = await asyncio.gather(
            *(self._fetch_confirmation(question) for question in step.questions)
        )
        read = await asyncio.gather(
            *(self._fetch_fingerprint(question) for question in step.agendas)
        )
        heard = [answer for answer in answers if answer is not None]
        prints = [one for one in read if one is not None]
        if not heard and not prints:
            return step
        following = await services.db.run(
            calendar_records.update_calendar,
            [],
            services.now(),
            services.city,
            confirmations=heard,
            fingerprints=prints,
        )
        await self._queue_owner_flags(following.flags)
        return following

    async def _fetch_confirmation(self, question: RecordQuery) -> Confirmation | None:
        source = self._sources.get(question.origin.id)
        if source is None:
            return None
        return await source.confirm_record(question.native_id, question.recurrence_id)

    async def _fetch_fingerprint(self, question: AgendaQuery) -> Fingerprint | None:
        source = self._sources.get(question.origin.id)
        if source is None:
            return None
        items = await source.fetch_items(question.native_id)
        read_at = self._services.now() if items is not None else None
        return Fingerprint(question.stamp, items=items, read_at=read_at)

    async def _queue_owner_flags(self, flags: Iterable[OperatorFlag]) -> None:
        services = self._services
        now, owners = services.now(), services.settings.admin_ids
        plans = [
            PlannedDelivery(
                key=f"flag:{owner}:{flag.key}:{now:%Y%m%d%H%M}"[:200],
                chat_id=owner,
                card=FLAG_CARD,
                facts={"text": flag.text, "batch": flag.batch, "source": flag.source_id},
                urgency=Urgency.URGENT,
                due_at=now,
                not_before=now,
                expires_at=now + timedelta(days=1),
                about="flags",
            )
            for flag in flags
            if flag.kind in OWNER_FLAGS
            for owner in owners
        ]
        if plans:
            await services.db.run(delivery_queue.enqueue, plans)
