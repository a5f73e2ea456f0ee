"""What must not break the bot, tried on each database: odd updates, and a disk that is full.

Everything is made from a seed, which is printed. PostgreSQL is one of our own, thrown away.
"""

import asyncio
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import text

from benchmarks.mutations import mutated
from bot.app import prepare
from bot.playground.server import serve
from bot.playground.telegram import SimulatedTelegram
from bot.storage import faq
from bot.storage.engine import Database
from knowledge.indexing import index_of
from tests import postgres
from tests.town import NOON, Town

ROOT = Path(__file__).parents[1]
SEED, UPDATES, BATCH = 20_261_128, 10_000, 100
PATIENCE = 120.0  # seconds, on a machine that others use too
AWAY = 15  # seconds without room
FULL = 48  # megabytes of the small disk


def run() -> None:
    """Print what was tried and what became of it."""
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        print(f"seed {SEED}")
        asyncio.run(odd_updates(f"sqlite:///{folder}/chaos.sqlite3", UPDATES))
    if why := postgres.missing():
        print(why)
    else:
        with postgres.serving() as server, tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)  # where the list of erasures goes
            asyncio.run(odd_updates(server.database(), UPDATES))
    os.chdir(ROOT)
    asyncio.run(full_disk())


async def odd_updates(url: str, count: int, seed: int = SEED) -> None:
    """Take in mutated updates; behind each hundred somebody asks and must be answered."""
    db = Database(url)
    prepare(db, NOON)
    db.close()
    town = Town(url)
    base = town.db.transact(faq.base)
    await town.open(base, index_of(base))
    polling = town.polling()
    loop = asyncio.get_running_loop()
    odd, waits = mutated(seed, count, int(NOON.timestamp())), []
    began = time.perf_counter()
    for number in range(count // BATCH):
        await polling._store(list(islice(odd, BATCH)))
        person = town.resident(f"P{number}")
        person.says("KW-3")
        await town.fetch()
        asked, at_work = time.perf_counter(), loop.create_task(town.workers.drain())
        await town.telegram.until(lambda person=person: bool(person.chat.from_bot), PATIENCE)
        waits.append(time.perf_counter() - asked)
        await at_work
        town.clock.passes(seconds=21)
        town.telegram.calls.clear()
    for _ in range(5):
        town.clock.passes(minutes=1)
        await town.workers.drain()
    states = town.db.transact(
        lambda s: s.execute(text("SELECT state, count(*) FROM inbox GROUP BY state")).all()
    )
    held = town.db.transact(
        lambda s: s.scalar(text("SELECT count(*) FROM inbox WHERE body IS NOT NULL"))
    )
    waits.sort()
    kind = "SQLite" if town.db.is_sqlite else "PostgreSQL"
    print(
        f"{kind}: {count} odd updates in {time.perf_counter() - began:.0f} s: {dict(states)}, "
        f"texts kept {held}, noted for the owner {len(town.parked)}; an answer behind a hundred "
        f"p50 {waits[len(waits) // 2] * 1000:.0f} ms, worst {waits[-1] * 1000:.0f} ms"
    )
    await town.close()


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


async def full_disk() -> None:
    """Fill the disk under the real process, wait, make room: it must live and answer all."""
    with small_disk() as disk:
        if disk is None:
            print("disk full: not tried here, mounting a small disk is not allowed")
            return
        telegram = SimulatedTelegram(lambda: datetime.now(UTC))
        server = serve(telegram)
        database = disk / "bot.sqlite3"
        db = Database(f"sqlite:///{database}")
        prepare(db, datetime.now(UTC))
        db.close()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=ROOT, stderr=asyncio.subprocess.PIPE,
            env={
                "PATH": os.environ["PATH"], "TELEGRAM_BOT_TOKEN": telegram.token,
                "TELEGRAM_API_URL": server.url, "DATABASE_URL": f"sqlite:///{database}",
                "LEGISTAR_API_URL": "http://127.0.0.1:9", "MEETING_POLL_SECONDS": "86400",
            },
        )  # fmt: skip
        first = telegram.resident("Ann", "en")
        first.says("KW-16")
        await telegram.until(lambda: bool(first.chat.from_bot), 120)
        filler = disk / "filler"
        with filler.open("wb") as out:
            try:
                while True:
                    out.write(b"x" * 65536)
                    out.flush()
            except OSError:
                pass
        people = [telegram.resident(f"P{number}", "en") for number in range(100)]
        for person in people:
            person.says(f"KW-16 zanzibarqux {'where ' * 100}")
        await asyncio.sleep(AWAY)
        lived = process.returncode is None
        filler.unlink()
        answered = 0
        for _ in range(600):
            answered = sum(bool(person.chat.from_bot) for person in people)
            if answered == len(people) or process.returncode is not None:
                break
            await asyncio.sleep(0.1)
        if process.returncode is None:
            process.terminate()
        try:
            _, said = await asyncio.wait_for(process.communicate(), 30)
        except TimeoutError:
            process.kill()
            _, said = await process.communicate()
        await server.stop()
        print(
            f"disk full for {AWAY} s: the process {'lived' if lived else 'DIED'}, "
            f"{answered} of {len(people)} answered after it, exit {process.returncode}, "
            f"texts in the log {said.count(b'zanzibarqux')}, lines {len(said.splitlines())}"
        )
