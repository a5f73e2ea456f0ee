"""The simulated Telegram over loopback HTTP, with a control door for other processes.

Listens twice: on `url` for bots (`/bot<token>/<method>`, `/file/bot<token>/<path>`) and on
`control_url` for those who play Telegram (`/playground/…`, also served on `url`). While the
network is away nobody listens on `url`: connections are really refused.
"""

import asyncio
import contextlib
import json
from ipaddress import ip_address
from typing import Any
from urllib.parse import unquote

from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.netutil import bind_sockets
from tornado.web import Application

from bot.playground.bot_api.api_json import Json, bad_request
from bot.playground.serving.control_api import ControlApi
from bot.playground.serving.local_handlers import ControlHandler, LocalHandler, json_object
from bot.playground.simulator.methods.method import Upload
from bot.playground.simulator.network import LostCallError, NoConnectionError
from bot.playground.simulator.simulated_telegram import SimulatedTelegram
from knowledge.errors import CivicBotError


class NotLoopbackError(CivicBotError):
    """The playground would be open to others; give it 127.0.0.1 or ::1."""


class RunningServer:
    """A served telegram; `stop` ends it."""

    def __init__(self, telegram: SimulatedTelegram, host: str, port: int, control: int) -> None:
        self.telegram = telegram
        self._host = host
        self._api: HTTPServer | None = None
        self.port = 0
        control_door = {"control": ControlApi(telegram), "rung": _notify_nobody}
        self._application = Application(
            [
                (r"/bot([^/]+)/(\w+)", _MethodHandler, {"telegram": telegram}),
                (r"/file/bot([^/]+)/(.+)", _DownloadHandler, {"telegram": telegram}),
                (r"/playground/(.*)", ControlHandler, control_door),
            ],
            # tornado's access log would hold the token
            log_function=lambda handler: None,  # noqa: ARG005
        )
        self._start_listening(port)
        self._control = HTTPServer(self._application)
        sockets = bind_sockets(control, host)
        self._control.add_sockets(sockets)
        self.url = f"http://{_bracket_host(host)}:{self.port}"
        self.control_url = f"http://{_bracket_host(host)}:{sockets[0].getsockname()[1]}"
        telegram.network.listeners.append(self._follow_network)

    async def stop(self) -> None:
        """Stop listening, break what is open."""
        self.telegram.network.listeners.remove(self._follow_network)
        self.telegram.updates.interrupt(NoConnectionError("The playground stops."))
        for server in (self._api, self._control):
            if server is not None:
                server.stop()
                await server.close_all_connections()

    def _start_listening(self, port: int) -> None:
        sockets = bind_sockets(port, self._host)
        self.port = sockets[0].getsockname()[1]
        self._api = HTTPServer(self._application)
        self._api.add_sockets(sockets)

    def _follow_network(self, is_away: bool) -> None:
        if is_away and self._api is not None:
            # connections kept alive stay open; a call on one is closed unanswered
            self._api.stop()
            self._api = None
        elif not is_away:
            self._start_listening(self.port)


def serve_telegram(
    telegram: SimulatedTelegram, host: str = "127.0.0.1", port: int = 0, control_port: int = 0
) -> RunningServer:
    """Serve a telegram on the running event loop; port 0 means any free one.

    Raises NotLoopbackError for a host others could reach, OSError for a port that is taken.
    """
    if host != "localhost" and not ip_address(host).is_loopback:
        raise NotLoopbackError(f"The host {host!r} is not loopback; give 127.0.0.1 or ::1.")
    address = "127.0.0.1" if host == "localhost" else host
    return RunningServer(telegram, address, port, control_port)


class _TelegramHandler(LocalHandler):
    """A door that knows the telegram."""

    def initialize(self, telegram: SimulatedTelegram) -> None:
        self.telegram = telegram


class _MethodHandler(_TelegramHandler):
    """`/bot<token>/<method>`: JSON, a form, multipart or a query string."""

    def initialize(self, telegram: SimulatedTelegram) -> None:
        super().initialize(telegram)
        self.task: asyncio.Task[Any] | None = None
        self.gone = asyncio.Event()

    async def get(self, token: str, method: str) -> None:
        await self.post(token, method)

    async def post(self, token: str, method: str) -> None:
        try:
            parameters, uploads = _read_request(self.request)
        except ValueError:
            refusal = bad_request("can't parse JSON object")
            self.send_bytes(refusal.code, json.dumps(refusal.as_json()).encode())
            return
        self.task = asyncio.current_task()
        try:
            status, body = await self.telegram.receive_call(
                unquote(token), method, parameters, uploads
            )
        except NoConnectionError:
            self.hang_up()
        except LostCallError as fault:
            await self.hold_connection(fault.hold)
        except asyncio.CancelledError:
            if not self.gone.is_set():
                raise
            self.hang_up()
        else:
            self.task = None
            self.send_bytes(status, body)

    def on_connection_close(self) -> None:
        self.gone.set()
        if self.task is not None:
            self.task.cancel()

    async def hold_connection(self, seconds: float | None) -> None:
        self.task = None
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.gone.wait(), seconds)
        self.hang_up()

    def hang_up(self) -> None:
        self.task = None
        self.detach().close()


class _DownloadHandler(_TelegramHandler):
    """`/file/bot<token>/<path>`: a file to download."""

    def get(self, token: str, path: str) -> None:
        status, content = self.telegram.download_file(unquote(token), unquote(path))
        self.set_status(status)
        self.set_header("Content-Type", "application/octet-stream")
        self.finish(content)


def _read_request(request: HTTPServerRequest) -> tuple[Json, dict[str, Upload]]:
    parameters: Json = {name: values[-1].decode() for name, values in request.arguments.items()}
    if request.headers.get("Content-Type", "").startswith("application/json") and request.body:
        parameters |= json_object(request.body)
    uploads = {
        part: Upload(files[0].filename, files[0].body) for part, files in request.files.items()
    }
    return parameters, uploads


def _notify_nobody() -> None:
    """Tell no one: whoever plays at this door asks for news itself."""


def _bracket_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host
