"""Which page is served where."""

import asyncio
import re
from urllib.parse import urlsplit

from bot.almanac import ics
from bot.context import Services
from bot.http.feeds import Feed, Kept, Render
from bot.http.health import Live, Ready
from bot.http.metrics import Metrics
from bot.http.server import Route, Server
from bot.http.webhook import Webhook
from bot.storage import meetings
from knowledge.language import Language


def servers(services: Services, stored: asyncio.Event) -> list[Server]:
    """Return the servers that the settings ask for, not yet listening.

    `stored` is set whenever an update was stored.
    """
    settings = services.settings
    public, private = _webhook(services, stored) + _feeds(services), _private(services)
    if not settings.metrics_listen:
        return [Server(settings.listen, public + private)] if settings.listen else []
    apart = [Server(settings.metrics_listen, private)]
    return [Server(settings.listen, public), *apart] if settings.listen else apart


def _webhook(services: Services, stored: asyncio.Event) -> list[Route]:
    settings = services.settings
    if not (settings.webhook_url and settings.webhook_secret):
        return []
    given = {
        "secret": settings.webhook_secret.get_secret_value(),
        "services": services,
        "stored": stored,
    }
    return [(re.escape(urlsplit(settings.webhook_url).path or "/"), Webhook, given)]


def _private(services: Services) -> list[Route]:
    given = {"services": services}
    return [
        (r"/health/live", Live, {}),
        (r"/health/ready", Ready, given),
        (r"/metrics", Metrics, given),
    ]


def _feeds(services: Services) -> list[Route]:
    found: list[tuple[str, str, Render]] = [
        (r"/calendar\.ics", "text/calendar; charset=utf-8", calendar),
    ]
    return [
        (path, Feed, {"services": services, "kind": kind, "render": render, "kept": Kept()})
        for path, kind, render in found
    ]


async def calendar(services: Services, body: str, language: Language) -> bytes | None:
    """Return the coming meetings of one body, or of all, as a calendar."""
    rows = await services.db.run(meetings.coming, services.today())
    if body and body not in {row.meeting.body_slug for row in rows}:
        return None
    chosen = [row.meeting for row in rows if body in ("", row.meeting.body_slug)]
    return ics(services, chosen, services.voice(language))
