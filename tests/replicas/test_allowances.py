"""One person's allowance is one, however many processes hear them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.storage.database.engine import Database
from bot.storage.replicas import shared_allowances
from handlers.chats.message_limit import MessageLimiter
from knowledge.allowance import ALWAYS_HEARD, AllowanceRate
from tests.town import NOON

RATE = AllowanceRate(10, 2.0)


SPEAKERS = count(1)


@pytest.fixture
def either_db(either: str) -> Iterator[Database]:
    db = Database(either)
    yield db
    db.close()


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from([*ALWAYS_HEARD, ""])), max_size=40))
def test_shared_allowances_decide_as_those_in_the_process_do(
    either_db: Database, said: list[tuple[int, str]]
) -> None:
    alone, at, speaker = MessageLimiter(), NOON, next(SPEAKERS)
    for seconds, command in said:
        at += timedelta(seconds=seconds)
        here = alone.spend_local(speaker, at, command)
        there = either_db.transact(
            shared_allowances.spend_allowance, "all", speaker, RATE, at, command
        )
        assert (here is None) == (there is None)
        if here is not None and there is not None:
            assert here.was_notified == there.was_notified
            here.was_notified = True


def test_many_at_once_spend_no_more_than_there_is(db: Database) -> None:
    def spend(_: int) -> bool:
        return db.transact(shared_allowances.spend_allowance, "all", 7, RATE, NOON) is None

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(spend, range(60))) == RATE.burst


def test_gates_are_apart_and_nobody_is_named(db: Database) -> None:
    for gate in ("all", "sends"):
        assert db.transact(shared_allowances.spend_allowance, gate, 7_007_007, RATE, NOON) is None
    rows = db.transact(lambda s: s.execute(text("SELECT * FROM allowances")).all())
    assert len(rows) == 2
    assert "7007007" not in str(rows)


def test_the_rested_are_forgotten(db: Database) -> None:
    db.transact(shared_allowances.spend_allowance, "all", 7, RATE, NOON)
    db.transact(
        shared_allowances.prune_allowances,
        NOON + shared_allowances.ALLOWANCES_KEPT + timedelta(seconds=1),
    )
    left = text("SELECT count(*) FROM allowances")
    assert db.transact(lambda session: session.scalar(left)) == 0
