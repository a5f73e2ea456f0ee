import asyncio
import gc
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text
from telegram import Update
from telegram.ext import TypeHandler

from bot import logs
from bot.playground.simulator.people import SimulatedUser
from knowledge.content.faq_base import FaqBase
from knowledge.matching import FaqIndex
from tests.town import Town


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything a DEBUG log holds, whatever library says it."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    logs.configure_logging("DEBUG", "text")
    out = io.StringIO()
    for handler in root.handlers:
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(out)
    yield out
    root.handlers[:] = before
    root.setLevel(level)


async def test_a_session_at_debug_holds_neither_token_nor_text(
    town: Town, resident: SimulatedUser, written: io.StringIO
) -> None:
    for line in ("/start", "is zanzibarqux safe here", "what is 287g", "/forget yes"):
        await town.say(resident, line)
    town.telegram.network.fail(502, times=1, method="sendMessage")
    await town.say(resident, "zanzibarqux again")
    town.telegram.raw_update({"message": {"message_id": 1, "date": [], "text": "zanzibarqux"}})
    await town.settle()
    town.parked.clear()
    assert town.telegram.token.split(":")[1] not in written.getvalue()
    assert "zanzibarqux" not in written.getvalue()
    assert "Rosa" not in written.getvalue()
    assert "parked" in written.getvalue()


async def test_a_fault_in_a_handler_or_in_the_database_holds_no_text(
    either: str, library: tuple[FaqBase, FaqIndex], written: io.StringIO
) -> None:
    town = Town(either)
    await town.open(*library)
    rosa = town.resident("Rosaqux")

    async def bug(update: Update, _context: object) -> None:
        assert update.message is not None
        raise RuntimeError(update.message.text)

    planted: TypeHandler[Update, Any, None] = TypeHandler(Update, bug)
    town.application.add_handler(planted, group=-2)
    await town.say(rosa, "zanzibarqux one")
    town.application.remove_handler(planted, group=-2)
    refuse = (
        "CREATE TRIGGER refuse BEFORE INSERT ON questions BEGIN SELECT RAISE(ABORT, 'no'); END",
    )
    if not town.db.is_sqlite:
        refuse = (
            "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS"
            " $$BEGIN RAISE EXCEPTION 'zanzibarqux %', NEW; END$$",
            "CREATE TRIGGER refuse BEFORE INSERT ON questions FOR EACH ROW EXECUTE FUNCTION no()",
        )
    for statement in refuse:
        await town.db.run(lambda s, it=statement: s.execute(text(it)))
    await town.say(rosa, "zanzibarqux two")
    for _ in range(6):
        town.clock.passes(minutes=1)
        await town.settle()
    await town.close()
    assert len(town.parked) == 2
    log = written.getvalue()
    assert log.count(" failed: ") >= 6
    assert "zanzibarqux" not in log
    assert "Rosaqux" not in log
    assert str(rosa.id) not in log


async def test_an_error_that_nobody_awaited_holds_no_text(written: io.StringIO) -> None:
    async def fails() -> None:
        raise ValueError("zanzibarqux")

    task = asyncio.get_running_loop().create_task(fails(), name="zanzibarqux")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    gc.collect()
    assert "Task exception was never retrieved [ValueError at tests/bot" in written.getvalue()
    assert "zanzibarqux" not in written.getvalue()


def test_a_token_is_taken_out_of_any_record(written: io.StringIO) -> None:
    token = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
    logger = logging.getLogger("some.library")
    logger.warning("GET https://api.example/bot%s/getMe", token)
    try:
        raise RuntimeError(f"https://api.example/bot{token}/getMe")
    except RuntimeError:
        logger.exception("call failed")
    assert token not in written.getvalue()
    assert "RuntimeError" in written.getvalue()


def test_json_lines_can_be_read_back(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = root.handlers[:]
    logs.configure_logging("INFO", "json")
    logging.getLogger("bot.test").info("served %s", 3)
    root.handlers[:] = before
    line = json.loads(capsys.readouterr().err.strip())
    assert (line["level"], line["from"], line["says"]) == ("INFO", "bot.test", "served 3")
