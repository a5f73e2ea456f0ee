"""One HTTP server to a place: `host:port`, or a socket in the file system."""

import asyncio
import logging
import socket
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.addresses import parse_listen_address
from knowledge.errors import CivicBotError

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 1024 * 1024  # of a request's body
BACKLOG = 128
IDLE_SECONDS = 75.0  # seconds a connection may wait for its next request
SERVER_STOP_SECONDS = 1.0  # seconds the requests at work have when the server is stopped

Route: TypeAlias = tuple[str, type[RequestHandler], dict[str, Any]]


class ListenError(CivicBotError):
    """The place is taken, or not ours to listen on."""


class WebServer:
    """Serves routes at one place, without a line of log: addresses may hold what is secret."""

    def __init__(self, place: str, routes: Sequence[Route]) -> None:
        """Take where to listen (`parse_listen_address`) and what is served; opens nothing."""
        self._place, self._name = parse_listen_address(place), place
        self._at_work, self._rest = 0, asyncio.Event()
        application = Application(
            [(path, handler, {**given, "server": self}) for path, handler, given in routes],
            default_handler_class=BaseHandler,
            default_handler_args={"server": self},
            log_function=lambda _handler: None,
        )
        self._http = HTTPServer(
            application,
            max_body_size=MAX_BODY_BYTES,
            idle_connection_timeout=IDLE_SECONDS,
            body_timeout=30.0,
        )
        self.port: int | None = None
        """The port that is listened on; None for a socket in the file system."""

    def start(self) -> None:
        """Listen. Raises ListenError."""
        try:
            listening = _listening_socket(self._place)
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise ListenError(f"LISTEN: cannot serve at {self._name}: {why}") from None
        if not isinstance(self._place, Path):
            self.port = listening.getsockname()[1]
        self._http.add_socket(listening)

    async def stop(self) -> None:
        """Take no new connection, let the requests at work end, then close."""
        self._http.stop()
        with suppress(TimeoutError):
            async with asyncio.timeout(SERVER_STOP_SECONDS if self._at_work else 0):
                await self._rest.wait()
        await self._http.close_all_connections()
        if isinstance(self._place, Path):
            with suppress(OSError):
                self._place.unlink()

    def note_request_begun(self) -> None:
        """Note that a request is at work."""
        self._at_work += 1
        self._rest.clear()

    def note_request_ended(self) -> None:
        """Note that it is answered."""
        self._at_work -= 1
        if not self._at_work:
            self._rest.set()


def _listening_socket(place: tuple[str, int] | Path) -> socket.socket:
    """Return a socket that listens at a place; what a dead process left there is taken away."""
    if not isinstance(place, Path):
        family = socket.AF_INET6 if ":" in place[0] else socket.AF_INET
        listening = socket.create_server(place, family=family, backlog=BACKLOG)
    else:
        if place.is_socket():
            place.unlink()
        listening = socket.socket(socket.AF_UNIX)
        try:
            listening.bind(str(place))
            place.chmod(0o660)
            listening.listen(BACKLOG)
        except OSError:
            listening.close()
            raise
    listening.setblocking(False)
    return listening


class BaseHandler(RequestHandler):
    """What every handler shares; by itself it knows no page."""

    def initialize(self, server: WebServer, *_: Any, **__: Any) -> None:
        """Take who serves; what else a handler needs, it takes itself."""
        self._server = server
        server.note_request_begun()

    def on_finish(self) -> None:
        """Note that the request is answered, or its connection gone."""
        self._server.note_request_ended()

    def prepare(self) -> None:
        """Answer that there is no such page, unless a handler of ours says otherwise."""
        if type(self) is BaseHandler:
            self.finish_with_status(404)

    def set_default_headers(self) -> None:
        """Tell neither who serves nor more than was asked."""
        self.clear_header("Server")
        self.set_header("X-Content-Type-Options", "nosniff")

    def finish_with_status(self, status: int, **headers: str) -> None:
        """Answer with a status and no body."""
        self.set_status(status)
        for name, value in headers.items():
            self.set_header(name.replace("_", "-"), value)
        self.clear_header("Content-Type")
        self.finish()

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say of an error its status alone; its words may be somebody's."""
        self.clear_header("Content-Type")
        self.set_status(status_code)
        self.finish()

    def log_exception(self, _kind: Any, error: BaseException | None, _trace: Any) -> None:
        """Log an error's kind and place."""
        if error is not None and not hasattr(error, "status_code"):
            logger.error("A request failed", exc_info=error)
