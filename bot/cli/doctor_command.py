"""doctor: ask every configured meeting source what it has to say, and show it as a table."""

import argparse
import asyncio

import httpx

from bot.clock import utc_now
from bot.proxies import check_proxies
from bot.settings import Settings
from bot.sources.configured_sources import build_sources
from bot.sources.meeting_source import MeetingSource, SourceReport


def add_arguments(_doctor: argparse.ArgumentParser) -> None:
    """Nothing may be written after the command."""


def run_command(settings: Settings, _options: argparse.Namespace) -> int:
    """Print what every source says; return 1 if one is not well, or there is none."""
    check_proxies()
    reports = asyncio.run(examine_sources(settings))
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


async def examine_sources(settings: Settings) -> list[SourceReport]:
    """Ask every source at once; one that breaks is a report like any other."""
    window = settings.town.city.poll_window(utc_now().astimezone(settings.timezone).date())

    async def ask(source: MeetingSource) -> SourceReport:
        try:
            return await source.diagnose(window)
        except Exception as fault:  # a source may break in any way; say which
            return SourceReport(
                source.origin.id, False, (f"{type(fault).__name__}: {fault}"[:300],)
            )

    async with httpx.AsyncClient() as client:
        sources = build_sources(settings, client, utc_now)
        return list(await asyncio.gather(*(ask(source) for source in sources)))
