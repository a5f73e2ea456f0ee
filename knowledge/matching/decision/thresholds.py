"""When to answer, when to offer a choice, when to say that we do not know.

The policy in words. An answer is shown from the lowest probability at which, among people who
never saw an answer, at most 3.5 in a hundred questions that we can answer are answered wrongly,
and at most 2.5 in a hundred of those that we cannot are answered all the same; each language has
its own. `benchmarks/fit.py` finds these numbers, with every question asked as if its author had
never written, and keeps them beside the combiner.
Titles are offered from low on: what is near is better seen than not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from knowledge.language import Language
from knowledge.matching.decision.combiner import fitted_document


@dataclass(frozen=True, slots=True)
class Threshold:
    """Probabilities, 0 to 1, that decide between an answer, an offer and "I do not know"."""

    answer: float = 0.75
    offer: float = 0.10
    hardly: float = 0.02  # from which the nearest are offered to a question hardly understood
    scope: float = 0.8  # from which a scope class speaks


@dataclass(frozen=True, slots=True)
class ThresholdPolicy:
    """A threshold a language, and one for all others."""

    default: Threshold = Threshold()
    by_language: Mapping[Language, Threshold] = field(default_factory=dict)

    def for_language(self, language: Language) -> Threshold:
        """Return the threshold of a language."""
        return self.by_language.get(language, self.default)


def policy_from_limits(limits: Mapping[str, float]) -> ThresholdPolicy:
    """Return the policy of languages (by tag) that answer from these probabilities."""
    lowest = Threshold()
    return ThresholdPolicy(
        lowest,
        {Language(tag): replace(lowest, answer=limit) for tag, limit in limits.items()},
    )


SHIPPED_POLICY = policy_from_limits(fitted_document().get("answer_from", {}))
