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

from bot.playground.control import Control
from bot.playground.doors import ControlDoor, Door
from bot.playground.feed import Feed, Scene
from bot.playground.wire import Json

PAGE: Final = Path(__file__).parent / "page"
LOOPBACK: Final = "127.0.0.1"
QUIET_SECONDS: Final = 15.0
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class Bell:
    """Rings when there may be news; many may wait for it."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()
        self.is_closed = False

    def ring(self) -> None:
        """Wake everyone who waits."""
        self._rung.set()
        self._rung = asyncio.Event()

    def close(self) -> None:
        """Wake everyone for the last time."""
        self.is_closed = True
        self.ring()

    async def heard(self, seconds: float) -> None:
        """Wait for a ring, at most this long."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._rung.wait(), seconds)


class PageControl(Control):
    """The control door with the orders of the page's own panels.

    POST clock                      {seconds} | {to: "next"}
    POST calendar                   {add: row} | {change: id, …row} | {remove: id}
    """

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene.telegram)
        self.scene = scene
        self.orders |= {"clock": self.clock, "calendar": self.calendar}

    async def clock(self, order: Json) -> Json:
        """Move the clock forward, and let the bot act on the way."""
        lapse = self.scene.lapse
        if lapse is None:
            raise LookupError("There is no bot in this process yet whose clock could be moved.")
        if order.get("to") == "next":
            return {"says": await lapse.to_next()}
        return {"says": await lapse.advance(timedelta(seconds=float(order["seconds"])))}

    def calendar(self, order: Json) -> Json:
        """Do what a clerk does to the pretend calendar."""
        calendar = self.scene.calendar
        if calendar is None:
            raise LookupError("there is no pretend calendar without a bot in this process")
        if "remove" in order:
            calendar.remove(int(order["remove"]))
            return {}
        if "change" in order:
            return calendar.change(int(order["change"]), order).json()
        return calendar.add(order["add"]).json()


class Site:
    """The served page; `stop` ends it."""

    def __init__(self, scene: Scene, port: int, orders: PageControl | None = None) -> None:
        """Listen on loopback; port 0 means any free one. Raises OSError for one that is taken."""
        self.scene, self.bell = scene, Bell()
        control = orders or PageControl(scene)
        shared = {"scene": scene, "bell": self.bell}
        application = Application(
            [
                (r"/news", _News, shared),
                (r"/playground/(.*)", ControlDoor, {"control": control, "rung": self.bell.ring}),
                (r"/files/([A-Z0-9]+)", _File, {"scene": scene}),
                (r"/calendar/v1/playground/(.*)", _Calendar, {"scene": scene}),
                (r"/([a-z]*(?:\.[a-z]+)?)", _Page),
            ],
            log_function=lambda _handler: None,
        )
        listener = socket.create_server((LOOPBACK, port), backlog=128)
        listener.setblocking(False)
        self.url = f"http://{LOOPBACK}:{listener.getsockname()[1]}"
        self._server = HTTPServer(application)
        self._server.add_socket(listener)
        scene.telegram.listeners.append(self.bell.ring)

    async def stop(self) -> None:
        """Stop listening, end every stream."""
        self.scene.telegram.listeners.remove(self.bell.ring)
        self._server.stop()
        self.bell.close()
        await self._server.close_all_connections()


class _Page(Door):
    """`/` and the page's own files."""

    opens_to_links = True

    def get(self, name: str) -> None:
        path = PAGE / (name or "index.html")
        if not path.is_file():
            self.answer(404, b"")
            return
        for header, value in _HEADERS.items():
            self.set_header(header, value)
        kind = guess_type(path.name)[0] or "application/octet-stream"
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.finish(path.read_bytes())


class _News(Door):
    """A stream of server-sent events: first all there is, then what is new."""

    def initialize(self, scene: Scene, bell: Bell) -> None:
        self.feed, self.bell = Feed(scene), bell
        self.is_gone = False

    def on_connection_close(self) -> None:
        self.is_gone = True
        self.bell.ring()

    async def get(self) -> None:
        self.set_header("Content-Type", "text/event-stream")
        self.set_header("Cache-Control", "no-store")
        event = b"event: all\n"
        with contextlib.suppress(StreamClosedError):
            while not (self.is_gone or self.bell.is_closed):
                news = self.feed.news()
                body = json.dumps(news).encode() if news else b""
                self.write(event + b"data: " + body + b"\n\n" if news else b": still here\n\n")
                event = b""
                await self.flush()
                await self.bell.heard(QUIET_SECONDS)


class _File(Door):
    """`/files/<file_id>`: a document somebody sent."""

    def initialize(self, scene: Scene) -> None:
        self.scene = scene

    def get(self, file_id: str) -> None:
        kept = self.scene.telegram.files.get(file_id)
        if kept is None:
            self.answer(404, b"")
            return
        kind = guess_type(kept.name)[0] or ""
        is_picture = kind in {"image/png", "image/jpeg"}
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Content-Type", kind if is_picture else "application/octet-stream")
        if not is_picture:
            safe = "".join(c if c.isalnum() or c in "._- " else "_" for c in kept.name)
            self.set_header("Content-Disposition", f'attachment; filename="{safe}"')
        self.finish(kept.content)


class _Calendar(Door):
    """The pretend city calendar, as the Legistar Web API answers."""

    def initialize(self, scene: Scene) -> None:
        self.scene = scene

    def get(self, path: str) -> None:
        if self.scene.calendar is None:
            self.answer(404, b"")
            return
        query = {name: self.get_query_argument(name) for name in self.request.arguments}
        try:
            self.tell(self.scene.calendar.legistar(path, query))
        except (LookupError, ValueError):
            self.answer(404, b'{"Message": "No such thing in the pretend calendar."}')
