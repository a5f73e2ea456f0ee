"""fit: the matcher's numbers, learned from a town's own bank and written into its folder."""

import argparse
import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot.app import clock
from bot.settings import Settings
from knowledge.content.documents import Kind
from knowledge.errors import CivicBotError
from knowledge.fitting import thresholds, town
from knowledge.fitting.town import LEAST, Fitted, Rates
from knowledge.matching.evaluation import read_bank
from knowledge.town import folder


class CannotFit(CivicBotError):
    """There is no town, no bank, or no library to learn with."""


def add(commands: Any) -> None:
    """Add this room's command."""
    fit = commands.add_parser("fit", help="learn the matcher's numbers from the town's own bank")
    fit.add_argument("--try", dest="trial", action="store_true", help="write nothing")
    fit.set_defaults(run=_fit)


def _fit(settings: Settings, options: argparse.Namespace) -> int:
    place = settings.town_dir
    if place is None:
        raise CannotFit(
            "TOWN_DIR: name the town to fit for; the shipped numbers come with the bot"
        )
    found = folder.load(place)
    bank = read_bank(found.documents.get((Kind.BANK, "bank"), {}))
    if len(bank) < LEAST:
        raise CannotFit(
            f"{folder.BANK}: holds {len(bank)} questions; gather {LEAST} or more by people who "
            "saw no answer. Until then the shipped numbers are the better guess"
        )
    if find_spec("sklearn") is None:
        raise CannotFit("scikit-learn is not installed; run: make setup EXTRA=fit")
    done = town.of_town(found, bank)
    print(f"{done.questions} questions, each asked as if it had never been seen:")
    print("          right  wrong  answered out of scope")
    for name, rates in (("shipped", done.shipped), ("own", done.own)):
        print(f"{name:<9} {rates.right:.3f}  {rates.wrong:.3f}  {rates.false:.3f}")
    if not _is_better(done):
        print("The shipped numbers are as good: nothing is written.")
    elif not options.trial:
        _write(place / folder.COMBINER, done)
    return 0


def _is_better(done: Fitted) -> bool:
    """Tell whether more is answered rightly, and no more wrongly than the fit allows."""

    def is_within(rates: Rates) -> bool:
        return rates.wrong <= thresholds.WRONG and rates.false <= thresholds.FALSE

    if is_within(done.own) and not is_within(done.shipped):
        return True
    return is_within(done.own) and done.own.right > done.shipped.right


def _write(place: Path, done: Fitted) -> None:
    head = {
        "fitted": f"{clock().date()}",
        "from": f"{done.questions} questions of the town's bank",
    }
    try:
        place.write_text(json.dumps({**head, **done.document}) + "\n", encoding="utf-8")
    except OSError as error:
        raise CannotFit(f"{place}: {error.strerror}; choose who may write there") from error
    print(f"Wrote {place}. The bot takes it up when it starts.")
