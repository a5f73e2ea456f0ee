"""copy-database: everything from one database to another that is empty, verified."""

import argparse
from typing import Any

from bot.settings import Settings, read
from bot.storage import transfer
from bot.storage.engine import Database
from bot.storage.lock import alone


def add(commands: Any) -> None:
    """Add this room's command."""
    copy = commands.add_parser(
        "copy-database", help="copy everything to an empty database; stop the bot first"
    )
    copy.add_argument("--from", dest="source", required=True, metavar="URL")
    copy.add_argument("--to", dest="target", required=True, metavar="URL")
    copy.set_defaults(run=_copy)


def _copy(_settings: Settings, options: argparse.Namespace) -> int:
    for url in (options.source, options.target):
        read(database_url=url)  # refused in the words of DATABASE_URL
    source, target = Database(options.source), Database(options.target)
    try:
        if source.file is not None and not source.file.is_file():
            raise transfer.CannotCopy(f"{source.file}: there is no such database")
        with alone(source.file), alone(target.file):
            copied = transfer.copy(source, target)
    finally:
        source.close()
        target.close()
    width = max(len(one.name) for one in copied)
    for one in copied:
        print(f"{one.name:<{width}}  {one.count:>9,}  {one.digest[:16]}")
    total = sum(one.count for one in copied)
    print(f"Copied and verified: {len(copied)} tables, {total:,} rows.")
    return 0
