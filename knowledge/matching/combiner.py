"""From features to a probability: small boosted trees, fitted by `benchmarks/fit.py`.

One combiner judges entries and scope classes, of the shipped base and of bare phrasings alike. Its
constants are plain arrays in `combiner.json`, with the date and the questions they come from.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.features import FEATURES

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
PLACES = ("roots", "feature", "left", "right")


@dataclass(frozen=True, slots=True)
class Combiner:
    """Nodes of all trees in one row each; a leaf leads to itself.

    The log-odds of a candidate are `base` and the values of the leaves that it falls into.
    """

    base: float
    roots: Ints
    feature: Ints
    threshold: Floats
    left: Ints  # where a candidate goes whose feature is at most the threshold
    right: Ints
    value: Floats  # of a leaf; of another node, the mean below it
    depth: int

    def chances(self, table: Floats) -> Floats:
        """Return the probability of every candidate from its row of `FEATURES`."""
        return _logistic(self.base + self.value[self._leaves(table)].sum(axis=1))

    def _leaves(self, table: Floats) -> Ints:
        """Return the leaf of every tree (candidate, tree): all nodes judged once, then walked."""
        count = len(table)
        low = table.T.take(self.feature, axis=0) <= self.threshold[:, None]
        goes = np.where(low, self.left[:, None], self.right[:, None])
        goes = (goes * count + np.arange(count)).ravel()  # (node, candidate), one after another
        node = self.roots * count + np.arange(count)[:, None]
        for _ in range(self.depth):
            node = goes.take(node)
        found: Ints = node // count
        return found

    def added(self, row: Floats) -> Mapping[str, float]:
        """Return what each feature of one candidate adds to its log-odds, by name.

        The steps of value along its paths (Saabas, Interpreting random forests, 2014).
        """
        names = list(FEATURES)
        found: dict[str, float] = {}
        node = self.roots
        for _ in range(self.depth):
            low = row[self.feature[node]] <= self.threshold[node]
            after = np.where(low, self.left[node], self.right[node])
            for feature, step in zip(
                self.feature[node], self.value[after] - self.value[node], strict=True
            ):
                if step:
                    found[names[feature]] = found.get(names[feature], 0.0) + float(step)
            node = after
        return found


def _logistic(z: Floats) -> Floats:
    found: Floats = 1.0 / (1.0 + np.exp(-np.clip(z, -30.0, 30.0)))
    return found


def of(document: Mapping[str, Any]) -> Combiner:
    """Make a combiner of what `fit` wrote.

    Raises ValueError if it was fitted for other features.
    """
    if document["features"] != list(FEATURES):
        raise ValueError(
            "the combiner was fitted for other features; run `python -m benchmarks.fit`"
        )
    numbers = {name: np.array(document[name], dtype=np.int32) for name in PLACES}
    return Combiner(
        base=float(document["base"]),
        depth=int(document["depth"]),
        threshold=np.array(document["threshold"], dtype=np.float64),
        value=np.array(document["value"], dtype=np.float64),
        **numbers,
    )


def unfitted() -> Combiner:
    """Return a combiner that knows nothing: to try questions with before there is a fit."""
    empty = {name: [0] for name in (*PLACES, "threshold", "value")}
    return of({"features": list(FEATURES), "base": 0.0, "depth": 0, **empty})


def _document() -> dict[str, Any]:
    place = resources.files("knowledge") / "matching" / "combiner.json"
    found: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    return found


def predicted() -> Mapping[str, Mapping[str, float]]:
    """Return the rates that the fit predicted of strangers, by language."""
    found: Mapping[str, Mapping[str, float]] = _document().get("predicted", {})
    return found


@cache
def fitted() -> Combiner:
    """Return the combiner that comes with the matcher."""
    return of(_document())
