"""Time-lapse: the clock is moved from one due moment to the next, and the bot acts at each.

A jump of a day would let what was due meanwhile come late, or too late to be of use; here it
comes as it would have come had one waited.
"""

import asyncio
from datetime import datetime, timedelta
from typing import Final

from bot.app import RunningBot
from bot.playground.simulator.simulated_clock import SimulatedClock
from bot.playground.simulator.simulated_telegram import SimulatedTelegram
from bot.storage.alerts import due_times
from bot.storage.intake import inbox

POLL_IN: Final = timedelta(seconds=2)
MAX_LAPSE: Final = timedelta(days=60)
MAX_STOPS: Final = 500
_IDLE_TIMEOUT: Final = 5.0  # real seconds for the bot to answer what people have said


class TimeLapse:
    """Moves one clock for one running bot."""

    def __init__(
        self, clock: SimulatedClock, telegram: SimulatedTelegram, running: RunningBot
    ) -> None:
        self._clock, self._telegram, self._running = clock, telegram, running
        self._moving = asyncio.Lock()

    async def advance(self, span: timedelta) -> str:
        """Let a span of time go by; return what came of it, in words."""
        if span < timedelta():
            raise ValueError("The clock only moves forward; start the playground anew instead.")
        async with self._moving:
            return await self._pass_time(self._clock() + span, is_to_end=True)

    async def advance_to_next(self) -> str:
        """Go to the next moment at which somebody hears of something."""
        async with self._moving:
            return await self._pass_time(self._clock() + MAX_LAPSE, is_to_end=False)

    async def _pass_time(self, end: datetime, *, is_to_end: bool) -> str:
        scheduler = self._running.application.job_queue.scheduler  # type: ignore[union-attr]
        before = len(self._telegram.calls)
        scheduler.pause()  # its ticks would run into ours
        try:
            await self._wait_until_idle()
            for _ in range(MAX_STOPS):
                stop = await self._next_due(end)
                if stop is None and not is_to_end:
                    break
                self._clock.advance(max((stop or end) - self._clock(), timedelta()))
                await self._running.scheduler.run_once()
                if stop is None or (not is_to_end and self._count_sent(before)):
                    break
        finally:
            scheduler.resume()
        return self._result_text(before, is_to_end=is_to_end)

    async def _next_due(self, end: datetime) -> datetime | None:
        """Return the next moment at which something is due, or None if that is after the end."""
        services = self._running.services
        now = self._clock()
        if now >= end:
            return None
        return await services.db.run(due_times.next_due, now, services.city, end - now)

    async def _wait_until_idle(self) -> None:
        """Let the bot finish what it has in hand, so that no moment falls into the middle."""
        db = self._running.services.db
        loop = asyncio.get_running_loop()
        until = loop.time() + _IDLE_TIMEOUT
        while loop.time() < until and (
            self._telegram.updates.pending_count or await db.run(inbox.count_waiting)
        ):
            await self._telegram.wait_for_call(0.05)
        self._clock.advance(POLL_IN)  # what was changed in the calendar just now is read first
        await self._running.scheduler.run_once()

    def _count_sent(self, before: int) -> int:
        fresh = self._telegram.calls[before:]
        return sum(call.method.startswith("send") and call.status == 200 for call in fresh)

    def _result_text(self, before: int, *, is_to_end: bool) -> str:
        sent = self._count_sent(before)
        fresh = self._telegram.calls[before:]
        edited = sum(call.method.startswith("editMessage") for call in fresh)
        if not sent and not edited:
            if is_to_end:
                return "Nobody was told anything."
            return f"Nothing is due in the next {MAX_LAPSE.days} days. Does anybody subscribe?"
        return f"Messages sent: {sent}. Messages edited: {edited}."
