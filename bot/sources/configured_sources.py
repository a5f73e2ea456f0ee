"""The sources an operator configured, ready to be asked."""

import asyncio
import random
from collections.abc import Callable
from datetime import datetime

import httpx

from bot.settings import Settings
from bot.sources import civicclerk
from bot.sources.civicclerk import CivicClerkSource
from bot.sources.fetching import Fetcher
from bot.sources.ical.ical_source import ICalendarSource
from bot.sources.legistar import LegistarSource
from bot.sources.meeting_source import MeetingSource
from bot.sources.meetings_file import MeetingsFileSource

USER_AGENT = "CivicBot/1"


def build_sources(
    settings: Settings, client: httpx.AsyncClient, now: Callable[[], datetime]
) -> tuple[MeetingSource, ...]:
    """Return every source the settings name; none of them is asked anything yet."""
    token = settings.legistar_token.get_secret_value() if settings.legistar_token else ""
    contact = f" (+{settings.operator_contact})" if settings.operator_contact.isascii() else ""
    agent = USER_AGENT + (contact if settings.operator_contact else "")
    fetcher = Fetcher(client, agent, asyncio.sleep, random.random, now, secrets=(token,))
    tz = settings.timezone.key
    found: list[MeetingSource] = []
    if settings.legistar_client:
        found.append(
            LegistarSource(fetcher, settings.legistar_client, settings.legistar_api_url, token)
        )
    if settings.civicclerk_tenant:
        root = settings.civicclerk_api_url or civicclerk.DEFAULT_URL
        found.append(CivicClerkSource(fetcher, settings.civicclerk_tenant, tz, root))
    found += [
        ICalendarSource(fetcher, f"ics-{number}", url, tz)
        for number, url in enumerate(settings.meeting_ics_urls, start=1)
    ]
    if settings.meetings_file:
        found.append(MeetingsFileSource(settings.meetings_file, now))
    return tuple(found)
