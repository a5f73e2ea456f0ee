"""Whether the process lives, and whether it can serve: for a load balancer and for people."""

import asyncio

from tornado.escape import json_encode

from bot.context import Services
from bot.http.server import BaseHandler, WebServer
from bot.storage import health_figures, migrate

HEALTH_TIMEOUT = 2.0  # seconds for the database


class LivenessHandler(BaseHandler):
    """The process runs and its event loop turns."""

    def get(self) -> None:
        """Answer."""
        self.finish_with_status(200)


class ReadinessHandler(BaseHandler):
    """All that an answer needs is there; else 503. Which part is missing is said as JSON."""

    def initialize(self, server: WebServer, services: Services) -> None:
        """Take what is looked at."""
        super().initialize(server)
        self._services = services

    async def get(self) -> None:
        """Answer with every part's state."""
        parts = await health_by_part(self._services)
        is_ready = all(part["ok"] for part in parts.values())
        self.set_status(200 if is_ready else 503)
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store")
        self.finish(json_encode({"ready": is_ready, **parts}))


async def health_by_part(services: Services) -> dict[str, dict[str, object]]:
    """Return the state of each part.

    Tables of a newer release are no obstacle: while an upgrade rolls, they only have more. An
    index of an older base neither: it is being built anew and answers meanwhile.
    """
    faq = services.faq
    index: dict[str, object] = {
        "ok": faq.indexed_version > 0,
        "version": faq.indexed_version,
    }
    telegram: dict[str, object] = {"ok": services.metrics.telegram_answered}
    away: dict[str, object] = {"ok": False}
    try:
        async with asyncio.timeout(HEALTH_TIMEOUT):
            found = await services.db.run(health_figures.load_health)
    except Exception:  # a database can fail in any way; which is in the log
        return {"database": away, "migrations": away, "index": index, "telegram": telegram}
    fit = migrate.schema_fit(found.revision)
    return {
        "database": {"ok": not services.db.is_stopping},
        "migrations": {"ok": fit is not migrate.SchemaFit.OLDER, "are": fit, "at": found.revision},
        "index": {**index, "base": found.base_version},
        "telegram": telegram,
    }
