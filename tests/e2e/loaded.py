"""What a fork of the bot begins with: all is loaded, and the answers that most know are read."""

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from sqlalchemy.orm import configure_mappers

from bot import command_menus, faults
from bot.cli import main
from bot.intake import polling, update_workers
from bot.storage.database import engine
from bot.texts import Texts
from knowledge.folders import base_folder
from knowledge.town import town_folder as folders
from tests.e2e.small import FASTER
from tests.town import documents

# What the bot loads only once it is needed is there before the fork.
LOADED_WHEN_NEEDED = (
    "alembic.command",
    "anyio._backends._asyncio",
    "httpcore",
    "scipy.sparse",
    "bot.cli.backup_command",
    "bot.cli.error_advice",
    "bot.cli.migrate_command",
    "bot.cli.restore_command",
    "bot.cli.run_command",
    "bot.cli.seed_command",
    "bot.cli.webhook_command",
)
for name in LOADED_WHEN_NEEDED:
    import_module(name)
with suppress(ImportError):  # of a machine without PostgreSQL's driver
    import_module("psycopg")
configure_mappers()
Texts()  # reads them, once for all
LOADED_IN = os.getpid()
TOWN = base_folder.TownFolder(folders.shipped_town(), documents())
gc.freeze()  # as `python -m bot` does


def _hasten() -> None:
    """Wait for a database or Telegram that is away a quarter as long, all in proportion."""
    engine.LOCK_WAIT_MS //= FASTER
    for waiting in (engine, polling, update_workers):
        waiting.SHORTEST_PAUSE /= FASTER
        waiting.LONGEST_PAUSE /= FASTER


async def _publish_nothing(*_: object) -> int:
    return 0


def run(
    environment: dict[str, str],
    folder: Path,
    said: Path,
    arguments: tuple[str, ...],
    shipped: base_folder.TownFolder | None,
) -> None:
    """Be `python -m bot …` in a process of its own, on the tests' answers or on all that ship.

    Only the latter tells Telegram of its menus, sixteen calls that are the same at each start.
    """
    assert os.getpid() != LOADED_IN, "each process loads everything anew"
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    with said.open("ab") as errors:
        os.dup2(errors.fileno(), 2)
    base_folder.load_town_folder = lambda _place: shipped or TOWN
    if shipped is None:
        command_menus.publish_profile = _publish_nothing
        if "run" in arguments:  # other commands end: in no test must they end too soon
            _hasten()
    faults.install_error_hooks()
    sys.exit(main(arguments))
