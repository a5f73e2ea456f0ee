"""The road between the bot and Telegram, and what may go wrong on it.

A fault hits the next `times` calls it is meant for (`None`: every call until `heal`), optionally
of one method or one chat. The first fault that fits a call is the one that hits it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict, Unpack

from bot.playground.bot_api.api_json import BotApiError, Json, forbidden_error, too_many_requests
from knowledge.errors import CivicBotError


class FaultKind(StrEnum):
    """What goes wrong."""

    FLOOD = "flood"
    FAIL = "fail"
    FORBID = "forbid"
    REFUSE = "refuse"
    LOSE_REQUEST = "lose_request"
    LOSE_ANSWER = "lose_answer"


class NoConnectionError(CivicBotError):
    """No connection: Telegram never saw the call."""


class LostCallError(CivicBotError):
    """No answer comes; over HTTP the connection stays open for `hold` seconds, then closes.

    `hold` None: for as long as the caller waits.
    """

    def __init__(self, words: str, hold: float | None = None) -> None:
        super().__init__(words)
        self.hold = hold


class RequestLostError(LostCallError):
    """The call timed out and never reached Telegram."""


class ResponseLostError(LostCallError):
    """Telegram did what was asked; the answer never arrived."""


class FaultTarget(TypedDict, total=False):
    """Which calls a fault is meant for; left out: the next one, of any method, in any chat."""

    times: int | None
    method: str | None
    chat_id: int | None


@dataclass(slots=True, eq=False)
class NetworkFault:
    """One thing that goes wrong, how often, and for which calls."""

    kind: FaultKind
    times: int | None = 1
    method: str | None = None
    chat_id: int | None = None
    retry_after: int = 1
    status: int = 502
    hold: float | None = None
    hits: int = 0

    def matches(self, method: str, parameters: Mapping[str, object]) -> bool:
        """Tell whether this call is one it is meant for."""
        if self.times is not None and self.hits >= self.times:
            return False
        if self.method is not None and self.method.lower() != method.lower():
            return False
        return self.chat_id is None or str(parameters.get("chat_id")) == str(self.chat_id)

    @property
    def answered_status(self) -> int | None:
        """The HTTP status it answers; None when no answer comes."""
        return {FaultKind.FLOOD: 429, FaultKind.FORBID: 403, FaultKind.FAIL: self.status}.get(
            self.kind
        )

    def apply(self) -> tuple[int, Json | None]:
        """Return what is answered instead (None: a page of HTML).

        Raises NoConnectionError, RequestLostError or ResponseLostError when nothing is.
        """
        match self.kind:
            case FaultKind.FLOOD:
                return 429, too_many_requests(self.retry_after).as_json()
            case FaultKind.FORBID:
                return 403, forbidden_error("bot was blocked by the user").as_json()
            case FaultKind.REFUSE:
                raise NoConnectionError("The connection was refused.")
            case FaultKind.LOSE_REQUEST:
                raise RequestLostError("The request was lost on its way.", self.hold)
            case FaultKind.LOSE_ANSWER:
                raise ResponseLostError("The answer was lost on its way.", self.hold)
            case FaultKind.FAIL if self.status == 502:
                return 502, None
            case FaultKind.FAIL:
                return self.status, BotApiError(self.status, "Internal Server Error").as_json()


class Network:
    """Faults to come; `is_away` while nothing gets through at all."""

    def __init__(self) -> None:
        self.faults: list[NetworkFault] = []
        self.is_away = False
        self.listeners: list[Callable[[bool], None]] = []

    def flood(self, retry_after: int = 1, **target: Unpack[FaultTarget]) -> NetworkFault:
        """Answer 429 with `retry_after` seconds."""
        return self._add_fault(NetworkFault(FaultKind.FLOOD, retry_after=retry_after, **target))

    def fail(self, status: int = 502, **target: Unpack[FaultTarget]) -> NetworkFault:
        """Answer 502 with a page of HTML, or another 5xx with JSON; nothing is done."""
        return self._add_fault(NetworkFault(FaultKind.FAIL, status=status, **target))

    def forbid(self, **target: Unpack[FaultTarget]) -> NetworkFault:
        """Answer 403 as if the person had blocked the bot."""
        return self._add_fault(NetworkFault(FaultKind.FORBID, **target))

    def refuse(self, **target: Unpack[FaultTarget]) -> NetworkFault:
        """Refuse the connection; over HTTP it is closed without an answer."""
        return self._add_fault(NetworkFault(FaultKind.REFUSE, **target))

    def lose_request(
        self, hold: float | None = None, **target: Unpack[FaultTarget]
    ) -> NetworkFault:
        """Time out before anything is done; `hold` is explained at `LostCallError`."""
        return self._add_fault(NetworkFault(FaultKind.LOSE_REQUEST, hold=hold, **target))

    def lose_answer(
        self, hold: float | None = None, **target: Unpack[FaultTarget]
    ) -> NetworkFault:
        """Do what is asked, then time out; `hold` is explained at `LostCallError`."""
        return self._add_fault(NetworkFault(FaultKind.LOSE_ANSWER, hold=hold, **target))

    def go_away(self) -> None:
        """Let no call through until `come_back`; long polls that wait are broken."""
        self._set_away(True)

    def come_back(self) -> None:
        """Let calls through again."""
        self._set_away(False)

    def heal(self) -> None:
        """Remove every fault and come back."""
        self.faults.clear()
        self.come_back()

    def take_fault(self, method: str, parameters: Mapping[str, object]) -> NetworkFault | None:
        """Return the fault that hits this call, counting the hit."""
        if self.is_away:
            return NetworkFault(FaultKind.REFUSE, None)
        for fault in self.faults:
            if fault.matches(method, parameters):
                fault.hits += 1
                return fault
        return None

    def _add_fault(self, fault: NetworkFault) -> NetworkFault:
        self.faults.append(fault)
        return fault

    def _set_away(self, is_away: bool) -> None:
        if is_away != self.is_away:
            self.is_away = is_away
            for listener in self.listeners:
                listener(is_away)
