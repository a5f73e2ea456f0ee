"""backup | restore: a verified copy of the database, and back."""

import argparse
import sys
from pathlib import Path
from typing import Any

from bot.app import clock
from bot.settings import Settings
from bot.storage import backups
from bot.storage.engine import Database

_POSTGRESQL = """This copies a SQLite file. For PostgreSQL:
  pg_dump --format=custom --file=civic-bot.dump "$DATABASE_URL_WITHOUT_DRIVER"
  pg_restore --clean --if-exists --dbname="$DATABASE_URL_WITHOUT_DRIVER" civic-bot.dump
See docs/operating.md for forgetting again whoever was forgotten since."""


def add(commands: Any) -> None:
    """Add this room's commands."""
    backup = commands.add_parser("backup", help="copy the database, verified, while the bot runs")
    backup.add_argument("--to", metavar="FOLDER", type=Path, help="default: beside the database")
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="put a backup back; stop the bot first")
    restore.add_argument("file", type=Path, help="a file that `backup` made")
    restore.add_argument("--yes", action="store_true", help="do not ask")
    restore.set_defaults(run=_restore)


def _backup(settings: Settings, options: argparse.Namespace) -> int:
    db = Database(settings.database_url)
    try:
        file, folder = backups.file_of(db), options.to or backups.folder_of(db)
    finally:
        db.close()
    if file is None or folder is None:
        print(_POSTGRESQL, file=sys.stderr)
        return 2
    if not file.is_file():
        raise backups.CannotBackUp(f"{file} is not there; start the bot once, or set DATABASE_URL")
    now = clock()
    made = backups.make(file, folder, now)
    gone = backups.prune(folder, now)
    size = made.path.stat().st_size
    print(f"Backed up and verified: {made.path} ({size:,} bytes). Old backups deleted: {gone}.")
    return 0


def _restore(settings: Settings, options: argparse.Namespace) -> int:
    if not options.yes:
        print(f"Stop the bot first. This puts {options.file} in the place of the database.")
        if input("Type yes to go on: ").strip().lower() != "yes":
            print("Nothing was changed.")
            return 1
    done = backups.restore(settings.database_url, options.file, clock())
    print(
        f"Restored to {done.to:%Y-%m-%d %H:%M} UTC. Chats forgotten again: {done.forgotten}.\n"
        f"Sending is on hold; {done.held} messages wait. Start the bot, then an owner sends /go."
    )
    return 0
