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
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.content.base import Base
from knowledge.content.documents import Kind
from knowledge.indexing import index_of
from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.matching import combiner as trees
from knowledge.matching.conversations import read_chats, read_requests
from knowledge.matching.evaluation import PREDICTED, Answered, Asked, line, read_bank, run
from knowledge.matching.features import FEATURES
from knowledge.seed import load
from knowledge.strangers import Answers, read
from knowledge.verdict import Outcome

QUALITY = Path("tests/quality")
STRANGERS = QUALITY / "strangers" / "tuning.jsonl"
BANK = Path("knowledge/seed/bank.toml")
INTENTS = Path(__file__).parent / "intents"
WRITTEN = Path("knowledge/matching/combiner.json")
WRONG, FALSE = 0.035, 0.025  # the most that may be answered wrongly, in scope and out of it
OFFERED = 0.985  # share of the right ones among three that are to be offered
HELD_BACK = 0.2  # share of a set's intents that are asked but not known
OTHERS = 0.3  # weight of a question of another subject
SHAPE = {
    "max_iter": 150, "learning_rate": 0.06, "max_leaf_nodes": 12, "max_depth": 6,
    "min_samples_leaf": 30, "l2_regularization": 5.0, "random_state": 0,
}  # fmt: skip

COLUMNS = ("answer", "offer", "right", "first", "top 3", "wrong", "false")

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Tried:
    """A question and its candidates: which are entries, their features, which are right."""

    asked: Asked
    fold: int
    entries: NDArray[np.bool_]
    table: Floats
    right: Floats
    weight: float = 1.0


def strip(value: Any, texts: Collection[str]) -> Any:
    """Return a document without some texts (case-folded) in any of its lists."""
    if isinstance(value, Mapping):
        return {key: strip(each, texts) for key, each in value.items()}
    if isinstance(value, list):
        return [
            strip(e, texts) for e in value if not (isinstance(e, str) and e.casefold() in texts)
        ]
    return value


def index_without(texts: Collection[str]) -> FaqIndex:
    """Build the seed's index as if some texts had never been written."""
    bodies = {
        key: strip(body, texts) if key[0] in (Kind.ENTRY, Kind.SCOPE) else body
        for key, body in load().items()
    }
    return index_of(Base.from_documents(bodies), combiner=trees.unfitted())


def try_all(
    index: FaqIndex,
    questions: Iterable[tuple[Asked, frozenset[str]]],
    fold: int,
    weight: float = 1.0,
) -> Iterator[Tried]:
    """Hold questions, each with all that is right for it, against an index.

    What has no candidate is left out.
    """
    for asked, right in questions:
        found = index.explain(asked.text).reckonings
        marks = [index.mark(each.code) for each in found]
        if marks:
            yield Tried(
                asked,
                fold,
                np.array([mark == each.code for mark, each in zip(marks, found, strict=True)]),
                np.array([list(each.features.values()) for each in found]),
                np.array(
                    [bool({mark, mark.split(":")[0]} & right) for mark in marks], dtype=np.float64
                ),
                weight,
            )


def marks(asked: Asked) -> frozenset[str]:
    """Return what is right for a question of a bank."""
    outcome = "none" if asked.outcome is Outcome.UNKNOWN else asked.outcome.value
    return frozenset(asked.accept) or frozenset({outcome})


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


def others() -> list[Tried]:
    """Ask made-up intents of other subjects: phrasings and whole intents that were held back."""
    found: list[Tried] = []
    for path in sorted(INTENTS.glob("*.txt")):
        for seed in range(4):
            index, questions = held_out(path, seed)
            found += try_all(index, ((q, marks(q)) for q in questions), -1, OTHERS)
    return found


def intents(path: Path) -> dict[str, list[str]]:
    """Read `name: phrasing | phrasing | …` lines."""
    found = {}
    for each in path.read_text(encoding="utf-8").splitlines():
        if each and not each.startswith("#"):
            name, phrasings = each.split(":", 1)
            found[name] = [text.strip() for text in phrasings.split("|")]
    return found


def held_out(path: Path, seed: int) -> tuple[FaqIndex, list[Asked]]:
    """Index most intents by most phrasings; ask the phrasings and intents that were held back."""
    language = Language(path.stem.rsplit("_", 1)[1])
    sets = intents(path)
    chance = random.Random(f"{path.stem} {seed}")
    names = sorted(sets)
    chance.shuffle(names)
    strangers = set(names[: int(HELD_BACK * len(names))])
    kept: dict[str, dict[str, list[str]]] = {}
    asked = []
    for name in names:
        texts = list(sets[name])
        chance.shuffle(texts)
        accept = () if name in strangers else (name,)
        outcome = Outcome.FOUND if accept else Outcome.UNKNOWN
        asked += [Asked(text, language, accept, outcome) for text in texts[:2]]
        if accept:
            kept[name] = {language.value: texts[2:]}
    return FaqIndex.from_phrasings(kept, combiner=trees.unfitted()), asked


def fit(tried: Sequence[Tried]) -> dict[str, Any]:
    """Fit the trees; return them as the plain arrays of `combiner.json`."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    table = np.concatenate([each.table for each in tried])
    right = np.concatenate([each.right for each in tried])
    weights = np.concatenate([np.full(len(each.right), each.weight) for each in tried])
    model = HistGradientBoostingClassifier(monotonic_cst=list(FEATURES.values()), **SHAPE)
    model.fit(table, right, sample_weight=weights)
    document = export(model)
    told = trees.of(document).chances(table[:500])
    np.testing.assert_allclose(told, model.predict_proba(table[:500])[:, 1], atol=1e-4)
    return document


def export(model: Any) -> dict[str, Any]:
    """Return the trees of a fitted model, nodes of all in one row each; a leaf leads to itself."""
    nodes: dict[str, list[float]] = {
        name: [] for name in ("feature", "threshold", "left", "right", "value")
    }
    roots, depth = [], 0
    for (predictor,) in model._predictors:
        first = len(nodes["value"])
        roots.append(first)
        depth = max(depth, int(predictor.nodes["depth"].max()))
        for place, node in enumerate(predictor.nodes):
            leaf = bool(node["is_leaf"])
            nodes["feature"].append(0 if leaf else int(node["feature_idx"]))
            nodes["threshold"].append(0.0 if leaf else float(node["num_threshold"]))
            nodes["left"].append(first + (place if leaf else int(node["left"])))
            nodes["right"].append(first + (place if leaf else int(node["right"])))
            shrunk = 1.0 if leaf else SHAPE["learning_rate"]  # only leaves are shrunk yet
            nodes["value"].append(round(shrunk * float(node["value"]), 6))
    return {
        "features": list(FEATURES),
        "base": float(model._baseline_prediction.ravel()[0]),
        "depth": depth,
        "roots": roots,
        **nodes,
    }


def likeliest(each: Tried, chances: Floats) -> tuple[float, bool, bool]:
    """Return the best entry's chance, whether it is right, and whether one of three is."""
    mine = np.where(each.entries, chances, -1.0)
    order = np.argsort(-mine, kind="stable")[:3]
    right = each.right > 0
    return float(mine[order[0]]), bool(right[order[0]]), bool((right & each.entries)[order].any())


def thresholds(
    tried: Sequence[Tried], seen: Sequence[tuple[float, bool, bool]]
) -> tuple[float, float]:
    """Return the lowest chance to answer from that the limits allow, and the one to offer from."""
    inside = np.array([bool(each.asked.accept) for each in tried])
    chance = np.array([c for c, _, _ in seen])
    right = np.array([r for _, r, _ in seen])
    among = np.array([a for _, _, a in seen])
    answer = 0.99
    for limit in np.arange(0.40, 0.99, 0.01):
        shown = chance >= limit
        if (shown & inside & ~right).sum() <= WRONG * inside.sum() and (
            shown & ~inside
        ).sum() <= FALSE * (~inside).sum():
            answer = float(limit)
            break
    offered = np.sort(chance[inside & among])[::-1]
    return answer, float(offered[int(OFFERED * len(offered)) - 1])


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
