"""The page over loopback HTTP: its files, a stream of news, and the doors its panels knock at."""

import asyncio
import contextlib
import json
import socket
from datetime import timedelta
from mimetypes import guess_type
from pathlib import Path
from typing import Final

from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.web import Application

from bot.playground.bot_api.api_json import Json
from bot.playground.serving.control_api import ControlApi
from bot.playground.serving.local_handlers import ControlHandler, LocalHandler
from bot.playground.web.event_feed import EventFeed, PageState

PAGE_FOLDER: Final = Path(__file__).parent / "page"
LOOPBACK: Final = "127.0.0.1"
HEARTBEAT_SECONDS: Final = 15.0
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class EventSignal:
    """Rings when there may be news; many may wait for it."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()
        self.is_closed = False

    def notify(self) -> None:
        """Wake everyone who waits."""
        self._rung.set()
        self._rung = asyncio.Event()

    def close(self) -> None:
        """Wake everyone for the last time."""
        self.is_closed = True
        self.notify()

    async def wait(self, seconds: float) -> None:
        """Wait for a ring, at most this long."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._rung.wait(), seconds)


class PageControlApi(ControlApi):
    """The control door with the orders of the page's own panels.

    POST clock                      {seconds} | {to: "next"}
    POST calendar                   {add: row} | {change: id, …row} | {remove: id}
    """

    def __init__(self, scene: PageState) -> None:
        super().__init__(scene.telegram)
        self.scene = scene
        self.orders |= {"clock": self.move_clock, "calendar": self.edit_calendar}

    async def move_clock(self, order: Json) -> Json:
        """Move the clock forward, and let the bot act on the way."""
        lapse = self.scene.lapse
        if lapse is None:
            raise LookupError("There is no bot in this process yet whose clock could be moved.")
        if order.get("to") == "next":
            return {"says": await lapse.advance_to_next()}
        return {"says": await lapse.advance(timedelta(seconds=float(order["seconds"])))}

    def edit_calendar(self, order: Json) -> Json:
        """Do what a clerk does to the pretend calendar."""
        calendar = self.scene.calendar
        if calendar is None:
            raise LookupError("there is no pretend calendar without a bot in this process")
        if "remove" in order:
            calendar.remove(int(order["remove"]))
            return {}
        if "change" in order:
            return calendar.change(int(order["change"]), order).as_json()
        return calendar.add(order["add"]).as_json()


class PageServer:
    """The served page; `stop` ends it."""

    def __init__(self, scene: PageState, port: int, orders: PageControlApi | None = None) -> None:
        """Listen on loopback; port 0 means any free one. Raises OSError for one that is taken."""
        self.scene, self.bell = scene, EventSignal()
        control = orders or PageControlApi(scene)
        shared = {"scene": scene, "bell": self.bell}
        application = Application(
            [
                (r"/news", _EventStreamHandler, shared),
                (
                    r"/playground/(.*)",
                    ControlHandler,
                    {"control": control, "rung": self.bell.notify},
                ),
                (r"/files/([A-Z0-9]+)", _DocumentHandler, {"scene": scene}),
                (r"/calendar/v1/playground/(.*)", _CalendarHandler, {"scene": scene}),
                (r"/([a-z]*(?:\.[a-z]+)?)", _PageHandler),
            ],
            log_function=lambda _handler: None,
        )
        listener = socket.create_server((LOOPBACK, port), backlog=128)
        listener.setblocking(False)
        self.url = f"http://{LOOPBACK}:{listener.getsockname()[1]}"
        self._server = HTTPServer(application)
        self._server.add_socket(listener)
        scene.telegram.listeners.append(self.bell.notify)

    async def stop(self) -> None:
        """Stop listening, end every stream."""
        self.scene.telegram.listeners.remove(self.bell.notify)
        self._server.stop()
        self.bell.close()
        await self._server.close_all_connections()


class _PageHandler(LocalHandler):
    """`/` and the page's own files."""

    allows_navigation = True

    def get(self, name: str) -> None:
        path = PAGE_FOLDER / (name or "index.html")
        if not path.is_file():
            self.send_bytes(404, b"")
            return
        for header, value in _HEADERS.items():
            self.set_header(header, value)
        kind = guess_type(path.name)[0] or "application/octet-stream"
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.finish(path.read_bytes())


class _EventStreamHandler(LocalHandler):
    """A stream of server-sent events: first all there is, then what is new."""

    def initialize(self, scene: PageState, bell: EventSignal) -> None:
        self.feed, self.bell = EventFeed(scene), bell
        self.is_gone = False

    def on_connection_close(self) -> None:
        self.is_gone = True
        self.bell.notify()

    async def get(self) -> None:
        self.set_header("Content-Type", "text/event-stream")
        self.set_header("Cache-Control", "no-store")
        event = b"event: all\n"
        with contextlib.suppress(StreamClosedError):
            while not (self.is_gone or self.bell.is_closed):
                news = self.feed.new_events()
                body = json.dumps(news).encode() if news else b""
                self.write(event + b"data: " + body + b"\n\n" if news else b": still here\n\n")
                event = b""
                await self.flush()
                await self.bell.wait(HEARTBEAT_SECONDS)


class _DocumentHandler(LocalHandler):
    """`/files/<file_id>`: a document somebody sent."""

    def initialize(self, scene: PageState) -> None:
        self.scene = scene

    def get(self, file_id: str) -> None:
        kept = self.scene.telegram.files.get(file_id)
        if kept is None:
            self.send_bytes(404, b"")
            return
        kind = guess_type(kept.name)[0] or ""
        is_picture = kind in {"image/png", "image/jpeg"}
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Content-Type", kind if is_picture else "application/octet-stream")
        if not is_picture:
            safe = "".join(c if c.isalnum() or c in "._- " else "_" for c in kept.name)
            self.set_header("Content-Disposition", f'attachment; filename="{safe}"')
        self.finish(kept.content)


class _CalendarHandler(LocalHandler):
    """The pretend city calendar, as the Legistar Web API answers."""

    def initialize(self, scene: PageState) -> None:
        self.scene = scene

    def get(self, path: str) -> None:
        if self.scene.calendar is None:
            self.send_bytes(404, b"")
            return
        query = {name: self.get_query_argument(name) for name in self.request.arguments}
        try:
            self.send_json(self.scene.calendar.answer_legistar(path, query))
        except (LookupError, ValueError):
            self.send_bytes(404, b'{"Message": "No such thing in the pretend calendar."}')
