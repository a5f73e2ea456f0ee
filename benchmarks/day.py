"""A day in fast forward: what a town of a few thousand does to memory, files and the database.

Real processes, and a clock that the benchmark turns: while anything waits it goes like the
world's, and when nothing does it leaps five minutes. After the day it leaps a hundred days, so
that what has an age is seen to go.
"""

import asyncio
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.growth import Sample, growth, sample
from benchmarks.lifted import TurnedClock, arguments
from benchmarks.rig import prepared
from benchmarks.serving import QUESTIONS
from bot.playground.simulator.people import SimulatedUser
from bot.playground.simulator.simulated_telegram import SimulatedTelegram
from knowledge.town.town_folder import shipped_town
from tests import postgres
from tests.e2e.conftest import ROOT
from tests.e2e.replicas import Fleet
from tests.town import NOON, OWNER

SLOT, HOURS, LONG_AFTER = timedelta(minutes=5), 24, timedelta(days=100)
QUESTIONS_A_SLOT, RESIDENTS = 10, 2_000
MEETINGS, SUBSCRIBERS = 12, 100  # listed; subscribed before the day begins
NIGHT = 3  # o'clock: when a crontab backs a server's database up
TICKED = 0.5  # seconds in which the timetable has ticked
WAITS = (
    "SELECT (SELECT count(*) FROM inbox WHERE state IN ('new', 'leased'))"
    " + (SELECT count(*) FROM deliveries WHERE state IN ('claimed', 'sending')"
    " OR state = 'queued' AND not_before <= '{now}')"
    " + (SELECT count(*) FROM meeting_changes WHERE planned_at IS NULL)"
)


class Calendar:
    """A file of meetings that somebody keeps changing."""

    def __init__(self, path: Path, today: datetime) -> None:
        self._path, self._today = path, today.date()
        self._rows = [{"time": f"{9 + n % 8}:00 AM", "status": ""} for n in range(MEETINGS)]

    def write(self) -> None:
        lines = []
        for number, row in enumerate(self._rows):
            day = self._today + timedelta(days=1 + number)
            lines += ["[[meeting]]", f'id = "m{number}"', f'body = "Board {number % 4}"']
            lines += [f"date = {day}", *(f'{name} = "{value}"' for name, value in row.items())]
        self._path.write_text("\n".join(lines) + "\n")

    def change(self, hour: int) -> None:
        """Move a meeting in one hour, call one off in the next, hold it after all in a third."""
        row = self._rows[hour // 3 % MEETINGS]
        match hour % 3:
            case 0:
                row["time"] = f"{1 + hour % 7}:30 PM"
            case 1:
                row["status"] = "Cancelled"
            case _:
                row["status"] = ""
        self.write()


class Day:
    """The town, its bot, and what is seen of it each hour."""

    def __init__(self, name: str, folder: Path, url: str, count: int) -> None:
        self.name, self._folder = name, folder
        midnight = datetime.combine(NOON.date(), time(), ZoneInfo(shipped_town().city.tz))
        self.clock = TurnedClock.made(folder / "clock", midnight.astimezone(UTC))
        self._chance = random.Random(20261128)
        telegram = SimulatedTelegram(self.clock)
        calendar = folder / "meetings.toml"
        self._calendar = Calendar(calendar, midnight)
        self.fleet = Fleet(
            telegram, url, count, folder, arguments=arguments(folder),
            settings={"MEETINGS_FILE": str(calendar), "ADMIN_IDS": str(OWNER)},
        )  # fmt: skip
        telegram.add_user("Olga", "en", id=OWNER).chat.is_started = True
        self._town = [self._newcomer(n) for n in range(RESIDENTS)]
        self._subscribed: list[SimulatedUser] = []
        self.samples: list[Sample] = []

    def _newcomer(self, number: int) -> SimulatedUser:
        return self.fleet.telegram.add_user(f"R{number}", ("en", "es", "ht")[number % 3])

    async def run(self) -> None:
        """Let a day pass, hour by hour, and then a hundred."""
        self._calendar.write()
        try:
            await self.fleet.start()
            await self.fleet.all_ready()
            for _ in range(SUBSCRIBERS):
                self._subscribe()
            await self._settled()
            for hour in range(HOURS):
                self._calendar.change(hour)
                for slot in range(timedelta(hours=1) // SLOT):
                    await self._slot(hour, slot)
                self._look(hour + 1)
            await self._leap(LONG_AFTER)
            await self._leap(timedelta(hours=1))
            self._look(HOURS + 1)
        finally:
            await self.fleet.stop()

    async def _slot(self, hour: int, slot: int) -> None:
        for act in self._acts(hour, slot):
            act()
        await self._settled()
        if slot == 0 and hour == NIGHT and not self.fleet.url.startswith("sqlite"):
            await self._back_up()
        await self._leap(SLOT)
        telegram = self.fleet.telegram
        assert telegram.complaints == [], telegram.complaints
        telegram.calls.clear()  # it is the bot that must not grow

    def _acts(self, hour: int, slot: int) -> Iterator[Callable[[], object]]:
        *asking, looking, taking, sending = self._chance.sample(self._town, QUESTIONS_A_SLOT + 3)
        for one in asking:
            yield partial(one.says, self._question())
        yield lambda: looking.looks_up(self._question())
        yield lambda: taking.says(f"/calendar {1 + slot % MEETINGS}")
        yield lambda: sending.says("/send " + self._question())
        yield lambda: asking[0].says("/helpful" if slot % 2 else "/nothelpful")
        yield self._subscribe
        if slot % 4 == 0:
            yield self._forgets
        if slot == 6 and hour % 4 == 0:
            yield lambda: self._subscribed.pop(0).blocks()

    def _question(self) -> str:
        """Return a question with a word that nobody said before, as slips of the finger are."""
        letters = "".join(self._chance.choices("abcdefghilmnoprstuv", k=7))
        return f"{self._chance.choice(QUESTIONS)} {letters}"

    def _subscribe(self) -> None:
        one = self._newcomer(len(self.fleet.telegram.users))
        self._subscribed.append(one)
        one.says("/subscribe all")

    def _forgets(self) -> None:
        self._subscribed.pop(0).says("/forget yes")

    async def _settled(self) -> None:
        """Wait until everything said is answered, and everyone is told what is due."""

        def is_quiet() -> bool:
            query = WAITS.format(now=self.clock())
            updates = self.fleet.telegram.updates
            return not updates.pending_count and not self.fleet.select(query)[0][0]

        await self.fleet.until(is_quiet, 300)

    async def _leap(self, span: timedelta) -> None:
        self.clock.leap(span)
        await asyncio.sleep(TICKED)
        await self._settled()

    async def _back_up(self) -> None:
        done = await asyncio.create_subprocess_exec(
            sys.executable, *arguments(self._folder, ("backup",)), cwd=self._folder,
            env={"PYTHONPATH": str(ROOT), **self.fleet.environment(0)},
            stdout=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        assert await done.wait() == 0

    def _look(self, hour: int) -> None:
        running = [one.running for one in self.fleet.processes]
        pids = [one.pid for one in running if one is not None]
        seen = sample(hour, self.fleet.engine, pids, self._folder)
        self.samples.append(seen)
        print(f"  {seen.line()}; load {os.getloadavg()[0]:.1f}", flush=True)


async def through(name: str, folder: Path, url: str, count: int) -> None:
    """Print a day's course, and its second hour beside its last."""
    day = Day(name, folder, url, count)
    print(f"{name}:", flush=True)
    await day.run()
    print(growth(day.samples[1], day.samples[HOURS - 1], day.samples[HOURS]), flush=True)


def run() -> None:
    """Live through the day on both databases."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="civic-day-") as place:
        try:
            for name in ("sqlite", "postgresql"):
                (Path(place) / name).mkdir()
            os.chdir(Path(place) / "sqlite")
            url = f"sqlite:///{place}/sqlite/bot.sqlite3"
            prepared(url, NOON)
            asyncio.run(through("one process on SQLite", Path.cwd(), url, 1))
            if why := postgres.missing():
                print(why)
                return
            os.chdir(Path(place) / "postgresql")
            with postgres.serving() as server:
                prepared(url := server.database(), NOON)
                asyncio.run(through("two replicas on PostgreSQL", Path.cwd(), url, 2))
        finally:
            os.chdir(before)
            shutil.rmtree(place, ignore_errors=True)
