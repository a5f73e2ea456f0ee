"""The Legistar Web API: a list of events per city, typed by its clerks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.sources.fetching import FetchedAnswer, Fetcher, FetchFault, NotModified, parse_json
from bot.sources.legistar_rows import (
    has_roll_call,
    parse_agenda_item,
    parse_legistar_event,
    parse_votes,
)
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
    Vote,
)

DEFAULT_URL = "https://webapi.legistar.com/v1"
LEGISTAR_AUTHORITY = 80
PAGE_ROWS = 1000  # the API's own ceiling
PAGE_OVERLAP = 20  # a row that vanishes between two pages must not push another out of sight
MAX_LEGISTAR_PAGES = 20
MAX_ROLL_CALLS = 40  # of one meeting: each is a request of its own
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class _ReadPages:
    """The rows of a list by id, None if none could be read; and the hash of each page."""

    rows: Mapping[int, Mapping[str, Any]] | None
    is_complete: bool
    hashes: Sequence[str]


@dataclass(frozen=True, slots=True)
class LegistarSource:
    """One city's Legistar; the `token` few cities need goes into addresses, never into a log."""

    fetcher: Fetcher
    city_client: str
    api_url: str = DEFAULT_URL
    token: str = ""

    @property
    def origin(self) -> Origin:
        """The city's own agenda system: the weightiest machine there is."""
        return Origin(f"legistar-{self.city_client}", "legistar", LEGISTAR_AUTHORITY)

    def request_url(self, path: str, query: str = "") -> str:
        """Return an address with a literal `$`, which some servers insist on."""
        parts = [query] if query else []
        parts += [f"token={self.token}"] if self.token else []
        return f"{self.api_url.rstrip('/')}/{self.city_client}/{path}" + (
            f"?{'&'.join(parts)}" if parts else ""
        )

    async def fetch_window(self, window: DateWindow, memory: SourceMemory) -> FetchResult:
        """Return every event of the window: page by page, filtered again on our side."""
        first = await self._fetch_page(window, 0, memory.validators)
        if isinstance(first, NotModified):
            return self._fetch_result(
                window, FetchOutcome.NOT_MODIFIED, validators=memory.validators
            )
        if isinstance(first, FetchFault):
            return self._failed_fetch(window, first)
        read = await self._fetch_all_pages(window, first)
        if read.rows is None:
            return self._failed_fetch(window, FetchFault("its list could not be read"))
        meets = await self._fetch_meeting_bodies()
        records, rejected, unread = [], [], []
        for row in read.rows.values():
            try:
                raw = parse_legistar_event(row, meets)
            except (KeyError, TypeError, ValueError) as fault:
                rejected.append(f"event {row.get('EventId')}: {fault}"[:200])
                unread.append(str(row.get("EventId")))
                continue
            if window.contains(raw.local_date):
                records.append(raw)
        return self._fetch_result(
            window,
            FetchOutcome.OK if read.is_complete else FetchOutcome.PARTIAL,
            complete=read.is_complete,
            records=tuple(records),
            rejected=tuple(rejected),
            unread=tuple(unread),
            validators=first.validators if len(read.hashes) == 1 else Validators(),
            raw_sha256=read.hashes[0] if len(read.hashes) == 1 else "",
        )

    async def _fetch_page(
        self, window: DateWindow, skip: int, validators: Validators | None = None
    ) -> FetchedAnswer | NotModified | FetchFault:
        """Ask for one page."""
        until = window.last + timedelta(days=1)
        query = (
            f"$filter=EventDate ge datetime'{window.first}' and EventDate lt datetime'{until}'"
            f"&$orderby=EventDate,EventId&$top={PAGE_ROWS}&$skip={skip}"
        ).replace(" ", "%20")
        url = self.request_url("Events", query)
        return await self.fetcher.get(url, accept=_JSON, validators=validators)

    async def _fetch_all_pages(self, window: DateWindow, first: FetchedAnswer) -> _ReadPages:
        """Ask for page after page, from the first that was answered."""
        rows: dict[int, Mapping[str, Any]] = {}
        hashes: list[str] = []
        answer: FetchedAnswer | NotModified | FetchFault = first
        for page in range(MAX_LEGISTAR_PAGES):
            if not isinstance(answer, FetchedAnswer):
                return _ReadPages(rows or None, False, hashes)
            try:
                listed = parse_json(answer)
            except ValueError:
                listed = None
            if not isinstance(listed, list):
                return _ReadPages(rows or None, False, hashes)
            hashes.append(answer.sha256)
            found = {
                row["EventId"]: row
                for row in listed
                if isinstance(row, dict) and isinstance(row.get("EventId"), int)
            }
            is_news = bool(found.keys() - rows.keys())
            rows |= found
            if len(listed) < PAGE_ROWS:
                return _ReadPages(rows, True, hashes)
            if page and not is_news:
                # A page of nothing new: its end, or a server that ignores $skip.
                return _ReadPages(rows, len(listed) <= PAGE_OVERLAP, hashes)
            answer = await self._fetch_page(window, (page + 1) * (PAGE_ROWS - PAGE_OVERLAP))
        return _ReadPages(rows, False, hashes)

    async def _fetch_meeting_bodies(self) -> dict[int, bool]:
        """Return which bodies hold meetings; empty if the list cannot be had now."""
        answer = await self.fetcher.get(self.request_url("Bodies"), accept=_JSON)
        try:
            listed = parse_json(answer) if isinstance(answer, FetchedAnswer) else []
        except ValueError:
            return {}
        bodies = [row for row in listed if isinstance(row, dict)] if listed else []
        return {
            row["BodyId"]: row.get("BodyMeetFlag") != 0
            for row in bodies
            if isinstance(row.get("BodyId"), int)
        }

    def _fetch_result(self, window: DateWindow, outcome: FetchOutcome, **rest: Any) -> FetchResult:
        """Return a result of this source."""
        return FetchResult(self.origin, outcome, window, self.fetcher.now(), **rest)

    def _failed_fetch(self, window: DateWindow, fault: FetchFault) -> FetchResult:
        """Return a failure as an outcome."""
        return self._fetch_result(
            window,
            FetchOutcome.ERROR,
            error=fault.reason,
            needs_token=fault.needs_token,
        )

    async def confirm_record(self, native_id: str, recurrence_id: str = "") -> Confirmation:
        """Ask for one event by its id: 404 and 410 mean gone, anything odd means unknown."""
        answer = await self.fetcher.get(self.request_url(f"Events/{native_id}"), accept=_JSON)
        presence, record = Presence.UNKNOWN, None
        if isinstance(answer, FetchFault) and answer.is_gone:
            presence = Presence.GONE
        elif isinstance(answer, FetchedAnswer):
            try:
                row = parse_json(answer)
                if isinstance(row, dict) and str(row.get("EventId")) == native_id:
                    presence, record = Presence.PRESENT, parse_legistar_event(row, {})
            except (KeyError, TypeError, ValueError):
                presence, record = Presence.UNKNOWN, None
        return Confirmation(self.origin, native_id, presence, record, recurrence_id)

    async def fetch_items(self, native_id: str) -> tuple[AgendaItem, ...] | None:
        """Return the agenda of one event in its order, without dividers; None if unreadable."""
        query = "AgendaNote=1&MinutesNote=1&Attachments=1"
        url = self.request_url(f"Events/{native_id}/EventItems", query)
        answer = await self.fetcher.get(url, accept=_JSON)
        try:
            listed = parse_json(answer) if isinstance(answer, FetchedAnswer) else None
        except ValueError:
            listed = None
        if not isinstance(listed, list):
            return None
        rows = [row for row in listed if isinstance(row, dict)]
        found = [(row, item) for row in rows if (item := parse_agenda_item(row))]
        voted = [row for row, _ in found if has_roll_call(row)][:MAX_ROLL_CALLS]
        ids = [row.get("EventItemId") for row in voted]
        votes = {item_id: await self._fetch_votes(item_id) for item_id in ids}
        items = (_with_votes(item, votes.get(row.get("EventItemId"), ())) for row, item in found)
        return tuple(sorted(items, key=lambda item: item.sequence))

    async def _fetch_votes(self, item_id: object) -> tuple[Vote, ...]:
        """Return who voted how on one item; empty if that cannot be had now."""
        answer = await self.fetcher.get(
            self.request_url(f"EventItems/{item_id}/Votes"), accept=_JSON
        )
        try:
            listed = parse_json(answer) if isinstance(answer, FetchedAnswer) else []
        except ValueError:
            return ()
        return parse_votes(listed) if isinstance(listed, list) else ()

    async def diagnose(self, window: DateWindow) -> SourceReport:
        """Ask for the list and the bodies, and say what came."""
        result = await self.fetch_window(window, SourceMemory(self.origin.id))
        bodies = await self._fetch_meeting_bodies()
        return fetch_report(result, f"{len(bodies)} bodies listed")


def _with_votes(item: AgendaItem, votes: tuple[Vote, ...]) -> AgendaItem:
    """Return an item with its roll call."""
    if not votes or item.outcome is None:
        return item
    return replace(item, outcome=replace(item.outcome, votes=votes))
