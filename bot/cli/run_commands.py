"""run, playground, migrate, seed."""

import argparse
import asyncio
import os
import signal
import threading
import time
from typing import Any

from telegram.error import InvalidToken

from bot.app import RunningBot, build_application, build_services, prepare_database, utc_now
from bot.faq import semantic_model
from bot.faults import is_storage_fault, unusable_reason
from bot.playground import playground_app, terminal
from bot.playground import standalone as api_alone
from bot.proxies import check_proxies
from bot.settings import Settings
from bot.steady_clock import SteadyClock
from bot.storage import migrate
from bot.storage.database.engine import Database
from bot.storage.database.process_lock import exclusive_access
from knowledge.errors import CivicBotError

EXIT_SECONDS = 4.0  # seconds from a signal to the end, come what may


class PlaygroundTokenError(CivicBotError):
    """A real bot's token has no business in the playground."""


class RefusedTokenError(CivicBotError):
    """Telegram does not know the bot token."""


def add_run_commands(commands: Any) -> None:
    """Add this module's commands."""
    run = commands.add_parser("run", help="serve Telegram, or the playground without a token")
    run.add_argument(
        "--terminal", action="store_true", help="without a token: chat in this terminal"
    )
    run.set_defaults(run=_run_bot)
    play = commands.add_parser("playground", help="try the bot without Telegram")
    play.add_argument("--terminal", action="store_true", help="chat in this terminal")
    play.add_argument(
        "--api-only", action="store_true", help="serve the pretend Bot API alone, for any bot"
    )
    play.add_argument(
        "--port", type=int, help="with --api-only: the port of the Bot API (any free one)"
    )
    play.set_defaults(run=_run_playground)
    commands.add_parser("migrate", help="bring the database's tables up to date").set_defaults(
        run=_run_migrate
    )
    commands.add_parser("seed", help="lay this release's answers into the base").set_defaults(
        run=_run_seed
    )


# Follow a start: bot/__main__.py → bot/cli/__init__.py (settings, logs, which command) → here →
# bot/app.py (`prepare_database`: tables by bot/storage/migrate.py, answers by
# bot/storage/faq/base_documents.py; the parts are built and run) → handlers/__init__.py (which
# update goes where). What it waits for while something is away: bot/start_retries.py.


def _run_bot(settings: Settings, options: argparse.Namespace) -> int:
    if not settings.token or options.terminal:
        return _run_playground(settings, options)
    check_proxies()
    _check_model(settings)
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


def _check_model(settings: Settings) -> None:
    """Raise UnusableModelError before anything is opened that would have to be closed again."""
    if settings.semantic_model:
        semantic_model.load_semantics(settings.semantic_model)


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


def stop_on_signals(loop: asyncio.AbstractEventLoop) -> asyncio.Event:
    """Return an event that SIGTERM and SIGINT set; whatever then still works is left behind.

    A thread cannot be stopped, and Python waits for it: a backup or an index may take a minute.
    All that threads do here may break off at any moment; what waits is stored.
    """
    stop = asyncio.Event()

    def end() -> None:
        if not stop.is_set():
            stop.set()
            last = threading.Timer(EXIT_SECONDS, os._exit, (0,))
            last.daemon = True  # it is not waited for itself
            last.start()

    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, end)
    return stop


def _run_playground(settings: Settings, options: argparse.Namespace) -> int:
    check_proxies()
    _check_model(settings)
    if settings.token:
        raise PlaygroundTokenError(
            "TELEGRAM_BOT_TOKEN is set, and the playground does not start near a real token; "
            "empty it, or serve Telegram with python -m bot run"
        )
    if getattr(options, "api_only", False):
        return asyncio.run(api_alone.serve_standalone(settings, options.port or 0))
    if options.terminal:
        with playground_app.throwaway_database() as db:
            prepare_database(db, utc_now(), settings.town_dir)
            return asyncio.run(terminal.run_terminal_chat(settings, db))
    return asyncio.run(playground_app.serve_playground(settings))


def _run_migrate(settings: Settings, _options: argparse.Namespace) -> int:
    db = Database(settings.database_url)
    try:
        migrate.upgrade_tables(db)
    finally:
        db.close()
    print("The tables are up to date.")
    return 0


def _run_seed(settings: Settings, _options: argparse.Namespace) -> int:
    db = Database(settings.database_url)
    try:
        done = prepare_database(db, utc_now(), settings.town_dir)
    finally:
        db.close()
    print(f"Added {done.added}, replaced {done.replaced}, left for the editors {done.waiting}.")
    if done.merged:
        print(f"Taken away {done.merged}, whose place others took.")
    return 0
