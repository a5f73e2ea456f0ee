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

from bot.playground.bot_api.api_json import Json
from bot.playground.serving.control_api import ControlApi

_LOCAL_NAMES: Final = {"localhost", "127.0.0.1", "::1"}


class LocalHandler(RequestHandler):
    """A handler that turns strangers away before anything is read."""

    allows_navigation = False  # from other pages: only what changes nothing by being opened

    def prepare(self) -> None:
        """Refuse requests for other hosts or from pages of other origins."""
        name = urlsplit(f"//{self.request.host}").hostname or ""
        origin = self.request.headers.get("Origin")
        foreign = origin is not None and urlsplit(origin).netloc != self.request.host
        # a picture or a link in a web page sends no Origin; its browser still says whence it came
        site = self.request.headers.get("Sec-Fetch-Site")
        foreign |= site in ("cross-site", "same-site") and not self.allows_navigation
        if name not in _LOCAL_NAMES or foreign:
            self.send_bytes(403, b"")

    def send_bytes(self, status: int, body: bytes) -> None:
        """Finish with these bytes, as HTML if they look it, else as JSON."""
        self.set_status(status)
        kind = "text/html" if body.startswith(b"<") else "application/json"
        self.set_header("Content-Type", kind)
        self.finish(body)

    def send_json(self, result: Any) -> None:
        """Finish with a value as JSON."""
        self.send_bytes(200, json.dumps(result).encode())


class ControlHandler(LocalHandler):
    """`/playground/…`: see `control_api`; `rung` is called after each order."""

    def initialize(self, control: ControlApi, rung: Callable[[], None]) -> None:
        self.control, self.after_order = control, rung

    async def get(self, path: str) -> None:
        asked = {name: self.get_query_argument(name) for name in self.request.arguments}
        await self.send_result(lambda: self.control.answer_get(path, asked))

    async def post(self, path: str) -> None:
        kind = self.request.headers.get("Content-Type", "")
        if not kind.startswith("application/json"):  # a form of some web page cannot send this
            self.send_bytes(415, b'{"error": "send application/json"}')
            return
        await self.send_result(
            lambda: self.control.answer_post(path, json_object(self.request.body))
        )
        self.after_order()

    async def send_result(self, ask: Callable[[], Any]) -> None:
        try:
            result = ask()
            if isawaitable(result):
                result = await result
        except (LookupError, TypeError, ValueError, OverflowError) as fault:
            words = str(fault.args[0]) if fault.args else "no reason given"
            self.send_bytes(
                400, json.dumps({"error": f"{type(fault).__name__}: {words}"}).encode()
            )
        else:
            self.send_json(result)


def json_object(body: bytes) -> Json:
    """Return the JSON object of a request. Raises ValueError for anything else."""
    try:
        sent = json.loads(body or b"{}")
    except RecursionError:
        raise ValueError("the JSON is nested too deep") from None
    if not isinstance(sent, dict):
        raise ValueError("a JSON object is expected")
    return sent
