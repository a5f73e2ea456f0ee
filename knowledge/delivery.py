"""What to do with a message after a try to send it: a pure decision."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

PAUSES = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1))
"""How long to wait after each failed try; the last one is kept to."""
URGENT_PAUSES = tuple(timedelta(seconds=s) for s in (10, 30, 60, 120))
"""The same for what is urgent, and never more than half of the time that is left."""
MOST_LOST_ANSWERS = 3
"""How often an urgent message is sent again although it may have arrived."""


class Urgency(IntEnum):
    """Who goes first when not everything can be sent at once; smaller is sooner."""

    REPLY = 0
    URGENT = 1
    ROUTINE = 2
    EDIT = 3


class Result(StrEnum):
    """What became of one try."""

    SENT = "sent"
    BLOCKED = "blocked"  # the chat put us out or no longer exists
    SILENCED = "silenced"  # the chat is there, and we may not write in it, or in its topic
    REFUSED = "refused"  # Telegram will never take this message: our fault
    FLOODED = "flooded"  # refused for now; Telegram said for how long
    NOT_DELIVERED = "not-delivered"  # it never left, or a server answered that it failed
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
    is_urgent: bool = False,
    lost_answers: int = 0,
) -> Next:
    """Decide what follows a try; `attempts` counts tries so far, this one included.

    A message that may have arrived is sent again only if it is urgent: "cancelled" told twice
    harms nobody, told never it sends a resident to a closed door. For all else a double costs
    more than the rare loss, which `/mine` shows. `lost_answers` counts the tries before this one
    that may have arrived. Past `expires_at` nothing is sent.
    """
    pause = _pause(attempts, now, expires_at, is_urgent=is_urgent)
    match result:
        case Result.SENT:
            return Next(State.SENT)
        case Result.BLOCKED | Result.SILENCED:
            return Next(State.UNREACHABLE)
        case Result.REFUSED:
            return Next(State.REJECTED)
        case Result.MAYBE:
            is_over = expires_at is not None and now + pause >= expires_at
            if not is_urgent or is_over or lost_answers >= MOST_LOST_ANSWERS:
                return Next(State.UNKNOWN)
            return Next(State.QUEUED, now + pause)
        case Result.FLOODED:
            at = now + (wait or PAUSES[0])
        case Result.NOT_DELIVERED:
            at = now + pause
    if expires_at is None or at < expires_at:
        return Next(State.QUEUED, at)
    return Next(State.UNKNOWN if lost_answers else State.EXPIRED)


def _pause(
    attempts: int, now: datetime, expires_at: datetime | None, *, is_urgent: bool
) -> timedelta:
    pauses = URGENT_PAUSES if is_urgent else PAUSES
    pause = pauses[min(attempts, len(pauses)) - 1]
    if is_urgent and expires_at:
        pause = max(timedelta(seconds=1), min(pause, (expires_at - now) / 2))
    return pause
