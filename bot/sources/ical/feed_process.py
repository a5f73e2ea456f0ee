"""Reading a calendar feed in a process of its own, bounded in time, memory and what it may say.

A feed of two hundred bytes can ask for more dates than there is memory, and work in a thread can
be neither stopped nor limited. The child gets the bytes on its standard input, no environment of
ours, and answers with JSON; whatever it does, it is ended.
"""

import asyncio
import os
import resource
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.sources.ical import ical_events
from knowledge.errors import CivicBotError
from knowledge.meetings.raw_records import DateWindow
from knowledge.meetings.state_json import state_from_json, state_to_json

MAX_CHILD_SECONDS = 30.0
MAX_CHILD_MEMORY = 512 * 1024 * 1024
MAX_FEED_RECORDS = 5000
MAX_REPLY_BYTES = 16 * 1024 * 1024
_NICE = 10  # replies go first


@dataclass(frozen=True, slots=True)
class FeedRequest:
    """What the child is to do with the bytes that follow."""

    window: DateWindow
    tz: str
    url: str


@dataclass(frozen=True, slots=True)
class FeedReply:
    """What the child found, or why the bytes are no calendar."""

    feed: ical_events.ParsedFeed = field(default_factory=lambda: ical_events.ParsedFeed(()))
    refused: str = ""


async def parse_feed_in_process(
    body: bytes, window: DateWindow, tz: str, url: str, *, seconds: float = MAX_CHILD_SECONDS
) -> ical_events.ParsedFeed:
    """Return what `ical_events.parse_feed` finds.

    Raise ValueError if the bytes are no calendar, or cannot be read within the bounds.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={"PYTHONPATH": os.pathsep.join(part or str(Path.cwd()) for part in sys.path)},
    )  # fmt: skip
    try:
        async with asyncio.timeout(seconds):
            said = await _exchange_bytes(
                child, state_to_json(FeedRequest(window, tz, url)).encode() + b"\n" + body
            )
            ended = await child.wait()
    except TimeoutError:
        raise ValueError(f"its calendar cannot be read within {seconds:.0f} s") from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if ended != 0:
        bounds = f"{seconds:.0f} s and {MAX_CHILD_MEMORY // 2**20} MB"
        raise ValueError(f"its calendar cannot be read within {bounds}")
    try:
        read = await asyncio.to_thread(state_from_json, FeedReply, said.decode())
    except (CivicBotError, UnicodeDecodeError) as fault:
        raise ValueError("its calendar could not be read") from fault
    if read.refused:
        raise ValueError(read.refused)
    return read.feed


async def _exchange_bytes(child: asyncio.subprocess.Process, request: bytes) -> bytes:
    """Hand the request over and return the answer; raise ValueError for an endless one."""
    assert child.stdin is not None
    assert child.stdout is not None
    with suppress(BrokenPipeError, ConnectionResetError):  # it ended early; its code says so
        child.stdin.write(request)
        await child.stdin.drain()
        child.stdin.close()
    said = bytearray()
    while chunk := await child.stdout.read(65536):
        said += chunk
        if len(said) > MAX_REPLY_BYTES:
            raise ValueError(f"its meetings fill more than {MAX_REPLY_BYTES // 2**20} MB")
    return bytes(said)


def run_child() -> None:
    """Be the child: bound oneself, read, answer."""
    _limit_resources()
    head, _, body = sys.stdin.buffer.read().partition(b"\n")
    asked = state_from_json(FeedRequest, head.decode())
    try:
        read = FeedReply(ical_events.parse_feed(body, asked.window, asked.tz, asked.url))
    except ValueError as fault:
        read = FeedReply(refused=f"{fault}"[:300])
    if len(read.feed.records) > MAX_FEED_RECORDS:
        read = FeedReply(refused=f"it lists more than {MAX_FEED_RECORDS} meetings")
    sys.stdout.buffer.write(state_to_json(read).encode("utf-8", "replace"))


def _limit_resources() -> None:
    """Give up what a reader does not need; a system without one of these limits goes without."""
    os.nice(_NICE)
    for limit, most in (
        (resource.RLIMIT_AS, MAX_CHILD_MEMORY),
        (resource.RLIMIT_CPU, int(MAX_CHILD_SECONDS)),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    run_child()
