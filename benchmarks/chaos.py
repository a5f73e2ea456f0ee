"""What must not break the bot, tried on each database: odd updates, kills, storms; once each
hostile feeds and a disk that is full.

Everything is made from a seed, which is printed. PostgreSQL is one of our own, thrown away.
"""

import asyncio
import logging
import os
import tempfile
import time
import warnings
from collections.abc import Callable, Coroutine
from itertools import count, islice
from pathlib import Path
from typing import Any

from sqlalchemy import text

from benchmarks import beset, hostile_feeds
from benchmarks.mutations import mutated
from bot.preparation import prepare_database
from bot.storage.database.engine import Database
from bot.storage.faq import base_documents
from knowledge.index_building import build_index
from tests import postgres
from tests.town import NOON, Town

ROOT = Path(__file__).parents[1]
SEED, UPDATES, BATCH = 20_261_128, 5_000, 100
PATIENCE = 120.0  # seconds, on a machine that others use too


def run() -> None:
    """Print what was tried and what became of it."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")  # of the database library, about odd values
    print(f"seed {SEED}")
    with tempfile.TemporaryDirectory() as folder:
        names = count(1)
        _both("SQLite", lambda: f"sqlite:///{folder}/chaos{next(names)}.sqlite3")
    if why := postgres.missing():
        print(why)
    else:
        with postgres.serving() as server, tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)  # where the list of erasures goes
            _both("PostgreSQL", server.database)
    os.chdir(ROOT)
    _say("", hostile_feeds.read_all(SEED))
    _say("SQLite", beset.full_disk())


def _both(kind: str, fresh: Callable[[], str]) -> None:
    """Try on one kind of database what is tried on each."""
    _say(kind, odd_updates(fresh(), UPDATES))
    _say(kind, beset.kills(fresh(), SEED))
    _say(kind, beset.storm(fresh(), SEED))


def _say(kind: str, trial: Coroutine[Any, Any, str]) -> None:
    print(f"{kind}: {asyncio.run(trial)}".removeprefix(": "), flush=True)


async def odd_updates(url: str, many: int, seed: int = SEED) -> str:
    """Take in mutated updates; behind each hundred somebody asks and must be answered."""
    db = Database(url)
    prepare_database(db, NOON)
    db.close()
    town = Town(url)
    base = town.db.transact(base_documents.load_base)
    await town.open(base, build_index(base))
    polling = town.polling()
    loop = asyncio.get_running_loop()
    odd, waits = mutated(seed, many, int(NOON.timestamp())), []
    began = time.perf_counter()
    for number in range(many // BATCH):
        await polling._store_updates(list(islice(odd, BATCH)))
        person = town.resident(f"P{number}")
        person.says("KW-3")
        await town.fetch()
        asked, at_work = time.perf_counter(), loop.create_task(town.workers.drain())
        await town.telegram.wait_until(lambda person=person: bool(person.chat.from_bot), PATIENCE)
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
    await town.close()
    return (
        f"{many} odd updates in {time.perf_counter() - began:.0f} s: {dict(states)}, "
        f"texts kept {held}, noted for the owner {len(town.parked)}; an answer behind a hundred "
        f"p50 {waits[len(waits) // 2] * 1000:.0f} ms, worst {waits[-1] * 1000:.0f} ms"
    )
