"""A calendar feed in iCalendar form, fetched, expanded and freed from its many traps."""

from dataclasses import dataclass

from bot.sources.fetching import FetchedAnswer, Fetcher, FetchFault, NotModified
from bot.sources.ical import feed_process, ical_events
from bot.sources.meeting_source import SourceReport
from bot.sources.source_report import fetch_report
from knowledge.meetings.calendar_state import SourceMemory
from knowledge.meetings.raw_records import (
    AgendaItem,
    Confirmation,
    DateWindow,
    FetchOutcome,
    FetchResult,
    Origin,
    Presence,
    Validators,
)

ICAL_AUTHORITY = 40


@dataclass(frozen=True, slots=True)
class ICalendarSource:
    """One feed; `id` tells several apart, `tz` is the city's zone for floating times."""

    fetcher: Fetcher
    id: str
    url: str
    tz: str

    @property
    def origin(self) -> Origin:
        """A city's public calendar: mixed with other events, and often stale."""
        return Origin(self.id, "ical", ICAL_AUTHORITY, is_mixed=True)

    async def fetch_window(self, window: DateWindow, memory: SourceMemory) -> FetchResult:
        """Return every instance in the window; the feed is a full snapshot."""
        now = self.fetcher.now
        answer = await self._fetch_feed(memory.validators)
        if isinstance(answer, NotModified):
            kept = memory.validators
            return FetchResult(
                self.origin, FetchOutcome.NOT_MODIFIED, window, now(), validators=kept
            )
        if isinstance(answer, FetchFault):
            return self._failed_fetch(window, answer.reason)
        try:
            read = await self._parse_feed(answer, window)
        except ValueError as fault:
            return self._failed_fetch(window, str(fault))
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

    async def _fetch_feed(
        self, validators: Validators | None = None
    ) -> FetchedAnswer | NotModified | FetchFault:
        """Ask for the feed."""
        url = self.url.replace("webcal://", "https://", 1)
        return await self.fetcher.get(url, accept="text/calendar, */*", validators=validators)

    async def _parse_feed(
        self, answer: FetchedAnswer, window: DateWindow
    ) -> ical_events.ParsedFeed:
        """Read the bytes in a bounded process of their own: nobody knows what a feed asks for."""
        return await feed_process.parse_feed_in_process(answer.body, window, self.tz, answer.url)

    def _failed_fetch(self, window: DateWindow, reason: str) -> FetchResult:
        """Return a failure as an outcome; a feed has no key that could be wrong."""
        return FetchResult(
            self.origin,
            FetchOutcome.ERROR,
            window,
            self.fetcher.now(),
            error=reason,
        )

    async def confirm_record(self, native_id: str, recurrence_id: str = "") -> Confirmation:
        """Fetch the feed again and look for one instance: a feed has no other way to ask."""
        answer = await self._fetch_feed()
        today = self.fetcher.now().date()
        presence, record = Presence.UNKNOWN, None
        if isinstance(answer, FetchedAnswer):
            window = ical_events.wide_window(today)
            try:
                read = await self._parse_feed(answer, window)
            except ValueError:
                read = ical_events.ParsedFeed((), unread=(native_id,))
            name, found = (native_id, recurrence_id), read.records
            record = next((r for r in found if (r.native_id, r.recurrence_id) == name), None)
            if record:
                presence = Presence.PRESENT
            elif native_id not in read.unread:
                presence = Presence.GONE
        return Confirmation(self.origin, native_id, presence, record, recurrence_id)

    async def fetch_items(self, native_id: str) -> tuple[AgendaItem, ...] | None:  # noqa: ARG002
        """Return None: a calendar feed has no agenda items."""
        return None

    async def diagnose(self, window: DateWindow) -> SourceReport:
        """Fetch the feed and say what came."""
        return fetch_report(
            await self.fetch_window(window, SourceMemory(self.id)), f"feed {self.url}"
        )
