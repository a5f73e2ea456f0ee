"""What a fork of the bot begins with: all is loaded, and the answers that most know are read."""

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path

# What the bot and its libraries load only when they need it.
import alembic.command  # noqa: F401
import anyio._backends._asyncio  # noqa: F401
import httpcore  # noqa: F401
import scipy.sparse  # noqa: F401

from bot import faults
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
from bot.texts import Texts
from knowledge.folders import base_folder
from knowledge.town import town_folder as folders
from tests.town import documents

with suppress(ImportError):  # of a machine without it
    import psycopg  # noqa: F401
Texts()  # reads them, once for all
TOWN = base_folder.TownFolder(folders.shipped_town(), documents())
gc.freeze()  # as `python -m bot` does


def run(
    environment: dict[str, str],
    folder: Path,
    said: Path,
    arguments: tuple[str, ...],
    knows_all: bool,
) -> None:
    """Be `python -m bot …` in a process of its own, on the tests' answers or on all that ship."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    with said.open("ab") as errors:
        os.dup2(errors.fileno(), 2)
    if not knows_all:
        base_folder.load_town_folder = lambda _place: TOWN
    faults.install_error_hooks()
    sys.exit(main(arguments))
