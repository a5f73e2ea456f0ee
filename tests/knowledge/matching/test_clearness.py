"""The figures of a whole list, and the trees that judge by them whether to show its best."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from knowledge.matching import FaqIndex
from knowledge.matching.decision import combiner
from knowledge.matching.decision.list_clearness import clearness_features, clearness_row
from knowledge.matching.decision.thresholds import Threshold, ThresholdPolicy
from knowledge.matching.evidence.candidate_features import FEATURES, MEANING_FEATURES
from knowledge.verdict import Outcome

NAMES = tuple(clearness_features())


def table(*hits: float) -> np.ndarray:
    found = np.zeros((len(hits), len(FEATURES)))
    found[:, list(FEATURES).index("hit")] = hits
    return found


def told(chances: list[float], kinds: str, *hits: float) -> dict[str, float]:
    """Return the figures of a list of entries (e), silent classes (s) and others (c)."""
    is_entry, silent = (np.array([kind == mark for kind in kinds]) for mark in "es")
    hits = hits or (0.0,) * len(chances)
    row = clearness_row(np.array(chances), table(*hits), is_entry, silent, tuple(FEATURES))
    return dict(zip(NAMES, row.tolist(), strict=True))


def test_the_likeliest_entry_is_held_against_the_next_and_against_every_class() -> None:
    found = told([0.1, 0.5, 0.8, 0.3], "eese", 0.0, 2.0, 0.0, 0.5)
    assert found["chance"] == 0.0  # log-odds of one half
    assert found["runner-up"] == pytest.approx(math.log(0.3 / 0.7))
    assert found["chance-lead"] == pytest.approx(-found["runner-up"])
    assert found["third"] == pytest.approx(math.log(0.1 / 0.9))
    assert (found["silent"], found["speaking"]) == (0.8, 0.0)
    assert found["class-lead"] == pytest.approx(-math.log(0.8 / 0.2))
    assert (found["entries"], found["classes"]) == pytest.approx((0.9, 0.8))
    assert found["hit-ahead"] == 1.5


def test_a_single_entry_without_a_class_is_ahead_by_all_it_has() -> None:
    found = told([0.9], "e", 1.5)
    assert found["hit-ahead"] == 1.5
    assert (found["silent"], found["speaking"], found["classes"]) == (0.0, 0.0, 0.0)
    assert found["chance-lead"] > found["chance"]


def test_chances_of_nought_and_one_have_log_odds_too() -> None:
    assert all(map(math.isfinite, told([1.0, 0.0, 0.0], "ees").values()))


def test_what_candidates_of_a_question_share_is_never_ahead() -> None:
    assert not {"words-ahead", "telling-ahead", "inside-ahead"} & set(NAMES)
    assert set(clearness_features(FEATURES | MEANING_FEATURES)) - set(NAMES) == {
        f"{m}-ahead" for m in MEANING_FEATURES
    }


def stump(feature: str, value: float) -> dict[str, Any]:
    """Return trees by which a list is clear only above a value of one figure."""
    return {
        "features": list(NAMES), "base": 0.0, "depth": 1, "roots": [0],
        "feature": [NAMES.index(feature), 0, 0], "threshold": [value, 0.0, 0.0],
        "left": [1, 1, 2], "right": [2, 1, 2], "value": [0.0, -5.0, 5.0],
    }  # fmt: skip


@pytest.fixture
def index() -> FaqIndex:
    return FaqIndex.from_phrasings(
        {
            "bins": {"en": ["when are the bins emptied", "which day do you empty bins"]},
            "glass": {"en": ["where does broken glass go", "can i recycle glass"]},
        }
    )


@pytest.mark.parametrize(("least", "outcome"), [(-99.0, Outcome.FOUND), (99.0, Outcome.MAYBE)])
def test_the_trees_of_lists_decide_what_is_shown(
    index: FaqIndex, least: float, outcome: Outcome
) -> None:
    trees = combiner.read_combiner(
        {**combiner.fitted_document(), "clearness": stump("chance-lead", least)}
    )
    index.judge_by(trees, ThresholdPolicy(Threshold(answer=0.5)))
    verdict = index.ask("what day are bins emptied here")
    assert (verdict.outcome, verdict.candidates[0].entry) == (outcome, "bins")


def test_the_very_words_of_a_phrasing_are_clear_whatever_trees_say(index: FaqIndex) -> None:
    trees = combiner.read_combiner(
        {**combiner.fitted_document(), "clearness": stump("chance-lead", 99.0)}
    )
    index.judge_by(trees, ThresholdPolicy(Threshold(answer=0.9)))
    assert index.ask("can I recycle glass?").entry == "glass"


def test_without_trees_of_lists_an_answer_is_as_clear_as_it_is_likely(index: FaqIndex) -> None:
    index.judge_by(
        replace(combiner.fitted_combiner(), clearness=None), ThresholdPolicy(Threshold(answer=0.0))
    )
    verdict = index.ask("what day are bins emptied here")
    assert verdict.clear == pytest.approx(verdict.score, abs=1e-4)


def test_trees_of_other_figures_are_refused() -> None:
    other = {**stump("chance", 0.0), "features": ["chance"]}
    with pytest.raises(ValueError, match="other features"):
        combiner.read_combiner({**combiner.fitted_document(), "clearness": other})


def test_more_of_what_speaks_for_showing_never_makes_a_list_less_clear() -> None:
    known = combiner.fitted_combiner().clearness
    assert known is not None
    rows = np.random.default_rng(287).normal(size=(200, len(NAMES)))
    before = known.predict_probabilities(rows)
    for place, sign in enumerate(clearness_features().values()):
        if sign:
            more = rows.copy()
            more[:, place] += sign * 0.3
            assert (known.predict_probabilities(more) >= before - 1e-9).all(), NAMES[place]
