"""The only module that opens a connection to a calendar: polite, bounded, and never trusting."""

import asyncio
import hashlib
import json
import logging
import zlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from bot.addresses import LOOPBACK
from knowledge.errors import CivicBotError
from knowledge.meetings.raw_records import Validators
from knowledge.numbers import parse_number

TIMEOUT_SECONDS = 20.0  # of silence
TOTAL_SECONDS = 60.0  # for one try, redirects and the whole answer included
TRIES = 3
MAX_ANSWER_BYTES = 5 * 1024 * 1024
MAX_REDIRECTS = 4
LONGEST_WAIT_SECONDS = 60.0


class UnsafeAddressError(CivicBotError):
    """A source's address is neither https nor http on this machine."""


@dataclass(frozen=True, slots=True)
class FetchedAnswer:
    """A full answer: status 200, the bytes after decompression, and what to send next time."""

    body: bytes
    url: str
    validators: Validators

    @property
    def sha256(self) -> str:
        """The hash of the bytes."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class NotModified:
    """Nothing changed since the validators we sent."""


@dataclass(frozen=True, slots=True)
class FetchFault:
    """Why there is no answer; `status` is 0 if there was none at all."""

    reason: str
    status: int = 0

    @property
    def is_gone(self) -> bool:
        """Tell whether the thing asked for does not exist (404, 410)."""
        return self.status in (404, 410)

    @property
    def needs_token(self) -> bool:
        """Tell whether the source wants a key, or another one."""
        return self.status in (401, 403) or "token is required" in self.reason.lower()


class _SecretFilter(logging.Filter):
    """Takes a secret out of what the HTTP library logs."""

    def __init__(self, secret: str) -> None:
        super().__init__()
        self.secret = secret

    def filter(self, record: logging.LogRecord) -> bool:
        """Blank the secret in the finished message."""
        message = record.getMessage()
        if self.secret in message:
            record.msg, record.args = message.replace(self.secret, "***"), ()
        return True


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Asks one address at a time: 3 tries, a minute each, 5 MB at most, redirects on one server.

    `wait` sleeps for seconds, `jitter` gives a number from 0 to 1, `now` the UTC time;
    `user_agent` should name the bot and a contact. `secrets` never appear in a reason or a log.
    """

    client: httpx.AsyncClient
    user_agent: str
    wait: Callable[[float], Awaitable[None]]
    jitter: Callable[[], float]
    now: Callable[[], datetime]
    secrets: tuple[str, ...] = field(default=(), repr=False)
    total_seconds: float = TOTAL_SECONDS

    def __post_init__(self) -> None:
        """Keep the secrets out of the HTTP library's own log."""
        for secret in filter(None, self.secrets):
            logging.getLogger("httpx").addFilter(_SecretFilter(secret))

    async def get(
        self,
        url: str,
        *,
        accept: str = "*/*",
        validators: Validators | None = None,
    ) -> FetchedAnswer | NotModified | FetchFault:
        """Return the answer of an address; what goes wrong becomes a Fault, never an exception."""
        fault = FetchFault("not tried")
        for attempt in range(TRIES):
            result = await self._ask_within_time(url, self._request_headers(accept, validators))
            if not isinstance(result, _RetryableFault):
                return result
            fault = result.fault
            pause = result.wait_seconds
            if pause is None:
                pause = 2.0**attempt + self.jitter()
            if attempt + 1 == TRIES or pause > LONGEST_WAIT_SECONDS:
                break
            await self.wait(pause)
        return fault

    def _request_headers(self, accept: str, validators: Validators | None) -> dict[str, str]:
        """Return the request headers."""
        headers = {
            "User-Agent": self.user_agent,
            "Accept": accept,
            "Accept-Encoding": "gzip, deflate",
        }
        if validators and validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators and validators.last_modified:
            headers["If-Modified-Since"] = validators.last_modified
        return headers

    async def _ask_within_time(
        self, url: str, headers: Mapping[str, str]
    ) -> "FetchedAnswer | NotModified | FetchFault | _RetryableFault":
        """Ask once within the total time: a server that drips is not asked again."""
        try:
            async with asyncio.timeout(self.total_seconds):
                return await self._ask_once(url, headers)
        except TimeoutError:
            return FetchFault(f"its answer took longer than {self.total_seconds:.0f} s")

    async def _ask_once(
        self, url: str, headers: Mapping[str, str]
    ) -> "FetchedAnswer | NotModified | FetchFault | _RetryableFault":
        """Ask once, following redirects on the same server."""
        target = httpx.URL(url)
        try:
            for _ in range(MAX_REDIRECTS + 1):
                check_address(str(target))
                step = await self._request_once(target, headers)
                if not isinstance(step, httpx.URL):
                    return step
                if step.host != target.host:
                    return FetchFault(f"redirects to another host, {step.host}")
                if step.scheme == target.scheme and step.port != target.port:
                    return FetchFault("redirects to another port")
                if step.path.lower().endswith("/error.aspx"):
                    return FetchFault("redirects to its error page", 503)
                target = step
            return FetchFault("redirects without end")
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, zlib.error) as error:
            return _RetryableFault(
                FetchFault(self._without_secrets(f"{type(error).__name__}: {error}"))
            )
        except UnsafeAddressError as error:
            return FetchFault(str(error))

    async def _request_once(
        self, url: httpx.URL, headers: Mapping[str, str]
    ) -> "FetchedAnswer | NotModified | FetchFault | _RetryableFault | httpx.URL":
        """Make one request and read at most 5 MB of its answer."""
        request = self.client.build_request("GET", url, headers=headers, timeout=TIMEOUT_SECONDS)
        response = await self.client.send(request, stream=True, follow_redirects=False)
        try:
            if response.has_redirect_location:
                return url.join(response.headers["Location"])
            if response.status_code == httpx.codes.NOT_MODIFIED:
                return NotModified()
            body = await read_limited_body(response)
            if body is None:
                return FetchFault(
                    f"its answer is larger than {MAX_ANSWER_BYTES} bytes", response.status_code
                )
            if response.status_code == httpx.codes.OK:
                found = Validators(
                    response.headers.get("ETag", ""), response.headers.get("Last-Modified", "")
                )
                return FetchedAnswer(body, str(url), found)
            return self._classify_failure(response, body)
        finally:
            await response.aclose()

    def _classify_failure(
        self, response: httpx.Response, body: bytes
    ) -> "FetchFault | _RetryableFault":
        """Return a fault, worth another try if the server says it is busy or broken."""
        status = response.status_code
        words = " ".join(body[:300].decode("utf-8", "replace").split())
        fault = FetchFault(self._without_secrets(f"HTTP {status}: {words[:160]}"), status)
        if status != httpx.codes.TOO_MANY_REQUESTS and status < 500:
            return fault
        return _RetryableFault(
            fault, parse_retry_after(response.headers.get("Retry-After", ""), self.now())
        )

    def _without_secrets(self, text: str) -> str:
        """Return a text without our secrets."""
        for secret in filter(None, self.secrets):
            text = text.replace(secret, "***")
        return text


@dataclass(frozen=True, slots=True)
class _RetryableFault:
    """A fault that may pass; `wait_seconds` is what the server asked for."""

    fault: FetchFault
    wait_seconds: float | None = None


def check_address(url: str) -> None:
    """Raise UnsafeAddressError unless the address is https, or http on this machine."""
    parsed = httpx.URL(url)
    is_local = parsed.scheme == "http" and parsed.host in LOOPBACK
    if not (parsed.scheme == "https" and parsed.host) and not is_local:
        shown = f"{parsed.scheme}://{parsed.host}"
        raise UnsafeAddressError(
            f"address {shown} is not safe; use https (http only on 127.0.0.1)"
        )


def parse_retry_after(header: str, now: datetime) -> float | None:
    """Return the seconds a Retry-After header asks for (number or HTTP date), or None."""
    if (seconds := parse_number(header.strip())) is not None:
        return float(seconds)
    try:
        at = parsedate_to_datetime(header)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())


async def read_limited_body(response: httpx.Response) -> bytes | None:
    """Return the body decompressed, or None as soon as it grows over the cap."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    wbits = {"gzip": 31, "x-gzip": 31, "deflate": 47}.get(encoding)
    if wbits is None and encoding not in ("identity", ""):
        raise httpx.DecodingError(f"unknown encoding {encoding!r}")
    inflate = zlib.decompressobj(wbits) if wbits else None
    body = bytearray()
    async for chunk in response.aiter_raw():
        room = MAX_ANSWER_BYTES + 1 - len(body)
        body += inflate.decompress(chunk, room) if inflate else chunk[:room]
        if len(body) > MAX_ANSWER_BYTES:
            return None
    return bytes(body)


def parse_json(answer: FetchedAnswer) -> Any:
    """Return the JSON of an answer; raise ValueError with a plain reason for anything else."""
    start = answer.body.lstrip()[:60].decode("utf-8", "replace")
    if start.startswith("<"):
        kind = "XML" if start.startswith("<?xml") or "xmlns" in start else "an HTML page"
        raise ValueError(f"answered {kind} where JSON was asked for")
    try:
        return json.loads(answer.body.decode("utf-8-sig"))
    except RecursionError:
        raise ValueError("answered JSON that is nested too deep") from None
