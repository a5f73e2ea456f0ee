"""Time-lapse: the clock is moved from one due moment to the next, and the bot acts at each.

A jump of a day would let what was due meanwhile come late, or too late to be of use; here it
comes as it would have come had one waited.
"""

import asyncio
from datetime import datetime, timedelta
from typing import Final

from bot.app import RunningBot
from bot.playground.clock import Clock
from bot.playground.telegram import SimulatedTelegram
from bot.storage import coming, inbox

POLL_IN: Final = timedelta(seconds=2)
FARTHEST: Final = timedelta(days=60)
MOST_STOPS: Final = 500
_PATIENCE: Final = 5.0  # real seconds for the bot to answer what people have said


class Lapse:
    """Moves one clock for one running bot."""

    def __init__(self, clock: Clock, telegram: SimulatedTelegram, running: RunningBot) -> None:
        self._clock, self._telegram, self._running = clock, telegram, running
        self._moving = asyncio.Lock()

    async def advance(self, span: timedelta) -> str:
        """Let a span of time go by; return what came of it, in words."""
        if span < timedelta():
            raise ValueError("The clock only moves forward; start the playground anew instead.")
        async with self._moving:
            return await self._pass(self._clock() + span, is_to_end=True)

    async def to_next(self) -> str:
        """Go to the next moment at which somebody hears of something."""
        async with self._moving:
            return await self._pass(self._clock() + FARTHEST, is_to_end=False)

    async def _pass(self, end: datetime, *, is_to_end: bool) -> str:
        scheduler = self._running.application.job_queue.scheduler  # type: ignore[union-attr]
        before = len(self._telegram.calls)
        scheduler.pause()  # its ticks would run into ours
        try:
            await self._quiet()
            for _ in range(MOST_STOPS):
                stop = await self._next(end)
                if stop is None and not is_to_end:
                    break
                self._clock.passes(max((stop or end) - self._clock(), timedelta()))
                await self._running.timetable.once()
                if stop is None or (not is_to_end and self._sent(before)):
                    break
        finally:
            scheduler.resume()
        return self._told(before, is_to_end=is_to_end)

    async def _next(self, end: datetime) -> datetime | None:
        """Return the next moment at which something is due, or None if that is after the end."""
        services = self._running.services
        now = self._clock()
        if now >= end:
            return None
        return await services.db.run(coming.next_due, now, services.city, end - now)

    async def _quiet(self) -> None:
        """Let the bot finish what it has in hand, so that no moment falls into the middle."""
        db = self._running.services.db
        loop = asyncio.get_running_loop()
        until = loop.time() + _PATIENCE
        while loop.time() < until and (
            self._telegram.updates.pending or await db.run(inbox.waiting)
        ):
            await self._telegram.heard(0.05)
        self._clock.passes(POLL_IN)  # what was changed in the calendar just now is read first
        await self._running.timetable.once()

    def _sent(self, before: int) -> int:
        fresh = self._telegram.calls[before:]
        return sum(call.method.startswith("send") and call.status == 200 for call in fresh)

    def _told(self, before: int, *, is_to_end: bool) -> str:
        sent = self._sent(before)
        fresh = self._telegram.calls[before:]
        edited = sum(call.method.startswith("editMessage") for call in fresh)
        if not sent and not edited:
            if is_to_end:
                return "Nobody was told anything."
            return f"Nothing is due in the next {FARTHEST.days} days. Does anybody subscribe?"
        return f"Messages sent: {sent}. Messages edited: {edited}."
