import json
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from telegram import Bot
from telegram.error import ChatMigrated, TelegramError
from telegram.request import HTTPXRequest

from bot.intake.update_workers import is_outage
from bot.sending.transport import FLOOD_PAUSE, TelegramTransport, classify_send_error
from knowledge.delivery import SendResult
from tests.town import Town

HTML = "<html><head><title>Something</title></head></html>"


def said(code: int, words: str, **parameters: object) -> str:
    body: dict[str, object] = {"ok": False, "error_code": code, "description": words}
    return json.dumps(body | ({"parameters": parameters} if parameters else {}))


async def sent_over(
    answer: Callable[[httpx.Request], httpx.Response], words: str = "hello"
) -> TelegramError:
    """Send one message through the library's own HTTP request; return what it raises."""
    inner = HTTPXRequest(httpx_kwargs={"transport": httpx.MockTransport(answer)})
    road = TelegramTransport(inner)
    await road.initialize()
    try:
        with pytest.raises(TelegramError) as raised:
            await Bot("1:x", request=road, get_updates_request=road).send_message(7, words)
    finally:
        await road.shutdown()
    return raised.value


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (500, said(500, "Internal Server Error"), SendResult.NOT_DELIVERED),
        (500, HTML, SendResult.NOT_DELIVERED),
        (502, said(502, "Bad Gateway"), SendResult.NOT_DELIVERED),
        (502, HTML, SendResult.NOT_DELIVERED),
        (503, "", SendResult.NOT_DELIVERED),
        (504, HTML, SendResult.NOT_DELIVERED),
        (520, HTML, SendResult.NOT_DELIVERED),
        (302, HTML, SendResult.NOT_DELIVERED),
        (400, HTML, SendResult.NOT_DELIVERED),  # a proxy's, not Telegram's
        (403, HTML, SendResult.NOT_DELIVERED),  # nobody has blocked us
        (404, HTML, SendResult.NOT_DELIVERED),
        (403, '"forbidden"', SendResult.NOT_DELIVERED),
        (401, said(401, "Unauthorized"), SendResult.NOT_DELIVERED),
        (409, said(409, "Conflict"), SendResult.NOT_DELIVERED),
        (403, said(403, "Forbidden: bot was blocked by the user"), SendResult.BLOCKED),
        (400, said(400, "Bad Request: chat not found"), SendResult.BLOCKED),
        (400, said(400, "Bad Request: can't parse entities"), SendResult.REFUSED),
        (200, HTML, SendResult.MAYBE),
        (200, '{"ok": true, "resu', SendResult.MAYBE),
    ],
)
async def test_an_answer_is_read_by_its_status(
    status: int, body: str, expected: SendResult
) -> None:
    error = await sent_over(lambda _: httpx.Response(status, text=body))
    assert classify_send_error(error)[0] is expected


@pytest.mark.parametrize(
    ("body", "wait"),
    [
        (said(429, "Too Many Requests: retry after 40", retry_after=40), 40),
        (said(429, "Too Many Requests"), FLOOD_PAUSE),
        (HTML, FLOOD_PAUSE),
        ("", FLOOD_PAUSE),
    ],
)
async def test_a_429_is_a_flood_with_or_without_a_time(body: str, wait: int) -> None:
    error = await sent_over(lambda _: httpx.Response(429, text=body))
    assert classify_send_error(error) == (SendResult.FLOODED, timedelta(seconds=wait))


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (httpx.ConnectError, SendResult.NOT_DELIVERED),
        (httpx.ConnectTimeout, SendResult.NOT_DELIVERED),
        (httpx.PoolTimeout, SendResult.NOT_DELIVERED),
        (httpx.ProxyError, SendResult.NOT_DELIVERED),
        (httpx.ReadTimeout, SendResult.MAYBE),
        (httpx.ReadError, SendResult.MAYBE),
        (httpx.WriteError, SendResult.MAYBE),
        (httpx.WriteTimeout, SendResult.MAYBE),
        (httpx.RemoteProtocolError, SendResult.MAYBE),
        (OSError, SendResult.MAYBE),
        (ValueError, SendResult.REFUSED),  # a fault of our own, however wrapped
        (TypeError, SendResult.REFUSED),
    ],
)
async def test_no_answer_may_hide_a_message_that_arrived_unless_it_never_left(
    fault: type[Exception], expected: SendResult
) -> None:
    def broken(_: httpx.Request) -> httpx.Response:
        raise fault("gone")

    assert classify_send_error(await sent_over(broken))[0] is expected


async def test_a_group_that_moved_is_still_told_apart() -> None:
    body = said(400, "group chat was upgraded", migrate_to_chat_id=-100)
    error = await sent_over(lambda _: httpx.Response(400, text=body))
    assert isinstance(error, ChatMigrated)


async def test_a_page_of_html_is_not_printed_to_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    await sent_over(lambda _: httpx.Response(502, text=HTML))
    assert "<html>" not in caplog.text


async def test_both_roads_of_the_bot_are_read_by_status(town: Town) -> None:
    requests = town.application.bot._request
    assert [type(request) for request in requests] == [TelegramTransport, TelegramTransport]


async def test_a_text_that_cannot_be_encoded_is_our_fault_and_no_outage() -> None:
    error = await sent_over(lambda _: httpx.Response(200), words="\ud800")
    assert classify_send_error(error)[0] is SendResult.REFUSED
    assert not is_outage(error)
