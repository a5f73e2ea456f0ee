"""`python -m tests.e2e.small …` is `python -m bot …`, with the answers of the tests' town.

A release of three answers is indexed in no time; what a process is strong against does not hang on
how much it knows. Speed, memory and the answers themselves are tried with the shipped ones.
"""

import sys

from bot import faults
from bot.cli import main
from knowledge import seed
from tests.town import documents

seed.load = documents
faults.guard()
sys.exit(main())
