"""backup: a verified copy of the database, while the bot runs."""

import argparse
from pathlib import Path

from bot.clock import utc_now
from bot.settings import Settings
from bot.storage.backup import backup_files
from bot.storage.database.engine import Database


def add_arguments(backup: argparse.ArgumentParser) -> None:
    """Describe what may be written after the command."""
    backup.add_argument("--to", metavar="FOLDER", type=Path, help="default: beside the database")


def run_command(settings: Settings, options: argparse.Namespace) -> int:
    """Make a backup, delete those that are too old, and tell of both."""
    db = Database(settings.database_url)
    try:
        folder = options.to or db.folder
        if folder is None:
            raise backup_files.BackupError("a database in memory cannot be backed up")
        if db.is_sqlite and not (db.file and db.file.is_file()):
            raise backup_files.BackupError(
                f"{db.file} is not there; start the bot once, or set DATABASE_URL"
            )
        now = utc_now()
        made = backup_files.make_backup(db, folder, now)
    finally:
        db.close()
    gone = backup_files.prune_backups(folder, now, db.file)
    size = made.path.stat().st_size
    print(f"Backed up and verified: {made.path} ({size:,} bytes). Old backups deleted: {gone}.")
    return 0
