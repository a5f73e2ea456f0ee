"""`python -m bot` for a benchmark: it sends without limit, and counts what it asks its database.

    python -m benchmarks.lifted FOLDER COMMAND …

If `FOLDER/clock` is there its clock is turned by that file, which says by how many seconds it is
ahead of the world's; then it ticks five times a second, and every leap is believed.
`FOLDER/count-PID` holds the statements and transactions of each process.
"""

import mmap
import os
import struct
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

_AHEAD, _COUNTS = struct.Struct("d"), struct.Struct("qq")
NO_LIMIT = 10_000
TICK_SECONDS = 0.2


def _shared(path: Path, size: int) -> mmap.mmap:
    with path.open("r+b") as file:
        return mmap.mmap(file.fileno(), size)


class TurnedClock:
    """The world's clock and so many seconds, the same for all who opened the file."""

    def __init__(self, path: Path) -> None:
        self._ahead = _shared(path, _AHEAD.size)

    @classmethod
    def made(cls, path: Path, starts_at: datetime) -> "TurnedClock":
        """Return a new clock that begins to go at a moment."""
        path.write_bytes(_AHEAD.pack((starts_at - datetime.now(UTC)).total_seconds()))
        return cls(path)

    def __call__(self) -> datetime:
        [ahead] = _AHEAD.unpack(self._ahead[:])
        return datetime.now(UTC) + timedelta(seconds=ahead)

    def leap(self, span: timedelta) -> None:
        """Put it forward, for everyone at once."""
        [ahead] = _AHEAD.unpack(self._ahead[:])
        self._ahead[:] = _AHEAD.pack(ahead + span.total_seconds())


def arguments(folder: Path, command: Sequence[str] = ("run",)) -> tuple[str, ...]:
    """Return what Python is started with."""
    return "-m", "benchmarks.lifted", str(folder), *command


def counted(folder: Path) -> tuple[int, int]:
    """Return the statements and transactions of all processes so far."""
    each = [_COUNTS.unpack(path.read_bytes()) for path in folder.glob("count-*")]
    return sum(one[0] for one in each), sum(one[1] for one in each)


def _count(folder: Path) -> None:
    """Count every statement that a cursor executes and every commit, of any engine."""
    from sqlalchemy import Engine, event

    path = folder / f"count-{os.getpid()}"
    path.write_bytes(_COUNTS.pack(0, 0))
    shared, counts = _shared(path, _COUNTS.size), [0, 0]

    def one_more(place: int) -> None:
        counts[place] += 1
        shared[:] = _COUNTS.pack(*counts)

    event.listen(Engine, "before_cursor_execute", lambda *_: one_more(0))
    event.listen(Engine, "commit", lambda *_: one_more(1))


def main() -> int:
    """Lift the limit before anyone reads it, then be the bot."""
    folder, command = Path(sys.argv[1]), sys.argv[2:]
    from bot.sending import send_slots

    send_slots.SENDS_PER_SECOND = NO_LIMIT
    from bot import cli, clock, steady_clock
    from bot.jobs import scheduler

    _count(folder)
    if (place := folder / "clock").exists():  # before the command imports them
        clock.utc_now = TurnedClock(place)
        steady_clock.SteadyClock = lambda wall: wall
        scheduler.TICK_SECONDS = TICK_SECONDS
    return cli.main(command)


if __name__ == "__main__":
    sys.exit(main())
