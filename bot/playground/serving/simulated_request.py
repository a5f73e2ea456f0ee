"""python-telegram-bot's door to a simulated Telegram, in process, with real JSON both ways."""

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.playground.simulator.methods.method import Upload
from bot.playground.simulator.network import NoConnectionError, RequestLostError, ResponseLostError
from bot.playground.simulator.simulated_telegram import SimulatedTelegram


class SimulatedRequest(BaseRequest):
    """A request object for `Bot` and `Application` that never touches a socket.

    Errors carry the same `__cause__` as python-telegram-bot's own HTTPXRequest gives them.
    """

    __slots__ = ("_telegram",)

    def __init__(self, telegram: SimulatedTelegram) -> None:
        self._telegram = telegram

    @property
    def read_timeout(self) -> float | None:
        """Never: answers are lost on purpose only."""
        return None

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Hold nothing."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        write_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Answer a call or a download: the HTTP status and the bytes."""
        path = unquote(urlsplit(url).path)
        if path.startswith("/file/bot"):
            token, _, name = path.removeprefix("/file/bot").partition("/")
            return self._telegram.download_file(token, name)
        token, _, name = path.removeprefix("/bot").partition("/")
        parameters = request_data.json_parameters if request_data else {}
        uploads = (
            _request_uploads(request_data) if request_data and request_data.contains_files else {}
        )
        try:
            return await self._telegram.receive_call(token, name, parameters, uploads)
        except NoConnectionError as fault:
            cause = httpx.ConnectError(str(fault))
            raise NetworkError(f"httpx.ConnectError: {fault}") from cause
        except RequestLostError as fault:
            raise TimedOut from httpx.ConnectTimeout(str(fault))
        except ResponseLostError as fault:
            raise TimedOut from httpx.ReadTimeout(str(fault))


def _request_uploads(request_data: RequestData) -> Mapping[str, Upload]:
    uploads = {}
    for part, (name, content, _) in request_data.multipart_data.items():
        raw = content if isinstance(content, bytes) else content.read()
        uploads[part] = Upload(name or part, raw)
    return uploads
