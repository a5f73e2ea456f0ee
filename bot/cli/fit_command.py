"""fit: the matcher's numbers, learned from a town's own bank and written into its folder."""

import argparse
import json
from importlib.util import find_spec
from pathlib import Path

from bot.clock import utc_now
from bot.settings import Settings
from knowledge.content.documents import DocumentKind
from knowledge.errors import CivicBotError
from knowledge.fitting import threshold_search, town_fitting
from knowledge.fitting.town_fitting import MIN_BANK_QUESTIONS, AnswerRates, FittingResult
from knowledge.folders import base_folder
from knowledge.matching.quality.bank_evaluation import read_bank
from knowledge.town import town_folder


class FitError(CivicBotError):
    """There is no town, no bank, or no library to learn with."""


def add_arguments(fit: argparse.ArgumentParser) -> None:
    """Describe what may be written after the command."""
    fit.add_argument("--try", dest="trial", action="store_true", help="write nothing")


def run_command(settings: Settings, options: argparse.Namespace) -> int:
    """Learn, compare with the shipped numbers, and write what is better."""
    place = settings.town_dir
    if place is None:
        raise FitError("TOWN_DIR: name the town to fit for; the shipped numbers come with the bot")
    found = base_folder.load_town_folder(place)
    bank = read_bank(found.documents.get((DocumentKind.BANK, "bank"), {}))
    if len(bank) < MIN_BANK_QUESTIONS:
        raise FitError(
            f"{base_folder.BANK_FILE}: holds {len(bank)} questions; gather {MIN_BANK_QUESTIONS} "
            "or more by people who saw no answer. Until then the shipped numbers are the better "
            "guess"
        )
    if find_spec("sklearn") is None:
        raise FitError("scikit-learn is not installed; run: make setup EXTRA=fit")
    done = town_fitting.fit_town(found, bank)
    print(f"{done.questions} questions, each asked as if it had never been seen:")
    print("          right  wrong  answered out of scope")
    for name, rates in (("shipped", done.shipped), ("own", done.own)):
        print(f"{name:<9} {rates.right:.3f}  {rates.wrong:.3f}  {rates.false:.3f}")
    if not _is_better(done):
        print("The shipped numbers are as good: nothing is written.")
    elif not options.trial:
        _write_combiner(place / town_folder.COMBINER_FILE, done)
    return 0


def _is_better(done: FittingResult) -> bool:
    """Tell whether more is answered rightly, and no more wrongly than the fit allows."""

    def is_within(rates: AnswerRates) -> bool:
        return (
            rates.wrong <= threshold_search.MAX_WRONG and rates.false <= threshold_search.MAX_FALSE
        )

    if is_within(done.own) and not is_within(done.shipped):
        return True
    return is_within(done.own) and done.own.right > done.shipped.right


def _write_combiner(place: Path, done: FittingResult) -> None:
    head = {
        "fitted": f"{utc_now().date()}",
        "from": f"{done.questions} questions of the town's bank",
    }
    try:
        place.write_text(json.dumps({**head, **done.document}) + "\n", encoding="utf-8")
    except OSError as error:
        raise FitError(f"{place}: {error.strerror}; choose who may write there") from error
    print(f"Wrote {place}. The bot takes it up when it starts.")
