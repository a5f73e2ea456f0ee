"""One cancellation for two and ten thousand: the real process, a loopback Bot API, a calendar.

Planning is also timed alone, in this process, so that the slope for 100,000 can be drawn. Then
the same for fewer, through a bad road: `benchmarks.bad_road`.
"""

import asyncio
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from benchmarks import bad_road
from benchmarks.rig import FIRST, Bench, between, busiest_second, subscribe, until
from bot.app import build_services
from bot.jobs.alert_job import plan_due_alerts
from bot.settings import Settings
from bot.storage.database.engine import Database
from bot.storage.database.meeting_tables import ChangeRow

SUBSCRIBERS = (2_000, 10_000)
WARM = 10.0  # seconds in which the start's own work ends: menus, housekeeping
PROBE_EACH = 2.0  # seconds between two questions asked during the broadcast
SIZE = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
LIMIT = 28  # in any sliding second


async def probe(bench: Bench, times: list[float], stop: asyncio.Event) -> None:
    """Ask a question every two seconds, each from someone else."""
    number = 0
    while not stop.is_set():
        person = bench.telegram.add_user(f"Q{number}", "en")
        number += 1
        begun = time.perf_counter()
        person.says("what was the vote on june 30")
        await until(lambda person=person: bool(person.chat.from_bot), 0.002)
        times.append(1000 * (time.perf_counter() - begun))
        await asyncio.sleep(PROBE_EACH)


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
        await plan_due_alerts(services)
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


def run(counts: Sequence[int] = SUBSCRIBERS) -> None:
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="civic-alerts-") as folder:
            asyncio.run(broadcast(Path(folder), count))
            if count == counts[-1]:
                asyncio.run(planning(Path(folder), Path(folder) / "bench.sqlite3"))
    bad_road.run()
