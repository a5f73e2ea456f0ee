"""python -m bot."""

import gc
import sys

gc.disable()  # what imports make stays: looking through it for garbage takes half a second

from bot import faults  # noqa: E402
from bot.cli import main  # noqa: E402

gc.freeze()
gc.enable()
faults.guard()
sys.exit(main())
