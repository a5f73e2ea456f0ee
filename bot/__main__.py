"""python -m bot."""

import sys

from bot import faults
from bot.cli import main

faults.guard()
sys.exit(main())
