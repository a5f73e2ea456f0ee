"""Public feeds, by body and language: `?body=city-council&language=es`.

What is rendered is kept for a minute, so that nobody's program wears out the database.
"""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from bot.context import Services
from bot.http.server import BaseHandler, WebServer
from knowledge.language import Language

CACHE_SECONDS = 60.0  # seconds
MAX_CACHED_FEEDS = 200
MAX_AGE = 300  # seconds a reader may keep it

FeedRenderer: TypeAlias = Callable[[Services, str, Language], Awaitable[bytes | None]]
"""Returns a feed of one body ("": of all), None for a body that there is not."""


class FeedCache:
    """What was rendered of late."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._pages: OrderedDict[tuple[str, str], tuple[float, bytes]] = OrderedDict()

    async def get(
        self, body: str, language: Language, make: FeedRenderer, s: Services
    ) -> bytes | None:
        """Return a feed, rendered anew if the last is older than a minute."""
        key, now = (body, language.value), time.monotonic()
        at, page = self._pages.get(key, (0.0, b""))
        if page and now - at < CACHE_SECONDS:
            return page
        made = await make(s, body, language)
        if made is not None:
            self._pages[key] = now, made
            self._pages.move_to_end(key)
            if len(self._pages) > MAX_CACHED_FEEDS:
                self._pages.popitem(last=False)
        return made


class FeedHandler(BaseHandler):
    """One feed."""

    def initialize(
        self,
        server: WebServer,
        services: Services,
        kind: str,
        render: FeedRenderer,
        kept: FeedCache,
    ) -> None:
        """Take the media type and what renders it."""
        super().initialize(server)
        self._services, self._kind, self._render, self._kept = services, kind, render, kept

    async def get(self) -> None:
        """Answer with the feed; 304 if the reader has it, 404 for an unknown body or language."""
        default = self._services.settings.default_language
        asked = self.get_query_argument("language", default.value)
        body = self.get_query_argument("body", "")
        if asked not in self._services.town.languages or len(body) > 60:
            self.finish_with_status(404)
            return
        page = await self._kept.get(body, Language(asked), self._render, self._services)
        if page is None:
            self.finish_with_status(404)
            return
        self.set_header("Content-Type", self._kind)
        self.set_header("Cache-Control", f"public, max-age={MAX_AGE}")
        self.finish(page)

    head = get
