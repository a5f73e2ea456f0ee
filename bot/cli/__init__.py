"""The command line: python -m bot run | check | doctor | ask | migrate | seed | playground …"""

import argparse
import sys
from collections.abc import Sequence

from bot import logs, settings
from bot.cli import asking, backups, checking, doctor, evaluating, exporting, running
from knowledge.errors import CivicBotError

CANNOT_START = 2


def parser() -> argparse.ArgumentParser:
    """Describe every command."""
    top = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True, metavar="command")
    for module in (running, asking, checking, evaluating, exporting, backups, doctor):
        module.add(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code, 2 for settings or a token that cannot be used."""
    options = parser().parse_args(arguments)
    try:
        chosen = settings.read()
        logs.configure(chosen.log_level, chosen.log_format)
        code: int = options.run(chosen, options)
    except CivicBotError as error:
        print(error, file=sys.stderr)
        return CANNOT_START
    except KeyboardInterrupt:
        return 130
    return code
