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


def test_what_is_written_to_deceive_has_limits_of_its_own() -> None:
    false = [answered(0.855, right="")] * 6
    assert find_threshold(RIGHT, [*OUTSIDE[6:], *false]) == pytest.approx(0.86)
    assert find_threshold(RIGHT, [*OUTSIDE[5:], *false[1:]]) == LOWEST_THRESHOLD
    wrong = [answered(0.755, entry="B")] * 4
    assert find_threshold(RIGHT, [*RIGHT[4:], *wrong]) == pytest.approx(0.76)
    assert find_threshold(RIGHT, [*RIGHT[3:], *wrong[1:]]) == LOWEST_THRESHOLD


def test_where_nothing_keeps_within_the_limits_hardly_anything_is_answered() -> None:
    assert find_threshold([answered(1.0, entry="B")] * 10) == HIGHEST_THRESHOLD


def test_no_language_answers_from_less_than_halfway_to_all() -> None:
    english = [*RIGHT[50:], *[answered(0.695, entry="B")] * 4]
    creole = [answered(0.9, language=Language.HT)] * 10
    found = find_language_thresholds([*english, *creole])
    assert found["en"] == pytest.approx(0.7)
    assert found["ht"] == pytest.approx((0.7 + LOWEST_THRESHOLD) / 2)


def test_what_deceives_in_one_language_counts_for_all_together() -> None:
    creole = [answered(0.9, language=Language.HT)] * 50
    false = [answered(0.795, right="", language=Language.HT)] * 3
    other = [answered(0.1, right="")] * 47
    assert find_language_thresholds([*RIGHT, *creole], [*false, *other[3:]])[
        "ht"
    ] == pytest.approx(0.65)
    assert (
        find_language_thresholds([*RIGHT, *creole], [*false[1:], *other])["ht"] == LOWEST_THRESHOLD
    )
