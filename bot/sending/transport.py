"""The road to Telegram: what an answer, or none, means for the message it was about.

Read by HTTP status, before python-telegram-bot words it: that library (22.8,
telegram/request/_baserequest.py) reads a gateway's page of HTML by its status alone, so that a
403 of a proxy would look like a person who blocked us, and hides which 5xx it was.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import BaseRequest, RequestData

from bot.sending.refusals import CHAT_GONE, CHAT_SILENCED, error_mentions
from knowledge.delivery import SendResult

FLOOD_PAUSE = 5  # seconds, when a 429 does not say for how long
_NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    RuntimeError,  # the client was closed meanwhile
)


class NotDeliveredError(NetworkError):
    """Telegram failed (5xx), or a server on the way answered in its stead: nothing was done."""

    def __init__(self, status: int) -> None:
        """Take the HTTP status that was answered."""
        super().__init__(f"Answered with HTTP {status}")
        self.status = status


class AnswerLostError(NetworkError):
    """A new message went off and no answer came: it may have arrived."""


class TelegramTransport(BaseRequest):
    """Any request object of the library's, its answers read by status first."""

    __slots__ = ("_heard", "_inner")

    def __init__(self, inner: BaseRequest, heard: Callable[[], None] = lambda: None) -> None:
        """Take what makes the HTTP requests, and whom to tell that Telegram is there."""
        self._inner, self._heard = inner, heard

    @property
    def read_timeout(self) -> float | None:
        """The inner one's, in seconds."""
        return self._inner.read_timeout

    async def initialize(self) -> None:
        """Open the inner one."""
        await self._inner.initialize()

    async def shutdown(self) -> None:
        """Close the inner one."""
        await self._inner.shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return status and body of a success, or of a refusal in the Bot API's own words.

        Raises NotDeliveredError for any other answer, RetryAfter for a 429 that names no time, and
        what the inner one raises.
        """
        status, body = await self._inner.do_request(
            url,
            method,
            request_data,
            read_timeout=read_timeout,
            write_timeout=write_timeout,
            connect_timeout=connect_timeout,
            pool_timeout=pool_timeout,
        )
        if 200 <= status < 300:
            self._heard()
            return status, body
        envelope = _bot_api_json(body)
        if status == 429 and not (envelope or {}).get("parameters"):
            raise RetryAfter(FLOOD_PAUSE)
        if status >= 500 or envelope is None:
            raise NotDeliveredError(status)
        return status, body


def _bot_api_json(body: bytes) -> dict[str, Any] | None:
    """Return the Bot API's own JSON, or None for anything else, such as a page of HTML."""
    try:
        found = json.loads(body)
    except ValueError:
        return None
    return found if isinstance(found, dict) and "ok" in found else None


def retry_seconds(wait: int | float | timedelta) -> float:
    """Return a time to wait, as the library gives it, in seconds."""
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def classify_send_error(error: TelegramError) -> tuple[SendResult, timedelta | None]:
    """Read what an error means for the message; the order matters.

    `BadRequest` is a `NetworkError` in python-telegram-bot and must be looked at first. A network
    error that rests on nothing was an answer, and no success: not delivered. The library wraps
    faults of our own in one as well, such as a text that cannot be encoded. A bare
    `TelegramError` is a success that could not be read.
    """
    cause = error.__cause__
    match error:
        case RetryAfter():
            return SendResult.FLOODED, timedelta(seconds=retry_seconds(error.retry_after))
        case Forbidden():
            return SendResult.BLOCKED, None
        case BadRequest():
            if error_mentions(error, CHAT_SILENCED):
                return SendResult.SILENCED, None
            return (
                SendResult.BLOCKED if error_mentions(error, CHAT_GONE) else SendResult.REFUSED
            ), None
        case NetworkError() if cause is None or isinstance(cause, (*_NEVER_LEFT, TelegramError)):
            lost = isinstance(error, AnswerLostError)
            return (SendResult.MAYBE if lost else SendResult.NOT_DELIVERED), None
        case NetworkError():
            is_broken = isinstance(cause, httpx.HTTPError | OSError)
            return (SendResult.MAYBE if is_broken else SendResult.REFUSED), None
        case InvalidToken() | Conflict():
            return SendResult.NOT_DELIVERED, None
    return (SendResult.MAYBE if type(error) is TelegramError else SendResult.REFUSED), None
