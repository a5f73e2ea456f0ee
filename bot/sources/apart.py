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

from bot.sources import ical_events
from knowledge.errors import CivicBotError
from knowledge.meetings.raw import Window
from knowledge.meetings.wire import from_json, to_json

MOST_SECONDS = 30.0
MOST_MEMORY = 512 * 1024 * 1024
MOST_RECORDS = 5000
MOST_ANSWER = 16 * 1024 * 1024
_NICE = 10  # replies go first


@dataclass(frozen=True, slots=True)
class Asked:
    """What the child is to do with the bytes that follow."""

    window: Window
    tz: str
    url: str


@dataclass(frozen=True, slots=True)
class Read:
    """What the child found, or why the bytes are no calendar."""

    feed: ical_events.Read = field(default_factory=lambda: ical_events.Read(()))
    refused: str = ""


async def read_feed(
    body: bytes, window: Window, tz: str, url: str, *, seconds: float = MOST_SECONDS
) -> ical_events.Read:
    """Return what `ical_events.read_feed` finds.

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
            said = await _converse(child, to_json(Asked(window, tz, url)).encode() + b"\n" + body)
            ended = await child.wait()
    except TimeoutError:
        raise ValueError(f"its calendar cannot be read within {seconds:.0f} s") from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if ended != 0:
        bounds = f"{seconds:.0f} s and {MOST_MEMORY // 2**20} MB"
        raise ValueError(f"its calendar cannot be read within {bounds}")
    try:
        read = await asyncio.to_thread(from_json, Read, said.decode())
    except (CivicBotError, UnicodeDecodeError) as fault:
        raise ValueError("its calendar could not be read") from fault
    if read.refused:
        raise ValueError(read.refused)
    return read.feed


async def _converse(child: asyncio.subprocess.Process, request: bytes) -> bytes:
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
        if len(said) > MOST_ANSWER:
            raise ValueError(f"its meetings fill more than {MOST_ANSWER // 2**20} MB")
    return bytes(said)


def main() -> None:
    """Be the child: bound oneself, read, answer."""
    _bound()
    head, _, body = sys.stdin.buffer.read().partition(b"\n")
    asked = from_json(Asked, head.decode())
    try:
        read = Read(ical_events.read_feed(body, asked.window, asked.tz, asked.url))
    except ValueError as fault:
        read = Read(refused=f"{fault}"[:300])
    if len(read.feed.records) > MOST_RECORDS:
        read = Read(refused=f"it lists more than {MOST_RECORDS} meetings")
    sys.stdout.buffer.write(to_json(read).encode("utf-8", "replace"))


def _bound() -> None:
    """Give up what a reader does not need; a system without one of these limits goes without."""
    os.nice(_NICE)
    for limit, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, int(MOST_SECONDS)),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    main()
