"""A clock that does not believe a jump at once: an alert that expired by mistake is gone for good.

The system's clock may be set wrong for a moment, by a person or a time server. A jump is believed
when it has lasted five minutes; until then time goes on as the ticks since the start say.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

logger = logging.getLogger(__name__)

TOLERATED_JUMP = timedelta(seconds=5)  # what a time server corrects in passing
BELIEVED_AFTER = 300.0  # seconds


def boot_seconds() -> float:
    """Return seconds since some moment, the sleep of the machine included where that is known."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class SteadyClock:
    """The present moment; call it like a function."""

    def __init__(
        self, wall: Callable[[], datetime], steady: Callable[[], float] = boot_seconds
    ) -> None:
        """Take the clock on the wall, which may jump, and one that never does."""
        self._wall, self._steady = wall, steady
        self._at, self._tick = wall(), steady()
        self._jump, self._jumped_at = timedelta(0), self._tick

    def __call__(self) -> datetime:
        """Return the present moment as far as it can be believed."""
        now, tick = self._wall(), self._steady()
        expected = self._at + timedelta(seconds=tick - self._tick)
        jump = now - expected
        if abs(jump) > TOLERATED_JUMP:
            if abs(jump - self._jump) > TOLERATED_JUMP:
                self._jump, self._jumped_at = jump, tick
                logger.warning("The clock jumped by %s; not believed yet", jump)
            if tick - self._jumped_at < BELIEVED_AFTER:
                return expected
            logger.warning("The clock is believed again, %s from before", jump)
        self._at, self._tick, self._jump = now, tick, timedelta(0)
        return now
