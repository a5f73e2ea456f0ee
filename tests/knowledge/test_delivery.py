from datetime import UTC, datetime, timedelta

import pytest

from knowledge.delivery import Next, Result, State, after

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
SOON, LATE = timedelta(minutes=5), timedelta(days=2)


@pytest.mark.parametrize(
    ("result", "attempts", "expected"),
    [
        (Result.SENT, 1, Next(State.SENT)),
        (Result.BLOCKED, 1, Next(State.UNREACHABLE)),
        (Result.REFUSED, 1, Next(State.REJECTED)),
        (Result.MAYBE, 1, Next(State.UNKNOWN)),  # never sent again: it may have arrived
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
