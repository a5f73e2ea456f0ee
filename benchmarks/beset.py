"""The real process on one of the databases, and what besets it: kills, storms, a full disk."""

import asyncio
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Self

from sqlalchemy import text

from bot.faq.index_cache import load_index
from bot.playground.serving.telegram_server import serve_telegram
from bot.playground.simulator.people import SimulatedUser
from bot.playground.simulator.simulated_telegram import SimulatedTelegram
from bot.preparation import prepare_database
from bot.storage.database.engine import Database
from bot.storage.faq import base_documents

ROOT = Path(__file__).parents[1]
PATIENCE = 120.0  # seconds, on a machine that others use too
ASKED, KILLS = 200, 5
GATE, EVERY = 48, 4.0  # accounts at the edge of the flood gate, seconds between their taps
STARTERS, STARTS = 16, 100  # accounts that send /start, and how often
LASTS, BYSTANDERS = 15.0, 40  # seconds of a storm, people who each ask once meanwhile
FULL, AWAY = 48, 15.0  # megabytes of the small disk, seconds without room


class Beset:
    """The process at work on a database of its own, and a Telegram that counts."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.telegram = SimulatedTelegram(lambda: datetime.now(UTC))
        self.telegram.flood.is_on = True
        self.server = serve_telegram(self.telegram)
        self.process: asyncio.subprocess.Process | None = None
        db = Database(url)
        prepare_database(db, datetime.now(UTC))
        load_index(db.transact(base_documents.load_base), db.index_file)
        db.close()

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            env={
                "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT),
                "TELEGRAM_BOT_TOKEN": self.telegram.token,
                "TELEGRAM_API_URL": self.server.url, "DATABASE_URL": self.url,
                "LEGISTAR_CLIENT": "none", "LOG_LEVEL": "ERROR",
            },
        )  # fmt: skip

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.lives:
            await self.kill()
        await self.server.stop()

    @property
    def lives(self) -> bool:
        return self.process is not None and self.process.returncode is None

    def count(self, query: str) -> int:
        db = Database(self.url)
        try:
            return int(db.transact(lambda session: session.scalar(text(query))) or 0)
        finally:
            db.close()

    async def until(self, true: Callable[[], bool], patience: float = PATIENCE) -> bool:
        """Wait for something to become true while the process lives; tell whether it did."""
        end = time.monotonic() + patience
        while not true() and self.lives and time.monotonic() < end:
            await asyncio.sleep(0.02)
        return true()

    async def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        await self.process.wait()

    async def end(self) -> tuple[int | None, bytes]:
        """End the process; return its exit code and what it said."""
        assert self.process is not None
        if self.lives:
            self.process.terminate()
        try:
            _, said = await asyncio.wait_for(self.process.communicate(), 30)
        except TimeoutError:
            self.process.kill()
            _, said = await self.process.communicate()
        return self.process.returncode, said


def answered(people: Sequence[SimulatedUser]) -> int:
    return sum(bool(person.chat.from_bot) for person in people)


def _are_answered(people: Sequence[SimulatedUser], wanted: int) -> bool:
    return answered(people) >= wanted


async def kills(url: str, seed: int) -> str:
    """Kill the process while it answers two hundred people; say who was lost or told twice."""
    async with Beset(url) as beset:
        return await _kills(beset, random.Random(seed))


async def _kills(beset: Beset, dice: random.Random) -> str:
    people = [beset.telegram.add_user(f"P{number}", "en") for number in range(ASKED)]
    for person in people:
        person.says("what is a 287(g) agreement?")
    for kill in range(1, KILLS + 1):
        await beset.start()
        wanted = ASKED * kill // (KILLS + 2) + dice.randrange(10)
        await beset.until(partial(_are_answered, people, wanted))
        await asyncio.sleep(dice.random() / 5)
        await beset.kill()
    await beset.start()
    await beset.until(lambda: answered(people) == ASKED)
    code, _ = await beset.end()
    doubled = sum(len(person.chat.from_bot) > 1 for person in people)
    counted = beset.count("SELECT count(*) FROM questions")
    return (
        f"{KILLS} kills amid {ASKED} questions: {ASKED - answered(people)} lost, {doubled} told "
        f"twice, {counted} counted, exit {code}"
    )


async def storm(url: str, seed: int) -> str:
    """Let some dozens do all they may; say how long the others wait for an answer."""
    said = []
    for act in (_presses, _floods):
        async with Beset(url) as beset:
            said.append(await _storm(beset, random.Random(seed), act))
    return "; ".join(said)


async def _presses(beset: Beset, dice: random.Random) -> str:
    """Forty-eight accounts at the edge of the flood gate, each with a forged button."""

    async def one(person: SimulatedUser) -> None:
        person.says("KW-16")
        await beset.until(lambda: bool(person.chat.from_bot))
        for _ in range(int(LASTS / EVERY)):
            await asyncio.sleep(EVERY * dice.uniform(0.9, 1.1))
            person.forges("meeting:list:.²", person.last)

    people = [beset.telegram.add_user(f"G{number}", "en") for number in range(GATE)]
    await asyncio.gather(*map(one, people))
    return f"{GATE} accounts with a forged button each {EVERY:.0f} s"


async def _floods(beset: Beset, _dice: random.Random) -> str:
    """Sixteen chats that send /start a hundred times."""

    async def one(person: SimulatedUser) -> None:
        for _ in range(STARTS):
            person.says("/start")
            await asyncio.sleep(LASTS / STARTS)

    people = [beset.telegram.add_user(f"S{number}", "en") for number in range(STARTERS)]
    await asyncio.gather(*map(one, people))
    most = max(len(person.chat.from_bot) for person in people)
    return f"{STARTERS} chats with {STARTS} × /start, answered at most {most} times"


async def _storm(
    beset: Beset, dice: random.Random, act: Callable[[Beset, random.Random], Awaitable[str]]
) -> str:
    await beset.start()
    first = beset.telegram.add_user("Ann", "en")
    first.says("KW-16")
    await beset.until(lambda: bool(first.chat.from_bot))
    others = [beset.telegram.add_user(f"P{number}", "en") for number in range(BYSTANDERS)]

    async def asks(person: SimulatedUser) -> float:
        await asyncio.sleep(2 + dice.random() * (LASTS - 2))
        person.says("KW-14")
        began = time.monotonic()
        await beset.until(lambda: bool(person.chat.from_bot))
        return time.monotonic() - began

    storming = asyncio.ensure_future(act(beset, dice))
    waits = sorted(await asyncio.gather(*map(asks, others)))
    what = await storming
    code, _ = await beset.end()
    return (
        f"{what}: {BYSTANDERS} others waited p50 {waits[len(waits) // 2]:.2f} s, p95 "
        f"{waits[int(len(waits) * 0.95)]:.2f} s, worst {waits[-1]:.2f} s, exit {code}"
    )


@contextmanager
def small_disk() -> Iterator[Path | None]:
    """Mount a disk of a few megabytes; None where that is not allowed."""
    folder = Path(tempfile.mkdtemp(prefix="civic-disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={FULL}m", "tmpfs", str(folder)]
    mounted = shutil.which("mount") and not subprocess.run(mount, capture_output=True).returncode
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=False)
        shutil.rmtree(folder, ignore_errors=True)


def fill(filler: Path) -> None:
    """Write until there is no room left."""
    with suppress(OSError), filler.open("wb", buffering=0) as out:
        while out.write(b"x" * 65536):
            pass


def make_room(filler: Path) -> None:
    filler.unlink()


async def full_disk() -> str:
    """Fill the disk under the process, ask, make room: it must live and answer all, once."""
    with small_disk() as disk:
        if disk is None:
            return "disk full: not tried here, mounting a small disk is not allowed"
        async with Beset(f"sqlite:///{disk}/bot.sqlite3") as beset:
            return await _full_disk(beset, disk / "filler")


async def _full_disk(beset: Beset, filler: Path) -> str:
    await beset.start()
    first = beset.telegram.add_user("Ann", "en")
    first.says("KW-16")
    await beset.until(lambda: bool(first.chat.from_bot))
    fill(filler)
    people = [beset.telegram.add_user(f"P{number}", "en") for number in range(100)]
    for number, person in enumerate(people):
        person.says("/subscribe" if number % 10 == 9 else f"what is zanzibarqux {number}")
    await asyncio.sleep(AWAY)
    meanwhile, lived = answered(people), beset.lives
    make_room(filler)
    await beset.until(lambda: answered(people) == len(people))
    code, said = await beset.end()
    twice = sum(len(person.chat.from_bot) > 1 for person in people)
    return (
        f"disk full for {AWAY:.0f} s: the process {'lived' if lived else 'DIED'}, {meanwhile} "
        f"of {len(people)} answered meanwhile, {answered(people)} in the end, {twice} twice, "
        f"exit {code}, texts in the log {said.count(b'zanzibarqux')}"
    )
