"""From which chance to answer, found by what the whole matcher says to questions."""

from collections.abc import Sequence

import numpy as np

from knowledge.language import Language
from knowledge.matching.deciding import clearness
from knowledge.matching.evaluation import Answered
from knowledge.matching.policy import Policy, Threshold

WRONG, FALSE = 0.035, 0.025  # the most that may be answered wrongly, in scope and out of it
DECEIVED = 0.05  # the most that may be answered of what was written to deceive
LOWEST = 0.5  # no answer is shown from a lower chance
HIGHEST = 0.99
LAX = Policy(Threshold(answer=LOWEST))
"""Shows anything from `LOWEST` on: of what it says the thresholds are found."""


def answer_from(answers: Sequence[Answered], deceiving: Sequence[Answered] = ()) -> float:
    """Return the lowest chance to answer from that keeps within `WRONG`, `FALSE` and `DECEIVED`.

    The answers are those of a matcher with the `LAX` policy; of those to `deceiving` questions
    only what is out of scope counts.
    """
    inside = sum(each.in_scope for each in answers)
    outside = len(answers) - inside
    deceiving = [each for each in deceiving if not each.in_scope]
    for limit in np.arange(LOWEST, HIGHEST, 0.01):
        shown = [each for each in answers if _is_shown(each, limit)]
        false = sum(not each.in_scope for each in shown)
        wrong = sum(not each.right for each in shown) - false
        deceived = sum(_is_shown(each, limit) for each in deceiving)
        if (
            wrong <= WRONG * inside
            and false <= FALSE * outside
            and deceived <= DECEIVED * len(deceiving)
        ):
            return float(limit)
    return HIGHEST


def _is_shown(answered: Answered, limit: float) -> bool:
    return answered.shown and clearness(answered.verdict.candidates) >= limit


def by_language(
    answers: Sequence[Answered], deceiving: Sequence[Answered] = ()
) -> dict[str, float]:
    """Return the chance to answer from by language: its own, or halfway to all if higher."""

    def of(language: Language, some: Sequence[Answered]) -> list[Answered]:
        return [each for each in some if each.asked.language is language]

    every = answer_from(answers, deceiving)
    mine = {
        language: answer_from(of(language, answers), of(language, deceiving))
        for language in Language
    }
    return {
        language.value: round(max(own, (every + own) / 2), 3) for language, own in mine.items()
    }
