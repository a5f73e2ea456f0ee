"""How long before a meeting someone wants to be reminded."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Self

from knowledge.errors import CivicBotError
from knowledge.meetings.clock_times import to_utc


class LeadTimeError(CivicBotError):
    """The stored lead cannot be read; remove it and choose again."""


@dataclass(frozen=True, slots=True)
class LeadTime:
    """A distance before a session on the wall clock, or a wall-clock hour some days before.

    `at` set: at that hour, `days` before. Else `days` and `minutes` before the session.
    `each`: before every session, not only the first. The evening before is `days=1, at=None,
    evening=True`, at the hour the city's policy names.
    """

    days: int = 0
    minutes: int = 0
    at: time | None = None
    evening: bool = False
    each: bool = False

    @property
    def key(self) -> str:
        """A short text that names the lead for good, as in dedupe keys and callback data."""
        span = "evening" if self.evening else f"{self.days}d{self.minutes}m"
        hour = f"@{self.at:%H%M}" if self.at else ""
        return f"{span}{hour}{'*' if self.each else ''}"

    @classmethod
    def from_key(cls, key: str) -> Self:
        """Return the lead a key names; raise LeadTimeError for anything else."""
        try:
            span, _, hour = key.rstrip("*").partition("@")
            at = time(int(hour[:2]), int(hour[2:])) if hour else None
            each = key.endswith("*")
            if span == "evening":
                return cls(days=1, at=at, evening=True, each=each)
            days, minutes = span.removesuffix("m").split("d")
            return cls(int(days), int(minutes), at, each=each)
        except ValueError as fault:
            raise LeadTimeError(f"lead {key!r} is not one of ours; choose it again") from fault


EVENING_BEFORE = LeadTime(days=1, evening=True)


def lead_moment(start: datetime, lead: LeadTime, evening_at: time, tz: str) -> datetime:
    """Return the UTC instant of a lead before a naive local start, counted on the wall clock."""
    day = start - timedelta(days=lead.days)
    hour = lead.at or (evening_at if lead.evening else None)
    local = datetime.combine(day.date(), hour) if hour else day - timedelta(minutes=lead.minutes)
    return to_utc(local.date(), local.time(), tz)
