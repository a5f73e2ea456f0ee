"""What to do with a message after a try to send it: a pure decision."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

RETRY_DELAYS = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
)
"""How long to wait after each failed try; the last one is kept to."""
URGENT_RETRY_DELAYS = tuple(timedelta(seconds=s) for s in (10, 30, 60, 120))
"""The same for what is urgent, and never more than half of the time that is left."""
MAX_LOST_ANSWERS = 3
"""How often an urgent message is sent again although it may have arrived."""


class Urgency(IntEnum):
    """Who goes first when not everything can be sent at once; smaller is sooner."""

    REPLY = 0
    URGENT = 1
    ROUTINE = 2
    EDIT = 3


class SendResult(StrEnum):
    """What became of one try."""

    SENT = "sent"
    BLOCKED = "blocked"  # the chat put us out or no longer exists
    SILENCED = "silenced"  # the chat is there, and we may not write in it, or in its topic
    REFUSED = "refused"  # Telegram will never take this message: our fault
    FLOODED = "flooded"  # refused for now; Telegram said for how long
    NOT_DELIVERED = "not-delivered"  # it never left, or a server answered that it failed
    MAYBE = "maybe"  # it left, and the answer was lost: it may have arrived


class DeliveryState(StrEnum):
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


UNSENT_STATES = (DeliveryState.QUEUED, DeliveryState.CLAIMED, DeliveryState.SENDING)
FAILED_STATES = (DeliveryState.UNREACHABLE, DeliveryState.REJECTED, DeliveryState.EXPIRED)


@dataclass(frozen=True, slots=True)
class NextState:
    """The state a message goes to; `at` is when a queued one may be tried again."""

    state: DeliveryState
    at: datetime | None = None


def decide_next_state(
    result: SendResult,
    *,
    attempts: int,
    now: datetime,
    expires_at: datetime | None,
    wait: timedelta | None = None,
    is_urgent: bool = False,
    lost_answers: int = 0,
) -> NextState:
    """Decide what follows a try; `attempts` counts tries so far, this one included.

    A message that may have arrived is sent again only if it is urgent: "cancelled" told twice
    harms nobody, told never it sends a resident to a closed door. For all else a double costs
    more than the rare loss, which `/mine` shows. `lost_answers` counts the tries before this one
    that may have arrived. Past `expires_at` nothing is sent.
    """
    pause = _retry_delay(attempts, now, expires_at, is_urgent=is_urgent)
    match result:
        case SendResult.SENT:
            return NextState(DeliveryState.SENT)
        case SendResult.BLOCKED | SendResult.SILENCED:
            return NextState(DeliveryState.UNREACHABLE)
        case SendResult.REFUSED:
            return NextState(DeliveryState.REJECTED)
        case SendResult.MAYBE:
            is_over = expires_at is not None and now + pause >= expires_at
            if not is_urgent or is_over or lost_answers >= MAX_LOST_ANSWERS:
                return NextState(DeliveryState.UNKNOWN)
            return NextState(DeliveryState.QUEUED, now + pause)
        case SendResult.FLOODED:
            at = now + (wait or RETRY_DELAYS[0])
        case SendResult.NOT_DELIVERED:
            at = now + pause
    if expires_at is None or at < expires_at:
        return NextState(DeliveryState.QUEUED, at)
    return NextState(DeliveryState.UNKNOWN if lost_answers else DeliveryState.EXPIRED)


def _retry_delay(
    attempts: int, now: datetime, expires_at: datetime | None, *, is_urgent: bool
) -> timedelta:
    pauses = URGENT_RETRY_DELAYS if is_urgent else RETRY_DELAYS
    pause = pauses[min(attempts, len(pauses)) - 1]
    if is_urgent and expires_at:
        pause = max(timedelta(seconds=1), min(pause, (expires_at - now) / 2))
    return pause
