"""Whether broadcasts are paid for, and how fast they go then."""

import asyncio
from math import inf

from bot.context import Services
from bot.sending.rate_limiter import RateLimiter
from bot.storage.database import runtime_flags
from bot.storage.notices.campaign_records import BROADCAST
from bot.storage.outbox.delivery_queue import ClaimedDelivery

PAID_PER_SECOND = 900  # of the 1,000 that Telegram allows for a fee (sendMessage)
PAID_POLL_SECONDS = 5.0  # seconds until to look anew


class PaidBroadcasts:
    """The rule an owner may set, looked up every few seconds, and a budget of their own."""

    def __init__(self, services: Services) -> None:
        """Take the services; the rule is first looked up when a broadcast goes."""
        self._db = services.db
        self._is_on, self._looked_at = False, -inf
        self.rate_limiter = RateLimiter(
            per_second=PAID_PER_SECOND, told=services.metrics.count_send
        )

    async def include(self, one: ClaimedDelivery) -> bool:
        """Tell whether a message is of a broadcast that is paid for."""
        if one.card != BROADCAST:
            return False
        now = asyncio.get_running_loop().time()
        if now - self._looked_at > PAID_POLL_SECONDS:
            self._is_on = await self._db.run(runtime_flags.are_broadcasts_paid)
            self._looked_at = now
        return self._is_on
