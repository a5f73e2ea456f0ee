"""Calendar feeds that ask for more than there is, made by chance from a seed."""

import asyncio
import random
import time
from datetime import UTC, datetime, timedelta

from bot.sources.ical import feed_process
from knowledge.meetings.raw_records import DateWindow

FEEDS, SECONDS, AT_ONCE = 24, 4.0, 2
_FREQ = ("SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_BY = {"BYSECOND": 60, "BYMINUTE": 60, "BYHOUR": 24, "BYMONTHDAY": 28, "BYYEARDAY": 366}
_LONG = ("<script ", "&lt;", "<<", "\\n", "<b>", "]]>", "é")


def _rule(dice: random.Random) -> str:
    parts = [f"FREQ={dice.choice(_FREQ)}"]
    if dice.random() < 0.5:
        parts.append(f"INTERVAL={dice.choice((0, -1, 1, 10**18))}")
    if dice.random() < 0.3:
        parts.append(f"COUNT={dice.choice((0, 10**9, 10**30))}")
    for name, most in _BY.items():
        if dice.random() < 0.3:
            parts.append(f"{name}={','.join(map(str, range(1, most)))}")
    return ";".join(parts)


def _event(dice: random.Random, number: int) -> list[str]:
    day = dice.choice(("00010101", "19700101", "20261201", "99991231"))
    lines = ["BEGIN:VEVENT", f"UID:{number}", f"DTSTART:{day}T170000Z", "SUMMARY:City Commission"]
    if dice.random() < 0.7:
        lines.append(f"RRULE:{_rule(dice)}")
    if dice.random() < 0.3:
        lines.append(f"DESCRIPTION:{dice.choice(_LONG) * dice.choice((10, 3000))}")
    if dice.random() < 0.1:
        lines.append("BEGIN:VALARM")
    return [*lines, "END:VEVENT"] if dice.random() < 0.9 else lines


def feeds(seed: int, count: int = FEEDS) -> list[bytes]:
    """Return feeds of one to a few thousand hostile events; the same for the same seed."""
    dice, found = random.Random(seed), []
    for _ in range(count):
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
        for number in range(dice.choice((1, 5, 300, 3000))):
            lines += _event(dice, number)
        lines.append("END:VCALENDAR")
        found.append("\r\n".join(lines).encode()[: 5 * 2**20])
    return found


async def read_all(seed: int) -> str:
    """Read them apart, and say what became of them and how long the worst took."""
    now = datetime.now(UTC)
    window = DateWindow((now - timedelta(days=30)).date(), (now + timedelta(days=365)).date())
    room, refused, read, worst = asyncio.Semaphore(AT_ONCE), 0, 0, 0.0

    async def one(body: bytes) -> None:
        nonlocal refused, read, worst
        async with room:
            began = time.perf_counter()
            try:
                feed = await feed_process.parse_feed_in_process(
                    body, window, "America/New_York", "https://x.test/f.ics", seconds=SECONDS
                )
                assert len(feed.records) <= feed_process.MAX_FEED_RECORDS
                read += 1
            except ValueError:
                refused += 1
            worst = max(worst, time.perf_counter() - began)

    await asyncio.gather(*map(one, feeds(seed)))
    return (
        f"{FEEDS} hostile feeds: {read} read, {refused} refused, the worst took {worst:.1f} s "
        f"(bound {SECONDS:.0f} s and {feed_process.MAX_CHILD_MEMORY // 2**20} MB each)"
    )
