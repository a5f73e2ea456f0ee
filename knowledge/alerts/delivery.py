"""What to do after an attempt to send: a pure decision, told by the outcome alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

BACKOFF = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
)
MOST_ATTEMPTS = 12
# An uncertain send is tried again only while a second copy still does more good than harm.
REPEAT_IN = timedelta(seconds=30)
REPEAT_BEFORE_IN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram took it."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group became a supergroup: send again to the new id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Forbidden:
    """The person blocked the bot, or it was removed from the group."""


@dataclass(frozen=True, slots=True)
class TooFast:
    """Telegram asks this chat to wait."""

    wait_in: timedelta


@dataclass(frozen=True, slots=True)
class BadRequest:
    """Telegram refuses the message itself: our fault, the same tomorrow."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class NotDelivered:
    """It surely did not arrive: no connection, or a server error before it was taken."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """It may have arrived: no answer came, or the process died with it on the wire."""


SendOutcome = Sent | Migrated | Forbidden | TooFast | BadRequest | NotDelivered | Ambiguous


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing is left to do."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Retry:
    """Send it again at `at`; to another chat if `chat_id` is set."""

    at: datetime
    chat_id: int | None = None
    holds_chat: bool = False  # nothing else may go to this chat before


@dataclass(frozen=True, slots=True)
class Expired:
    """Too late to be of use."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Pause the chat's alerts; it comes back by itself when the person writes again."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Give up and tell the developers."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may or may not have arrived; count it and show it."""


Settlement = Done | Retry | Expired | Unreachable | Rejected | Unknown


def after(
    outcome: SendOutcome,
    attempts: int,
    deadline: datetime,
    now: datetime,
    *,
    may_repeat: bool = True,
) -> Settlement:
    """Return how to settle one message after its `attempts`-th attempt (1 is the first).

    `may_repeat` is False for digests and edits: a second copy is worse than a doubt.
    """
    match outcome:
        case Sent(message_id):
            return Done(message_id)
        case Migrated(chat_id):
            return (
                Retry(now, chat_id) if attempts < MOST_ATTEMPTS else Rejected("moves in circles")
            )
        case Forbidden():
            return Unreachable()
        case BadRequest(reason):
            return Rejected(reason)
        case TooFast(wait_in):
            return _retry(now + max(wait_in, timedelta(seconds=1)), deadline, holds_chat=True)
        case Ambiguous():
            is_worth_it = attempts < 2 and now + REPEAT_BEFORE_IN < deadline
            return Retry(now + REPEAT_IN) if may_repeat and is_worth_it else Unknown()
        case NotDelivered():
            wait = BACKOFF[min(attempts, len(BACKOFF)) - 1]
            if attempts >= MOST_ATTEMPTS:
                return Expired()
            return _retry(now + wait, deadline)


def _retry(at: datetime, deadline: datetime, *, holds_chat: bool = False) -> Settlement:
    """Return a retry, or Expired where it would come too late."""
    return Retry(at, holds_chat=holds_chat) if at < deadline else Expired()
