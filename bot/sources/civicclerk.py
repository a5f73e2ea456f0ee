"""CivicClerk's public list of events, whose "Z" is the local time of the town."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from bot.sources.fetching import FetchedAnswer, Fetcher, FetchFault, NotModified, parse_json
from bot.sources.meeting_source import SourceReport
from bot.sources.source_report import fetch_report
from bot.sources.text_cleaning import clean_line, clean_link, clean_text
from knowledge.meetings.calendar_state import SourceMemory
from knowledge.meetings.raw_records import (
    AgendaItem,
    Confirmation,
    DateWindow,
    FetchOutcome,
    FetchResult,
    Origin,
    Presence,
    RawAgenda,
    RawMeeting,
    Validators,
)

CIVICCLERK_AUTHORITY = 60
MAX_CIVICCLERK_PAGES = 50
DEFAULT_URL = "https://{tenant}.api.civicclerk.com/v1"
PAGE_URL = "https://{tenant}.portal.civicclerk.com/event/{event}/overview"
_SENTINELS = ("1900-01-01", "0001-01-01")


@dataclass(frozen=True, slots=True)
class CivicClerkSource:
    """One tenant; `api_url` may hold `{tenant}`, `tz` is the zone its times are really in."""

    fetcher: Fetcher
    tenant: str
    tz: str
    api_url: str = DEFAULT_URL

    @property
    def origin(self) -> Origin:
        """An agenda system, below Legistar where a town has both."""
        return Origin(f"civicclerk-{self.tenant}", "civicclerk", CIVICCLERK_AUTHORITY)

    @property
    def base_url(self) -> str:
        """The address of this tenant."""
        return self.api_url.replace("{tenant}", self.tenant).rstrip("/")

    async def fetch_window(self, window: DateWindow, memory: SourceMemory) -> FetchResult:
        """Return every published event of the window, page by page."""
        query = (
            f"$filter=startDateTime ge {window.first}T00:00:00Z"
            f" and startDateTime le {window.last}T23:59:59Z&$orderby=startDateTime asc"
        ).replace(" ", "%20")
        url, rows, hashes = f"{self.base_url}/Events?{query}", dict[str, Mapping[str, Any]](), []
        validators = Validators()
        for page in range(MAX_CIVICCLERK_PAGES):
            sent = memory.validators if page == 0 else None
            answer = await self.fetcher.get(url, accept="application/json", validators=sent)
            if isinstance(answer, NotModified):
                return self._fetch_result(
                    window, FetchOutcome.NOT_MODIFIED, validators=memory.validators
                )
            if isinstance(answer, FetchFault):
                return self._failed_fetch(window, answer)
            try:
                listed, following = _parse_page(answer)
            except ValueError as fault:
                return self._failed_fetch(window, FetchFault(str(fault)))
            rows |= {str(row.get("id")): row for row in listed}
            hashes.append(answer.sha256)
            validators = answer.validators
            if not following or httpx.URL(following).host != httpx.URL(url).host:
                break
            url = following
        else:
            following = url
        is_complete = not following
        return self._parse_rows(window, rows, hashes, validators, is_complete=is_complete)

    def _parse_rows(
        self,
        window: DateWindow,
        rows: Mapping[str, Mapping[str, Any]],
        hashes: list[str],
        validators: Validators,
        *,
        is_complete: bool,
    ) -> FetchResult:
        """Return what the rows say."""
        records, rejected, unread = [], [], []
        for name, row in rows.items():
            try:
                raw = self._parse_event(row)
            except (KeyError, TypeError, ValueError) as fault:
                rejected.append(f"event {name}: {fault}"[:200])
                unread.append(name)
                continue
            if raw is not None and window.contains(raw.local_date):
                records.append(raw)
        is_single = len(hashes) == 1
        return self._fetch_result(
            window,
            FetchOutcome.OK if is_complete else FetchOutcome.PARTIAL,
            complete=is_complete,
            records=tuple(records),
            rejected=tuple(rejected),
            unread=tuple(unread),
            validators=validators if is_single else Validators(),
            raw_sha256=hashes[0] if is_single else "",
        )

    def _parse_event(self, row: Mapping[str, Any]) -> RawMeeting | None:
        """Return one event, with the page of the town's portal where the list names none."""
        raw = parse_civicclerk_event(row, self.base_url, self.tz)
        if raw is None or raw.detail_url:
            return raw
        page = PAGE_URL.replace("{tenant}", self.tenant).replace("{event}", raw.native_id)
        return replace(raw, detail_url=page)

    def _fetch_result(self, window: DateWindow, outcome: FetchOutcome, **rest: Any) -> FetchResult:
        """Return a result of this source."""
        return FetchResult(self.origin, outcome, window, self.fetcher.now(), **rest)

    def _failed_fetch(self, window: DateWindow, fault: FetchFault) -> FetchResult:
        """Return a failure as an outcome."""
        return self._fetch_result(
            window, FetchOutcome.ERROR, error=fault.reason, needs_token=fault.needs_token
        )

    async def confirm_record(self, native_id: str, recurrence_id: str = "") -> Confirmation:
        """Ask for one event; deleted and withdrawn ones are gone."""
        url = f"{self.base_url}/Events/{native_id}"
        answer = await self.fetcher.get(url, accept="application/json")
        presence, record = Presence.UNKNOWN, None
        if isinstance(answer, FetchFault) and answer.is_gone:
            presence = Presence.GONE
        elif isinstance(answer, FetchedAnswer):
            try:
                row = parse_json(answer)
                if isinstance(row, dict) and str(row.get("id")) == native_id:
                    record = self._parse_event(row)
                    presence = Presence.PRESENT if record else Presence.GONE
            except (KeyError, TypeError, ValueError):
                presence = Presence.UNKNOWN
        return Confirmation(self.origin, native_id, presence, record, recurrence_id)

    async def fetch_items(self, native_id: str) -> tuple[AgendaItem, ...] | None:  # noqa: ARG002
        """Return None: the public list gives files, not items."""
        return None

    async def diagnose(self, window: DateWindow) -> SourceReport:
        """Ask for the list and say what came."""
        result = await self.fetch_window(window, SourceMemory(self.origin.id))
        return fetch_report(result, f"times are read as {self.tz}")


def _parse_page(answer: FetchedAnswer) -> tuple[list[Mapping[str, Any]], str]:
    """Return (rows, address of the next page or ""); raise ValueError for anything else."""
    found = parse_json(answer)
    if not isinstance(found, dict) or not isinstance(found.get("value"), list):
        raise ValueError("answered something else where a list of events was asked for")
    rows: list[Mapping[str, Any]] = [row for row in found["value"] if isinstance(row, dict)]
    return rows, str(found.get("@odata.nextLink") or "")


def parse_civicclerk_event(row: Mapping[str, Any], base: str, tz: str) -> RawMeeting | None:
    """Return one event, or None if it is deleted or not published.

    The trailing Z is ignored on purpose: every tenant seen writes its local time that way.
    """
    if row.get("isDeleted") or row.get("isPublished") != "Published":
        return None
    local = parse_local_time(row["startDateTime"])
    if local is None:
        raise ValueError("has no start")
    place = row.get("eventLocation") or {}
    town = (place.get("address1"), place.get("address2"), place.get("city"))
    name = clean_line(row.get("eventName"))
    return RawMeeting(
        native_id=str(int(row["id"])),
        local_date=local.date(),
        body_raw=clean_line(row.get("eventCategoryName") or row.get("categoryName")),
        title_raw=name,
        start_time=local.time(),
        location_raw=clean_text(", ".join(str(part) for part in town if part), 500),
        comment_raw=clean_text(row.get("eventDescription") or row.get("eventNotice")),
        agenda=_published_agenda(row.get("publishedFiles") or [], base, tz),
        video_url=clean_link(row.get("externalMediaUrl")),
        detail_url=clean_link(row.get("portalUrl")),
    )


def parse_local_time(value: object) -> datetime | None:
    """Return a naive local datetime; sentinels such as 1900-01-01 are None."""
    text = str(value or "")
    if not text or text.startswith(_SENTINELS):
        return None
    return datetime.fromisoformat(text.rstrip("Zz")).replace(tzinfo=None)


def _published_agenda(files: list[Any], base: str, tz: str) -> RawAgenda | None:
    """Return the published agenda: the file of type "Agenda", not the packet."""
    for file in files:
        if isinstance(file, dict) and clean_line(file.get("type")).casefold() == "agenda":
            url = clean_link(file.get("url"), f"{base}/")
            local = parse_local_time(file.get("publishOn"))
            at = local.replace(tzinfo=ZoneInfo(tz)).astimezone(UTC) if local else None
            if url:
                return RawAgenda(url, label=clean_line(file.get("name")), published_at=at)
    return None
