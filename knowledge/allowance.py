"""How many messages a speaker still has: a burst at once, then one in so many seconds. Pure."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

ALWAYS_HEARD = frozenset({"/start", "/stop", "/forget"})
REPEATED_IN = timedelta(seconds=30)  # the same command of a person over their allowance is dropped


@dataclass(frozen=True, slots=True)
class AllowanceRate:
    """So many messages at once, then one in so many seconds."""

    burst: int
    seconds_each: float


@dataclass(slots=True)
class Allowance:
    """How many messages a person still has, as of when, and whether they were told."""

    left: float
    at: datetime
    was_notified: bool = False
    last_used_at: dict[str, datetime] = field(
        default_factory=dict
    )  # commands let through beyond it

    def spend(self, rate: AllowanceRate, at: datetime, command: str = "") -> bool:
        """Spend one message; False if none was left.

        Leaving is always possible: the commands of `ALWAYS_HEARD` pass once more each, though
        nothing is left, and again after `REPEATED_IN`.
        """
        rested = max(0.0, (at - self.at).total_seconds()) / rate.seconds_each
        self.left = min(rate.burst, self.left + rested)
        self.at = max(at, self.at)
        if self.left >= 1:
            self.left -= 1
            self.was_notified = False
            return True
        heard = self.last_used_at.get(command)
        if command in ALWAYS_HEARD and (heard is None or self.at - heard >= REPEATED_IN):
            self.last_used_at[command] = self.at
            return True
        return False
