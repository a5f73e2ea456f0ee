"""A calendar feed in iCalendar form, fetched, expanded and freed from its many traps."""

from dataclasses import dataclass

from bot.sources import apart, ical_events
from bot.sources.doctor import examine
from bot.sources.fetching import Answer, Fault, Fetcher, NotModified
from bot.sources.protocol import Report
from knowledge.meetings.calendar import SourceMemory
from knowledge.meetings.raw import (
    AgendaItem,
    Confirmation,
    FetchOutcome,
    FetchResult,
    Origin,
    Presence,
    Validators,
    Window,
)

AUTHORITY = 40


@dataclass(frozen=True, slots=True)
class ICalendar:
    """One feed; `id` tells several apart, `tz` is the city's zone for floating times."""

    fetcher: Fetcher
    id: str
    url: str
    tz: str

    @property
    def origin(self) -> Origin:
        """A city's public calendar: mixed with other events, and often stale."""
        return Origin(self.id, "ical", AUTHORITY, is_mixed=True)

    async def fetch(self, window: Window, memory: SourceMemory) -> FetchResult:
        """Return every instance in the window; the feed is a full snapshot."""
        now = self.fetcher.now
        answer = await self._ask(memory.validators)
        if isinstance(answer, NotModified):
            kept = memory.validators
            return FetchResult(
                self.origin, FetchOutcome.NOT_MODIFIED, window, now(), validators=kept
            )
        if isinstance(answer, Fault):
            return self._failed(window, answer.reason)
        try:
            read = await self._read(answer, window)
        except ValueError as fault:
            return self._failed(window, str(fault))
        return FetchResult(
            self.origin,
            FetchOutcome.OK,
            window,
            now(),
            complete=True,
            records=read.records,
            rejected=read.rejected,
            unread=read.unread,
            validators=answer.validators,
            raw_sha256=answer.sha256,
        )

    async def _ask(self, validators: Validators | None = None) -> Answer | NotModified | Fault:
        """Ask for the feed."""
        url = self.url.replace("webcal://", "https://", 1)
        return await self.fetcher.get(url, accept="text/calendar, */*", validators=validators)

    async def _read(self, answer: Answer, window: Window) -> ical_events.Read:
        """Read the bytes in a bounded process of their own: nobody knows what a feed asks for."""
        return await apart.read_feed(answer.body, window, self.tz, answer.url)

    def _failed(self, window: Window, reason: str) -> FetchResult:
        """Return a failure as an outcome; a feed has no key that could be wrong."""
        return FetchResult(
            self.origin,
            FetchOutcome.ERROR,
            window,
            self.fetcher.now(),
            error=reason,
        )

    async def confirm(self, native_id: str, recurrence_id: str = "") -> Confirmation:
        """Fetch the feed again and look for one instance: a feed has no other way to ask."""
        answer = await self._ask()
        at = self.fetcher.now()
        presence, record = Presence.UNKNOWN, None
        if isinstance(answer, Answer):
            today = at.date()
            window = ical_events.wide_window(today)
            try:
                read = await self._read(answer, window)
            except ValueError:
                read = ical_events.Read((), unread=(native_id,))
            name, found = (native_id, recurrence_id), read.records
            record = next((r for r in found if (r.native_id, r.recurrence_id) == name), None)
            if record:
                presence = Presence.PRESENT
            elif native_id not in read.unread:
                presence = Presence.GONE
        return Confirmation(self.origin, native_id, presence, at, record, recurrence_id)

    async def items(self, native_id: str) -> tuple[AgendaItem, ...] | None:  # noqa: ARG002
        """Return None: a calendar feed has no agenda items."""
        return None

    async def doctor(self, window: Window) -> Report:
        """Fetch the feed and say what came."""
        return examine(await self.fetch(window, SourceMemory(self.id)), f"feed {self.url}")
