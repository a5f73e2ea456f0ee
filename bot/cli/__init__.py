"""The command line: python -m bot run | check | doctor | ask | new-town | migrate | seed …"""

import argparse
import os
import sys
from collections.abc import Sequence

from bot import faults, logs, settings
from bot.cli import (
    ask_command,
    backup_commands,
    check_command,
    copy_command,
    doctor_command,
    error_advice,
    evaluate_command,
    export_command,
    fit_command,
    new_town_command,
    run_commands,
    webhook_command,
)
from knowledge.errors import CivicBotError

EXIT_CANNOT_START, EXIT_ERROR = 2, 1
EXIT_BROKEN_PIPE = 141  # what a shell reports of a program that SIGPIPE ended


def build_parser() -> argparse.ArgumentParser:
    """Describe every command."""
    top = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True, metavar="command")
    for add_command in (
        run_commands.add_run_commands,
        ask_command.add_ask_command,
        check_command.add_check_command,
        evaluate_command.add_evaluate_command,
        fit_command.add_fit_command,
        export_command.add_export_command,
        backup_commands.add_backup_commands,
        doctor_command.add_doctor_command,
        webhook_command.add_webhook_command,
        copy_command.add_copy_command,
        new_town_command.add_new_town_command,
    ):
        add_command(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code.

    2 for settings, a token or a place that cannot be used; 1 for an error nobody foresaw, and for
    a database that is away at this moment.
    """
    try:
        try:
            return _run_command(build_parser().parse_args(arguments))
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


def _run_command(options: argparse.Namespace) -> int:
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
