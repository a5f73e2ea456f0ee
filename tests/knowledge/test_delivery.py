from datetime import UTC, datetime, timedelta

import pytest

from knowledge.delivery import (
    MAX_LOST_ANSWERS,
    DeliveryState,
    NextState,
    SendResult,
    decide_next_state,
)

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
SOON, LATE = timedelta(minutes=5), timedelta(days=2)


@pytest.mark.parametrize(
    ("result", "attempts", "expected"),
    [
        (SendResult.SENT, 1, NextState(DeliveryState.SENT)),
        (SendResult.BLOCKED, 1, NextState(DeliveryState.UNREACHABLE)),
        (SendResult.REFUSED, 1, NextState(DeliveryState.REJECTED)),
        (
            SendResult.MAYBE,
            1,
            NextState(DeliveryState.UNKNOWN),
        ),  # routine is never sent again: it may be there
        (
            SendResult.NOT_DELIVERED,
            1,
            NextState(DeliveryState.QUEUED, NOW + timedelta(seconds=30)),
        ),
        (SendResult.NOT_DELIVERED, 2, NextState(DeliveryState.QUEUED, NOW + timedelta(minutes=2))),
        (SendResult.NOT_DELIVERED, 9, NextState(DeliveryState.QUEUED, NOW + timedelta(hours=1))),
    ],
)
def test_what_follows_a_try(result: SendResult, attempts: int, expected: NextState) -> None:
    assert decide_next_state(result, attempts=attempts, now=NOW, expires_at=NOW + LATE) == expected


def test_a_flood_is_waited_out_for_as_long_as_telegram_says() -> None:
    told = decide_next_state(
        SendResult.FLOODED, attempts=1, now=NOW, expires_at=None, wait=timedelta(seconds=77)
    )
    assert told == NextState(DeliveryState.QUEUED, NOW + timedelta(seconds=77))


def test_nothing_is_tried_past_its_time() -> None:
    told = decide_next_state(SendResult.NOT_DELIVERED, attempts=4, now=NOW, expires_at=NOW + SOON)
    assert told == NextState(DeliveryState.EXPIRED)


def test_what_is_urgent_is_sent_again_after_a_pause_though_it_may_have_arrived() -> None:
    told = decide_next_state(
        SendResult.MAYBE, attempts=1, now=NOW, expires_at=NOW + LATE, is_urgent=True
    )
    assert told == NextState(DeliveryState.QUEUED, NOW + timedelta(seconds=10))


def test_but_not_for_ever() -> None:
    states = [
        decide_next_state(
            SendResult.MAYBE,
            attempts=lost + 1,
            now=NOW,
            expires_at=None,
            is_urgent=True,
            lost_answers=lost,
        ).state
        for lost in range(MAX_LOST_ANSWERS + 1)
    ]
    assert states == [*[DeliveryState.QUEUED] * MAX_LOST_ANSWERS, DeliveryState.UNKNOWN]


@pytest.mark.parametrize("left", [3, 90, 240])
def test_what_is_urgent_is_tried_until_its_time_is_over(left: int) -> None:
    """However short the time, never at the end of it, and never without a second's pause."""
    now, end, tries = NOW, NOW + timedelta(seconds=left), 0
    told = NextState(DeliveryState.QUEUED, now)
    while told.at is not None:
        assert told.at < end
        now, tries = told.at, tries + 1
        told = decide_next_state(
            SendResult.NOT_DELIVERED, attempts=tries, now=now, expires_at=end, is_urgent=True
        )
    assert told == NextState(DeliveryState.EXPIRED)
    assert end - now <= timedelta(seconds=2)


def test_what_is_urgent_never_waits_longer_than_two_minutes() -> None:
    told = decide_next_state(
        SendResult.NOT_DELIVERED, attempts=50, now=NOW, expires_at=NOW + LATE, is_urgent=True
    )
    assert told == NextState(DeliveryState.QUEUED, NOW + timedelta(minutes=2))


def test_what_may_have_arrived_is_unknown_not_expired_when_its_time_is_over() -> None:
    told = decide_next_state(SendResult.MAYBE, attempts=1, now=NOW, expires_at=NOW, is_urgent=True)
    assert told == NextState(DeliveryState.UNKNOWN)
