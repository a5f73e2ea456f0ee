import asyncio
import gzip
import logging
from dataclasses import replace

import httpx
import pytest

from bot.sources.fetching import (
    MAX_ANSWER_BYTES,
    FetchedAnswer,
    FetchFault,
    NotModified,
    parse_json,
    parse_retry_after,
)
from bot.sources.text_cleaning import clean_line, clean_link, clean_text
from knowledge.meetings.raw_records import Validators
from tests.sources.answers import NOW, Drip, Remote, Stream, always

URL = "https://city.example/list"


async def test_an_answer_brings_its_bytes_and_its_validators():
    remote = always(lambda: httpx.Response(200, content=b"x", headers={"ETag": '"1"'}))
    answer = await remote.fetcher.get(URL)
    assert answer == FetchedAnswer(b"x", URL, Validators('"1"', ""))
    assert remote.requests[0].headers["User-Agent"] == "CivicBot/1 (+https://example.org)"


async def test_validators_are_sent_back_and_unchanged_is_an_answer():
    remote = always(lambda: httpx.Response(304))
    kept = Validators('"1"', "Sun, 22 Nov 2026 10:00:00 GMT")
    assert await remote.fetcher.get(URL, validators=kept) == NotModified()
    headers = remote.requests[0].headers
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == (
        kept.etag,
        kept.last_modified,
    )


async def test_a_busy_server_is_asked_three_times_with_growing_pauses():
    remote = always(lambda: httpx.Response(502, content=b"bad gateway"))
    fault = await remote.fetcher.get(URL)
    assert (fault, remote.waits) == (FetchFault("HTTP 502: bad gateway", 502), [1.5, 2.5])


async def test_retry_after_is_honoured_as_seconds_and_as_a_date():
    for header, waits in (
        ("7", [7.0, 7.0]),
        ("Sun, 22 Nov 2026 13:00:30 GMT", [30.0, 30.0]),
        ("3600", []),
    ):
        remote = always(lambda h=header: httpx.Response(429, headers={"Retry-After": h}))
        assert isinstance(await remote.fetcher.get(URL), FetchFault)
        assert remote.waits == waits


async def test_a_client_error_is_asked_once():
    remote = always(lambda: httpx.Response(404))
    fault = await remote.fetcher.get(URL)
    assert (fault.is_gone, len(remote.requests)) == (True, 1)


async def test_a_lost_connection_is_a_fault_and_no_exception():
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    fault = await Remote(refuse).fetcher.get(URL)
    assert fault == FetchFault("ConnectError: no route")


@pytest.mark.parametrize("packed", [False, True])
async def test_a_bomb_or_a_huge_body_is_an_error(packed):
    body = b"0" * (MAX_ANSWER_BYTES + 1)
    if packed:
        body = gzip.compress(b"0" * 60_000_000)
    headers = {"Content-Encoding": "gzip"} if packed else {}
    remote = always(lambda: httpx.Response(200, stream=Stream(body), headers=headers))
    fault = await remote.fetcher.get(URL)
    assert fault == FetchFault(f"its answer is larger than {MAX_ANSWER_BYTES} bytes", 200)


async def test_a_compressed_answer_is_read():
    body = gzip.compress(b'{"a": 1}')
    headers = {"Content-Encoding": "gzip"}
    remote = always(lambda: httpx.Response(200, stream=Stream(body), headers=headers))
    assert parse_json(await remote.fetcher.get(URL)) == {"a": 1}


async def test_redirects_are_followed_on_the_same_host_alone():
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/list":
            return httpx.Response(302, headers={"Location": "/other"})
        return httpx.Response(200, content=b"there")

    assert (await Remote(answer).fetcher.get(URL)).body == b"there"
    away = always(lambda: httpx.Response(302, headers={"Location": "https://evil.example/"}))
    assert await away.fetcher.get(URL) == FetchFault("redirects to another host, evil.example")
    down = always(lambda: httpx.Response(302, headers={"Location": "http://city.example/x"}))
    assert "not safe" in (await down.fetcher.get(URL)).reason


@pytest.mark.parametrize("location", ["https://city.example:8443/", "//city.example:22/x"])
async def test_another_port_is_another_server(location):
    remote = always(lambda: httpx.Response(302, headers={"Location": location}))
    assert await remote.fetcher.get(URL) == FetchFault("redirects to another port")


async def test_a_server_that_drips_is_given_up_and_not_asked_again():
    remote = always(lambda: httpx.Response(200, stream=Drip()))
    fault = await replace(remote.fetcher, total_seconds=0.01).get(URL)
    assert (fault, len(remote.requests)) == (FetchFault("its answer took longer than 0 s"), 1)


async def test_a_server_that_never_answers_is_given_up_too():
    async def silent(request: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError("unreachable")

    client = httpx.AsyncClient(transport=httpx.MockTransport(silent))
    remote = always(lambda: httpx.Response(200))
    fault = await replace(remote.fetcher, client=client, total_seconds=0.01).get(URL)
    assert isinstance(fault, FetchFault)


@pytest.mark.parametrize(
    "header", ["²", "-1", "9" * 400, "", "soon", "Sun, 99 Nov 99999 13:00:30 GMT", "\x00", "1.5"]
)
def test_no_retry_after_whatever_raises(header):
    assert parse_retry_after(header, NOW) is None


def test_json_nested_too_deep_is_a_plain_reason():
    with pytest.raises(ValueError, match="too deep"):
        parse_json(FetchedAnswer(b"[" * 200_000, URL, Validators()))


async def test_a_redirect_to_the_error_page_is_an_error():
    remote = always(lambda: httpx.Response(302, headers={"Location": "/Error.aspx?x=1"}))
    assert await remote.fetcher.get(URL) == FetchFault("redirects to its error page", 503)


@pytest.mark.parametrize("url", ["http://city.example/", "ftp://x/", "file:///etc/passwd", "//x"])
async def test_only_https_or_this_machine_is_asked(url):
    remote = always(lambda: httpx.Response(200))
    assert "not safe" in (await remote.fetcher.get(url)).reason
    assert remote.requests == []
    assert isinstance(await remote.fetcher.get("http://127.0.0.1:8081/x"), FetchedAnswer)


async def test_a_secret_stays_out_of_reasons_and_logs(caplog):
    remote = Remote(lambda r: httpx.Response(403, text=f"bad {r.url}"), secrets=["s3cret"])
    with caplog.at_level(logging.DEBUG):
        fault = await remote.fetcher.get(f"{URL}?token=s3cret")
    assert ("s3cret" in fault.reason, "s3cret" in caplog.text) == (False, False)
    assert "s3cret" not in repr(remote.fetcher)


@pytest.mark.parametrize(
    ("foreign", "plain"),
    [
        ("<p>Agenda <a href='x'>here</a>.&nbsp;</p>", "Agenda here."),
        ("a<script>alert(1)</script>b", "ab"),
        ("one\r\n two\t three", "one\ntwo three"),
        ("&lt;b&gt;bold&lt;/b&gt;", "bold"),
        ("bell\x07 \u202eevil", "bell evil"),
        ("3 < 4 and 5 > 2", "3 < 4 and 5 > 2"),
        (None, ""),
    ],
)
def test_foreign_text_is_made_harmless(foreign, plain):
    assert clean_text(foreign) == plain


def test_long_text_is_cut():
    assert len(clean_text("x" * 9999)) == 2000
    assert len(clean_line("x" * 9999)) == 300


@pytest.mark.parametrize(
    ("foreign", "link"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("/Calendar.aspx?EID=1", "https://city.example/Calendar.aspx?EID=1"),
        ("javascript:alert(1)", ""),
        ("", ""),
        ("http://[broken", ""),
    ],
)
def test_only_web_links_survive(foreign, link):
    assert clean_link(foreign, "https://city.example/feed.ics") == link
