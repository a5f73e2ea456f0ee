"""check: what is right and what is wrong before going live, as a table."""

import argparse
import asyncio
import sqlite3
from datetime import date
from pathlib import Path

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.cli import check_findings
from bot.cli.check_findings import RIGHT, SHOWN_PROBLEMS, WARNING, WRONG, Finding
from bot.clock import utc_now
from bot.faq import semantic_model
from bot.faults import describe_error, unusable_reason
from bot.proxies import check_proxies
from bot.settings import Settings, SettingsError
from bot.storage import migrate
from bot.storage.database.engine import Database, sqlite_is_fixed
from bot.storage.database.private_files import is_open_to_others
from bot.storage.faq import base_documents
from knowledge.errors import CivicBotError


def add_arguments(check: argparse.ArgumentParser) -> None:
    """Describe what may be written after the command."""
    check.add_argument("codes", nargs="*", help="only these documents of the FAQ files, in full")


def run_command(settings: Settings, options: argparse.Namespace) -> int:
    """Print the table; return 1 if anything in it is wrong."""
    today = utc_now().astimezone(settings.timezone).date()
    if options.codes:
        found = check_findings.document_findings(today, options.codes, settings.town_dir)
    else:
        found = [
            Finding("settings", RIGHT, "all can be used"),
            *_check_operator(settings),
            *_check_database(settings, today),
            *check_findings.seed_findings(today, settings.town_dir),
            *_check_semantic_model(settings),
            *_check_proxies(),
            *asyncio.run(_check_token(settings)),
        ]
    width = max(len(finding.what) for finding in found)
    for finding in found:
        print(f"{finding.what:<{width}}  {finding.state:<7}  {finding.says}")
    return 1 if any(finding.state == WRONG for finding in found) else 0


def _check_operator(settings: Settings) -> list[Finding]:
    rows = [
        Finding(name.upper(), WARNING, "not set; /about and /privacy will say so")
        for name in ("operator_name", "operator_contact")
        if not getattr(settings, name)
    ]
    if not settings.admin_ids:
        rows.append(Finding("ADMIN_IDS", WARNING, "not set; nobody can edit in the chat"))
    return rows


def _check_database(settings: Settings, today: date) -> list[Finding]:
    try:
        db = Database(settings.database_url)
        try:
            migrate.upgrade_tables(db)
            left = migrate.schema_differences(db)
            db.transact(base_documents.check_answer_codes, settings.town.codes)
            base = db.transact(base_documents.load_base, settings.town)
        finally:
            db.close()
    except CivicBotError as error:
        return [Finding("database", WRONG, str(error))]
    except Exception as error:  # a database can fail in any way; say which
        return [Finding("database", WRONG, unusable_reason(error) or describe_error(error))]
    state = Finding("database", RIGHT, "tables are up to date")
    if left:
        state = Finding("database", WRONG, f"differs from the tables: {left[0]}")
    rows = [state, *_check_file_modes(db)]
    if base.entries:
        rows += check_findings.base_findings(base, today)
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


def _check_semantic_model(settings: Settings) -> list[Finding]:
    """Tell whether the model can be used, and what a question and the texts cost with it."""
    if not settings.semantic_model:
        return []
    try:
        encoder = semantic_model.load_semantics(settings.semantic_model).encoder
    except semantic_model.UnusableModelError as error:
        return [Finding("semantic model", WRONG, str(error))]
    return [Finding("semantic model", RIGHT, semantic_model.measure_encoding(encoder))]


def _check_proxies() -> list[Finding]:
    try:
        check_proxies()
    except SettingsError as error:
        return [Finding("proxy", WRONG, str(error))]
    return []


def _check_file_modes(db: Database) -> list[Finding]:
    """Find what other users of the machine can read: it says who asks about immigration."""
    paths = [db.folder, *(db.folder.glob("*") if db.folder and db.folder.is_dir() else ())]
    if db.file:
        paths += [db.file.parent, *db.file.parent.glob(f"{db.file.name}*")]
    found = [path for path in paths if path is not None and is_open_to_others(path)]
    return [
        Finding("data", WARNING, f"{path}: others may read it; chmod {_private_mode(path)} {path}")
        for path in found[:SHOWN_PROBLEMS]
    ]


def _private_mode(path: Path) -> str:
    return "700" if path.is_dir() else "600"


async def _check_token(settings: Settings) -> list[Finding]:
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
