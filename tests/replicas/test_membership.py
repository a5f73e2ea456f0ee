"""Who leads, who may send how much, and what they hear of each other: real locks, real time."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import text

from bot.context import ReplicaStatus
from bot.replication import replica
from bot.sending.rate_limiter import RateLimiter
from bot.storage.database import base_version
from bot.storage.database.engine import Database
from bot.storage.intake import inbox
from bot.storage.replicas import heartbeats
from knowledge.delivery import Urgency
from tests import postgres
from tests.receiver import most_within
from tests.town import NOON

FASTER = 2  # than real: whatever is waited for, all in the same proportion
DEAD = heartbeats.DEAD_AFTER.total_seconds() / FASTER


@pytest.fixture(autouse=True)
def _faster() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("BEAT_SECONDS", "MIN_BEAT_SECONDS", "BEAT_VALID_SECONDS"):
            patch.setattr(replica, name, getattr(replica, name) / FASTER)
        patch.setattr(heartbeats, "DEAD_AFTER", heartbeats.DEAD_AFTER / FASTER)
        yield


class Member:
    """A process's part in it."""

    def __init__(self, url: str) -> None:
        self.db, self.budget, self.known = Database(url), RateLimiter(), ReplicaStatus()
        self.heard: list[int] = []
        self.revived = 0
        self.replica = replica.Replica(
            self.db, self.budget, known=self.known, newer_base=self._hear, revived=self._revive
        )
        self.task = asyncio.get_running_loop().create_task(self.replica.run())

    async def _hear(self, version: int) -> None:
        self.heard.append(version)

    async def _revive(self) -> None:
        self.revived += 1

    async def stop(self) -> None:
        self.task.cancel()
        with suppress(asyncio.CancelledError):
            await self.task
        await self.replica.close()
        self.db.close()


async def until(true: Callable[[], Any], patience: float = 20.0) -> float:
    began = time.monotonic()
    async with asyncio.timeout(patience):
        while not true():
            await asyncio.sleep(0.01)
    return time.monotonic() - began


@pytest.fixture
async def pair(url: str, _faster: None) -> AsyncIterator[list[Member]]:
    members = [Member(url), Member(url)]
    await until(lambda: all(member.known.live_count == 2 for member in members))
    yield members
    for member in members:
        await member.stop()


def leaders(members: list[Member]) -> list[Member]:
    return [member for member in members if member.known.leads]


async def test_one_leads_and_when_its_connection_is_gone_another_does_at_once(
    pair: list[Member], server: postgres.Server
) -> None:
    await until(lambda: len(leaders(pair)) == 1)
    [first] = leaders(pair)
    [other] = [member for member in pair if member is not first]
    first.task.cancel()  # it no longer beats, as a process that was killed
    lock = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
    server.tell(f"{lock} AND database = (SELECT oid FROM pg_database WHERE datname = "
                f"'{first.db.url.database}')")  # fmt: skip
    assert await until(lambda: other.known.leads) < 2.0


async def test_never_two_lead_while_the_server_restarts_and_one_does_afterwards(
    pair: list[Member], server: postgres.Server
) -> None:
    await until(lambda: len(leaders(pair)) == 1)
    for _ in range(3):
        server.cut()
        ends = time.monotonic() + 1.5 / FASTER
        while time.monotonic() < ends:
            assert len(leaders(pair)) <= 1
            await asyncio.sleep(0.01)
    await until(lambda: len(leaders(pair)) == 1)
    assert all(member.budget.slots.limit >= 2 for member in pair)


async def test_at_the_receiver_both_together_keep_to_28_in_any_second(pair: list[Member]) -> None:
    arrived: list[float] = []
    loop = asyncio.get_running_loop()

    async def call() -> bool:
        arrived.append(loop.time())
        await asyncio.sleep(0.01)
        return True

    async def send(member: Member, chat: int, urgency: Urgency) -> None:
        async with member.budget.permit(chat, urgency) as passage:
            await passage.use(call)

    began = loop.time()
    alerts = [send(pair[0], chat, Urgency.ROUTINE) for chat in range(1, 141)]
    sending = loop.create_task(asyncio.wait([loop.create_task(one) for one in alerts]))
    waits = []
    for chat in range(1000, 1010):  # replies of the other, amid the alerts of the first
        await asyncio.sleep(0.3)
        asked = loop.time()
        await send(pair[1], chat, Urgency.REPLY)
        waits.append(loop.time() - asked)
    await sending
    assert len(arrived) == 150
    assert most_within(1.0, sorted(arrived)) <= 28
    assert loop.time() - began < 12  # 140 alerts at 22 and more a second
    assert sorted(waits)[5] < 1.0


async def test_who_cannot_reach_the_database_falls_silent_before_others_take_its_share(
    pair: list[Member], monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = pair[1]

    def away(*_: Any, **__: Any) -> None:
        raise OSError(28, "away")

    monkeypatch.setattr(cut.db, "transact", away)
    lost_at = time.monotonic()
    await until(lambda: cut.budget.slots.limit == 0)
    silent_after = time.monotonic() - lost_at
    await until(lambda: pair[0].known.live_count == 1)
    dead_after = time.monotonic() - lost_at
    assert silent_after < dead_after <= DEAD + 1.0
    assert not cut.known.leads
    monkeypatch.undo()
    await until(lambda: pair[0].known.live_count == 2)
    await until(lambda: cut.budget.slots.limit >= 2)
    assert cut.revived == 2  # at its start, and now


async def test_who_was_stalled_comes_back_without_the_share_that_others_took(
    pair: list[Member], monkeypatch: pytest.MonkeyPatch
) -> None:
    stalled, other = pair
    await until(lambda: stalled.budget.slots.limit >= 2)
    turn, stalls = stalled.replica._exchange_beat, [DEAD + 1.0 / FASTER]

    def slow(said: Any) -> Any:
        time.sleep(stalls.pop() if stalls else 0.0)
        return turn(said)

    monkeypatch.setattr(stalled.replica, "_exchange_beat", slow)
    monkeypatch.setattr(RateLimiter, "has_waiters", property(lambda _: True))
    await until(lambda: other.budget.slots.limit == 28)
    assert stalled.budget.slots.wait_seconds(stalled.budget.now()) > 60  # nothing may leave
    ends = time.monotonic() + 5.0 / FASTER
    while time.monotonic() < ends:
        valid = [m for m in pair if m.budget.now() <= m.budget.slots.valid_until]
        assert sum(max(m.budget.slots.limit, 0) for m in valid) <= 28
        await asyncio.sleep(0.01)
    assert stalled.budget.slots.limit >= 2
    assert stalled.revived == 2


async def test_a_new_base_is_heard_of_within_moments(pair: list[Member]) -> None:
    begin = pair[0].heard[-1]
    pair[0].db.transact(base_version.raise_content_version)
    await until(lambda: all(member.heard[-1] == begin + 1 for member in pair), 2.0)


async def test_who_ends_in_order_leaves_its_share_at_once(pair: list[Member], url: str) -> None:
    third = Member(url)
    await until(lambda: pair[0].known.live_count == 3)
    await third.stop()
    assert await until(lambda: pair[0].known.live_count == 2) < 1.5
    rows = text("SELECT count(*) FROM replicas")
    assert pair[0].db.transact(lambda session: session.scalar(rows)) == 2


async def test_on_sqlite_a_process_is_alone_and_leads(database: Any) -> None:
    member = Member(f"sqlite:///{database}")
    assert (member.known, member.budget.slots.limit) == (ReplicaStatus(), 28)
    assert member.replica.leading.is_set()
    await member.stop()


async def test_what_a_killed_process_had_in_hand_is_free_a_second_after_it_is_dead(
    pair: list[Member],
) -> None:
    first, other = pair
    await until(lambda: other.known.may_sweep)
    raws = [{"update_id": number, "message": {"chat": {"id": number}}} for number in range(1, 17)]
    await first.db.run(inbox.insert_updates, raws, NOON)
    leased = await first.db.run(inbox.lease_updates, 16, NOON, first.known.id)
    assert len(leased) == 16
    assert other.db.transact(inbox.release_updates, NOON, holder=other.known.id) == 0
    first.task.cancel()  # it no longer beats, and does not say that it ends
    released = 0

    def is_free() -> bool:
        nonlocal released
        released += other.db.transact(inbox.release_updates, NOON, holder=other.known.id)
        return released == 16

    assert await until(is_free) < DEAD + 1.0
    assert len(await other.db.run(inbox.lease_updates, 16, NOON, other.known.id)) == 16


def takes(server: postgres.Server, member: Member, anything: bool) -> None:
    """Let a database take nothing, or something again; whoever is connected begins anew."""
    how = "off" if anything else "on"
    name = member.db.url.database
    server.tell(f'ALTER DATABASE "{name}" SET default_transaction_read_only = {how}')
    server.cut()


async def test_a_lone_process_goes_on_while_the_server_takes_nothing_and_who_comes_gets_nothing(
    url: str, server: postgres.Server
) -> None:
    lone = Member(url)
    await until(lambda: lone.known.leads and lone.budget.slots.limit == 28)
    takes(server, lone, False)
    late = Member(url)
    ends = time.monotonic() + 6.0 / FASTER  # longer than it takes to be dead
    while time.monotonic() < ends:
        assert lone.budget.slots.wait_seconds(lone.budget.now()) == 0
        assert (late.known.leads, late.budget.slots.limit) == (False, 0)
        await asyncio.sleep(0.02)
    assert lone.known.leads
    turn = lone.replica._exchange_beat

    def stalls(said: Any) -> Any:  # the other is the first whom the server hears again
        time.sleep(2.0 / FASTER)
        return turn(said)

    lone.replica._exchange_beat = stalls
    takes(server, lone, True)
    ends = time.monotonic() + 7.0 / FASTER
    while time.monotonic() < ends:
        valid = [m for m in (lone, late) if m.budget.now() <= m.budget.slots.valid_until]
        assert sum(max(m.budget.slots.limit, 0) for m in valid) <= 28
        await asyncio.sleep(0.01)
    lone.replica._exchange_beat = turn
    await until(lambda: all(member.budget.slots.limit >= 2 for member in (lone, late)))
    for member in (lone, late):
        await member.stop()


async def test_several_fall_silent_while_the_server_takes_nothing(
    pair: list[Member], server: postgres.Server
) -> None:
    await until(lambda: all(member.budget.slots.limit >= 2 for member in pair))
    takes(server, pair[0], False)
    await until(lambda: all(member.budget.slots.limit == 0 for member in pair), 6.0 / FASTER)
    assert leaders(pair) == []
    takes(server, pair[0], True)
    await until(lambda: all(member.budget.slots.limit >= 2 for member in pair))
    await until(lambda: len(leaders(pair)) == 1)
