"""doctor: ask every configured meeting source what it has to say, and show it as a table."""

import argparse
import asyncio
from typing import Any

import httpx

from bot.app import clock
from bot.proxies import check_proxies
from bot.settings import Settings
from bot.sources.configured import configured
from bot.sources.protocol import MeetingSource, Report


def add(commands: Any) -> None:
    """Add this room's command."""
    commands.add_parser(
        "doctor", help="ask each meeting source what it has, and whether it is well"
    ).set_defaults(run=_doctor)


def _doctor(settings: Settings, _options: argparse.Namespace) -> int:
    check_proxies()
    reports = asyncio.run(examine(settings))
    if not reports:
        print("No meeting source is set. See LEGISTAR_CLIENT, MEETING_ICS_URLS, CIVICCLERK_TENANT")
        print("and MEETINGS_FILE in .env.example; or type /addmeeting to the bot.")
        return 1
    width = max(len(report.source_id) for report in reports)
    for report in reports:
        state = "right" if report.is_healthy else "WRONG"
        lines = report.lines or ("nothing to say",)
        print(f"{report.source_id:<{width}}  {state}  {lines[0]}")
        for line in lines[1:]:
            print(f"{'':<{width}}         {line}")
    return 0 if all(report.is_healthy for report in reports) else 1


async def examine(settings: Settings) -> list[Report]:
    """Ask every source at once; one that breaks is a report like any other."""
    window = settings.town.city.window(clock().astimezone(settings.timezone).date())

    async def ask(source: MeetingSource) -> Report:
        try:
            return await source.doctor(window)
        except Exception as fault:  # a source may break in any way; say which
            return Report(source.origin.id, False, (f"{type(fault).__name__}: {fault}"[:300],))

    async with httpx.AsyncClient() as client:
        sources = configured(settings, client, clock)
        return list(await asyncio.gather(*(ask(source) for source in sources)))
