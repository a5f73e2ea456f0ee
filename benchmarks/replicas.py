"""Real processes on one PostgreSQL behind a balancer, fed by a webhook: speed, and kills.

Telegram, the balancer, the database and the replicas share this machine's cores: with more
replicas than cores the numbers show what sharing costs, not what more machines would bring.
"""

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks.lifted import arguments, counted
from benchmarks.rig import prepared
from benchmarks.serving import QUESTIONS
from bot.playground.simulator.people import SimulatedUser
from bot.playground.simulator.simulated_telegram import SimulatedTelegram
from tests import postgres
from tests.e2e.replicas import SERVED, Fleet
from tests.e2e.test_replicas import fan_out
from tests.receiver import most_within
from tests.town import NOON

LEASED = "SELECT seq, holder, lease_until FROM inbox WHERE state = 'leased'"
GROUP = 40  # who ask twice, and as many who are told, at each blow
BURST, STEADY, PACE = 200, 50, 10  # questions at once; one after the other; a second


def _have_replies(asked: Sequence[SimulatedUser], wanted: int) -> bool:
    return sum(len(person.chat.from_bot) for person in asked) >= wanted


@asynccontextmanager
async def fleet(
    url: str, folder: Path, count: int, *, lifted: bool = False
) -> AsyncIterator[Fleet]:
    telegram = SimulatedTelegram(lambda: datetime.now(UTC))
    how = arguments(folder) if lifted else SERVED
    serving = Fleet(telegram, url, count, folder, arguments=how)
    try:
        await serving.start()
        await serving.all_ready()
        yield serving
    finally:
        await serving.stop()


def people(serving: Fleet, name: str, count: int) -> list[SimulatedUser]:
    return [serving.telegram.add_user(f"{name}{number}", "en") for number in range(count)]


async def answered(serving: Fleet, asked: list[SimulatedUser], each: int = 1) -> None:
    await serving.until(lambda: all(len(one.chat.from_bot) >= each for one in asked), 180)


async def speed(name: str, url: str, folder: Path, count: int) -> None:
    """Questions a second with the sending limit lifted; the time of one at a steady pace."""
    async with fleet(url, folder, count, lifted=True) as serving:
        first = people(serving, "W", 4 * count)
        for one in first:
            one.says("what is a 287(g) agreement")
        await answered(serving, first)
        before, cpu, began = counted(folder), processor(serving), time.perf_counter()
        burst = people(serving, "B", BURST)
        for number, one in enumerate(burst):
            one.says(QUESTIONS[number % len(QUESTIONS)])
        await answered(serving, burst)
        took = time.perf_counter() - began
        await serving.until(lambda: not waiting(serving))
        cpu = 1000 * (processor(serving) - cpu) / BURST
        statements, transactions = (
            (after - then) / BURST for after, then in zip(counted(folder), before, strict=True)
        )
        steady = people(serving, "S", STEADY)
        waits = await asyncio.gather(*(ask(one, n / PACE) for n, one in enumerate(steady)))
        cut = statistics.quantiles(waits, n=100)
        print(
            f"{name}: {BURST / took:.0f} questions/s of a burst of {BURST}; at {PACE}/s "
            f"p50 {cut[49]:.0f} ms, p95 {cut[94]:.0f} ms; a question costs {cpu:.0f} ms of a "
            f"core, {statements:.0f} statements in {transactions:.1f} transactions, beats "
            f"included; load {os.getloadavg()[0]:.1f}",
            flush=True,
        )


async def ask(one: SimulatedUser, after: float) -> float:
    await asyncio.sleep(after)
    began = time.perf_counter()
    one.says(QUESTIONS[one.id % len(QUESTIONS)])
    async with asyncio.timeout(60):
        while not one.chat.from_bot:
            await asyncio.sleep(0.002)
    return 1000 * (time.perf_counter() - began)


def processor(serving: Fleet) -> float:
    """Return how many seconds of a core the replicas have used."""
    used = 0
    for process in serving.processes:
        assert process.running is not None
        stat = Path(f"/proc/{process.running.pid}/stat").read_text().rpartition(")")[2].split()
        used += int(stat[11]) + int(stat[12])
    return used / os.sysconf("SC_CLK_TCK")


def waiting(serving: Fleet) -> int:
    query = "SELECT count(*) FROM inbox WHERE state IN ('new', 'leased')"
    return int(serving.select(query)[0][0])


async def hardships(server: postgres.Server, folder: Path) -> None:
    """Amid questions and alerts kill the leader twice and another once, restart the server, cut
    the balancer; then count."""
    async with fleet(server.database("release"), folder, 2) as serving:
        asking, told = list[SimulatedUser](), list[SimulatedUser]()
        for what in ("leader", "other", "leader", "server", "balancer"):
            await serving.all_ready()
            await serving.until(lambda: serving.leader() is not None)
            asked = people(serving, f"K{len(asking)}", GROUP)
            heard = people(serving, f"A{len(told)}", GROUP)
            asking += asked
            told += heard
            for one in heard:
                one.chat.is_started = True
            for one in asked:
                one.says("KW-16")
                one.says("what is a 287(g) agreement")
            fan_out(serving.url, [one.id for one in heard])
            await serving.until(partial(_have_replies, asked, 15))
            began = time.perf_counter()
            await hit(serving, server, what)
            await answered(serving, asked, 2)
            await answered(serving, heard)
            print(f"{what}: all answered after {time.perf_counter() - began:.1f} s", flush=True)
        await serving.until(lambda: not waiting(serving))
        report(serving, asking, told, sum(len(one.chat.from_bot) for one in asking))


async def hit(serving: Fleet, server: postgres.Server, what: str) -> None:
    match what:
        case "server":
            server.stop("immediate")
            await asyncio.sleep(2)
            server.start()
        case "balancer":
            await serving.balancer.stop()
            await asyncio.sleep(2)
            await serving.balancer.start()
        case _:
            leader = serving.leader()
            assert leader is not None
            await kill(serving, leader if what == "leader" else 1 - leader, what == "leader")


async def kill(serving: Fleet, place: int, is_leader: bool) -> None:
    await serving.processes[place].kill()
    began, held = time.perf_counter(), set(serving.select(LEASED))
    if is_leader:
        await serving.until(lambda: serving.leader() == 1 - place)
        took = time.perf_counter() - began
        print(f"the leader killed: another leads after {took:.2f} s", flush=True)
    await serving.until(lambda: not held & set(serving.select(LEASED)))
    took = time.perf_counter() - began
    print(f"  the {len(held)} updates in hand are free or done after {took:.2f} s", flush=True)
    await serving.processes[place].start()


def report(
    serving: Fleet, asking: list[SimulatedUser], told: list[SimulatedUser], replies: int
) -> None:
    effects = serving.select("SELECT count(*) FROM questions")[0][0]
    sent = sorted(c.at.timestamp() for c in serving.telegram.calls if c.method == "sendMessage")
    states = dict(serving.select("SELECT state, count(*) FROM deliveries GROUP BY state"))
    print(
        f"{2 * len(asking)} updates, {len(told)} alerts: updates lost "
        f"{sum(len(one.chat.from_bot) < 2 for one in asking)}, effects twice "
        f"{effects - len(asking)}, replies twice {replies - 2 * len(asking)}; alerts missed "
        f"{sum(not one.chat.from_bot for one in told)}, twice "
        f"{sum(len(one.chat.from_bot) - 1 for one in told)} ({states}); at the receiver at most "
        f"{most_within(1.0, sent)} in any second; posts {serving.hooking.posts}"
    )


def run() -> None:
    """Print what was measured: one process on SQLite, then replicas on PostgreSQL."""
    before, began = Path.cwd(), time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.chdir(folder)  # where what goes with a server's database lies
        try:
            prepared(url := f"sqlite:///{folder}/bot.sqlite3", NOON)
            asyncio.run(speed("one process on SQLite", url, folder, 1))
            if why := postgres.missing():
                print(why)
                return
            with postgres.serving() as server:
                on_a_server(server, folder)
        finally:
            os.chdir(before)
    print(f"all of it took {(time.perf_counter() - began) / 60:.1f} minutes")


def on_a_server(server: postgres.Server, folder: Path) -> None:
    """Measure one, two and four replicas, then kill what can be killed."""
    server.tell('CREATE DATABASE "release"')
    server.tell("ALTER ROLE civic SET synchronous_commit = on")  # as it is by default
    prepared(server.url("release"), NOON)
    for count in (1, 2, 4):
        name = f"{count} replicas on PostgreSQL"
        asyncio.run(speed(name, server.database("release"), folder, count))
    asyncio.run(hardships(server, folder))
