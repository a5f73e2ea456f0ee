"""Updates as Telegram sends them: stored first, then confirmed with an empty 200.

Telegram sends the next update of a chat only after a 2xx for the one before, repeats one that was
not confirmed for 24 hours with growing pauses, and honours `Retry-After`
(github.com/tdlib/telegram-bot-api, WebhookActor.cpp). The answer's body stays empty: Telegram
would carry out a method that it names (core.telegram.org/bots/faq, webhooks).
"""

import asyncio
import hmac
import json
from typing import Any

from tornado.web import stream_request_body

from bot.context import Services
from bot.faults import is_storage_fault
from bot.http.server import MAX_BODY_BYTES, BaseHandler, WebServer
from bot.intake.inline_queries import InlineQueries
from bot.intake.update_storing import store_updates
from bot.storage.intake import inbox

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
STORED_WITHIN = 8.0  # seconds; then the database counts as away
RETRY_SECONDS = 5  # seconds


@stream_request_body
class WebhookHandler(BaseHandler):
    """The one address that Telegram knows."""

    def initialize(
        self,
        server: WebServer,
        secret: str,
        services: Services,
        stored: asyncio.Event,
        passing: InlineQueries,
    ) -> None:
        """Take the secret, where updates are stored, an event to set when one was, and what
        answers those that never are.
        """
        super().initialize(server)
        self._secret, self._services = secret, services
        self._stored, self._passing = stored, passing
        self._body = bytearray()

    def prepare(self) -> None:
        """Turn away whoever is not Telegram, before anything of the body is read."""
        given = self.request.headers.get(SECRET_HEADER, "")
        kind = self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        length = self.request.headers.get("Content-Length", "0")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            self.finish_with_status(403)
        elif self.request.method != "POST":
            self.finish_with_status(405, Allow="POST")
        elif kind != "application/json":
            self.finish_with_status(415)
        elif not length.isdigit() or int(length) > MAX_BODY_BYTES:
            self.finish_with_status(413)

    def data_received(self, chunk: bytes) -> None:
        """Gather the body, unless it was refused."""
        if not self._finished:
            self._body += chunk

    async def post(self) -> None:
        """Store the update, then say so; while the database is away, ask to try again."""
        try:
            raw = json.loads(self._body)
        except (ValueError, RecursionError):
            self.finish_with_status(400)
            return
        # what has no number cannot be stored once: left out, as when we ask for updates ourselves
        if (
            isinstance(raw, dict)
            and inbox.is_number(raw.get("update_id"))
            and not await self._store_update(raw)
        ):
            self.finish_with_status(503, Retry_After=str(RETRY_SECONDS))
            return
        self.finish_with_status(200)

    async def _store_update(self, raw: dict[str, Any]) -> bool:
        """Store an update; False while the database is away."""
        try:
            async with asyncio.timeout(STORED_WITHIN):
                left = await store_updates(self._services.db, [raw], self._services.now())
        except TimeoutError:
            return False
        except Exception as error:  # raised again, unless the database is away
            if not is_storage_fault(error):
                raise
            return False
        self._passing.start_answering(left)
        self._stored.set()
        self._services.metrics.note_telegram_answered()
        return True
