"""A remote side made of prepared answers, and a fetcher that never sleeps."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import httpx

from bot.sources.fetching import Fetcher
from knowledge.meetings.raw_records import DateWindow

SAMPLES = Path(__file__).parent / "samples"
NOW = datetime(2026, 11, 22, 13, tzinfo=UTC)
WINDOW = DateWindow(date(2026, 11, 1), date(2027, 12, 31))


def sample(name: str) -> bytes:
    """The bytes of a sample payload."""
    return (SAMPLES / name).read_bytes()


class Stream(httpx.AsyncByteStream):
    """Bytes that arrive in pieces, as they do from a real connection."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    async def __aiter__(self):
        for start in range(0, len(self.body), 65536):
            yield self.body[start : start + 65536]


class Drip(httpx.AsyncByteStream):
    """A byte, and then nothing for ever: the connection stays open."""

    async def __aiter__(self):
        yield b"x"
        await asyncio.Event().wait()


def streamed(response: httpx.Response) -> httpx.Response:
    """The same response, not read yet: MockTransport would hand it over already consumed."""
    if not response.is_stream_consumed:
        return response
    return httpx.Response(
        response.status_code, headers=response.headers, stream=Stream(response.content)
    )


class Remote:
    """Answers requests by a function and keeps what was asked and how long we waited."""

    def __init__(self, answer: Callable[[httpx.Request], httpx.Response], secrets=()) -> None:
        self.requests: list[httpx.Request] = []
        self.waits: list[float] = []

        def handle(request: httpx.Request) -> httpx.Response:
            self.requests.append(request)
            return streamed(answer(request))

        async def wait(seconds: float) -> None:
            self.waits.append(seconds)

        client = httpx.AsyncClient(transport=httpx.MockTransport(handle))
        agent = "CivicBot/1 (+https://example.org)"
        self.fetcher = Fetcher(client, agent, wait, lambda: 0.5, lambda: NOW, tuple(secrets))

    @property
    def urls(self) -> list[str]:
        """The addresses asked for, in order."""
        return [str(request.url) for request in self.requests]


def always(response: Callable[[], httpx.Response]) -> Remote:
    """A remote side that gives one answer to everything."""
    return Remote(lambda _: response())
