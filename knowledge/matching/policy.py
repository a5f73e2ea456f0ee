"""When to answer, when to offer a choice, when to say that we do not know.

The policy in words. An answer is shown from the lowest probability at which, on the tuning half of
the question bank, at most two in a hundred questions that we can answer are answered wrongly, and
at most four in a hundred of those that we cannot are answered all the same. (Half of the latter
are near-misses written to deceive, so this is stricter than it sounds.) Titles are offered down to
the probability above which lie all but three in two hundred of the questions whose entry is among
the best three. Each language's number is halfway between its own and that of all together, and the
answering one never below the latter.

`benchmarks/fit.py` finds the numbers, with every question asked as if it had never been learned.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.language import Language


@dataclass(frozen=True, slots=True)
class Threshold:
    """Probabilities, 0 to 1, that decide between an answer, an offer and "I do not know"."""

    answer: float = 0.75
    offer: float = 0.20
    hardly: float = 0.20  # from which the nearest are offered to a question hardly understood
    scope: float = 0.7  # from which a scope class speaks


@dataclass(frozen=True, slots=True)
class Policy:
    """A threshold a language, and one for all others."""

    default: Threshold = Threshold()
    by_language: Mapping[Language, Threshold] = field(default_factory=dict)

    def of(self, language: Language) -> Threshold:
        """Return the threshold of a language."""
        return self.by_language.get(language, self.default)


POLICY = Policy(
    Threshold(answer=0.70, offer=0.10, hardly=0.02),
    {
        Language.EN: Threshold(answer=0.77, offer=0.08, hardly=0.02),
        Language.ES: Threshold(answer=0.73, offer=0.10, hardly=0.02),
        Language.HT: Threshold(answer=0.71, offer=0.10, hardly=0.02),
    },
)
