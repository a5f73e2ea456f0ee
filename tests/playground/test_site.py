import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from bot.playground.page_server import PAGE_FOLDER, PageServer
from bot.playground.playground_app import listen_near_port
from bot.playground.simulator.simulated_clock import SimulatedClock
from bot.playground.web.event_feed import PageState
from bot.playground.web.sample_users import create_sample_users


@pytest.fixture
def scene(telegram, clock) -> PageState:
    return PageState(
        telegram, create_sample_users(telegram), "America/New_York", SimulatedClock(clock)
    )


@pytest.fixture
async def site(scene) -> AsyncIterator[PageServer]:
    site = PageServer(scene, 0)
    yield site
    await site.stop()


@pytest.fixture
async def browser(site) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=site.url) as browser:
        yield browser


async def test_the_page_brings_everything_with_it(browser) -> None:
    answer = await browser.get("/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    for file in PAGE_FOLDER.iterdir():
        assert (await browser.get(f"/{file.name}")).status_code == 200, file.name
        assert _fetched(file.read_text()) == [], file.name


def _fetched(text: str) -> list[str]:
    """Return the addresses elsewhere that a browser would load something from."""
    return re.findall(r"""(?:src|href|url\(|import\b[^;]*?)[=("' ]+(?:https?:)?//[^"' )]+""", text)


@pytest.mark.parametrize("path", ["/nothing.js", "/../stage.py", "/%2e%2e/stage.py", "/stage.py"])
async def test_nothing_but_the_page_is_served(browser, path) -> None:
    assert (await browser.get(path)).status_code == 404


async def test_another_host_name_is_turned_away_everywhere(browser) -> None:
    strangers = {"Host": "rebound.example"}
    for path in (
        "/",
        "/news",
        "/playground/state",
        "/files/FILE00000001",
        "/calendar/v1/playground/Events",
    ):
        assert (await browser.get(path, headers=strangers)).status_code == 403, path


async def test_another_origin_is_turned_away(browser, site, scene) -> None:
    pat = scene.cast.residents[0]
    act = {"who": pat.id, "act": "says", "text": "hello"}
    for origin in ("https://evil.example", "http://127.0.0.1:1", "null"):
        answer = await browser.post("/playground/act", json=act, headers={"Origin": origin})
        assert answer.status_code == 403, origin
    assert pat.chat.messages == []
    answer = await browser.post("/playground/act", json=act, headers={"Origin": site.url})
    assert (answer.status_code, [m.text for m in pat.chat.messages]) == (200, ["hello"])


async def test_a_link_elsewhere_opens_the_page_and_nothing_else(browser) -> None:
    elsewhere = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert (await browser.get("/", headers=elsewhere)).status_code == 200
    assert (await browser.get("/news", headers=elsewhere)).status_code == 403
    assert (await browser.get("/playground/state", headers=elsewhere)).status_code == 403


async def test_an_endless_clock_is_a_plain_fault(browser, scene) -> None:
    scene.lapse = SimpleNamespace(advance=None)  # a bot whose clock could be moved
    answer = await browser.post("/playground/clock", json={"seconds": 1e300})
    assert (answer.status_code, "OverflowError" in answer.text) == (400, True)


async def test_a_form_of_a_web_page_gives_no_orders(browser, scene) -> None:
    pat = scene.cast.residents[0]
    answer = await browser.post("/playground/act", data={"who": pat.id, "act": "blocks"})
    assert answer.status_code == 415


async def events(answer: httpx.Response) -> AsyncIterator[dict[str, Any]]:
    async for line in answer.aiter_lines():
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


async def test_news_stream_to_every_page_as_they_happen(browser, scene) -> None:
    pat = scene.cast.residents[0]
    async with (
        asyncio.timeout(10),
        browser.stream("GET", "/news") as one,
        browser.stream("GET", "/news") as other,
    ):
        streams = (events(one), events(other))
        for stream in streams:
            assert "state" in await anext(stream)
        await browser.post("/playground/act", json={"who": pat.id, "act": "says", "text": "a"})
        for stream in streams:
            news = await anext(stream)
            assert [message["text"] for message in news["messages"]] == ["a"]


async def test_a_stream_ends_when_the_playground_does(scene) -> None:
    site = PageServer(scene, 0)
    async with (
        asyncio.timeout(10),
        httpx.AsyncClient(base_url=site.url) as browser,
        browser.stream("GET", "/news") as answer,
    ):
        stream = events(answer)
        await anext(stream)
        await site.stop()
        with contextlib.suppress(httpx.RemoteProtocolError):  # it may be cut, not ended
            assert [news async for news in stream] == []


async def test_documents_come_down_as_files_and_only_pictures_are_shown(browser, scene) -> None:
    pat = scene.cast.residents[0]
    sent = pat.sends_document("my <b>\r\n.csv", b"a,b")
    answer = await browser.get(f"/files/{sent.document['file_id']}")
    assert (answer.content, answer.headers["content-type"]) == (b"a,b", "application/octet-stream")
    assert answer.headers["content-disposition"] == 'attachment; filename="my _b___.csv"'
    page = pat.sends_document("page.html", b"<script>")
    answer = await browser.get(f"/files/{page.document['file_id']}")
    assert answer.headers["content-type"] == "application/octet-stream"
    picture = pat.sends_document("chart.png", b"\x89PNG")
    answer = await browser.get(f"/files/{picture.document['file_id']}")
    assert answer.headers["content-type"] == "image/png"
    assert (await browser.get("/files/FILE99999999")).status_code == 404


class Waiting:
    """Moves a clock for which nothing ever happens."""

    def __init__(self, clock: SimulatedClock) -> None:
        self.clock = clock

    async def advance(self, span: timedelta) -> str:
        self.clock.advance(span)
        return f"{span} went by"

    async def advance_to_next(self) -> str:
        return "nothing is due"


async def test_the_clock_moves_by_order_and_never_back(browser, scene) -> None:
    assert (await browser.post("/playground/clock", json={"seconds": 1})).status_code == 400
    scene.lapse = Waiting(scene.clock)
    answer = await browser.post("/playground/clock", json={"seconds": 3600})
    assert answer.json() == {"says": "1:00:00 went by"}
    assert scene.clock.ahead == timedelta(hours=1)
    answer = await browser.post("/playground/clock", json={"to": "next"})
    assert answer.json() == {"says": "nothing is due"}
    answer = await browser.post("/playground/clock", json={"seconds": -1})
    assert answer.status_code == 400
    assert "only moves forward" in answer.json()["error"]


async def test_without_a_bot_in_process_there_is_no_calendar_to_order(browser) -> None:
    answer = await browser.post("/playground/calendar", json={"add": {}})
    assert answer.status_code == 400
    assert (await browser.get("/calendar/v1/playground/Events")).status_code == 404


async def test_a_port_that_is_taken_is_passed_over(site, scene) -> None:
    taken = int(site.url.rsplit(":", 1)[1])
    other = listen_near_port(scene, taken)
    assert other.url != site.url
    await other.stop()
