"""The playground's clock: real time, moved forward by hand; never back, as in life."""

from collections.abc import Callable
from datetime import datetime, timedelta


class SimulatedClock:
    """Tells the time as `services.now` does: aware UTC datetimes."""

    def __init__(self, real: Callable[[], datetime]) -> None:
        self._real = real
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        """Return the present moment in the playground."""
        return self._real() + self.ahead

    def advance(self, span: timedelta) -> datetime:
        """Let a span of time pass at once; return the new present. Raises ValueError for < 0."""
        if span < timedelta():
            raise ValueError("The clock only moves forward; start the playground anew instead.")
        self.ahead += span
        return self()
