"""Which page is served where."""

import asyncio
import re
from urllib.parse import urlsplit

from bot import meeting_feeds
from bot.context import Services
from bot.http.feed_handler import FeedCache, FeedHandler, FeedRenderer
from bot.http.health_handlers import LivenessHandler, ReadinessHandler
from bot.http.metrics_handler import MetricsHandler
from bot.http.server import Route, WebServer
from bot.http.webhook_handler import WebhookHandler
from bot.intake.inline_queries import InlineQueries


def build_servers(
    services: Services, stored: asyncio.Event, passing: InlineQueries
) -> list[WebServer]:
    """Return the servers that the settings ask for, not yet listening.

    `stored` is set whenever an update was stored; `passing` answers those that never are.
    """
    settings = services.settings
    public = _webhook_routes(services, stored, passing) + _feed_routes(services)
    private = _private_routes(services)
    if not settings.metrics_listen:
        return [WebServer(settings.listen, public + private)] if settings.listen else []
    apart = [WebServer(settings.metrics_listen, private)]
    return [WebServer(settings.listen, public), *apart] if settings.listen else apart


def _webhook_routes(
    services: Services, stored: asyncio.Event, passing: InlineQueries
) -> list[Route]:
    settings = services.settings
    if not (settings.webhook_url and settings.webhook_secret):
        return []
    given = {
        "secret": settings.webhook_secret.get_secret_value(),
        "services": services,
        "stored": stored,
        "passing": passing,
    }
    return [(re.escape(urlsplit(settings.webhook_url).path or "/"), WebhookHandler, given)]


def _private_routes(services: Services) -> list[Route]:
    given = {"services": services}
    return [
        (r"/health/live", LivenessHandler, {}),
        (r"/health/ready", ReadinessHandler, given),
        (r"/metrics", MetricsHandler, given),
    ]


def _feed_routes(services: Services) -> list[Route]:
    """Serve what `bot.meeting_feeds.feed_address` names, also where a proxy cuts the path."""
    under = re.escape(urlsplit(services.settings.public_url).path)
    found: list[tuple[str, str, FeedRenderer]] = [
        (
            meeting_feeds.CALENDAR_PATH,
            "text/calendar; charset=utf-8",
            meeting_feeds.render_calendar_feed,
        ),
        (
            meeting_feeds.ATOM_PATH,
            "application/atom+xml; charset=utf-8",
            meeting_feeds.render_atom_feed,
        ),
    ]
    return [
        (
            rf"(?:{under})?/{re.escape(name)}",
            FeedHandler,
            {"services": services, "kind": kind, "render": render, "kept": FeedCache()},
        )
        for name, kind, render in found
    ]
