"""playground: try the bot without Telegram."""

import argparse
import asyncio

from bot.clock import utc_now
from bot.faq import semantic_model
from bot.playground import playground_app, terminal
from bot.playground import standalone as api_alone
from bot.preparation import prepare_database
from bot.proxies import check_proxies
from bot.settings import Settings
from knowledge.errors import CivicBotError


class PlaygroundTokenError(CivicBotError):
    """A real bot's token has no business in the playground."""


def add_arguments(play: argparse.ArgumentParser) -> None:
    """Describe what may be written after the command."""
    play.add_argument("--terminal", action="store_true", help="chat in this terminal")
    play.add_argument(
        "--api-only", action="store_true", help="serve the pretend Bot API alone, for any bot"
    )
    play.add_argument(
        "--port", type=int, help="with --api-only: the port of the Bot API (any free one)"
    )


def run_command(settings: Settings, options: argparse.Namespace) -> int:
    """Serve the stand-in for Telegram: to a browser, in the terminal, or to any bot."""
    check_proxies()
    if settings.semantic_model:  # before anything is opened that would have to be closed again
        semantic_model.load_semantics(settings.semantic_model)
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
