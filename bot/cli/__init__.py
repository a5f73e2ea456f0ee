"""The command line: python -m bot run | check | doctor | ask | new-town | migrate | seed …"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from bot import faults
from knowledge.errors import CivicBotError

EXIT_CANNOT_START, EXIT_ERROR = 2, 1
EXIT_BROKEN_PIPE = 141  # what a shell reports of a program that SIGPIPE ended

# A command, its module and its help. The module is imported when its command is asked for: most
# need a part of the bot, and loading all of it takes a second. It has two functions,
# `add_arguments(parser)` and `run_command(settings, options)`, which returns the exit code.
_COMMANDS = (
    ("run", "run_command", "serve Telegram, or the playground without a token"),
    ("playground", "playground_command", "try the bot without Telegram"),
    ("migrate", "migrate_command", "bring the database's tables up to date"),
    ("seed", "seed_command", "lay this release's answers into the base"),
    ("ask", "ask_command", "ask a question here; nothing is recorded"),
    ("check", "check_command", "show what is right and what is wrong"),
    ("evaluate", "evaluate_command", "run a question bank through the matcher"),
    ("fit", "fit_command", "learn the matcher's numbers from the town's own bank"),
    ("export", "export_command", "write the whole base as one document, or a site"),
    ("backup", "backup_command", "copy the database, verified, while the bot runs"),
    ("restore", "restore_command", "put a backup back; stop the bot first"),
    ("doctor", "doctor_command", "ask each meeting source what it has, and whether it is well"),
    ("webhook", "webhook_command", "tell Telegram where to send updates"),
    ("copy-database", "copy_command", "copy everything to an empty database; stop the bot first"),
    ("new-town", "new_town_command", "write a small working town into a folder"),
)


def build_parser(chosen: str = "") -> argparse.ArgumentParser:
    """Name every command; describe what may be written after the chosen one."""
    top = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True, metavar="command")
    for name, module, says in _COMMANDS:
        parser = commands.add_parser(name, help=says)
        if name == chosen:
            command = import_module(f"{__name__}.{module}")
            command.add_arguments(parser)
            parser.set_defaults(run=command.run_command)
    return top


def main(
    arguments: Sequence[str] | None = None, *, loaded: Callable[[], None] = lambda: None
) -> int:
    """Run one command; return its exit code. `loaded` is called when its modules are there.

    2 for settings, a token or a place that cannot be used; 1 for an error nobody foresaw, and for
    a database that is away at this moment.
    """
    words = sys.argv[1:] if arguments is None else arguments
    chosen = next((word for word in words if not word.startswith("-")), "")
    try:
        try:
            return _run_command(build_parser(chosen).parse_args(words), loaded)
        finally:
            sys.stdout.flush()
    except CivicBotError as error:
        print(error, file=sys.stderr)
        return EXIT_CANNOT_START
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `bot … | head`: nobody listens any more, and that is no fault
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_BROKEN_PIPE
    except Exception as error:  # its words may hold what people wrote
        print(faults.exit_message(error), file=sys.stderr)
        return EXIT_ERROR


def _run_command(options: argparse.Namespace, loaded: Callable[[], None]) -> int:
    from bot import logs, settings  # not before there is a command to run
    from bot.cli import error_advice

    loaded()
    chosen = settings.load_settings()
    logs.configure_logging(chosen.log_level, chosen.log_format)
    try:
        code: int = options.run(chosen, options)
    except (BrokenPipeError, CivicBotError):
        raise
    except Exception as error:  # raised again, unless there are plain words for it
        if (told := error_advice.explain_environment_error(error, chosen)) is None:
            raise
        print(told, file=sys.stderr)
        passes = faults.is_storage_fault(error) and not faults.unusable_reason(error)
        return EXIT_ERROR if passes else EXIT_CANNOT_START
    return code
