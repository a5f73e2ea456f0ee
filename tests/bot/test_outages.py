"""The database is away, locked or full while the bot serves: it waits, says so once, goes on."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing, suppress
from typing import Any

import pytest
from sqlalchemy import event

from bot.intake import polling, update_workers
from bot.jobs import maintenance
from bot.playground.simulator.people import SimulatedUser
from bot.storage.database import engine, outages
from bot.storage.intake import inbox
from bot.storage.outbox.delivery_queue import claim_deliveries
from knowledge.content.faq_base import FaqBase
from knowledge.matching import FaqIndex
from tests.town import OWNER, Town

PATIENCE = 60.0


class Serving:
    """The town's own intake at work: one loop fetches, one hands on."""

    def __init__(self, town: Town) -> None:
        self.town = town
        loop = asyncio.get_running_loop()
        self.loops = [
            loop.create_task(town.polling().run()),
            loop.create_task(town.workers.run()),
        ]

    async def until(self, true: Callable[[], bool]) -> None:
        async def watch() -> None:
            while not true():
                assert not any(loop.done() for loop in self.loops)
                await asyncio.sleep(0.01)

        await asyncio.wait_for(watch(), PATIENCE)

    async def answers(self, person: SimulatedUser, question: str, count: int) -> None:
        person.says(question)
        await self.until(lambda: len(person.chat.from_bot) >= count)

    async def stop(self) -> None:
        for loop in self.loops:
            loop.cancel()
        for loop in self.loops:
            with suppress(asyncio.CancelledError):
                await loop


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (polling, update_workers, engine):
        monkeypatch.setattr(module, "SHORTEST_PAUSE", 0.01)
        monkeypatch.setattr(module, "LONGEST_PAUSE", 0.05)
    monkeypatch.setattr(outages, "QUIET_SECONDS", 0.2)


@pytest.fixture
async def serving(
    either: str, library: tuple[FaqBase, FaqIndex], caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Serving]:
    caplog.set_level(logging.INFO)
    town = Town(either)
    await town.open(*library)
    serving = Serving(town)
    yield serving
    await serving.stop()
    await town.close()
    assert town.telegram.complaints == []
    assert town.parked == []


def said_of_the_database(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if "The database" in r.getMessage()]


async def test_a_fault_amid_work_is_waited_out_said_once_and_told_to_the_owner(
    serving: Serving, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = serving.town
    rosa = town.resident()
    await serving.answers(rosa, "KW-3", 1)
    transact, broken = town.db.transact, {"is": True}

    def fails(work: Any, *args: Any, **kwargs: Any) -> Any:
        if broken["is"]:
            error = sqlite3.OperationalError("zanzibarqux")
            error.sqlite_errorcode, error.sqlite_errorname = 13, "SQLITE_FULL"
            town.db.outages.note_fault(error)
            raise error
        return transact(work, *args, **kwargs)

    monkeypatch.setattr(town.db, "transact", fails)
    rosa.says("KW-1")
    await asyncio.sleep(0.5)
    broken["is"] = False
    await serving.until(lambda: len(rosa.chat.from_bot) == 2)
    await serving.until(lambda: len(said_of_the_database(caplog)) == 2)
    assert "works again" in said_of_the_database(caplog)[1]
    assert "zanzibarqux" not in caplog.text
    await maintenance.run_minutely(town.services)
    queued = await town.db.run(claim_deliveries, 10, town.clock())
    assert [(one.chat_id, one.facts["what"]) for one in queued] == [(OWNER, "outage")]


@pytest.fixture
def sqlite_only(either: str) -> str:
    if not either.startswith("sqlite"):
        pytest.skip("a lock on the whole file is SQLite's")
    return either.removeprefix("sqlite:///")


@pytest.mark.parametrize("either", ["sqlite"], indirect=True)
async def test_another_program_that_holds_the_file_is_waited_for(
    serving: Serving, sqlite_only: str
) -> None:
    rosa = serving.town.resident()
    await serving.answers(rosa, "KW-3", 1)
    with closing(sqlite3.connect(sqlite_only, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        rosa.says("KW-1")
        await asyncio.sleep(1.5)  # longer than SQLite itself waits
        assert len(rosa.chat.from_bot) == 1  # it may end in a moment: nothing is said yet
        other.execute("ROLLBACK")
        await serving.until(lambda: len(rosa.chat.from_bot) == 2)
        town = serving.town  # what waits of a chat holds up what comes after it
        await serving.until(lambda: town.db.transact(inbox.count_waiting) == 0)
        other.execute("BEGIN IMMEDIATE")
        await serving.answers(rosa, "KW-2", 3)
        other.execute("ROLLBACK")
    await serving.answers(rosa, "KW-3", 4)


@pytest.mark.parametrize("either", ["sqlite"], indirect=True)
async def test_a_full_disk_is_waited_for(
    serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    town, rosa, jean = serving.town, serving.town.resident(), serving.town.resident("Jean")
    await serving.answers(rosa, "KW-3", 1)

    room = {"pages": 1}  # SQLite takes the present size for the least

    def limit(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {room['pages']}")

    event.listen(town.db.engine, "checkout", limit)
    town.telegram.raw_update({"message": {"text": "x" * 2_000_000}})  # more than the free pages
    await serving.until(lambda: "SQLITE_FULL" in caplog.text)
    rosa.says("/subscribe")
    await serving.answers(jean, "KW-1", 1)
    await asyncio.sleep(0.2)
    assert len(rosa.chat.from_bot) == 1
    room["pages"] = 1_000_000
    await serving.until(lambda: len(rosa.chat.from_bot) == 2)
    await serving.answers(jean, "KW-2", 2)
    assert [fault for _, fault in town.parked] == ["unreadable: KeyError"]  # it has no chat
    town.parked.clear()


@pytest.mark.parametrize("either", ["postgresql"], indirect=True)
async def test_a_server_that_cuts_restarts_and_stays_away_is_waited_for(
    serving: Serving, server: Any
) -> None:
    rosa = serving.town.resident()
    await serving.answers(rosa, "KW-3", 1)
    server.cut()
    await serving.answers(rosa, "KW-1", 2)
    server.stop()
    rosa.says("KW-2")
    await asyncio.sleep(0.3)
    server.start()
    await serving.until(lambda: len(rosa.chat.from_bot) == 3)


@pytest.mark.parametrize("answer", [None, 7, [None], [{"update_id": "x"}], [{}], {"a": 1}])
async def test_an_answer_that_is_none_ends_nothing(town: Town, answer: Any) -> None:
    given = [answer]

    class Odd:
        async def do_api_request(self, *_: Any, **__: Any) -> Any:
            if given:
                return given.pop()
            await asyncio.sleep(0.01)
            return []

    loop = asyncio.get_running_loop()
    odd: Any = Odd()
    task = loop.create_task(town.polling(odd).run())
    while given:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)
    assert not task.done()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
