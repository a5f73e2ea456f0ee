"""One cancellation for ten thousand subscribers: the real process, a loopback Bot API, a calendar.

Planning is also timed alone, in this process, so that the slope for 100,000 can be drawn.
"""

import asyncio
import os
import shutil
import signal
import sqlite3
import statistics
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.app import build_services, prepare
from bot.jobs.planning import plan
from bot.playground.calls import ApiCall
from bot.playground.server import serve
from bot.playground.telegram import SimulatedTelegram
from bot.settings import Settings
from bot.storage import subscriptions
from bot.storage.dialect import many
from bot.storage.engine import Database
from bot.storage.tables import Person
from bot.storage.tables_meetings import ChangeRow, SubscriptionRow
from knowledge.alerts.subscription import Subscription
from knowledge.language import Language

FIRST = 10_000_000
SUBSCRIBERS = 10_000
WARM = 10.0  # seconds in which the start's own work ends: menus, housekeeping
PROBE_EACH = 2.0  # seconds between two questions asked during the broadcast
SIZE = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
LIMIT = 28  # in any sliding second
_ON = '[[meeting]]\nid = "one"\nbody = "City Commission"\ndate = "{day}"\ntime = "11:00 AM"\n'
_OFF = 'status = "Cancelled"\n'


def now() -> datetime:
    return datetime.now(UTC)


def subscribe(session: Session, count: int, first: int) -> None:
    """Write `count` subscribers, a third in each language."""
    languages = list(Language)
    people, wishes = [], []
    for number in range(count):
        language = languages[number % 3]
        people.append({"chat_id": first + number, "kind": "private", "language": language,
                       "language_chosen": True, "plain": False, "offered": ""})  # fmt: skip
    session.execute(many(session, Person), people)
    one = Subscription(first, Language.EN, now())
    subscriptions.save(session, "private", one)
    row = session.get(SubscriptionRow, first)
    assert row is not None
    shared = {
        name: getattr(row, name)
        for name in (
            "since_at",
            "topics",
            "leads",
            "keywords",
            "pace",
            "paused_until",
            "muted",
            "bodies",
        )
    }
    wishes = [
        {"chat_id": first + n, "language": languages[n % 3], "quiet": "", **shared}
        for n in range(count)
    ]
    session.execute(many(session, SubscriptionRow).on_conflict_do_nothing(), wishes)


class Bench:
    """The process at work, its Telegram, its calendar."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder, self.count = folder, count
        self.database, self.calendar = folder / "bench.sqlite3", folder / "meetings.toml"
        self.telegram = SimulatedTelegram(now)
        self.telegram.flood.is_on = True
        self.server = serve(self.telegram)
        self.process: asyncio.subprocess.Process | None = None
        self.day = (now() + timedelta(days=1)).date()

    def prepare(self) -> None:
        db = Database(f"sqlite:///{self.database}")
        prepare(db, now())
        db.transact(subscribe, self.count, FIRST)
        db.close()
        self.calendar.write_text(_ON.format(day=self.day))
        for number in range(self.count):
            person = self.telegram.resident(f"P{number}", "en", id=FIRST + number)
            person.chat.is_started = True

    def cancel(self) -> None:
        self.calendar.write_text(_ON.format(day=self.day) + _OFF)

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run",
            env={
                "PATH": os.environ["PATH"],
                "TELEGRAM_BOT_TOKEN": self.telegram.token,
                "TELEGRAM_API_URL": self.server.url,
                "DATABASE_URL": f"sqlite:///{self.database}",
                "LEGISTAR_API_URL": "http://127.0.0.1:9",
                "MEETINGS_FILE": str(self.calendar),
                "MEETING_POLL_SECONDS": "1",
                "LOG_LEVEL": "ERROR",
            },
        )  # fmt: skip
        await until(lambda: bool(self.select("SELECT count(*) FROM meetings")[0][0]), 0.2)

    def select(self, query: str) -> list[tuple[float, ...]]:
        with sqlite3.connect(self.database, timeout=10) as connection:
            return connection.execute(query).fetchall()

    def memory(self, line: str) -> float:
        """Return a line of the process's status, in MB."""
        assert self.process
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(text.split(f"{line}:")[1].split()[0]) / 1024

    def alerts(self) -> list[ApiCall]:
        """Return the alerts that Telegram took."""
        return [
            c
            for c in self.telegram.calls
            if c.method == "sendMessage" and c.status == 200 and is_alert(c)
        ]

    async def close(self) -> None:
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        await self.process.wait()
        await self.server.stop()


async def until(true: Callable[[], bool], each: float) -> None:
    """Look every so many seconds: what is waited for happens in another process."""
    while not true():
        await asyncio.sleep(each)


def is_alert(call: ApiCall) -> bool:
    return FIRST <= int(str(call.parameters["chat_id"])) < FIRST + 10_000_000


async def probe(bench: Bench, times: list[float], stop: asyncio.Event) -> None:
    """Ask a question every two seconds, each from someone else."""
    number = 0
    while not stop.is_set():
        person = bench.telegram.resident(f"Q{number}", "en")
        number += 1
        begun = time.perf_counter()
        person.says("what was the vote on june 30")
        await until(lambda person=person: bool(person.chat.from_bot), 0.002)  # type: ignore[misc]
        times.append(1000 * (time.perf_counter() - begun))
        await asyncio.sleep(PROBE_EACH)


def busiest_second(at: list[float]) -> int:
    """Return the most sends in any sliding second."""
    return max(bisect_left(at, moment + 1.0) - place for place, moment in enumerate(at))


def between(moments: list[float], first: float, last: float) -> int:
    """Return how many moments lie after the first and up to the last."""
    return sum(first < moment <= last for moment in moments)


async def broadcast(folder: Path, count: int) -> None:
    bench = Bench(folder, count)
    bench.prepare()
    await bench.start()
    await asyncio.sleep(WARM)
    before, stop, times = bench.memory("VmRSS"), asyncio.Event(), list[float]()
    [[size]] = bench.select(SIZE)
    bench.cancel()
    probing = asyncio.ensure_future(probe(bench, times, stop))
    await until(lambda: len(bench.alerts()) >= count, 1.0)
    stop.set()
    await probing
    at = [call.at.timestamp() for call in bench.alerts()]
    everything = sorted(
        c.at.timestamp() for c in bench.telegram.calls if c.method.startswith(("send", "edit"))
    )
    rate = between(everything, at[0], at[-1]) / (at[-1] - at[0])
    chats = len({call.parameters["chat_id"] for call in bench.alerts()})
    flooded = sum(call.status == 429 for call in bench.telegram.calls)
    whole = [(b - a).total_seconds() for a, b in _planned(bench)]
    print(f"{count} subscribers, one cancellation: told in {at[-1] - at[0]:.0f} s, "
          f"{rate:.2f} sends/s sustained, "
          f"at most {busiest_second(everything)} in a sliding second (limit {LIMIT}), "
          f"429 caused: {flooded}, twice: {len(at) - chats}")  # fmt: skip
    print(f"from the calendar's change seen to everything planned: {whole[0]:.2f} s (limit 2)")
    cut = statistics.quantiles(times, n=100)
    print(
        f"replies meanwhile, {len(times)} questions: p50 {cut[49]:.0f} ms, p95 {cut[94]:.0f} ms, "
        f"worst {max(times):.0f} ms (limit 500)"
    )
    [[after]] = bench.select(SIZE)
    print(
        f"memory: {before:.0f} MB before, peak {bench.memory('VmHWM'):.0f} MB; "
        f"database: {size / 1e6:.1f} MB before, {after / 1e6:.1f} MB after "
        f"({(after - size) / count:.0f} bytes a subscriber)"
    )
    await bench.close()


def _planned(bench: Bench) -> list[tuple[datetime, datetime]]:
    db = Database(f"sqlite:///{bench.database}")
    try:
        return db.transact(
            lambda session: [
                (row.observed_at, row.planned_at)
                for row in session.query(ChangeRow).all()
                if row.planned_at
            ]
        )
    finally:
        db.close()


async def planning(folder: Path, bench_database: Path) -> None:
    """Plan the same change for ever more subscribers; print the slope."""
    points = []
    for count in (2_500, 5_000, 10_000, 20_000):
        path = folder / f"plan-{count}.sqlite3"
        shutil.copy(bench_database, path)
        db = Database(f"sqlite:///{path}")
        db.transact(_clear, count)
        services = build_services(Settings(_env_file=None), db)
        begun = time.perf_counter()
        await plan(services)
        points.append((count, time.perf_counter() - begun))
        db.close()
    shown = ", ".join(f"{count}: {took:.2f} s" for count, took in points)
    (a, x), (b, y) = points[0], points[-1]
    slope = (y - x) / (b - a)
    print(
        f"planning alone: {shown}; at this slope 100,000 take {y + slope * (100_000 - b):.1f} s, "
        f"and telling them {100_000 / LIMIT / 60:.0f} minutes at {LIMIT} a second"
    )


def _clear(session: Session, count: int) -> None:
    """Leave a told change untold, with `count` subscribers."""
    for table in ("alerts", "deliveries", "subscriptions", "people"):
        session.execute(text(f"DELETE FROM {table}"))
    session.execute(text("UPDATE meeting_changes SET planned_at = NULL, amended = 0"))
    subscribe(session, count, FIRST)


def run(count: int = SUBSCRIBERS) -> None:
    with tempfile.TemporaryDirectory(prefix="civic-alerts-") as folder:
        asyncio.run(broadcast(Path(folder), count))
        asyncio.run(planning(Path(folder), Path(folder) / "bench.sqlite3"))
