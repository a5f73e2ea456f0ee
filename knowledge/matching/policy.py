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
from knowledge.matching.weights import CURVE


@dataclass(frozen=True, slots=True)
class Threshold:
    """Probabilities, 0 to 1, that decide between an answer, an offer and "I do not know"."""

    answer: float = 0.75
    offer: float = 0.20
    hardly: float = 0.20  # from which the nearest are offered to a question hardly understood
    gap: float = 0.12  # by which the answer must beat the runner-up
    scope: float = 0.35  # from which a scope class speaks


@dataclass(frozen=True, slots=True)
class Policy:
    """A threshold a language, one for all others, and how far self-trust is lifted."""

    default: Threshold = Threshold()
    by_language: Mapping[Language, Threshold] = field(default_factory=dict)
    lift: tuple[float, float] = (1.05, 0.45)  # see `trust.py`
    curve: tuple[float, ...] = ()  # weights of `SIGNS` and a base; none: by self-trust alone

    def of(self, language: Language) -> Threshold:
        """Return the threshold of a language."""
        return self.by_language.get(language, self.default)


BARE = Policy()  # for phrasings of which nothing is known: no scope, no answers, no bank
TOWN = Policy(
    Threshold(answer=0.72, offer=0.10, hardly=0.02),
    {
        Language.EN: Threshold(answer=0.74, offer=0.12, hardly=0.02),
        Language.ES: Threshold(answer=0.77, offer=0.13, hardly=0.02),
        Language.HT: Threshold(answer=0.72, offer=0.14, hardly=0.02),
    },
    lift=(1.75, 1.40),
    curve=tuple(CURVE.values()),
)
