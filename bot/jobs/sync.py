"""Reading the sources and taking one look: ask, take in, ask back, take in again."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.context import Services
from bot.sources.protocol import MeetingSource
from bot.storage import meetings, outbox
from bot.storage.outbox import Planned
from knowledge.delivery import Urgency
from knowledge.meetings.calendar import AgendaQuestion, Fingerprint, Question, SourceMemory, Step
from knowledge.meetings.change import Flag, FlagKind
from knowledge.meetings.pace import is_due, pause_between
from knowledge.meetings.raw import Confirmation, FetchOutcome, FetchResult

logger = logging.getLogger(__name__)

SETTLE_IN = timedelta(minutes=1)  # how often what waits is looked at again
FLAG_CARD = "flag"
TOLD_FLAGS = frozenset(
    {
        FlagKind.BULK,
        FlagKind.NEEDS_TOKEN,
        FlagKind.SOURCE_ERROR,
        FlagKind.SUSPECT_EMPTY,
        FlagKind.UNCLEAR_WORD,
    }
)


class Sync:
    """The configured sources, and the one way to read them."""

    def __init__(self, services: Services, sources: Sequence[MeetingSource]) -> None:
        """Take what was built; nothing is asked yet."""
        self._services = services
        self._sources = {source.origin.id: source for source in sources}

    async def due(self) -> list[MeetingSource]:
        """Return the sources whose time has come."""
        services, now = self._services, self._services.now()
        if not self._sources:
            return []
        remembered = {m.source_id: m for m in await services.db.run(meetings.sources)}
        pause = await self._pause()
        return [
            source
            for name, source in self._sources.items()
            if is_due(remembered.get(name, SourceMemory(name)).tried_at, pause, now)
        ]

    async def _pause(self) -> timedelta:
        services, now = self._services, self._services.now()
        if services.settings.meeting_poll_seconds:
            return timedelta(seconds=services.settings.meeting_poll_seconds)
        start = await services.db.run(meetings.next_start, now)
        return pause_between(now, start, services.city.tz)

    async def is_settling(self) -> bool:
        """Tell whether something waits only for time to pass, and a minute has."""
        services, now = self._services, self._services.now()
        clock = await services.db.run(meetings.clockwork)
        return clock.waits and is_due(clock.looked_at, SETTLE_IN, now)

    async def run(self) -> bool:
        """Read the sources that are due, or let time pass; tell whether anything was done."""
        due = await self.due()
        if not due and not await self.is_settling():
            return False
        await self.read(due)
        return True

    async def read(self, sources: Iterable[MeetingSource]) -> Step:
        """Read these sources and take what follows from it to the end."""
        services = self._services
        memories = {m.source_id: m for m in await services.db.run(meetings.sources)}
        window = services.city.window(services.today())
        fetched = await asyncio.gather(
            *(
                source.fetch(
                    window, memories.get(source.origin.id, SourceMemory(source.origin.id))
                )
                for source in sources
            ),
            return_exceptions=True,
        )
        good = [one for one in fetched if isinstance(one, FetchResult)]
        self._note(good, [one for one in fetched if isinstance(one, BaseException)])
        step = await services.db.run(meetings.look, good, services.now(), services.city)
        await self._tell_owners(step.flags)
        if step.questions or step.agendas:
            step = await self._ask_back(step)
        return step

    @staticmethod
    def _note(good: Iterable[FetchResult], faults: Iterable[BaseException]) -> None:
        for one in good:
            if one.outcome is FetchOutcome.ERROR:
                logger.warning("Source %s did not answer", one.origin.id)
        for fault in faults:
            logger.error("A source broke: %s", type(fault).__name__)

    async def _ask_back(self, step: Step) -> Step:
        """Ask for single records and agendas, and take the answers in without waiting."""
        services = self._services
        answers = await asyncio.gather(*(self._confirm(question) for question in step.questions))
        read = await asyncio.gather(*(self._agenda(question) for question in step.agendas))
        heard = [answer for answer in answers if answer is not None]
        prints = [one for one in read if one is not None]
        if not heard and not prints:
            return step
        following = await services.db.run(
            meetings.look,
            [],
            services.now(),
            services.city,
            confirmations=heard,
            fingerprints=prints,
        )
        await self._tell_owners(following.flags)
        return following

    async def _confirm(self, question: Question) -> Confirmation | None:
        source = self._sources.get(question.origin.id)
        if source is None:
            return None
        return await source.confirm(question.native_id, question.recurrence_id)

    async def _agenda(self, question: AgendaQuestion) -> Fingerprint | None:
        source = self._sources.get(question.origin.id)
        if source is None:
            return None
        items = await source.items(question.native_id)
        read_at = self._services.now() if items is not None else None
        return Fingerprint(question.stamp, items=items, read_at=read_at)

    async def _tell_owners(self, flags: Iterable[Flag]) -> None:
        services = self._services
        now, owners = services.now(), services.settings.admin_ids
        plans = [
            Planned(
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
            if flag.kind in TOLD_FLAGS
            for owner in owners
        ]
        if plans:
            await services.db.run(outbox.enqueue, plans)
