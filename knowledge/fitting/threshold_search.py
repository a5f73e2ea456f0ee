"""From which chance to answer, found by what the whole matcher says to questions."""

from collections.abc import Sequence

import numpy as np

from knowledge.language import Language
from knowledge.matching.decision.thresholds import Threshold, ThresholdPolicy
from knowledge.matching.quality.bank_evaluation import AnsweredQuestion

MAX_WRONG, MAX_FALSE = (
    0.035,
    0.025,
)  # the most that may be answered wrongly, in scope and out of it
MAX_DECEIVED = 0.05  # the most that may be answered of what was written to deceive
LOWEST_THRESHOLD = 0.5  # no answer is shown from a lower chance
HIGHEST_THRESHOLD = 0.99
LAX_POLICY = ThresholdPolicy(Threshold(answer=LOWEST_THRESHOLD))
"""Shows anything from `LOWEST_THRESHOLD` on: of what it says the thresholds are found."""


def find_threshold(
    answers: Sequence[AnsweredQuestion], deceiving: Sequence[AnsweredQuestion] = ()
) -> float:
    """Return the lowest chance to answer from within `MAX_WRONG`, `MAX_FALSE`, `MAX_DECEIVED`.

    The answers are those of a matcher with the `LAX_POLICY`. Of those to `deceiving` questions no
    more may be wrong than of the others, and what is out of scope has a limit of its own.
    """
    inside = sum(each.in_scope for each in answers)
    outside = len(answers) - inside
    to_mislead = sum(each.in_scope for each in deceiving)
    to_deceive = len(deceiving) - to_mislead
    for limit in np.arange(LOWEST_THRESHOLD, HIGHEST_THRESHOLD, 0.01):
        shown = [each for each in answers if _is_shown(each, limit)]
        false = sum(not each.in_scope for each in shown)
        wrong = sum(not each.is_right for each in shown) - false
        taken = [each for each in deceiving if _is_shown(each, limit)]
        deceived = sum(not each.in_scope for each in taken)
        misled = sum(not each.is_right for each in taken) - deceived
        if (
            wrong <= MAX_WRONG * inside
            and false <= MAX_FALSE * outside
            and deceived <= MAX_DECEIVED * to_deceive
            and misled <= MAX_WRONG * to_mislead
        ):
            return float(limit)
    return HIGHEST_THRESHOLD


def _is_shown(answered: AnsweredQuestion, limit: float) -> bool:
    return answered.is_shown and answered.verdict.clear >= limit


def find_language_thresholds(
    answers: Sequence[AnsweredQuestion], deceiving: Sequence[AnsweredQuestion] = ()
) -> dict[str, float]:
    """Return the chance to answer from by language: its own, or halfway to all if higher.

    What was written to deceive counts for all alone: in one language it is too few questions.
    """

    every = find_threshold(answers, deceiving)
    mine = {
        language: find_threshold([each for each in answers if each.question.language is language])
        for language in Language
    }
    return {
        language.value: round(max(own, (every + own) / 2), 3) for language, own in mine.items()
    }
