"""How fast one chat may be spoken to: a message a second to a person, twenty a minute to a group.

Source: core.telegram.org/bots/faq, "My bot is hitting limits". A message counts from its answer
on: it arrived before that. Pure; time is an argument, in seconds of a monotonic clock.
"""

from collections import OrderedDict, deque
from typing import Final

MESSAGE_INTERVAL: Final = 1.02  # a little over: clocks differ
GROUP_MINUTE: Final = 60.0
PER_GROUP: Final = 20
REPLY_BURST: Final = 5  # Telegram tolerates short bursts to one chat; only replies use that


class ChatLimits:
    """When each chat was last spoken to; of chats long silent nothing is kept."""

    def __init__(self) -> None:
        """Start with nobody spoken to."""
        self.divided_by = 1
        """How many processes share the limits: replies to one chat may come from any of them."""
        self._chats: OrderedDict[int, deque[float]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many chats are remembered."""
        return len(self._chats)

    def wait_seconds(self, chat: int, now: float, *, is_reply: bool) -> float:
        """Return for how many seconds a chat must still be left alone."""
        times = self._chats.get(chat)
        if not times:
            return 0.0
        if chat < 0:
            return _window_wait(times, self._divided(PER_GROUP), GROUP_MINUTE, now)
        if is_reply:
            return _window_wait(
                times, self._divided(REPLY_BURST), REPLY_BURST * MESSAGE_INTERVAL, now
            )
        return max(0.0, times[-1] + MESSAGE_INTERVAL - now)

    def _divided(self, most: int) -> int:
        return max(1, most // self.divided_by)

    def note_departure(self, chat: int, now: float) -> None:
        """Note that a message is given leave."""
        self._forget(now)
        times = self._chats.setdefault(chat, deque(maxlen=PER_GROUP))
        times.append(now)
        self._chats.move_to_end(chat)

    def _forget(self, now: float) -> None:
        """Drop the chats whose last message no limit counts any more."""
        while self._chats:
            longest_silent = next(iter(self._chats))
            if now - self._chats[longest_silent][-1] < GROUP_MINUTE:
                return
            del self._chats[longest_silent]

    def note_answer(self, chat: int, left_at: float, now: float) -> None:
        """Note that what left at a moment was answered now."""
        times = self._chats.get(chat)
        leaves = [at for at in times or () if at <= left_at]
        if times and leaves:
            times.remove(leaves[-1])
            times.append(now)


def _window_wait(times: deque[float], most: int, span: float, now: float) -> float:
    recent = [at for at in times if now - at < span]
    return recent[-most] + span - now if len(recent) >= most else 0.0
