"""copy-database: everything from one database to another that is empty, verified."""

import argparse

from bot.settings import Settings, load_settings
from bot.storage.backup import database_copy
from bot.storage.database.engine import Database
from bot.storage.database.process_lock import exclusive_access


def add_arguments(copy: argparse.ArgumentParser) -> None:
    """Describe what may be written after the command."""
    copy.add_argument("--from", dest="source", required=True, metavar="URL")
    copy.add_argument("--to", dest="target", required=True, metavar="URL")


def run_command(_settings: Settings, options: argparse.Namespace) -> int:
    """Copy, compare, and print what was copied."""
    for url in (options.source, options.target):
        load_settings(database_url=url)  # refused in the words of DATABASE_URL
    source, target = Database(options.source), Database(options.target)
    try:
        if source.file is not None and not source.file.is_file():
            raise database_copy.CopyError(f"{source.file}: there is no such database")
        with exclusive_access(source.file), exclusive_access(target.file):
            copied = database_copy.copy_database(source, target)
    finally:
        source.close()
        target.close()
    width = max(len(one.name) for one in copied)
    for one in copied:
        print(f"{one.name:<{width}}  {one.count:>9,}  {one.digest[:16]}")
    total = sum(one.count for one in copied)
    print(f"Copied and verified: {len(copied)} tables, {total:,} rows.")
    return 0
