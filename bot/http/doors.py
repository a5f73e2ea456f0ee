"""Which page is served where."""

import asyncio
import re
from urllib.parse import urlsplit

from bot.context import Services
from bot.http.server import Route, Server
from bot.http.webhook import Webhook


def servers(services: Services, stored: asyncio.Event) -> list[Server]:
    """Return the servers that the settings ask for, not yet listening.

    `stored` is set whenever an update was stored.
    """
    settings, routes = services.settings, list[Route]()
    if settings.webhook_url and settings.webhook_secret:
        given = {
            "secret": settings.webhook_secret.get_secret_value(),
            "db": services.db,
            "now": services.now,
            "stored": stored,
        }
        routes.append((re.escape(urlsplit(settings.webhook_url).path or "/"), Webhook, given))
    return [Server(settings.listen, routes)] if settings.listen else []
