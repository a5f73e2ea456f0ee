"""The real process beside another, under a lock, and on a PostgreSQL that goes away."""

import asyncio
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy.engine import make_url

from tests.e2e.conftest import Line, Small
from tests.e2e.small import FASTER

pytestmark = pytest.mark.e2e


async def second(line: Line, *arguments: str) -> tuple[int | None, str]:
    """Run a second process on the same database; return its exit code and what it says."""
    process = Small(line.process.environment, line.database.parent, arguments)
    process.errors.unlink(missing_ok=True)
    await process.start()
    assert process.running is not None
    code = await asyncio.wait_for(process.running.wait(), 60)
    return code, process.errors.read_text()


async def test_a_second_process_and_a_restore_are_refused_while_one_serves(line: Line) -> None:
    rosa = line.telegram.add_user("Rosa", "en")
    rosa.says("KW-3")
    await line.process.start()
    await line.until(lambda: len(rosa.chat.from_bot) == 1)
    code, _ = await second(line, "backup")
    assert code == 0
    backup, *_ = sorted((line.database.parent / "backups").glob("*.sqlite3"))
    for arguments in (["run"], ["restore", str(backup), "--yes"]):
        code, said = await second(line, *arguments)
        assert code == 2
        assert "another process of this bot is using it" in said
        assert "Traceback" not in said
    rosa.says("KW-1")
    await line.until(lambda: len(rosa.chat.from_bot) == 2)
    await line.process.kill()  # the system lets the lock go
    code, said = await second(line, "restore", str(backup), "--yes")
    assert (code, said) == (0, "")


async def test_a_lock_of_another_program_is_waited_out_and_a_stop_does_not_wait(
    line: Line,
) -> None:
    rosa = line.telegram.add_user("Rosa", "en")
    rosa.says("KW-3")
    await line.process.start()
    await line.until(lambda: len(rosa.chat.from_bot) == 1)
    with closing(sqlite3.connect(line.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        rosa.says("KW-1")
        await asyncio.sleep(3 / FASTER)
        assert line.process.running is not None
        assert line.process.running.returncode is None
        other.execute("ROLLBACK")
        await line.until(lambda: len(rosa.chat.from_bot) == 2)
        other.execute("BEGIN IMMEDIATE")
        began = asyncio.get_running_loop().time()
        assert await line.process.stop() == 0
        assert asyncio.get_running_loop().time() - began < 10


async def test_a_lock_that_lasts_lets_answers_go_on_and_a_kill_amid_it_doubles_none(
    line: Line,
) -> None:
    people = [line.telegram.add_user(f"P{number}", "en") for number in range(20)]
    rosa = line.telegram.add_user("Rosa", "en")
    rosa.says("KW-3")
    await line.process.start()
    await line.until(lambda: len(rosa.chat.from_bot) == 1)
    with closing(sqlite3.connect(line.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for person in people:
            person.says("KW-1")
        await line.until(lambda: all(len(person.chat.from_bot) == 1 for person in people))
        rosa.says("/subscribe")
        await line.until(lambda: line.telegram.updates.pending_count == 1)
        await line.process.kill()
        other.execute("ROLLBACK")
    await line.process.start()
    await line.until(lambda: len(rosa.chat.from_bot) == 2)
    people[0].says("KW-3")
    await line.until(lambda: len(people[0].chat.from_bot) == 2)
    assert [len(person.chat.from_bot) for person in people] == [2] + [1] * 19


async def test_a_server_that_restarts_and_stays_away_loses_nothing(
    line: Line, server: Any
) -> None:
    line.process.environment["DATABASE_URL"] = server.database("town")
    people = [line.telegram.add_user(f"P{number}", "en") for number in range(20)]
    await line.process.start()
    for round_, act in enumerate((server.cut, server.stop), 1):
        for person in people:
            person.says("KW-3")
        await line.until(lambda: sum(len(p.chat.from_bot) for p in people) > 3)
        act()
        await asyncio.sleep(1 / FASTER)
        if act == server.stop:
            server.start()
        await line.until(lambda round_=round_: all(len(p.chat.from_bot) >= round_ for p in people))
    assert await line.process.stop() == 0


async def test_a_server_that_takes_nothing_lets_answers_go_on(line: Line, server: Any) -> None:
    line.process.environment["DATABASE_URL"] = url = server.database("town")
    seal = f'ALTER DATABASE "{make_url(url).database}" SET default_transaction_read_only'
    people = [line.telegram.add_user(f"P{number}", "en") for number in range(20)]
    rosa = line.telegram.add_user("Rosa", "en")
    rosa.says("KW-3")
    await line.process.start()
    await line.until(lambda: len(rosa.chat.from_bot) == 1)
    await asyncio.sleep(2)  # its update is settled
    server.tell(f"{seal} = on")
    server.cut()
    await asyncio.sleep(5)  # longer than a share is lent for
    rosa.says("/subscribe")
    for person in people:
        person.says("KW-1")
    await line.until(lambda: all(len(person.chat.from_bot) == 1 for person in people))
    assert len(rosa.chat.from_bot) == 1
    server.tell(f"{seal} = off")
    server.cut()
    await line.until(lambda: len(rosa.chat.from_bot) == 2)
    people[0].says("KW-3")
    await line.until(lambda: len(people[0].chat.from_bot) == 2)
    assert [len(person.chat.from_bot) for person in people] == [2] + [1] * 19
    assert await line.process.stop() == 0
