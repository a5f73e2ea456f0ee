"""The real process against a simulated Telegram over loopback HTTP: latency, kills, storms."""

import asyncio
import os
import random
import signal
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from bot.app import build_application, build_services
from bot.intake.update_workers import UpdateWorkers
from bot.playground.serving.simulated_request import SimulatedRequest
from bot.playground.serving.telegram_server import serve_telegram
from bot.playground.simulator.people import SimulatedUser
from bot.playground.simulator.simulated_telegram import SimulatedTelegram
from bot.preparation import prepare_database
from bot.sending.rate_limiter import RateLimiter
from bot.settings import Settings
from bot.storage.database.engine import Database
from bot.storage.intake import inbox

QUESTIONS = (
    "what was the vote on june 30", "who voted no on july 8", "what is a 287g agreement",
    "cual fue el voto del 30 de junio", "kisa 287g ye", "can commissioners be removed",
    "what did the attorney generals letter say", "why did carey vote no",
)  # fmt: skip


def now() -> datetime:
    return datetime.now(UTC)


class Bench:
    """A telephone line with a bot process at its end."""

    def __init__(self, folder: Path) -> None:
        self.telegram = SimulatedTelegram(now)
        self.server = serve_telegram(self.telegram)
        self.database = folder / "bench.sqlite3"
        self.process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run",
            env={
                "PATH": os.environ["PATH"],
                "TELEGRAM_BOT_TOKEN": self.telegram.token,
                "TELEGRAM_API_URL": self.server.url,
                "DATABASE_URL": f"sqlite:///{self.database}",
                "LEGISTAR_API_URL": "http://127.0.0.1:9",
                "LOG_LEVEL": "ERROR",
            },
        )  # fmt: skip

    async def kill(self) -> None:
        assert self.process
        self.process.kill()
        await self.process.wait()

    async def close(self) -> float:
        """Stop by SIGTERM; return how many seconds that took."""
        assert self.process
        begun = time.perf_counter()
        self.process.send_signal(signal.SIGTERM)
        await self.process.wait()
        took = time.perf_counter() - begun
        await self.server.stop()
        return took

    async def until(self, true: Callable[[], bool]) -> None:
        while not true():
            await asyncio.sleep(0.001)

    def count(self, query: str) -> int:
        with sqlite3.connect(self.database) as connection:
            number: int = connection.execute(query).fetchone()[0]
            return number


async def latency(bench: Bench, rounds: int = 200) -> None:
    """One question at a time, each from someone else: said to reply arriving."""
    people = [bench.telegram.add_user(f"L{n}", "en") for n in range(rounds + 1)]
    await bench.start()
    people[-1].says("KW-1")
    await bench.until(lambda: bool(people[-1].chat.from_bot))
    times = []
    for place, person in enumerate(people[:-1]):
        begun = time.perf_counter()
        person.says(QUESTIONS[place % len(QUESTIONS)])
        await bench.until(lambda person=person: bool(person.chat.from_bot))
        times.append(1000 * (time.perf_counter() - begun))
        await asyncio.sleep(0.04)  # below the budget of 28 a second
    cut = statistics.quantiles(times, n=100)
    print(
        f"question to reply, {rounds} people: p50 {cut[49]:.1f} ms, p95 {cut[94]:.1f} ms, "
        f"p99 {cut[98]:.1f} ms (both loopback hops included)"
    )


async def kills(bench: Bench, people_count: int = 750, kill_count: int = 8) -> None:
    """kill -9 amid hundreds of waiting updates."""
    people = [bench.telegram.add_user(f"K{n}", "en") for n in range(people_count)]
    before = bench.count("SELECT count(*) FROM questions")
    for person in people:
        person.says("KW-16")
        person.says("what is a 287(g) agreement")

    def replies() -> int:
        return sum(len(person.chat.from_bot) for person in people)

    for round_ in range(1, kill_count + 1):
        goal = round_ * 2 * people_count // (kill_count + 1)
        await bench.until(lambda goal=goal: replies() >= goal)
        await bench.kill()
        await bench.start()
        print(f"  kill {round_}/{kill_count} at {replies()} of {2 * people_count} replies")
    await bench.until(lambda: all(len(person.chat.from_bot) >= 2 for person in people))
    effects = bench.count("SELECT count(*) FROM questions") - before
    doubled = replies() - 2 * people_count
    print(
        f"{kill_count} kills amid {2 * people_count} updates: "
        f"{sum(len(p.chat.from_bot) < 2 for p in people)} lost, "
        f"{effects - people_count} effects twice, {doubled} replies twice"
    )


async def storms(bench: Bench) -> None:
    """Bad gateways, floods, and a minute of silence."""
    people = [bench.telegram.add_user(f"S{n}", "en") for n in range(60)]
    bench.telegram.network.fail(502, times=40)
    bench.telegram.network.flood(retry_after=2, times=10, method="sendMessage")
    for person in people[:30]:
        person.says("KW-14")
    await bench.until(lambda: all(len(p.chat.from_bot) == 1 for p in people[:30]))
    bench.telegram.network.go_away()
    for person in people[30:]:
        person.says("KW-14")
    await asyncio.sleep(60)
    back = time.perf_counter()
    bench.telegram.network.come_back()
    await bench.until(lambda: all(len(p.chat.from_bot) >= 1 for p in people[30:]))
    print(
        f"after 40 bad gateways, 10 floods and 60 s away: all 60 answered, the last "
        f"{time.perf_counter() - back:.1f} s after Telegram came back"
    )


async def stopping(bench: Bench) -> None:
    """SIGTERM with a thousand updates waiting."""
    for number in range(1000):
        bench.telegram.add_user(f"T{number}", "en").says("KW-2")
    await asyncio.sleep(1)
    took = await bench.close()
    print(
        f"SIGTERM with 1,000 updates waiting: stopped in {took:.2f} s, "
        f"{bench.count('SELECT count(*) FROM inbox WHERE state != ' + repr('done'))} stored"
    )


async def statements(folder: Path) -> None:
    """Database statements per question, in process."""
    telegram = SimulatedTelegram(now)
    db = Database(f"sqlite:///{folder}/statements.sqlite3")
    prepare_database(db, now())
    services = build_services(Settings(_env_file=None), db)
    await services.faq.load()
    request = SimulatedRequest(telegram)
    application = build_application(
        services,
        request=request,
        polling_request=request,
        rate_limiter=RateLimiter(),
        token=telegram.token,
    )
    await application.initialize()

    async def parked(_update_id: int, _fault: str) -> None: ...

    workers = UpdateWorkers(application, db, now, parked=parked)
    person: SimulatedUser = telegram.add_user("Rosa", "en")
    said: list[str] = []

    def note(*call: Any) -> None:
        if not call[2].startswith("BEGIN"):
            said.append(call[2])

    event.listen(db.engine, "before_cursor_execute", note)
    for question in QUESTIONS[:2]:
        said.clear()
        person.says(question)
        _, answer = await telegram.call_method("getUpdates", {"timeout": 0})
        await db.run(inbox.insert_updates, answer["result"], now())
        await workers.drain()
    handlers = [one for one in said if "inbox" not in one]
    print(f"statements per question: {len(said)} in all, {len(handlers)} of them the handler's")
    await application.shutdown()
    db.close()


async def main() -> None:
    random.seed(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        await statements(folder)
        bench = Bench(folder)
        await latency(bench)
        await kills(bench)
        await storms(bench)
        await stopping(bench)


def run() -> None:
    """Run them all and print what was measured."""
    asyncio.run(main())
