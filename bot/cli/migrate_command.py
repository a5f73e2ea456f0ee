"""migrate: bring the database's tables up to date."""

import argparse

from bot.settings import Settings
from bot.storage import migrate
from bot.storage.database.engine import Database


def add_arguments(_migrate: argparse.ArgumentParser) -> None:
    """Nothing may be written after the command."""


def run_command(settings: Settings, _options: argparse.Namespace) -> int:
    """Apply what is not yet applied."""
    db = Database(settings.database_url)
    try:
        migrate.upgrade_tables(db)
    finally:
        db.close()
    print("The tables are up to date.")
    return 0
