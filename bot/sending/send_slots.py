"""How many messages may be on their way or just have arrived: 28 in any second as Telegram counts.

A message arrives somewhere between its departure and its answer, so its slot is free again only a
little over a second after the answer: two messages of one slot arrive at least a second apart.
Of several processes each has a part of the slots, lent for a few seconds
(`bot.replication.replica`). Time is an argument, in seconds of a monotonic clock.
"""

from collections import deque
from math import inf
from typing import Final

from bot.sending.chat_limits import MESSAGE_INTERVAL

SENDS_PER_SECOND: Final = 28


class SendSlots:
    """The slots of this process."""

    def __init__(self, most: int = SENDS_PER_SECOND) -> None:
        """Start with all there are, for ever: a lone process."""
        self.limit = most
        self.valid_until = inf
        """Until when they are ours; past it nothing may leave."""
        self._under_way = 0  # slots taken whose answer has not come
        self._cooling: deque[float] = deque()  # when each other taken slot is free again

    def used_count(self, now: float) -> int:
        """Return how many are taken."""
        while self._cooling and self._cooling[0] <= now:
            self._cooling.popleft()
        return self._under_way + len(self._cooling)

    def wait_seconds(self, now: float) -> float:
        """Return for how many seconds none is free; without end until an answer or a loan."""
        if now > self.valid_until:
            return inf
        if self.used_count(now) < self.limit:
            return 0.0
        late = self.used_count(now) - self.limit  # so many more must cool, if some were lent back
        return self._cooling[late] - now if late < len(self._cooling) else inf

    def take_slot(self) -> None:
        """Take one for a message that is given leave."""
        self._under_way += 1

    def note_answer(self, now: float) -> bool:
        """Let the slot of an answered message cool; False if none was taken."""
        if not self._under_way:
            return False
        self._under_way -= 1
        self._cooling.append(now + MESSAGE_INTERVAL)
        return True

    def release_slot(self) -> None:
        """Free a slot from which nothing went."""
        self._under_way = max(0, self._under_way - 1)
