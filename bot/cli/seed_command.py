"""seed: lay this release's answers into the base."""

import argparse

from bot.clock import utc_now
from bot.preparation import prepare_database
from bot.settings import Settings
from bot.storage.database.engine import Database


def add_arguments(_seed: argparse.ArgumentParser) -> None:
    """Nothing may be written after the command."""


def run_command(settings: Settings, _options: argparse.Namespace) -> int:
    """Bring tables and answers up to date, and tell what changed."""
    db = Database(settings.database_url)
    try:
        done = prepare_database(db, utc_now(), settings.town_dir)
    finally:
        db.close()
    print(f"Added {done.added}, replaced {done.replaced}, left for the editors {done.waiting}.")
    if done.merged:
        print(f"Taken away {done.merged}, whose place others took.")
    return 0
