"""check: what is right and what is wrong before going live, as a table."""

import argparse
import asyncio
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot import semantic
from bot.app import clock
from bot.cli import findings
from bot.cli.findings import FIRST_FEW, RIGHT, WARNING, WRONG, Finding
from bot.faults import describe, why_unusable
from bot.proxies import check_proxies
from bot.settings import InvalidSettings, Settings
from bot.storage import faq, migrate
from bot.storage.engine import Database, sqlite_is_fixed
from bot.storage.modes import open_to_others
from knowledge.errors import CivicBotError


def add(commands: Any) -> None:
    """Add this room's command."""
    check = commands.add_parser("check", help="show what is right and what is wrong")
    check.add_argument("codes", nargs="*", help="only these documents of the FAQ files, in full")
    check.set_defaults(run=_check)


def _check(settings: Settings, options: argparse.Namespace) -> int:
    today = clock().astimezone(settings.timezone).date()
    if options.codes:
        found = findings.of_documents(today, options.codes, settings.town_dir)
    else:
        found = [
            Finding("settings", RIGHT, "all can be used"),
            *_operator(settings),
            *_database(settings, today),
            *findings.of_files(today, settings.town_dir),
            *_semantic(settings),
            *_proxies(),
            *asyncio.run(_token(settings)),
        ]
    width = max(len(finding.what) for finding in found)
    for finding in found:
        print(f"{finding.what:<{width}}  {finding.state:<7}  {finding.says}")
    return 1 if any(finding.state == WRONG for finding in found) else 0


def _operator(settings: Settings) -> list[Finding]:
    rows = [
        Finding(name.upper(), WARNING, "not set; /about and /privacy will say so")
        for name in ("operator_name", "operator_contact")
        if not getattr(settings, name)
    ]
    if not settings.admin_ids:
        rows.append(Finding("ADMIN_IDS", WARNING, "not set; nobody can edit in the chat"))
    return rows


def _database(settings: Settings, today: date) -> list[Finding]:
    try:
        db = Database(settings.database_url)
        try:
            migrate.upgrade(db)
            left = migrate.differences(db)
            db.transact(faq.refuse_foreign, settings.town.codes)
            base = db.transact(faq.base, settings.town)
        finally:
            db.close()
    except CivicBotError as error:
        return [Finding("database", WRONG, str(error))]
    except Exception as error:  # a database can fail in any way; say which
        return [Finding("database", WRONG, why_unusable(error) or describe(error))]
    state = Finding("database", RIGHT, "tables are up to date")
    if left:
        state = Finding("database", WRONG, f"differs from the tables: {left[0]}")
    rows = [state, *_open_to_others(db)]
    if base.entries:
        rows += findings.of_base(base, today)
    if db.is_sqlite and not sqlite_is_fixed():
        rows.append(
            Finding(
                "SQLite library",
                WARNING,
                f"{sqlite3.sqlite_version} has the WAL reset fault; safe with this one process, "
                "back up from it only (`python -m bot backup`)",
            )
        )
    return rows


def _semantic(settings: Settings) -> list[Finding]:
    """Tell whether the model can be used, and what a question and the texts cost with it."""
    if not settings.semantic_model:
        return []
    try:
        encoder = semantic.load(settings.semantic_model).encoder
    except semantic.UnusableModel as error:
        return [Finding("semantic model", WRONG, str(error))]
    return [Finding("semantic model", RIGHT, semantic.cost(encoder))]


def _proxies() -> list[Finding]:
    try:
        check_proxies()
    except InvalidSettings as error:
        return [Finding("proxy", WRONG, str(error))]
    return []


def _open_to_others(db: Database) -> list[Finding]:
    """Find what other users of the machine can read: it says who asks about immigration."""
    paths = [db.folder, *(db.folder.glob("*") if db.folder and db.folder.is_dir() else ())]
    if db.file:
        paths += [db.file.parent, *db.file.parent.glob(f"{db.file.name}*")]
    found = [path for path in paths if path is not None and open_to_others(path)]
    return [
        Finding("data", WARNING, f"{path}: others may read it; chmod {_mode(path)} {path}")
        for path in found[:FIRST_FEW]
    ]


def _mode(path: Path) -> str:
    return "700" if path.is_dir() else "600"


async def _token(settings: Settings) -> list[Finding]:
    if not settings.token:
        return [Finding("bot token", WARNING, "not set; `run` starts the playground")]
    bot = Bot(
        settings.token,
        base_url=f"{settings.telegram_api_url}/bot",
        request=HTTPXRequest(connect_timeout=5, read_timeout=5),
    )
    try:
        async with bot:
            return [Finding("bot token", RIGHT, f"Telegram knows it as @{bot.username}")]
    except InvalidToken:
        return [Finding("bot token", WRONG, "Telegram does not know it; copy it from BotFather")]
    except TelegramError as error:
        return [Finding("bot token", WARNING, f"could not be checked: {type(error).__name__}")]
