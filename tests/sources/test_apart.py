"""Feeds that ask for too much are ended in the child; the process of the bot goes on."""

import asyncio
import contextlib
import os
import sys
from functools import partial
from pathlib import Path

import httpx
import pytest

from bot.sources.ical import feed_process, ical_events
from bot.sources.ical.ical_source import ICalendarSource
from knowledge.meetings.calendar_state import SourceMemory
from knowledge.meetings.raw_records import FetchOutcome
from tests.sources.answers import WINDOW, always, sample
from tests.sources.test_ical import URL, ZONE, event, feed

PATIENCE = 240.0  # with a busy machine; what is read ends by another bound than time
ENDLESS = feed(event("DTSTART:20261201T170000Z", "RRULE:FREQ=DAILY;INTERVAL=0"))
EVERY_SECOND = feed(
    event(
        "DTSTART:20261201T170000Z",
        "RRULE:FREQ=YEARLY;BYHOUR={};BYMINUTE={};BYSECOND={}".format(
            ",".join(map(str, range(24))), *[",".join(map(str, range(60)))] * 2
        ),
    )
)
UNCLOSED = feed(*(event("DTSTART:20261201T170000Z", f"DESCRIPTION:{'<script ' * 2000}",
                        uid=f"UID:{n}") for n in range(300)))  # fmt: skip
MANY = feed(
    *(event("DTSTART:20261101T170000Z", "RRULE:FREQ=DAILY", uid=f"UID:{n}") for n in range(12))
)  # on each of some 420 days


def children() -> list[str]:
    """Return the processes of ours that read a feed."""
    found = []
    for place in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError, IndexError):
            status = (place / "stat").read_text().rpartition(")")[2].split()
            if (
                int(status[1]) == os.getpid()
                and feed_process.__name__ in (place / "cmdline").read_text()
            ):
                found.append(place.name)
    return found


@pytest.mark.parametrize("name", ["city.ics"])
async def test_a_feed_is_read_apart_as_it_is_here(name: str) -> None:
    body = sample(name)
    assert await feed_process.parse_feed_in_process(
        body, WINDOW, ZONE, URL
    ) == ical_events.parse_feed(body, WINDOW, ZONE, URL)


@pytest.mark.parametrize("body", [ENDLESS, EVERY_SECOND, UNCLOSED], ids=["0", "by", "script"])
async def test_a_bomb_is_an_error_or_nothing_and_leaves_no_process(body: bytes) -> None:
    with contextlib.suppress(ValueError):  # of the reader, or that the second was over
        read = await feed_process.parse_feed_in_process(body, WINDOW, ZONE, URL, seconds=1.0)
        assert len(read.records) <= feed_process.MAX_FEED_RECORDS
    assert children() == []


async def test_memory_is_bounded_before_it_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    hungry = "import resource; from bot.sources.ical.feed_process import _limit_resources; _limit_resources(); print(resource.getrlimit(resource.RLIMIT_AS)[0]); bytearray(2**30)"  # noqa: E501
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", hungry, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    said, erred = await child.communicate()
    assert int(said) == feed_process.MAX_CHILD_MEMORY
    assert b"MemoryError" in erred


async def test_who_stops_waiting_leaves_no_process_behind() -> None:
    reading = asyncio.get_running_loop().create_task(
        feed_process.parse_feed_in_process(UNCLOSED, WINDOW, ZONE, URL)
    )
    while not children():
        await asyncio.sleep(0.01)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert children() == []


async def test_the_child_is_told_no_secret(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:SECRET")
    seen = tmp_path / "environ"
    spy = tmp_path / "python"
    spy.write_text(f'#!/bin/sh\nenv > {seen}\nexec {sys.executable} "$@"\n')
    spy.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(spy))
    assert (
        await feed_process.parse_feed_in_process(sample("city.ics"), WINDOW, ZONE, URL)
    ).records
    assert "SECRET" not in seen.read_text()


async def test_more_meetings_than_any_city_has_are_a_failed_fetch_that_names_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    patient = partial(feed_process.parse_feed_in_process, seconds=PATIENCE)
    monkeypatch.setattr(feed_process, "parse_feed_in_process", patient)
    remote = always(lambda: httpx.Response(200, content=MANY))
    source = ICalendarSource(remote.fetcher, "ics-1", URL, ZONE)
    result = await source.fetch_window(WINDOW, SourceMemory("ics-1"))
    assert result.outcome is FetchOutcome.ERROR
    assert "more than 5000 meetings" in result.error
