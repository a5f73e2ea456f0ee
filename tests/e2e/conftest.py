"""A real bot process against a simulated Telegram on a loopback port."""

import asyncio
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.playground.serving.telegram_server import serve_telegram
from bot.playground.simulator.simulated_telegram import SimulatedTelegram
from tests.e2e.small import Forked

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0


class Process:
    """`python -m bot run`, as an operator starts it."""

    def __init__(
        self,
        environment: dict[str, str],
        folder: Path | None = None,
        arguments: tuple[str, ...] = ("-m", "bot", "run"),
    ) -> None:
        self.environment, self._folder, self._arguments = environment, folder, arguments
        self.errors = (folder or Path("/dev")) / ("errors.log" if folder else "null")
        self.running: asyncio.subprocess.Process | Forked | None = None

    async def start(self) -> None:
        with self.errors.open("ab") as said:
            self.running = await asyncio.create_subprocess_exec(
                sys.executable, *self._arguments, cwd=self._folder or ROOT,
                env={"PYTHONPATH": str(ROOT), **self.environment}, stderr=said,
            )  # fmt: skip

    async def kill(self) -> None:
        assert self.running is not None
        self.running.kill()
        await self.running.wait()

    async def stop(self) -> int:
        assert self.running is not None
        self.running.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.running.wait(), PATIENCE)

    async def end(self) -> None:
        """Leave nothing behind, whatever the test did."""
        if self.running is not None and self.running.returncode is None:
            with suppress(ProcessLookupError):
                await self.kill()


class Small(Process):
    """A fork with the answers of the tests' town; `arguments` are those of `bot`."""

    knows_all = False

    def __init__(
        self,
        environment: dict[str, str],
        folder: Path | None = None,
        arguments: tuple[str, ...] = ("run",),
    ) -> None:
        super().__init__(environment, folder, arguments)

    async def start(self) -> None:
        folder = self._folder or ROOT
        self.running = Forked(
            self.environment, folder, self.errors, self._arguments, knows_all=self.knows_all
        )


class Shipped(Small):
    """A fork with the answers of this release."""

    knows_all = True


class Line:
    """A telephone line: the simulated Telegram, its address, a process, its database."""

    def __init__(self, telegram: SimulatedTelegram, process: Process, database: Path) -> None:
        self.telegram, self.process, self.database = telegram, process, database

    async def until(self, true: Callable[[], bool]) -> None:
        await asyncio.wait_for(self._watch(true), PATIENCE)

    async def _watch(self, true: Callable[[], bool]) -> None:
        while not true():
            await asyncio.sleep(0.02)

    def select(self, query: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.database) as connection:
            return connection.execute(query).fetchall()

    def change(self, statement: str) -> None:
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute(statement)


@asynccontextmanager
async def opened(database: Path, kind: type[Process]) -> AsyncIterator[Line]:
    """Open a line to a process that is not yet started."""
    telegram = SimulatedTelegram(lambda: datetime.now(UTC))
    server = serve_telegram(telegram)
    environment = {
        "PATH": os.environ["PATH"],
        "TELEGRAM_BOT_TOKEN": telegram.token,
        "TELEGRAM_API_URL": server.url,
        "DATABASE_URL": f"sqlite:///{database}",
        "ADMIN_IDS": "4242",
        "LEGISTAR_API_URL": "http://127.0.0.1:9",  # nobody listens: a dead source delays nothing
        "LOG_LEVEL": "WARNING",
    }
    process = kind(environment)
    yield Line(telegram, process, database)
    await process.end()
    await server.stop()


@pytest.fixture
async def line(database: Path, template: Path) -> AsyncIterator[Line]:
    """A process that knows the tests' town."""
    shutil.copy(f"{template}.index", f"{database}.index")
    async with opened(database, Small) as line:
        yield line


@pytest.fixture(params=[Shipped])
async def shipped(
    request: pytest.FixtureRequest, tmp_path: Path, seeded: Path
) -> AsyncIterator[Line]:
    """A process that knows what this release ships; of the kind that a test may name."""
    database = Path(shutil.copy(seeded, tmp_path))
    shutil.copy(f"{seeded}.index", tmp_path)
    async with opened(database, request.param) as line:
        yield line
