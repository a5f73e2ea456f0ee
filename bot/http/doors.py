"""Which page is served where."""

import asyncio
import re
from urllib.parse import urlsplit

from bot import feeds
from bot.context import Services
from bot.http.feeds import Feed, Kept, Render
from bot.http.health import Live, Ready
from bot.http.metrics import Metrics
from bot.http.server import Route, Server
from bot.http.webhook import Webhook
from bot.intake.passing import Passing


def servers(services: Services, stored: asyncio.Event, passing: Passing) -> list[Server]:
    """Return the servers that the settings ask for, not yet listening.

    `stored` is set whenever an update was stored; `passing` answers those that never are.
    """
    settings = services.settings
    public = _webhook(services, stored, passing) + _feeds(services)
    private = _private(services)
    if not settings.metrics_listen:
        return [Server(settings.listen, public + private)] if settings.listen else []
    apart = [Server(settings.metrics_listen, private)]
    return [Server(settings.listen, public), *apart] if settings.listen else apart


def _webhook(services: Services, stored: asyncio.Event, passing: Passing) -> list[Route]:
    settings = services.settings
    if not (settings.webhook_url and settings.webhook_secret):
        return []
    given = {
        "secret": settings.webhook_secret.get_secret_value(),
        "services": services,
        "stored": stored,
        "passing": passing,
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
    """Serve what `bot.feeds.address` names, whether or not a proxy takes the path away before."""
    under = re.escape(urlsplit(services.settings.public_url).path)
    found: list[tuple[str, str, Render]] = [
        (feeds.CALENDAR, "text/calendar; charset=utf-8", feeds.render_calendar),
        (feeds.FEED, "application/atom+xml; charset=utf-8", feeds.render_atom),
    ]
    return [
        (
            rf"(?:{under})?/{re.escape(name)}",
            Feed,
            {"services": services, "kind": kind, "render": render, "kept": Kept()},
        )
        for name, kind, render in found
    ]
