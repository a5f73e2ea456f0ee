"""What every HTTP door of the playground shares: who may knock, and how it answers.

Loopback is no wall against a web page open in the same browser, so each request must name this
machine (against DNS rebinding) and must not come from a page of another origin.
"""

import json
from collections.abc import Callable
from inspect import isawaitable
from typing import Any, Final
from urllib.parse import urlsplit

from tornado.web import RequestHandler

from bot.playground.control import Control
from bot.playground.wire import Json

_LOCAL_NAMES: Final = {"localhost", "127.0.0.1", "::1"}


class Door(RequestHandler):
    """A handler that turns strangers away before anything is read."""

    opens_to_links = False  # from other pages: only what changes nothing by being opened

    def prepare(self) -> None:
        """Refuse requests for other hosts or from pages of other origins."""
        name = urlsplit(f"//{self.request.host}").hostname or ""
        origin = self.request.headers.get("Origin")
        foreign = origin is not None and urlsplit(origin).netloc != self.request.host
        # a picture or a link in a web page sends no Origin; its browser still says whence it came
        site = self.request.headers.get("Sec-Fetch-Site")
        foreign |= site in ("cross-site", "same-site") and not self.opens_to_links
        if name not in _LOCAL_NAMES or foreign:
            self.answer(403, b"")

    def answer(self, status: int, body: bytes) -> None:
        """Finish with these bytes, as HTML if they look it, else as JSON."""
        self.set_status(status)
        kind = "text/html" if body.startswith(b"<") else "application/json"
        self.set_header("Content-Type", kind)
        self.finish(body)

    def tell(self, result: Any) -> None:
        """Finish with a value as JSON."""
        self.answer(200, json.dumps(result).encode())


class ControlDoor(Door):
    """`/playground/…`: see `control`; `rung` is called after each order."""

    def initialize(self, control: Control, rung: Callable[[], None]) -> None:
        self.control, self.rung = control, rung

    async def get(self, path: str) -> None:
        asked = {name: self.get_query_argument(name) for name in self.request.arguments}
        await self.reply(lambda: self.control.look(path, asked))

    async def post(self, path: str) -> None:
        kind = self.request.headers.get("Content-Type", "")
        if not kind.startswith("application/json"):  # a form of some web page cannot send this
            self.answer(415, b'{"error": "send application/json"}')
            return
        await self.reply(lambda: self.control.obey(path, json_object(self.request.body)))
        self.rung()

    async def reply(self, ask: Callable[[], Any]) -> None:
        try:
            result = ask()
            if isawaitable(result):
                result = await result
        except (LookupError, TypeError, ValueError, OverflowError) as fault:
            words = str(fault.args[0]) if fault.args else "no reason given"
            self.answer(400, json.dumps({"error": f"{type(fault).__name__}: {words}"}).encode())
        else:
            self.tell(result)


def json_object(body: bytes) -> Json:
    """Return the JSON object of a request. Raises ValueError for anything else."""
    try:
        sent = json.loads(body or b"{}")
    except RecursionError:
        raise ValueError("the JSON is nested too deep") from None
    if not isinstance(sent, dict):
        raise ValueError("a JSON object is expected")
    return sent
