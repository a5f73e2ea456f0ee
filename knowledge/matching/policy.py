"""When to answer, when to offer a choice, when to say that we do not know.

The policy in words: of the questions we cannot answer, at most three in a hundred may be answered
all the same, and of those we can answer at most two in a hundred wrongly; within that, answer as
many as possible, and offer titles as long as the right one is likely to be among them.
`benchmarks/fit.py` finds the numbers on the tuning half of the question bank.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.language import Language


@dataclass(frozen=True, slots=True)
class Threshold:
    """Probabilities, 0 to 1, that decide between an answer, an offer and "I do not know"."""

    answer: float = 0.75
    offer: float = 0.18
    gap: float = 0.12  # by which the answer must beat the runner-up
    scope: float = 0.35  # from which a scope class speaks


@dataclass(frozen=True, slots=True)
class Policy:
    """One threshold a language, and one for all others."""

    default: Threshold = Threshold()
    by_language: Mapping[Language, Threshold] = field(
        default_factory=lambda: {
            Language.EN: Threshold(answer=0.73),
            Language.ES: Threshold(answer=0.78),
            Language.HT: Threshold(answer=0.62),
        }
    )

    def of(self, language: Language) -> Threshold:
        """Return the threshold of a language."""
        return self.by_language.get(language, self.default)
