"""From which chance to answer: the lowest at which few enough are answered wrongly."""

import pytest

from knowledge.fitting.threshold_search import (
    HIGHEST_THRESHOLD,
    LOWEST_THRESHOLD,
    find_language_thresholds,
    find_threshold,
)
from knowledge.language import Language
from knowledge.matching.quality.bank_evaluation import AnsweredQuestion, BankQuestion
from knowledge.verdict import Candidate, Outcome, Verdict


def answered(
    score: float,
    *,
    entry: str = "A",
    right: str = "A",
    language: Language = Language.EN,
) -> AnsweredQuestion:
    """Return a question that was answered by `entry`; nothing is `right` out of scope."""
    asked = BankQuestion("?", language, (right,) if right else (), Outcome.FOUND)
    candidates = (Candidate(entry, 0.5),)
    said = Verdict(Outcome.FOUND, language, 0.5, candidates, entry=entry, clear=score)
    return AnsweredQuestion(asked, said)


RIGHT = [answered(0.9)] * 100
OUTSIDE = [answered(0.4, right="")] * 100  # below the lowest: never shown


def test_where_nothing_is_wrong_the_lowest_will_do() -> None:
    assert find_threshold([*RIGHT, *OUTSIDE]) == LOWEST_THRESHOLD


@pytest.mark.parametrize(
    ("wrong", "least"),
    [
        ([0.695] * 3, LOWEST_THRESHOLD),
        ([0.695] * 4, 0.7),
        ([0.795, 0.695, 0.695, 0.695, 0.595], 0.7),
    ],
)
def test_as_many_are_answered_wrongly_as_allowed(wrong: list[float], least: float) -> None:
    found = find_threshold([*RIGHT[len(wrong) :], *(answered(each, entry="B") for each in wrong)])
    assert found == pytest.approx(least)


def test_what_is_answered_though_nothing_is_right_counts_apart() -> None:
    false = [answered(0.755, right="")] * 3
    assert find_threshold([*RIGHT, *OUTSIDE[3:], *false]) == pytest.approx(0.76)
    assert find_threshold([*RIGHT, *OUTSIDE[2:], *false[1:]]) == LOWEST_THRESHOLD


def test_where_nothing_keeps_within_the_limits_hardly_anything_is_answered() -> None:
    assert find_threshold([answered(1.0, entry="B")] * 10) == HIGHEST_THRESHOLD


def test_each_language_has_its_own() -> None:
    english = [*RIGHT[50:], *[answered(0.695, entry="B")] * 4]
    creole = [answered(0.9, language=Language.HT)] * 10
    spanish = [answered(0.995, right="", language=Language.ES)] * 10
    found = find_language_thresholds([*english, *creole, *spanish])
    assert found["en"] == pytest.approx(0.7)
    assert (found["ht"], found["es"]) == (LOWEST_THRESHOLD, HIGHEST_THRESHOLD)
