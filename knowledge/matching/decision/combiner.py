"""From features to a probability: small boosted trees, fitted by `knowledge.fitting`.

One combiner judges entries and scope classes, of the shipped base and of bare phrasings alike. Its
constants are plain arrays in `combiner.json`, with the date and the questions they come from.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.decision.list_clearness import clearness_features
from knowledge.matching.evidence.candidate_features import FEATURES

TreeFloats = NDArray[np.float64]
TreeInts = NDArray[np.intp]
NODE_ARRAYS = ("roots", "feature", "left", "right")


@dataclass(frozen=True, slots=True)
class Combiner:
    """Nodes of all trees in one row each; a leaf leads to itself.

    The log-odds of a candidate are `base` and the values of the leaves that it falls into.
    """

    base: float
    roots: TreeInts
    feature: TreeInts
    threshold: TreeFloats
    next: TreeInts  # where a candidate goes: (node, 2), above the threshold and up to it, flat
    value: TreeFloats  # of a leaf; of another node, the mean below it
    depth: int
    features: tuple[str, ...] = tuple(FEATURES)  # that it was fitted for
    clearness: "Combiner | None" = None  # what judges the likeliest entry, by `list_clearness`

    def predict_probabilities(self, table: TreeFloats) -> TreeFloats:
        """Return the probability of every candidate from its row of features."""
        return _logistic(self.base + self.value.take(self._reached_leaves(table)).sum(axis=1))

    def _reached_leaves(self, table: TreeFloats) -> TreeInts:
        count, width = table.shape
        values, lines = table.ravel(), np.repeat(np.arange(count) * width, len(self.roots))
        node = np.tile(self.roots, count)
        for _ in range(self.depth):
            place = self.feature.take(node)
            place += lines
            low = values.take(place) <= self.threshold.take(node)
            node += node  # in place: a new array each time takes longer than what is reckoned
            node += low
            node = self.next.take(node)
        return node.reshape(count, len(self.roots))

    def feature_contributions(self, row: TreeFloats) -> Mapping[str, float]:
        """Return what each feature of one candidate adds to its log-odds, by name.

        The steps of value along its paths (Saabas, Interpreting random forests, 2014).
        """
        names = self.features
        found: dict[str, float] = {}
        node = self.roots
        for _ in range(self.depth):
            low = row[self.feature[node]] <= self.threshold[node]
            after = self.next[2 * node + low]
            for feature, step in zip(
                self.feature[node], self.value[after] - self.value[node], strict=True
            ):
                if step:
                    found[names[feature]] = found.get(names[feature], 0.0) + float(step)
            node = after
        return found


def _logistic(z: TreeFloats) -> TreeFloats:
    found: TreeFloats = 1.0 / (1.0 + np.exp(-np.clip(z, -30.0, 30.0)))
    return found


def read_combiner(document: Mapping[str, Any], features: Mapping[str, int] = FEATURES) -> Combiner:
    """Make a combiner of what `fit` wrote.

    Raises ValueError if it was fitted for other features.
    """
    held = document.get("clearness")
    clearness = read_trees(held, clearness_features(features)) if held else None
    return replace(read_trees(document, features), clearness=clearness)


def read_trees(document: Mapping[str, Any], features: Iterable[str]) -> Combiner:
    """Make a combiner of one set of trees alone, for any features; raises as `of`."""
    names = tuple(features)
    if document["features"] != list(names):
        raise ValueError(
            "the combiner was fitted for other features; run `python -m benchmarks.fit`"
        )
    # As wide as an index, since narrower ones are made so at every step.
    numbers = {name: np.array(document[name], dtype=np.intp) for name in NODE_ARRAYS}
    return Combiner(
        base=float(document["base"]),
        depth=int(document["depth"]),
        features=names,
        threshold=np.array(document["threshold"], dtype=np.float64),
        value=np.array(document["value"], dtype=np.float64),
        roots=numbers["roots"],
        feature=numbers["feature"],
        next=np.stack([numbers["right"], numbers["left"]], axis=1).ravel(),
    )


def unfitted_combiner(features: Mapping[str, int] = FEATURES) -> Combiner:
    """Return a combiner that knows nothing: to try questions with before there is a fit."""
    empty = {name: [0] for name in (*NODE_ARRAYS, "threshold", "value")}
    return read_combiner({"features": list(features), "base": 0.0, "depth": 0, **empty}, features)


def fitted_document() -> Mapping[str, Any]:
    """Return what `benchmarks/fit.py` wrote: the trees, and where they come from."""
    place = resources.files("knowledge") / "matching" / "combiner.json"
    found: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    return found


@cache
def fitted_combiner() -> Combiner:
    """Return the combiner that comes with the matcher."""
    return read_combiner(fitted_document())
