from datetime import timedelta

import pytest

from bot.playground.simulator.simulated_clock import SimulatedClock


def test_it_runs_with_real_time_until_it_is_moved(clock) -> None:
    ours = SimulatedClock(clock)
    assert ours() == clock()
    clock.passes(minutes=5)
    assert ours() == clock()


def test_what_it_is_moved_by_stays_on_top_of_real_time(clock) -> None:
    ours = SimulatedClock(clock)
    assert ours.advance(timedelta(hours=3)) == clock() + timedelta(hours=3)
    clock.passes(minutes=5)
    assert ours() == clock() + timedelta(hours=3)


def test_it_never_goes_back(clock) -> None:
    with pytest.raises(ValueError, match="only moves forward"):
        SimulatedClock(clock).advance(timedelta(seconds=-1))
