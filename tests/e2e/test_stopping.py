"""SIGTERM ends the process within seconds, whatever is at work."""

import asyncio
import signal
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from bot.cli.stop_signals import EXIT_SECONDS
from tests.e2e.conftest import ROOT, Line
from tests.sources.test_apart import UNCLOSED

pytestmark = pytest.mark.e2e
SLOW_MACHINE = 10.0  # seconds more than promised before the test gives up

STUCK = """
import asyncio, sys, time
from bot.cli.stop_signals import stop_on_signals

async def main():
    stop = stop_on_signals(asyncio.get_running_loop())
    work = asyncio.get_running_loop().run_in_executor(None, time.sleep, 600)
    print("ready", flush=True)
    await stop.wait()

asyncio.run(main())
"""


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(UNCLOSED)}\r\nConnection: close\r\n\r\n"
    writer.write(head.encode() + UNCLOSED)
    with suppress(ConnectionError):
        await writer.drain()
    writer.close()


def reads_a_feed(parent: int) -> bool:
    for place in Path("/proc").iterdir():
        with suppress(OSError, IndexError, ValueError):
            status = (place / "stat").read_text().rpartition(")")[2].split()
            if (
                int(status[1]) == parent
                and "bot.sources.ical.feed_process" in (place / "cmdline").read_text()
            ):
                return True
    return False


async def test_a_hostile_feed_neither_keeps_residents_waiting_nor_the_end(line: Line) -> None:
    server = await asyncio.start_server(serve, "127.0.0.1")
    port = server.sockets[0].getsockname()[1]
    line.process.environment["MEETING_ICS_URLS"] = f"http://127.0.0.1:{port}/feed.ics"
    rosa = line.telegram.add_user("Rosa", "en")
    await line.process.start()
    running = line.process.running
    assert running is not None
    await line.until(lambda: reads_a_feed(running.pid))
    rosa.says("KW-3")
    await line.until(lambda: len(rosa.chat.from_bot) == 1)
    assert reads_a_feed(running.pid)
    running.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(running.wait(), EXIT_SECONDS + SLOW_MACHINE) == 0
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
async def test_a_thread_that_cannot_be_stopped_is_left_behind(ending: signal.Signals) -> None:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", STUCK, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert child.stdout is not None
    assert await child.stdout.readline() == b"ready\n"
    child.send_signal(ending)
    assert await asyncio.wait_for(child.wait(), EXIT_SECONDS + SLOW_MACHINE) == 0
