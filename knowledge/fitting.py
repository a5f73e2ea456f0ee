"""Fitting the matcher's numbers to questions: honest folds, trees, thresholds.

Pure but for the library that learns (scikit-learn, `make setup EXTRA=fit`), which is loaded only
here and only to learn. `python -m bot fit` does it for a town, `benchmarks/fit.py` for the
shipped matcher.
"""

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.content.base import Base
from knowledge.content.documents import Kind
from knowledge.indexing import index_of
from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.matching import combiner as trees
from knowledge.matching.evaluation import Asked
from knowledge.matching.features import FEATURES
from knowledge.matching.policy import POLICY
from knowledge.town.folder import Folder
from knowledge.verdict import Outcome

WRONG, FALSE = 0.035, 0.025  # the most that may be answered wrongly, in scope and out of it
OFFERED = 0.985  # share of the right ones among three that are to be offered
HELD_BACK = 0.2  # share of a set's intents that are asked but not known
OTHERS = 0.3  # weight of a question of another subject
SHAPE = {
    "max_iter": 150, "learning_rate": 0.06, "max_leaf_nodes": 12, "max_depth": 6,
    "min_samples_leaf": 30, "l2_regularization": 5.0, "random_state": 0,
}  # fmt: skip

FOLDS = 5
LEAST = 100  # questions of a town's bank; fewer say more about chance than about the town

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


def others() -> list[Tried]:
    """Ask made-up intents of other subjects: phrasings and whole intents that were held back."""
    found: list[Tried] = []
    for path in _sets():
        for seed in range(4):
            index, questions = held_out(path, seed)
            found += try_all(index, ((q, marks(q)) for q in questions), -1, OTHERS)
    return found


def _sets() -> list[Traversable]:
    place = files("knowledge.matching") / "intents"
    found = (path for path in place.iterdir() if path.name.endswith(".txt"))
    return sorted(found, key=lambda path: path.name)


def intents(path: Traversable) -> dict[str, list[str]]:
    """Read `name: phrasing | phrasing | …` lines."""
    found = {}
    for each in path.read_text(encoding="utf-8").splitlines():
        if each and not each.startswith("#"):
            name, phrasings = each.split(":", 1)
            found[name] = [text.strip() for text in phrasings.split("|")]
    return found


def held_out(path: Traversable, seed: int) -> tuple[FaqIndex, list[Asked]]:
    """Index most intents by most phrasings; ask the phrasings and intents that were held back."""
    language = Language(_stem(path).rsplit("_", 1)[1])
    sets = intents(path)
    chance = random.Random(f"{_stem(path)} {seed}")
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


def _stem(path: Traversable) -> str:
    return path.name.removesuffix(".txt")


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


@dataclass(frozen=True, slots=True)
class Rates:
    """What honest folds say of a bank: shares of its questions in scope, and out of it."""

    right: float  # answered, and rightly
    wrong: float  # answered by another answer
    false: float  # out of scope, and answered all the same


@dataclass(frozen=True, slots=True)
class Fitted:
    """What fitting to a town's bank found; `document` is a `combiner.json`."""

    questions: int
    shipped: Rates
    own: Rates
    document: Mapping[str, Any]


def of_town(found: Folder, bank: Sequence[Asked]) -> Fitted:
    """Fit to a town's bank; each fold's questions leave the index before they are asked."""
    chance = random.Random(1)
    folds = [chance.randrange(FOLDS) for _ in bank]
    tried: list[Tried] = []
    for fold in range(FOLDS):
        mine = [asked for asked, number in zip(bank, folds, strict=True) if number == fold]
        index = _index_without(found, {asked.text.casefold() for asked in mine})
        tried += try_all(index, ((asked, marks(asked)) for asked in mine), fold)
    far = others()
    shipped = [likeliest(each, trees.fitted().chances(each.table)) for each in tried]
    known = {
        fold: trees.of(fit([each for each in tried if each.fold != fold] + far))
        for fold in {each.fold for each in tried}
    }
    own = [likeliest(each, known[each.fold].chances(each.table)) for each in tried]
    answer, _ = thresholds(tried, own)
    limits = {tag.value: round(answer, 3) for tag in found.town.languages}
    asked_for = [POLICY.of(each.asked.language).answer for each in tried]
    return Fitted(
        len(tried),
        _rates(tried, shipped, asked_for),
        _rates(tried, own, [answer] * len(tried)),
        {"answer_from": limits, **fit([*tried, *far])},
    )


def _index_without(found: Folder, texts: Collection[str]) -> FaqIndex:
    bodies = {
        key: strip(body, texts) if key[0] in (Kind.ENTRY, Kind.SCOPE) else body
        for key, body in found.documents.items()
    }
    town = replace(found.town, combiner=None, policy=None)
    return index_of(Base.from_documents(bodies, town=town), combiner=trees.unfitted())


def _rates(
    tried: Sequence[Tried], seen: Sequence[tuple[float, bool, bool]], limits: Sequence[float]
) -> Rates:
    inside = [bool(each.asked.accept) for each in tried]
    told = [chance >= limit for (chance, _, _), limit in zip(seen, limits, strict=True)]
    rows = list(zip(inside, told, (right for _, right, _ in seen), strict=True))
    most_in, most_out = max(1, sum(inside)), max(1, len(inside) - sum(inside))
    return Rates(
        sum(own and shown and right for own, shown, right in rows) / most_in,
        sum(own and shown and not right for own, shown, right in rows) / most_in,
        sum(shown and not own for own, shown, _ in rows) / most_out,
    )
