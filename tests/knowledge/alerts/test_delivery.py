from datetime import timedelta

import pytest

from knowledge.alerts.delivery import (
    Ambiguous,
    BadRequest,
    Done,
    Expired,
    Forbidden,
    Migrated,
    NotDelivered,
    Rejected,
    Retry,
    Sent,
    TooFast,
    Unknown,
    Unreachable,
    after,
)
from tests.knowledge.meetings.desk import at

NOW = at("2026-12-09T15:00")
LATER, SOON = NOW + timedelta(days=1), NOW + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("outcome", "attempts", "deadline", "expected"),
    [
        (Sent(9), 1, LATER, Done(9)),
        (Migrated(-5), 1, LATER, Retry(NOW, -5)),
        (Forbidden(), 1, LATER, Unreachable()),
        (BadRequest("too long"), 1, LATER, Rejected("too long")),
        (TooFast(timedelta(seconds=9)), 1, LATER,
         Retry(NOW + timedelta(seconds=9), holds_chat=True)),
        (TooFast(timedelta(hours=1)), 1, SOON, Expired()),
        (NotDelivered(), 1, LATER, Retry(NOW + timedelta(seconds=30))),
        (NotDelivered(), 2, LATER, Retry(NOW + timedelta(minutes=2))),
        (NotDelivered(), 3, LATER, Retry(NOW + timedelta(minutes=10))),
        (NotDelivered(), 9, LATER, Retry(NOW + timedelta(hours=1))),
        (NotDelivered(), 3, SOON, Expired()),
        (NotDelivered(), 12, LATER, Expired()),
        (Ambiguous(), 1, LATER, Retry(NOW + timedelta(seconds=30))),
        (Ambiguous(), 2, LATER, Unknown()),
        (Ambiguous(), 1, SOON, Unknown()),
    ],
)  # fmt: skip
def test_every_outcome_has_one_settlement(outcome, attempts, deadline, expected):
    assert after(outcome, attempts, deadline, NOW) == expected


def test_case_100_what_must_not_come_twice_is_left_uncertain():
    assert after(Ambiguous(), 1, LATER, NOW, may_repeat=False) == Unknown()
