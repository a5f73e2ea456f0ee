"""What every HTTP door of the playground shares: who may knock, and how it answers.

Loopback is no wall against a web page open in the same browser, so each request must name this
machine (against DNS rebinding) and must not come from a page of another origin.
"""

import json
from typing import Any, Final
from urllib.parse import urlsplit

from tornado.web import RequestHandler

from bot.playground.wire import Json

_LOCAL_NAMES: Final = {"localhost", "127.0.0.1", "::1"}


class Door(RequestHandler):
    """A handler that turns strangers away before anything is read."""

    def prepare(self) -> None:
        """Refuse requests for other hosts or from pages of other origins."""
        name = urlsplit(f"//{self.request.host}").hostname or ""
        origin = self.request.headers.get("Origin")
        foreign = origin is not None and urlsplit(origin).netloc != self.request.host
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


def json_object(body: bytes) -> Json:
    """Return the JSON object of a request. Raises ValueError for anything else."""
    sent = json.loads(body or b"{}")
    if not isinstance(sent, dict):
        raise ValueError("a JSON object is expected")
    return sent
