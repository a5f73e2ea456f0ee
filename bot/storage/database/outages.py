"""How long the database did not do its work: said once when it begins, once when it is over."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from bot.faults import error_code

logger = logging.getLogger(__name__)

QUIET_SECONDS = (
    30.0  # seconds without a fault until it is over: a full disk goes on being read meanwhile
)


@dataclass(frozen=True, slots=True)
class Outage:
    """A stretch of time that is over: what was wrong first, and for how many seconds."""

    code: str
    seconds: int


class Outages:
    """The present outage, if there is one, and the last that ended; any thread may tell."""

    def __init__(self, steady: Callable[[], float] = monotonic) -> None:
        """Take a clock that never jumps, in seconds."""
        self._steady, self._lock = steady, Lock()
        self._code, self._began_at, self._failed_at = "", 0.0, 0.0
        self._over: Outage | None = None

    @property
    def is_on(self) -> bool:
        """Tell whether the database did not do its work a moment ago."""
        return bool(self._code)

    def note_fault(self, error: BaseException) -> None:
        """Note that the database did not do its work."""
        with self._lock:
            self._failed_at = self._steady()
            if self._code:
                return
            self._code, self._began_at = error_code(error), self._failed_at
        logger.error("The database does not work (%s); waiting and trying again", self._code)

    def note_success(self) -> None:
        """Note that it did; after a while without a fault the outage is over."""
        if not self._code:
            return
        with self._lock:
            if not self._code or self._steady() - self._failed_at < QUIET_SECONDS:
                return
            self._over = Outage(self._code, round(self._failed_at - self._began_at))
            self._code = ""
        logger.warning("The database works again, after %s s", self._over.seconds)

    def take_ended(self) -> Outage | None:
        """Return the outage that ended since last asked."""
        with self._lock:
            over, self._over = self._over, None
        return over
