"""python -m bot."""

import gc
import sys

gc.disable()  # what imports make stays: looking through it for garbage takes half a second

from bot import faults  # noqa: E402  after gc.disable, which must come before imports
from bot.cli import main  # noqa: E402  the same


def _keep_imports() -> None:
    """Leave what is loaded out of every search for garbage, and begin to look for some."""
    gc.freeze()
    gc.enable()


faults.install_error_hooks()
sys.exit(main(loaded=_keep_imports))
