"""When nobody may send: the road is broken, or Telegram says stop. Then one message tries it.

Three calls in a row that got no answer stop all, replies too: each more could be lost as well.
So do two 429s in a row from different chats, for as long as Telegram says; one chat's own limit
is that chat's affair. A call that left before all was stopped tells nothing new. Time is an
argument, in seconds of a monotonic clock.
"""

from math import inf
from typing import Final

from knowledge.delivery import SendResult

MAX_FAULTS: Final = 3
MAX_FLOODED_CHATS: Final = 2
PAUSES: Final = (1.0, 2.0, 4.0, 8.0)  # before each probe; the last one is kept to


class CircuitBreaker:
    """Counts what goes wrong in a row."""

    def __init__(self) -> None:
        """Start with a sound road."""
        self._reset()

    def _reset(self) -> None:
        self._faults, self._probes, self._flooded = 0, 0, set[int]()
        self._stopped_at, self._until = inf, 0.0
        self._is_probing = False

    @property
    def is_stopped(self) -> bool:
        """Tell whether nobody may send but one probe."""
        return self._stopped_at < inf

    def wait_seconds(self, now: float) -> float:
        """Return for how long nobody may go; without end while a probe is on the wire."""
        if not self.is_stopped:
            return 0.0
        return inf if self._is_probing else max(0.0, self._until - now)

    def note_departure(self) -> None:
        """Note that a message was given leave; while all is stopped it is the probe."""
        self._is_probing = self.is_stopped

    def note_unused(self) -> None:
        """Note that it did not go after all."""
        self._is_probing = False

    def note_result(
        self, result: SendResult, *, chat: int, left_at: float, now: float, wait: float = 0.0
    ) -> None:
        """Note what became of a call; `wait` is for how long a 429 asks us to."""
        if left_at < self._stopped_at < inf:
            if result is SendResult.FLOODED:
                self._until = max(self._until, now + wait)
            return
        self._is_probing = False
        match result:
            case SendResult.FLOODED:
                self._faults = 0
                self._flooded.add(chat)
                if self.is_stopped or len(self._flooded) >= MAX_FLOODED_CHATS:
                    self._trip(now, wait)
            case SendResult.NOT_DELIVERED | SendResult.MAYBE:
                self._faults += 1
                if self.is_stopped or self._faults >= MAX_FAULTS:
                    self._trip(now, PAUSES[min(self._probes, len(PAUSES) - 1)])
                    self._probes += 1
            case _:
                self._reset()

    def _trip(self, now: float, pause: float) -> None:
        self._stopped_at = now
        self._until = max(self._until, now + pause)
