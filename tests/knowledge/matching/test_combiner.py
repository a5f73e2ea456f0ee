"""The trees: they fall where they should, add up, and refuse constants of other features."""

from typing import Any

import numpy as np
import pytest

from knowledge.matching.decision import combiner
from knowledge.matching.evidence.candidate_features import FEATURES

RIDGE = list(FEATURES).index("ridge")
# One tree: ridge up to 0.5 adds -1, more adds 2 (the mean of both at the root is 0.5).
STUMP: dict[str, Any] = {
    "features": list(FEATURES), "base": -0.25, "depth": 1, "roots": [0],
    "feature": [RIDGE, 0, 0], "threshold": [0.5, 0.0, 0.0],
    "left": [1, 1, 2], "right": [2, 1, 2], "value": [0.5, -1.0, 2.0],
}  # fmt: skip


def rows(*ridge: float) -> np.ndarray:
    table = np.zeros((len(ridge), len(FEATURES)))
    table[:, RIDGE] = ridge
    return table


def test_a_candidate_falls_into_its_leaf() -> None:
    found = combiner.read_combiner(STUMP).predict_probabilities(rows(0.5, 0.51))
    assert found == pytest.approx(1 / (1 + np.exp(-np.array([-1.25, 1.75]))))


def test_no_candidate_has_no_chance() -> None:
    assert combiner.read_combiner(STUMP).predict_probabilities(rows()).tolist() == []


def test_what_the_features_add_is_the_step_from_the_mean() -> None:
    assert combiner.read_combiner(STUMP).feature_contributions(rows(0.9)[0]) == {
        "ridge": pytest.approx(1.5)
    }


def test_constants_of_other_features_are_refused() -> None:
    with pytest.raises(ValueError, match="other features"):
        combiner.read_combiner({**STUMP, "features": ["ridge"]})


def test_the_shipped_constants_say_when_and_from_what_they_were_fitted() -> None:
    document = combiner.fitted_document()
    assert document["fitted"] >= "2026-11-28"
    assert "strangers" in document["from"]
    assert set(document["predicted"]) == set(document["answer_from"]) == {"en", "es", "ht"}
    assert "tuning" in document["learned"]
    assert combiner.fitted_combiner().depth <= 8


def test_more_of_what_speaks_for_a_candidate_never_lowers_its_chance() -> None:
    chance = np.random.default_rng(287)
    known = combiner.fitted_combiner()
    table = chance.random((200, len(FEATURES)))
    before = known.predict_probabilities(table)
    for place, sign in enumerate(FEATURES.values()):
        if sign:
            more = table.copy()
            more[:, place] += sign * 0.3
            assert (known.predict_probabilities(more) >= before - 1e-9).all(), list(FEATURES)[
                place
            ]
