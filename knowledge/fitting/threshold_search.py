"""From which chance to answer, found by what the whole matcher says to questions."""

from collections.abc import Sequence

import numpy as np

from knowledge.language import Language
from knowledge.matching.decision.thresholds import Threshold, ThresholdPolicy
from knowledge.matching.quality.bank_evaluation import AnsweredQuestion

# The most that may be answered wrongly, in scope and out of it.
MAX_WRONG, MAX_FALSE = 0.035, 0.025
LOWEST_THRESHOLD = 0.5  # no answer is shown from a lower chance
HIGHEST_THRESHOLD = 0.99
LAX_POLICY = ThresholdPolicy(Threshold(answer=LOWEST_THRESHOLD))
"""Shows anything from `LOWEST_THRESHOLD` on: of what it says the thresholds are found."""


def find_threshold(answers: Sequence[AnsweredQuestion]) -> float:
    """Return the lowest chance to answer from within `MAX_WRONG` and `MAX_FALSE`.

    The answers are those of a matcher with the `LAX_POLICY`.
    """
    inside = sum(each.in_scope for each in answers)
    outside = len(answers) - inside
    for limit in np.arange(LOWEST_THRESHOLD, HIGHEST_THRESHOLD, 0.01):
        shown = [each for each in answers if each.is_shown and each.verdict.clear >= limit]
        false = sum(not each.in_scope for each in shown)
        wrong = sum(not each.is_right for each in shown) - false
        if wrong <= MAX_WRONG * inside and false <= MAX_FALSE * outside:
            return float(limit)
    return HIGHEST_THRESHOLD


def find_language_thresholds(answers: Sequence[AnsweredQuestion]) -> dict[str, float]:
    """Return the chance to answer from by language, each by what was asked in it."""
    return {
        language.value: round(
            find_threshold([each for each in answers if each.question.language is language]), 3
        )
        for language in Language
    }
