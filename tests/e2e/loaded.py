"""What a fork of the bot begins with: all is loaded, and the answers that most know are read."""

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path

# Imported to be there before the fork (so unused here): what is loaded only when it is needed.
import alembic.command  # noqa: F401
import anyio._backends._asyncio  # noqa: F401
import httpcore  # noqa: F401
import scipy.sparse  # noqa: F401

from bot import command_menus, faults
from bot.cli import (  # noqa: F401
    backup_command,
    error_advice,
    main,
    migrate_command,
    restore_command,
    run_command,
    seed_command,
    webhook_command,
)
from bot.intake import polling, update_workers
from bot.storage.database import engine
from bot.texts import Texts
from knowledge.folders import base_folder
from knowledge.town import town_folder as folders
from tests.e2e.small import FASTER
from tests.town import documents

with suppress(ImportError):  # of a machine without it
    import psycopg  # noqa: F401
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
