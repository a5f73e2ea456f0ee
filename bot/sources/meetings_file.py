"""A file of meetings kept by a person: TOML, JSON or CSV, one row a meeting."""

import asyncio
import csv
import hashlib
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from bot.sources.meeting_source import SourceReport
from bot.sources.source_report import fetch_report
from bot.sources.text_cleaning import clean_line, clean_link, clean_text
from knowledge import safe_toml
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
)

FILE_AUTHORITY = 90
_NAMES = "id body date time title place status comment agenda minutes video link"
COLUMNS = frozenset(_NAMES.split())


@dataclass(frozen=True, slots=True)
class MeetingsFileSource:
    """A file with the columns id, body, date, time, title, place, status, comment, agenda,
    minutes, video, link; only body and date must be there. In TOML each row is a [[meeting]].
    """

    path: Path
    now: Callable[[], datetime]

    @property
    def origin(self) -> Origin:
        """A person of this city keeps it: nothing needs confirming."""
        return Origin("file", "table", FILE_AUTHORITY, is_trusted=True)

    async def fetch_window(self, window: DateWindow, memory: SourceMemory) -> FetchResult:  # noqa: ARG002
        """Return the rows of the file in the window."""
        try:
            body = await asyncio.to_thread(self.path.read_bytes)
            rows = await asyncio.to_thread(parse_table_rows, body, self.path.suffix.lower())
        except (OSError, ValueError) as fault:
            reason = f"{self.path.name}: {fault}"[:300]
            return FetchResult(self.origin, FetchOutcome.ERROR, window, self.now(), error=reason)
        records, rejected = [], []
        for number, row in enumerate(rows, start=1):
            try:
                raw = parse_table_row(row)
            except (KeyError, TypeError, ValueError) as fault:
                rejected.append(f"{self.path.name} row {number}: {fault}"[:200])
                continue
            if window.contains(raw.local_date):
                records.append(raw)
        return FetchResult(
            self.origin,
            FetchOutcome.OK,
            window,
            self.now(),
            complete=True,
            records=tuple(records),
            rejected=tuple(rejected),
            raw_sha256=hashlib.sha256(body).hexdigest(),
        )

    async def confirm_record(self, native_id: str, recurrence_id: str = "") -> Confirmation:
        """Read the file again and look for one row."""
        window = DateWindow(date.min, date.max)
        result = await self.fetch_window(window, SourceMemory("file"))
        record = next((r for r in result.records if r.native_id == native_id), None)
        presence = Presence.PRESENT if record else Presence.GONE
        if result.outcome is not FetchOutcome.OK:
            presence = Presence.UNKNOWN
        return Confirmation(self.origin, native_id, presence, record, recurrence_id)

    async def fetch_items(self, native_id: str) -> tuple[AgendaItem, ...] | None:  # noqa: ARG002
        """Return None: the file names no items."""
        return None

    async def diagnose(self, window: DateWindow) -> SourceReport:
        """Read the file and say what is in it."""
        return fetch_report(
            await self.fetch_window(window, SourceMemory("file")), f"file {self.path.name}"
        )


def parse_table_rows(body: bytes, suffix: str) -> list[Mapping[str, Any]]:
    """Return the rows of a file by its suffix; raise ValueError with the way out."""
    text = body.decode("utf-8-sig")
    if suffix == ".csv":
        return list(csv.DictReader(io.StringIO(text)))
    data: Any
    if suffix == ".json":
        data = _parse_json(text)
    elif suffix == ".toml":
        data = safe_toml.parse_toml(text)
    else:
        raise ValueError(f"suffix {suffix!r} is not known; name it .toml, .json or .csv")
    rows = data.get("meeting", data.get("meetings")) if isinstance(data, dict) else data
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("holds no list of meetings; begin each with [[meeting]]")
    return rows


def _parse_json(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("is nested too deep") from None


def parse_table_row(row: Mapping[str, Any]) -> RawMeeting:
    """Return one row as a raw meeting; raise ValueError naming the column that is wrong."""
    unknown = {str(name) for name in row} - COLUMNS
    if unknown:
        raise ValueError(f"column {sorted(unknown)[0]!r} is not known")
    if not row.get("body") or not row.get("date"):
        raise ValueError("needs a body and a date")
    day, body = date.fromisoformat(str(row["date"])[:10]), clean_line(row["body"])
    at, agenda = row.get("time"), clean_link(row.get("agenda"))
    seed = f"{body.casefold()}|{day}|{at}"
    return RawMeeting(
        native_id=clean_line(row.get("id")) or hashlib.sha256(seed.encode()).hexdigest()[:16],
        local_date=day,
        body_raw=body,
        title_raw=clean_line(row.get("title")),
        time_text="" if isinstance(at, time) else clean_line(at),
        start_time=at if isinstance(at, time) else None,
        location_raw=clean_text(row.get("place"), 500),
        status_raw=clean_line(row.get("status")),
        comment_raw=clean_text(row.get("comment")),
        agenda=RawAgenda(agenda) if agenda else None,
        minutes_url=clean_link(row.get("minutes")),
        video_url=clean_link(row.get("video")),
        detail_url=clean_link(row.get("link")),
    )
