"""When to answer, when to offer a choice, when to say that we do not know."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.language import Language


@dataclass(frozen=True, slots=True)
class Threshold:
    """Probabilities from which a question is answered or near misses are offered."""

    answer: float = 0.60
    offer: float = 0.25
    gap: float = 0.15  # by which the answer must beat the runner-up
    scope: float = 0.35  # from which a scope class speaks


@dataclass(frozen=True, slots=True)
class Policy:
    """One threshold a language, and one for all others."""

    default: Threshold = Threshold()
    by_language: Mapping[Language, Threshold] = field(default_factory=dict)

    def of(self, language: Language) -> Threshold:
        """Return the threshold of a language."""
        return self.by_language.get(language, self.default)
