"""run: serve Telegram; without a token, the playground."""

import argparse
import asyncio
import time

from telegram.error import InvalidToken

from bot.app import RunningBot, build_application, build_services
from bot.cli.stop_signals import stop_on_signals
from bot.clock import utc_now
from bot.faq import semantic_model
from bot.faults import is_storage_fault, unusable_reason
from bot.preparation import prepare_database
from bot.proxies import check_proxies
from bot.settings import Settings
from bot.steady_clock import SteadyClock
from bot.storage.database.engine import Database
from bot.storage.database.process_lock import exclusive_access
from knowledge.errors import CivicBotError


class RefusedTokenError(CivicBotError):
    """Telegram does not know the bot token."""


def add_arguments(run: argparse.ArgumentParser) -> None:
    """Describe what may be written after the command."""
    run.add_argument(
        "--terminal", action="store_true", help="without a token: chat in this terminal"
    )


# Follow a start: bot/__main__.py → bot/cli/__init__.py (settings, logs, which command) → here →
# bot/preparation.py (tables by bot/storage/migrate.py, answers by
# bot/storage/faq/base_documents.py) → bot/app.py (the parts are built and run) →
# handlers/__init__.py (which update goes where). What it waits for while something is away:
# bot/start_retries.py.


def run_command(settings: Settings, options: argparse.Namespace) -> int:
    """Serve until a signal ends it."""
    if not settings.token or options.terminal:
        from bot.cli import playground_command  # which nobody with a token needs

        return playground_command.run_command(settings, options)
    check_proxies()
    if settings.semantic_model:  # before anything is opened that would have to be closed again
        semantic_model.load_semantics(settings.semantic_model)
    db = Database(settings.database_url)
    try:
        with exclusive_access(db.file):
            if db.is_sqlite or not settings.webhook_url:  # replicas wait for `migrate` and `seed`
                _prepare_patiently(db, settings)
            asyncio.run(_serve_telegram(settings, db))
    except InvalidToken as error:
        raise RefusedTokenError(
            "TELEGRAM_BOT_TOKEN: Telegram does not know this token; copy it again from BotFather"
        ) from error
    finally:
        db.close()
    return 0


def _prepare_patiently(db: Database, settings: Settings) -> None:
    """Prepare the database, however long it is away; not one that a person must mend first."""
    pause = 0.5
    while True:
        try:
            prepare_database(db, utc_now(), settings.town_dir)
            return
        except Exception as error:  # raised again, unless it passes by itself
            if unusable_reason(error) or not is_storage_fault(error):
                raise
            db.outages.note_fault(error)
        time.sleep(pause)
        pause = min(pause * 2, 15.0)


async def _serve_telegram(settings: Settings, db: Database) -> None:
    services = build_services(settings, db, now=SteadyClock(utc_now))
    running = RunningBot(services, build_application(services))
    await running.run(stop_on_signals(asyncio.get_running_loop()))
