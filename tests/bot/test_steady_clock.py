"""A jump of the clock is believed only when it lasts."""

from datetime import timedelta

import pytest

from bot.steady_clock import BELIEVED_AFTER, SteadyClock, boot_seconds
from tests.town import NOON

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


class Times:
    """A wall clock and its ticks, moved by hand."""

    def __init__(self) -> None:
        self.wall, self.tick = NOON, 1000.0
        self.clock = SteadyClock(lambda: self.wall, lambda: self.tick)

    def passes(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.tick += seconds


@pytest.mark.parametrize("jump", [DAY, -DAY, timedelta(minutes=1), timedelta(days=-20_000)])
def test_a_jump_that_does_not_last_is_never_seen(jump: timedelta) -> None:
    times = Times()
    for _ in range(3):
        times.wall += jump
        for _ in range(10):
            times.passes(10)
            assert times.clock() == times.wall - jump
        times.wall -= jump
        times.passes(1)
        assert times.clock() == times.wall


@pytest.mark.parametrize("jump", [DAY, -DAY])
def test_a_jump_that_lasts_is_believed(jump: timedelta) -> None:
    times = Times()
    times.wall += jump
    times.clock()
    times.passes(BELIEVED_AFTER - 1)
    assert times.clock() == times.wall - jump
    times.passes(1)
    assert times.clock() == times.wall
    times.passes(3600)
    assert times.clock() == times.wall


def test_small_corrections_add_up_without_a_word(caplog: pytest.LogCaptureFixture) -> None:
    times = Times()
    for _ in range(1000):
        times.passes(1)
        times.wall += SECOND
        assert times.clock() == times.wall
    assert caplog.records == []


def test_one_jump_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    times = Times()
    times.wall += DAY
    for _ in range(100):
        times.passes(1)
        times.clock()
    assert len(caplog.records) == 1


def test_ticks_go_forward() -> None:
    assert boot_seconds() <= boot_seconds()
