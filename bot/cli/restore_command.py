"""restore: put a backup back in the place of the database."""

import argparse
from pathlib import Path

from bot.clock import utc_now
from bot.settings import Settings
from bot.storage.backup import backup_files

# Follow a restore: here → bot/storage/backup/backup_files.py (`restore_backup`: its five steps) →
# sqlite_copies.py or postgres_dumps.py beside it (the old away, the backup in its place) →
# bot/storage/chats/erasures.py and personal_data.py (forgotten again) → handlers/editors/pause.py
# (/go: an owner ends the hold on sending).


def add_arguments(restore: argparse.ArgumentParser) -> None:
    """Describe what may be written after the command."""
    restore.add_argument("file", type=Path, help="a file that `backup` made")
    restore.add_argument("--yes", action="store_true", help="do not ask")


def run_command(settings: Settings, options: argparse.Namespace) -> int:
    """Put a backup in the place of the database; return 1 if the operator thinks better of it."""
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
