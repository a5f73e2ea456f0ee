"""What to do with a message after a try to send it: a pure decision."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

PAUSES = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1))
"""How long to wait after each failed try; the last one is kept to."""


class Result(StrEnum):
    """What became of one try."""

    SENT = "sent"
    BLOCKED = "blocked"  # the chat put us out or no longer exists
    REFUSED = "refused"  # Telegram will never take this message: our fault
    FLOODED = "flooded"  # refused for now; Telegram said for how long
    NOT_DELIVERED = "not-delivered"  # it never left: no connection
    MAYBE = "maybe"  # it left, and the answer was lost: it may have arrived


class State(StrEnum):
    """Where a message stands."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    UNREACHABLE = "unreachable"
    REJECTED = "rejected"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Next:
    """The state a message goes to; `at` is when a queued one may be tried again."""

    state: State
    at: datetime | None = None


def after(
    result: Result,
    *,
    attempts: int,
    now: datetime,
    expires_at: datetime | None,
    wait: timedelta | None = None,
) -> Next:
    """Decide what follows a try; `attempts` counts tries so far, this one included.

    A message that may have arrived is not sent again by us: a doubled alert costs the town's
    trust more than the rare lost one, which `/mine` shows. Past `expires_at` nothing is sent.
    """
    match result:
        case Result.SENT:
            return Next(State.SENT)
        case Result.BLOCKED:
            return Next(State.UNREACHABLE)
        case Result.REFUSED:
            return Next(State.REJECTED)
        case Result.MAYBE:
            return Next(State.UNKNOWN)
        case Result.FLOODED:
            at = now + (wait or PAUSES[0])
        case Result.NOT_DELIVERED:
            at = now + PAUSES[min(attempts, len(PAUSES)) - 1]
    return Next(State.EXPIRED) if expires_at and at >= expires_at else Next(State.QUEUED, at)
