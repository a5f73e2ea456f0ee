import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot import logs
from bot.playground.people import Person
from tests.town import Town


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything a DEBUG log holds, whatever library says it."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    logs.configure("DEBUG", "text")
    out = io.StringIO()
    for handler in root.handlers:
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(out)
    yield out
    root.handlers[:] = before
    root.setLevel(level)


async def test_a_session_at_debug_holds_neither_token_nor_text(
    town: Town, resident: Person, written: io.StringIO
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
    logs.configure("INFO", "json")
    logging.getLogger("bot.test").info("served %s", 3)
    root.handlers[:] = before
    line = json.loads(capsys.readouterr().err.strip())
    assert (line["level"], line["from"], line["says"]) == ("INFO", "bot.test", "served 3")
