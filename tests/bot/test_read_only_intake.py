"""While the database can be read and takes nothing: who needs no write is answered, once."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.intake import polling, update_workers
from bot.storage.database import engine, outages
from knowledge.content.faq_base import FaqBase
from knowledge.matching import FaqIndex
from tests.town import Town


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (polling, update_workers, engine):
        monkeypatch.setattr(module, "SHORTEST_PAUSE", 0.01)
        monkeypatch.setattr(module, "LONGEST_PAUSE", 0.05)
    monkeypatch.setattr(outages, "QUIET_SECONDS", 0.1)


class Sealed:
    """A town at work whose database can be made to take nothing."""

    def __init__(self, town: Town, server: Any) -> None:
        self.town, self._server, self._sealed = town, server, False
        if town.db.is_sqlite:
            event.listen(town.db.engine, "checkout", self._query_only)
        self._loops: list[asyncio.Task[None]] = []

    def _query_only(self, connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA query_only = {int(self._sealed)}")

    def seal(self, sealed: bool) -> None:
        self._sealed = sealed
        if not self.town.db.is_sqlite:
            name, how = self.town.db.url.database, "on" if sealed else "off"
            self._server.tell(f'ALTER DATABASE "{name}" SET default_transaction_read_only = {how}')
            self._server.cut()

    def begin(self) -> None:
        loop = asyncio.get_running_loop()
        self._loops = [
            loop.create_task(self.town.polling().run()),
            loop.create_task(self.town.workers.run()),
        ]

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(60):
            while not true():
                assert not any(loop.done() for loop in self._loops)
                await asyncio.sleep(0.01)

    async def end(self) -> None:
        for loop in self._loops:
            loop.cancel()
        for loop in self._loops:
            with suppress(asyncio.CancelledError):
                await loop

    def count(self, query: str) -> int:
        return int(self.town.db.transact(lambda s: s.scalar(text(query))) or 0)


@pytest.fixture
async def sealed(
    either: str, library: tuple[FaqBase, FaqIndex], request: pytest.FixtureRequest
) -> AsyncIterator[Sealed]:
    server = None if either.startswith("sqlite") else request.getfixturevalue("server")
    town = Town(either)
    await town.open(*library)
    sealed = Sealed(town, server)
    sealed.begin()
    yield sealed
    await sealed.end()
    await town.close()
    assert town.telegram.complaints == []
    assert town.parked == []


async def test_who_only_asks_is_answered_once_and_who_wants_more_waits_in_turn(
    sealed: Sealed,
) -> None:
    people = [sealed.town.resident(f"P{number}") for number in range(12)]
    rosa, jean = sealed.town.resident(), sealed.town.resident("Jean")
    rosa.says("KW-3")
    await sealed.until(lambda: len(rosa.chat.from_bot) == 1)
    counted = sealed.count("SELECT count(*) FROM questions")
    sealed.seal(True)
    jean.says("/subscribe")
    jean.says("KW-3")
    for number, person in enumerate(people):
        person.says(("what is 287g", "KW-1", "/topics", "zanzibarqux flubber wibble")[number % 4])
    await sealed.until(lambda: all(len(person.chat.from_bot) == 1 for person in people))
    people[0].says("KW-2")
    people[1].says("what is 287g")
    await sealed.until(lambda: all(len(one.chat.from_bot) == 2 for one in people[:2]))
    assert jean.chat.from_bot == []
    sealed.seal(False)
    await sealed.until(lambda: len(jean.chat.from_bot) == 2)
    assert "KW-3.1" in jean.last.text
    assert sealed.count("SELECT count(*) FROM subscriptions") == 1
    rosa.says("KW-1")
    await sealed.until(lambda: len(rosa.chat.from_bot) == 2)
    assert [len(one.chat.from_bot) for one in people] == [2, 2] + [1] * 10
    assert sealed.count("SELECT count(*) FROM questions") == counted + 7  # made up for
    await sealed.until(lambda: sealed.count("SELECT count(*) FROM inbox WHERE body <> ''") == 0)


async def test_what_was_answered_is_confirmed_so_that_the_next_process_does_not_answer_it(
    sealed: Sealed,
) -> None:
    people = [sealed.town.resident(f"P{number}") for number in range(30)]
    sealed.seal(True)
    for person in people:
        person.says("KW-1")
    await sealed.until(lambda: all(len(person.chat.from_bot) == 1 for person in people))
    await sealed.until(lambda: sealed.town.telegram.updates.pending_count == 0)
    await sealed.end()
    sealed.seal(False)
    sealed.begin()
    people[0].says("KW-2")
    await sealed.until(lambda: len(people[0].chat.from_bot) == 2)
    assert [len(person.chat.from_bot) for person in people] == [2] + [1] * 29


async def test_what_was_stored_after_all_is_left_to_the_workers(sealed: Sealed) -> None:
    """The answer to a commit can be lost: the row is there, and the store looks failed."""
    town, rosa = sealed.town, sealed.town.resident()
    await sealed.end()
    rosa.says("KW-1")
    _, answer = await town.telegram.call_method("getUpdates", {"offset": 0, "timeout": 0})
    loop = town.polling()
    await loop._store_updates(answer["result"])
    assert not await loop._meanwhile.answer_updates(answer["result"])
    assert rosa.chat.from_bot == []
    await town.workers.drain()
    assert len(rosa.chat.from_bot) == 1
    sealed.begin()


@pytest.mark.parametrize("either", ["postgresql"], indirect=True)
async def test_nothing_is_answered_from_memory_while_the_database_cannot_be_read(
    sealed: Sealed,
) -> None:
    rosa = sealed.town.resident()
    sealed._server.stop()
    rosa.says("KW-1")
    await asyncio.sleep(0.5)
    assert rosa.chat.from_bot == []
    sealed._server.start()
    await sealed.until(lambda: len(rosa.chat.from_bot) == 1)
