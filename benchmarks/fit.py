"""Fits the combiner anew and finds the thresholds; writes `knowledge/matching/combiner.json`.

    make setup EXTRA=fit && python -m benchmarks.fit [--try]

It learns from the tuning halves of the strangers' questions, of the bank and of the chats, and
from made-up intents of other subjects; never from the sealed thirds or `tests/quality/bank.toml`.
Folds are honest: the texts of a fold's authors leave the index and its vocabulary before they are
asked. With `--try` it writes nothing.
"""

import argparse
import json
import random
import sys
import time
import tomllib
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.content.base import Base
from knowledge.content.documents import Kind
from knowledge.fitting import Tried, fit, likeliest, marks, others, strip, thresholds, try_all
from knowledge.indexing import index_of
from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.matching import combiner as trees
from knowledge.matching.conversations import read_chats, read_requests
from knowledge.matching.evaluation import PREDICTED, Answered, Asked, line, read_bank, run
from knowledge.seed import load
from knowledge.strangers import Answers, read
from knowledge.verdict import Outcome

QUALITY = Path("tests/quality")
STRANGERS = QUALITY / "strangers" / "tuning.jsonl"
BANK = Path("knowledge/seed/bank.toml")
WRITTEN = Path("knowledge/matching/combiner.json")
COLUMNS = ("answer", "offer", "right", "first", "top 3", "wrong", "false")


def index_without(texts: Collection[str]) -> FaqIndex:
    """Build the seed's index as if some texts had never been written."""
    bodies = {
        key: strip(body, texts) if key[0] in (Kind.ENTRY, Kind.SCOPE) else body
        for key, body in load().items()
    }
    return index_of(Base.from_documents(bodies), combiner=trees.unfitted())


def town() -> tuple[list[Tried], list[FaqIndex]]:
    """Ask the tuning questions, each author's of an index that knows none of theirs.

    Returns what was found, and the indexes by fold.
    """
    answers = Answers(Base.from_documents(load()))
    strangers = [each.asked(answers) for each in read(STRANGERS.open(encoding="utf-8"))]
    bank = list(read_bank(toml(BANK)))
    chats = (
        *read_chats(toml(QUALITY / "conversations_tuning.toml")),
        *read_requests(toml(QUALITY / "requests_tuning.toml")),
    )
    turns = [
        (Asked(turn.says, chat.language, (), Outcome.UNKNOWN), turn.right)
        for chat in chats
        for turn in chat.turns
    ]
    hands = sorted({each.author.split("-")[1] for each in strangers})
    chance = random.Random(1)
    folds = [(asked, marks(asked), hands.index(asked.author.split("-")[1])) for asked in strangers]
    folds += [(asked, marks(asked), chance.randrange(len(hands))) for asked in bank]
    folds += [(asked, right, chance.randrange(len(hands))) for asked, right in turns]
    found: list[Tried] = []
    indexes = []
    for fold in range(len(hands)):
        mine = [(asked, right) for asked, right, number in folds if number == fold]
        started = time.perf_counter()
        index = index_without({asked.text.casefold() for asked, _ in mine})
        indexes.append(index)
        found += try_all(index, mine, fold)
        took = time.perf_counter() - started
        print(f"fold {fold + 1} of {len(hands)}: {len(mine)} questions, {took:.0f} s", flush=True)
    return found, indexes


def toml(path: Path) -> dict[str, Any]:
    """Read a TOML file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def show(tried: Sequence[Tried], seen: Sequence[tuple[float, bool, bool]]) -> None:
    """Print, for each language and all, what honest folds say of strangers' questions."""
    every = thresholds(tried, seen)
    print("     " + "".join(f"{name:>8}" for name in COLUMNS))
    for language in (None, *Language):
        rows = [
            (e, s)
            for e, s in zip(tried, seen, strict=True)
            if language in (None, e.asked.language)
        ]
        own = thresholds(*zip(*rows, strict=True)) if language else every
        answer = max(every[0], (every[0] + own[0]) / 2) if language else every[0]
        inside = [s for e, s in rows if e.asked.accept]
        outside = [s for e, s in rows if not e.asked.accept]
        rates = (
            np.mean([c >= answer and r for c, r, _ in inside]),
            np.mean([r for _, r, _ in inside]),
            np.mean([a for _, _, a in inside]),
            np.mean([c >= answer and not r for c, r, _ in inside]),
            np.mean([c >= answer for c, _, _ in outside]),
        )
        print(
            f"{language or 'all':5}{answer:8.2f}{own[1]:8.3f}"
            + "".join(f"{r:8.3f}" for r in rates)
        )


def predict(answers: Sequence[Answered]) -> dict[str, dict[str, float]]:
    """Print and return what strangers may expect of the whole matcher, with today's thresholds."""
    found = {}
    print("the whole matcher, as it answers:")
    for language in Language:
        told = line(language, [each for each in answers if each.asked.language is language])
        found[language.value] = {name: round(getattr(told, name), 3) for name in PREDICTED}
        print(f"{language:5}", found[language.value])
    return found


def main() -> int:
    """Fit, print the honest figures and thresholds, and write the combiner."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--try", dest="trial", action="store_true", help="write nothing")
    options = parser.parse_args()
    (mine, indexes), far = town(), others()
    seen: dict[int, tuple[float, bool, bool]] = {}
    answers: list[Answered] = []
    for fold in sorted({each.fold for each in mine}):
        known = trees.of(fit([e for e in mine if e.fold != fold] + far))
        for each in mine:
            if each.fold == fold:
                seen[id(each)] = likeliest(each, known.chances(each.table))
        indexes[fold].combiner = known
        answers += run(indexes[fold], [e.asked for e in mine if e.fold == fold and e.asked.author])
    strangers = [each for each in mine if each.asked.author]
    show(strangers, [seen[id(each)] for each in strangers])
    predicted = predict(answers)
    document = fit([*mine, *far])
    found = trees.of(document)
    right = [likeliest(each, found.chances(each.table))[1] for each in far if each.asked.accept]
    print(f"other subjects, right first (learned on them): {np.mean(right):.3f}")
    if not options.trial:
        head = {
            "fitted": f"{datetime.now(UTC):%Y-%m-%d}",
            "from": f"{len(strangers)} strangers' questions, {len(mine) - len(strangers)} of the"
            f" bank and of chats, {len(far)} of other subjects",
        }
        WRITTEN.write_text(
            json.dumps({**head, "predicted": predicted, **document}) + "\n", encoding="utf-8"
        )
        print(f"wrote {WRITTEN}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
