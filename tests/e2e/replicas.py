"""Real processes on one PostgreSQL, behind a balancer, fed by a webhook."""

import asyncio
import os
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, text

from bot.playground.serving.telegram_server import RunningServer, serve_telegram
from bot.playground.serving.webhook_sender import WebhookSender
from bot.playground.simulator.simulated_telegram import SimulatedTelegram
from tests.balancer import Balancer
from tests.e2e.conftest import PATIENCE, Process, Small

SECRET = "the-towns-own-secret-0123456789"
PAUSES = (0.0, 0.3, 0.6, 1.0)  # Telegram's own are longer; the order of things is the same


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


SERVED = ("-m", "bot", "run")


class Fleet:
    """The replicas of a town; small ones, unless it is said with what Python starts them."""

    def __init__(
        self,
        telegram: SimulatedTelegram,
        url: str,
        count: int,
        folder: Path,
        *,
        hooked: bool = True,
        arguments: tuple[str, ...] | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self._arguments, self._settings = arguments, settings or {}
        self.telegram, self.url, self._folder, self._hooked = telegram, url, folder, hooked
        self.ports = [free_port() for _ in range(count)]
        self.api: RunningServer = serve_telegram(telegram)
        self.balancer = Balancer(self.ports)
        self.hooking = WebhookSender(telegram, PAUSES)
        self.engine: Engine = create_engine(url, pool_pre_ping=True)
        self.processes: list[Process] = []
        self._posting: asyncio.Task[None] | None = None

    def environment(self, place: int) -> dict[str, str]:
        hook = {
            "WEBHOOK_URL": f"http://127.0.0.1:{self.balancer.port}/telegram",
            "WEBHOOK_SECRET": SECRET,
        }
        return (hook if self._hooked else {}) | {
            "PATH": os.environ["PATH"],
            "TELEGRAM_BOT_TOKEN": self.telegram.token,
            "TELEGRAM_API_URL": self.api.url,
            "DATABASE_URL": self.url,
            "LISTEN": f"127.0.0.1:{self.ports[place]}",
            "LEGISTAR_API_URL": "http://127.0.0.1:9",
            "LOG_LEVEL": "WARNING",
            **self._settings,
        }

    async def start(self) -> None:
        await self.balancer.start()
        for place in range(len(self.ports)):
            self.processes.append(self._process(place, self._arguments, "run"))
            await self.processes[-1].start()
        if not self._hooked:
            return
        arguments = ("-m", "bot", "webhook", "set") if self._arguments else None
        told = self._process(0, arguments, "webhook", "set")
        await told.start()
        assert told.running is not None
        assert await told.running.wait() == 0
        self._posting = asyncio.get_running_loop().create_task(self.hooking.run())

    def _process(self, place: int, arguments: tuple[str, ...] | None, *words: str) -> Process:
        environment = self.environment(place)
        if arguments is None:
            return Small(environment, self._folder, words)
        return Process(environment, self._folder, arguments)

    async def ready(self, place: int) -> bool:
        """Tell whether a replica says it can serve."""
        with suppress(OSError, asyncio.IncompleteReadError):
            reader, writer = await asyncio.open_connection("127.0.0.1", self.ports[place])
            writer.write(b"GET /health/ready HTTP/1.0\r\n\r\n")
            status = await reader.readline()
            writer.close()
            return b" 200 " in status
        return False

    async def all_ready(self) -> None:
        async with asyncio.timeout(PATIENCE):
            for place in range(len(self.ports)):
                while not await self.ready(place):
                    await asyncio.sleep(0.1)

    async def until(self, true: Callable[[], bool], patience: float = PATIENCE) -> None:
        async with asyncio.timeout(patience):
            while not true():
                await asyncio.sleep(0.02)

    def select(self, query: str) -> list[tuple[Any, ...]]:
        with self.engine.begin() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def leader(self) -> int | None:
        """Return the place of who leads, by the lock's connection; None while nobody does."""
        for place, process in enumerate(self.processes):
            if process.running is not None and self._leads(place):
                return place
        return None

    def _leads(self, place: int) -> bool:
        named = self.select(
            "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
            " WHERE l.locktype = 'advisory' AND l.objid = 2872026 AND l.granted"
        )
        process = self.processes[place].running
        return process is not None and (f"civic-bot {process.pid}",) in named

    async def stop(self) -> None:
        if self._posting is not None:
            self._posting.cancel()
            with suppress(asyncio.CancelledError):
                await self._posting
        for process in self.processes:
            await process.end()
        await self.balancer.stop()
        await self.api.stop()
        self.engine.dispose()
