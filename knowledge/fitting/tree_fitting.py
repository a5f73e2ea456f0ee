"""The combiner's trees, learned from questions and their candidates, and written as arrays.

Two sets: one judges a candidate, the other whether the likeliest entry of a list is right.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.decision import combiner
from knowledge.matching.decision.list_clearness import clearness_features
from knowledge.matching.evidence.candidate_features import FEATURES
from knowledge.matching.quality.bank_evaluation import BankQuestion

TREE_PARAMETERS = {
    "max_iter": 250, "learning_rate": 0.04, "max_leaf_nodes": 24, "max_depth": 8,
    "min_samples_leaf": 20, "l2_regularization": 5.0, "max_features": 0.4, "random_state": 0,
}  # fmt: skip

# Of lists there are as many as questions: fewer and smaller trees.
LIST_TREE_SHAPE = TREE_PARAMETERS | {
    "max_iter": 100, "learning_rate": 0.05, "max_leaf_nodes": 6, "max_depth": 6,
    "min_samples_leaf": 30, "max_features": 0.5,
}  # fmt: skip

SampleFloats = NDArray[np.float64]


@dataclass(frozen=True)
class ScoredQuestion:
    """A question and its candidates: which are entries, their features, which are right.

    `marks` is all that is right for it, found or not.
    """

    question: BankQuestion
    marks: frozenset[str]
    fold: int
    entries: NDArray[np.bool_]
    table: SampleFloats
    right: SampleFloats
    weight: float = 1.0


@dataclass(frozen=True)
class JudgedList:
    """The figures of a question's list, as the trees of other folds judge it.

    `is_right` tells whether its likeliest entry is.
    """

    fold: int
    figures: Sequence[float]
    is_right: bool


def fit_trees(
    tried: Sequence[ScoredQuestion], features: Mapping[str, int] = FEATURES
) -> dict[str, Any]:
    """Fit the trees to features; return them as the plain arrays of `combiner.json`."""
    table = np.concatenate([each.table for each in tried])
    right = np.concatenate([each.right for each in tried])
    weights = np.concatenate([np.full(len(each.right), each.weight) for each in tried])
    return _fit_trees(table, right, features, TREE_PARAMETERS, weights)


def fit_clearness(
    seen: Sequence[JudgedList], features: Mapping[str, int] = FEATURES
) -> dict[str, dict[str, Any]]:
    """Fit the trees that judge lists; return what stands beside the others in `combiner.json`.

    Nothing where all lists or none are right: there is nothing to learn then.
    """
    right = np.array([each.is_right for each in seen], dtype=np.float64)
    if len(set(right.tolist())) < 2:
        return {}
    table = np.array([each.figures for each in seen], dtype=np.float64)
    return {"clearness": _fit_trees(table, right, clearness_features(features), LIST_TREE_SHAPE)}


def _fit_trees(
    table: SampleFloats,
    right: SampleFloats,
    features: Mapping[str, int],
    shape: Mapping[str, Any],
    weights: SampleFloats | None = None,
) -> dict[str, Any]:
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(monotonic_cst=list(features.values()), **shape)
    model.fit(table, right, sample_weight=weights)
    document = export_trees(model, features, shape["learning_rate"])
    told = combiner.read_trees(document, features).predict_probabilities(table[:500])
    np.testing.assert_allclose(told, model.predict_proba(table[:500])[:, 1], atol=1e-4)
    return document


def export_trees(model: Any, features: Iterable[str], rate: float) -> dict[str, Any]:
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
            shrunk = 1.0 if leaf else rate  # only leaves are shrunk yet
            nodes["value"].append(round(shrunk * float(node["value"]), 6))
    return {
        "features": list(features),
        "base": float(model._baseline_prediction.ravel()[0]),
        "depth": depth,
        "roots": roots,
        **nodes,
    }
