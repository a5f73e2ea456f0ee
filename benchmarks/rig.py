"""The real process, a loopback Bot API, a calendar, subscribers: what the alert benchmarks run."""

import asyncio
import os
import signal
import sqlite3
import sys
from bisect import bisect_left
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from bot.playground.serving.telegram_server import serve_telegram
from bot.playground.simulator.call_log import ApiCall
from bot.playground.simulator.simulated_telegram import SimulatedTelegram
from bot.preparation import prepare_database
from bot.storage.alerts import subscriptions
from bot.storage.database.core_tables import ChatRow
from bot.storage.database.dialect import insert_new
from bot.storage.database.engine import Database
from bot.storage.database.meeting_tables import SubscriptionRow
from knowledge.alerts.subscription import Subscription
from knowledge.language import Language

FIRST = 10_000_000
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
    insert_new(session, ChatRow, people)
    one = Subscription(first, Language.EN, now())
    subscriptions.save_subscription(session, "private", one)
    row = session.get(SubscriptionRow, first)
    assert row is not None
    row.quiet = ""  # whatever the hour of the benchmark
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
            "quiet",
        )
    }
    wishes = [{"chat_id": first + n, "language": languages[n % 3], **shared} for n in range(count)]
    insert_new(session, SubscriptionRow, wishes)


class Bench:
    """The process at work, its Telegram, its calendar."""

    def __init__(
        self, folder: Path, count: int, telegram: SimulatedTelegram | None = None
    ) -> None:
        self.folder, self.count = folder, count
        self.database, self.calendar = folder / "bench.sqlite3", folder / "meetings.toml"
        self.telegram = telegram or SimulatedTelegram(now)
        self.telegram.flood.is_on = True
        self.server = serve_telegram(self.telegram)
        self.process: asyncio.subprocess.Process | None = None
        self.day = (now() + timedelta(days=1)).date()

    def prepare(self) -> None:
        db = Database(f"sqlite:///{self.database}")
        prepare_database(db, now())
        db.transact(subscribe, self.count, FIRST)
        db.close()
        self.calendar.write_text(_ON.format(day=self.day))
        for number in range(self.count):
            person = self.telegram.add_user(f"P{number}", "en", id=FIRST + number)
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


def prepared(url: str, at: datetime) -> None:
    """Lay the release's answers into a database, as `migrate` and `seed` do."""
    db = Database(url)
    prepare_database(db, at)
    db.close()


async def until(true: Callable[[], bool], each: float) -> None:
    """Look every so many seconds: what is waited for happens in another process."""
    while not true():
        await asyncio.sleep(each)


def is_alert(call: ApiCall) -> bool:
    return FIRST <= int(str(call.parameters["chat_id"])) < FIRST + 10_000_000


def busiest_second(at: list[float]) -> int:
    """Return the most sends in any sliding second."""
    return max(bisect_left(at, moment + 1.0) - place for place, moment in enumerate(at))


def between(moments: list[float], first: float, last: float) -> int:
    """Return how many moments lie after the first and up to the last."""
    return sum(first < moment <= last for moment in moments)
