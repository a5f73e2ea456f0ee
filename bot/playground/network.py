"""The road between the bot and Telegram, and what may go wrong on it.

A fault hits the next `times` calls it is meant for (`None`: every call until `heal`), optionally
of one method or one chat. The first fault that fits a call is the one that hits it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict, Unpack

from bot.playground.wire import Json, Refusal, forbidden, too_many_requests
from knowledge.errors import CivicBotError


class Kind(StrEnum):
    """What goes wrong."""

    FLOOD = "flood"
    FAIL = "fail"
    FORBID = "forbid"
    REFUSE = "refuse"
    LOSE_REQUEST = "lose_request"
    LOSE_ANSWER = "lose_answer"


class Refused(CivicBotError):
    """No connection: Telegram never saw the call."""


class Lost(CivicBotError):
    """No answer comes; over HTTP the connection stays open for `hold` seconds, then closes.

    `hold` None: for as long as the caller waits.
    """

    def __init__(self, words: str, hold: float | None = None) -> None:
        super().__init__(words)
        self.hold = hold


class RequestLost(Lost):
    """The call timed out and never reached Telegram."""


class AnswerLost(Lost):
    """Telegram did what was asked; the answer never arrived."""


class Target(TypedDict, total=False):
    """Which calls a fault is meant for; left out: the next one, of any method, in any chat."""

    times: int | None
    method: str | None
    chat_id: int | None


@dataclass(slots=True, eq=False)
class Fault:
    """One thing that goes wrong, how often, and for which calls."""

    kind: Kind
    times: int | None = 1
    method: str | None = None
    chat_id: int | None = None
    retry_after: int = 1
    status: int = 502
    hold: float | None = None
    hits: int = 0

    def fits(self, method: str, parameters: Mapping[str, object]) -> bool:
        """Tell whether this call is one it is meant for."""
        if self.times is not None and self.hits >= self.times:
            return False
        if self.method is not None and self.method.lower() != method.lower():
            return False
        return self.chat_id is None or str(parameters.get("chat_id")) == str(self.chat_id)

    @property
    def strikes_with(self) -> int | None:
        """The HTTP status it answers; None when no answer comes."""
        return {Kind.FLOOD: 429, Kind.FORBID: 403, Kind.FAIL: self.status}.get(self.kind)

    def strike(self) -> tuple[int, Json | None]:
        """Return what is answered instead (None: a page of HTML).

        Raises Refused, RequestLost or AnswerLost when nothing is.
        """
        match self.kind:
            case Kind.FLOOD:
                return 429, too_many_requests(self.retry_after).body()
            case Kind.FORBID:
                return 403, forbidden("bot was blocked by the user").body()
            case Kind.REFUSE:
                raise Refused("The connection was refused.")
            case Kind.LOSE_REQUEST:
                raise RequestLost("The request was lost on its way.", self.hold)
            case Kind.LOSE_ANSWER:
                raise AnswerLost("The answer was lost on its way.", self.hold)
            case Kind.FAIL if self.status == 502:
                return 502, None
            case Kind.FAIL:
                return self.status, Refusal(self.status, "Internal Server Error").body()


class Network:
    """Faults to come; `is_away` while nothing gets through at all."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.is_away = False
        self.listeners: list[Callable[[bool], None]] = []

    def flood(self, retry_after: int = 1, **target: Unpack[Target]) -> Fault:
        """Answer 429 with `retry_after` seconds."""
        return self._add(Fault(Kind.FLOOD, retry_after=retry_after, **target))

    def fail(self, status: int = 502, **target: Unpack[Target]) -> Fault:
        """Answer 502 with a page of HTML, or another 5xx with JSON; nothing is done."""
        return self._add(Fault(Kind.FAIL, status=status, **target))

    def forbid(self, **target: Unpack[Target]) -> Fault:
        """Answer 403 as if the person had blocked the bot."""
        return self._add(Fault(Kind.FORBID, **target))

    def refuse(self, **target: Unpack[Target]) -> Fault:
        """Refuse the connection; over HTTP it is closed without an answer."""
        return self._add(Fault(Kind.REFUSE, **target))

    def lose_request(self, hold: float | None = None, **target: Unpack[Target]) -> Fault:
        """Time out before anything is done; `hold` is explained at `Lost`."""
        return self._add(Fault(Kind.LOSE_REQUEST, hold=hold, **target))

    def lose_answer(self, hold: float | None = None, **target: Unpack[Target]) -> Fault:
        """Do what is asked, then time out; `hold` is explained at `Lost`."""
        return self._add(Fault(Kind.LOSE_ANSWER, hold=hold, **target))

    def go_away(self) -> None:
        """Let no call through until `come_back`; long polls that wait are broken."""
        self._turn(True)

    def come_back(self) -> None:
        """Let calls through again."""
        self._turn(False)

    def heal(self) -> None:
        """Remove every fault and come back."""
        self.faults.clear()
        self.come_back()

    def hit(self, method: str, parameters: Mapping[str, object]) -> Fault | None:
        """Return the fault that hits this call, counting the hit."""
        if self.is_away:
            return Fault(Kind.REFUSE, None)
        for fault in self.faults:
            if fault.fits(method, parameters):
                fault.hits += 1
                return fault
        return None

    def _add(self, fault: Fault) -> Fault:
        self.faults.append(fault)
        return fault

    def _turn(self, is_away: bool) -> None:
        if is_away != self.is_away:
            self.is_away = is_away
            for listener in self.listeners:
                listener(is_away)
