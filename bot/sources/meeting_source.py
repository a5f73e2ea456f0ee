"""What every source of meetings offers; a source translates and never judges."""

from dataclasses import dataclass
from typing import Protocol

from knowledge.meetings.calendar_state import SourceMemory
from knowledge.meetings.raw_records import (
    AgendaItem,
    Confirmation,
    DateWindow,
    FetchResult,
    Origin,
)


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What `doctor` found out: each line is a plain sentence; `is_healthy` sums them up."""

    source_id: str
    is_healthy: bool
    lines: tuple[str, ...]


class MeetingSource(Protocol):
    """A place where meetings are listed. No method raises for what a remote side does."""

    @property
    def origin(self) -> Origin:
        """Who it is, and how much its word weighs."""

    async def fetch_window(self, window: DateWindow, memory: SourceMemory) -> FetchResult:
        """Return everything listed in the window; a failure is an outcome."""

    async def confirm_record(self, native_id: str, recurrence_id: str = "") -> Confirmation:
        """Return whether one record is still there, and how it stands now."""

    async def fetch_items(self, native_id: str) -> tuple[AgendaItem, ...] | None:
        """Return the agenda items of one record, or None if the source has none to give."""

    async def diagnose(self, window: DateWindow) -> SourceReport:
        """Return what an operator should know: reachable, newest, next, clock."""
