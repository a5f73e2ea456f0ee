"""The town behind its own HTTP server, on each of the databases."""

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.http import routes
from knowledge.content.faq_base import FaqBase
from knowledge.matching import FaqIndex
from tests.town import Town

SECRET = "a-secret-of-the-town-0123456789"


class Served:
    """A town, its servers, and a client that speaks to the first of them."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.servers = routes.build_servers(town.services, town.workers.stored, town.passing)
        for server in self.servers:
            server.start()
        self.client = self.to(0)

    def to(self, place: int) -> httpx.AsyncClient:
        address = f"http://127.0.0.1:{self.servers[place].port}"
        return httpx.AsyncClient(base_url=address, trust_env=False)

    async def close(self) -> None:
        await self.client.aclose()
        for server in self.servers:
            await server.stop()


@pytest.fixture
async def served(either: str, library: tuple[FaqBase, FaqIndex]) -> AsyncIterator[Served]:
    town = Town(
        either,
        webhook_url="https://bot.example.org/telegram",
        webhook_secret=SECRET,
        listen="127.0.0.1:0",
    )
    await town.open(*library)
    served = Served(town)
    yield served
    await served.close()
    await town.close()
    assert town.telegram.complaints == []
    assert town.parked == []
