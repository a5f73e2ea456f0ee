"""Flood control: 30 messages a second in all, about one a second a chat, 20 a minute a group.

Source: the bots FAQ ("My bot is hitting limits"). Exact limits are unpublished; short bursts in
one chat pass, so a private chat may get `PRIVATE_BURST` messages before the rule of one a second
bites.
"""

from collections import defaultdict, deque
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from bot.playground.simulator.accounts import SimulatedChat

OVERALL_LIMIT: Final = (30, timedelta(seconds=1))
GROUP_LIMIT: Final = (20, timedelta(minutes=1))
PRIVATE_BURST: Final = 5
PRIVATE_LIMIT: Final = (PRIVATE_BURST, timedelta(seconds=PRIVATE_BURST))


class FloodControl:
    """Counts what the bot sends; off until `is_on` is set."""

    def __init__(self) -> None:
        self.is_on = False
        self._sent: dict[int, deque[datetime]] = defaultdict(deque)

    def seconds_to_wait(self, chat: SimulatedChat, now: datetime) -> int:
        """Count one message; return 0, or the seconds to wait when it is one too many."""
        if not self.is_on:
            return 0
        private = chat.type == "private"
        rules = {0: OVERALL_LIMIT, chat.id: PRIVATE_LIMIT if private else GROUP_LIMIT}
        waits = [_seconds_over_limit(self._sent[key], *rule, now) for key, rule in rules.items()]
        if any(waits):
            return max(waits)
        for key in rules:
            self._sent[key].append(now)
        return 0


def _seconds_over_limit(sent: deque[datetime], most: int, within: timedelta, now: datetime) -> int:
    while sent and now - sent[0] >= within:
        sent.popleft()
    if len(sent) < most:
        return 0
    return max(1, ceil((sent[0] + within - now).total_seconds()))
