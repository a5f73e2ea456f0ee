"""backup | restore: a verified copy of the database, and back."""

import argparse
from pathlib import Path
from typing import Any

from bot.app import utc_now
from bot.settings import Settings
from bot.storage.backup import backup_files
from bot.storage.database.engine import Database


def add_backup_commands(commands: Any) -> None:
    """Add this module's commands."""
    backup = commands.add_parser("backup", help="copy the database, verified, while the bot runs")
    backup.add_argument("--to", metavar="FOLDER", type=Path, help="default: beside the database")
    backup.set_defaults(run=_run_backup)
    restore = commands.add_parser("restore", help="put a backup back; stop the bot first")
    restore.add_argument("file", type=Path, help="a file that `backup` made")
    restore.add_argument("--yes", action="store_true", help="do not ask")
    restore.set_defaults(run=_run_restore)


def _run_backup(settings: Settings, options: argparse.Namespace) -> int:
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


# Follow a restore: here → bot/storage/backup/backup_files.py (`restore_backup`: its five steps) →
# sqlite_copies.py or postgres_dumps.py beside it (the old away, the backup in its place) →
# bot/storage/chats/erasures.py and personal_data.py (forgotten again) → handlers/editors/pause.py
# (/go: an owner ends the hold on sending).


def _run_restore(settings: Settings, options: argparse.Namespace) -> int:
    if not options.yes:
        print(f"Stop the bot first. This puts {options.file} in the place of the database.")
        if input("Type yes to go on: ").strip().lower() != "yes":
            print("Nothing was changed.")
            return 1
    done = backup_files.restore_backup(settings.database_url, options.file, utc_now())
    print(
        f"Restored to {done.to:%Y-%m-%d %H:%M} UTC. Chats forgotten again: {done.forgotten}.\n"
        f"Sending is on hold; {done.held} messages wait. Start the bot, then an owner sends /go."
    )
    if done.aside:
        print(f"The database as it was until now: {done.aside}")
    return 0
