from datetime import UTC, datetime, timedelta

import pytest

from knowledge.delivery import MOST_LOST_ANSWERS, Next, Result, State, after

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
SOON, LATE = timedelta(minutes=5), timedelta(days=2)


@pytest.mark.parametrize(
    ("result", "attempts", "expected"),
    [
        (Result.SENT, 1, Next(State.SENT)),
        (Result.BLOCKED, 1, Next(State.UNREACHABLE)),
        (Result.REFUSED, 1, Next(State.REJECTED)),
        (Result.MAYBE, 1, Next(State.UNKNOWN)),  # routine is never sent again: it may be there
        (Result.NOT_DELIVERED, 1, Next(State.QUEUED, NOW + timedelta(seconds=30))),
        (Result.NOT_DELIVERED, 2, Next(State.QUEUED, NOW + timedelta(minutes=2))),
        (Result.NOT_DELIVERED, 9, Next(State.QUEUED, NOW + timedelta(hours=1))),
    ],
)
def test_what_follows_a_try(result: Result, attempts: int, expected: Next) -> None:
    assert after(result, attempts=attempts, now=NOW, expires_at=NOW + LATE) == expected


def test_a_flood_is_waited_out_for_as_long_as_telegram_says() -> None:
    told = after(Result.FLOODED, attempts=1, now=NOW, expires_at=None, wait=timedelta(seconds=77))
    assert told == Next(State.QUEUED, NOW + timedelta(seconds=77))


def test_nothing_is_tried_past_its_time() -> None:
    told = after(Result.NOT_DELIVERED, attempts=4, now=NOW, expires_at=NOW + SOON)
    assert told == Next(State.EXPIRED)


def test_what_is_urgent_is_sent_again_after_a_pause_though_it_may_have_arrived() -> None:
    told = after(Result.MAYBE, attempts=1, now=NOW, expires_at=NOW + LATE, is_urgent=True)
    assert told == Next(State.QUEUED, NOW + timedelta(seconds=10))


def test_but_not_for_ever() -> None:
    states = [
        after(
            Result.MAYBE,
            attempts=lost + 1,
            now=NOW,
            expires_at=None,
            is_urgent=True,
            lost_answers=lost,
        ).state
        for lost in range(MOST_LOST_ANSWERS + 1)
    ]
    assert states == [*[State.QUEUED] * MOST_LOST_ANSWERS, State.UNKNOWN]


@pytest.mark.parametrize("left", [3, 90, 240])
def test_what_is_urgent_is_tried_until_its_time_is_over(left: int) -> None:
    """However short the time, never at the end of it, and never without a second's pause."""
    now, end, tries = NOW, NOW + timedelta(seconds=left), 0
    told = Next(State.QUEUED, now)
    while told.at is not None:
        assert told.at < end
        now, tries = told.at, tries + 1
        told = after(Result.NOT_DELIVERED, attempts=tries, now=now, expires_at=end, is_urgent=True)
    assert told == Next(State.EXPIRED)
    assert end - now <= timedelta(seconds=2)


def test_what_is_urgent_never_waits_longer_than_two_minutes() -> None:
    told = after(Result.NOT_DELIVERED, attempts=50, now=NOW, expires_at=NOW + LATE, is_urgent=True)
    assert told == Next(State.QUEUED, NOW + timedelta(minutes=2))


def test_what_may_have_arrived_is_unknown_not_expired_when_its_time_is_over() -> None:
    told = after(Result.MAYBE, attempts=1, now=NOW, expires_at=NOW, is_urgent=True)
    assert told == Next(State.UNKNOWN)
