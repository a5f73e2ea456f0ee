"""The command line: python -m bot run | check | doctor | ask | new-town | migrate | seed …"""

import argparse
import os
import sys
from collections.abc import Sequence

from bot import faults, logs, settings
from bot.cli import (
    asking,
    backups,
    checking,
    copying,
    doctor,
    evaluating,
    exporting,
    fitting,
    new_town,
    plainly,
    running,
    webhook,
)
from knowledge.errors import CivicBotError

CANNOT_START, BROKE = 2, 1
NOBODY_LISTENS = 141  # what a shell reports of a program that SIGPIPE ended


def parser() -> argparse.ArgumentParser:
    """Describe every command."""
    top = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True, metavar="command")
    for module in (
        running,
        asking,
        checking,
        evaluating,
        fitting,
        exporting,
        backups,
        doctor,
        webhook,
        copying,
        new_town,
    ):
        module.add(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code.

    2 for settings, a token or a place that cannot be used; 1 for an error nobody foresaw, and for
    a database that is away at this moment.
    """
    try:
        try:
            return _run(parser().parse_args(arguments))
        finally:
            sys.stdout.flush()
    except CivicBotError as error:
        print(error, file=sys.stderr)
        return CANNOT_START
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `bot … | head`: nobody listens any more, and that is no fault
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_LISTENS
    except Exception as error:  # its words may hold what people wrote
        print(faults.last_words(error), file=sys.stderr)
        return BROKE


def _run(options: argparse.Namespace) -> int:
    chosen = settings.read()
    logs.configure(chosen.log_level, chosen.log_format)
    try:
        code: int = options.run(chosen, options)
    except (BrokenPipeError, CivicBotError):
        raise
    except Exception as error:  # raised again, unless there are plain words for it
        if (told := plainly.explain(error, chosen)) is None:
            raise
        print(told, file=sys.stderr)
        passes = faults.is_storage_fault(error) and not faults.why_unusable(error)
        return BROKE if passes else CANNOT_START
    return code
