"""How much of a question its answer could be about: which telling words the unit knows at all.

A question may share a phrase with an entry and still be about something else ("what did the
letter to the zoo say"); the words that nothing of the unit explains give it away.
"""

from collections import Counter
from collections.abc import Hashable, Sequence

from knowledge.matching.lexicon import ALL_STOP_WORDS
from knowledge.matching.senses import senses
from knowledge.matching.space import Space
from knowledge.matching.stems import stem

# How far a word counts as explained: by a phrasing, its sense, the answer, the answer's sense.
SAID, MEANT, ANSWERED, IMPLIED = 1.0, 0.8, 0.7, 0.5
SCALE = 0.1  # keeps the sums near 1 for an ordinary question


class Cover:
    """The words and senses of every unit."""

    def __init__(
        self, rows: Sequence[tuple[int, Sequence[str]]], answers: Sequence[Sequence[str]]
    ) -> None:
        """Take (unit, tokens) rows and the answer tokens of every unit."""
        self._senses = senses()
        self._said: list[Counter[Hashable]] = [Counter() for _ in answers]
        for unit, tokens in rows:
            self._said[unit].update(self.has(tokens))
        self._answered = [self.has(tokens) for tokens in answers]

    def has(self, tokens: Sequence[str]) -> frozenset[Hashable]:
        """Return the stems and senses of tokens."""
        roots = {stem(token) for token in tokens}
        return frozenset(roots) | {sense for root in roots for sense in self._senses.get(root, ())}

    def explained(self, word: str, unit: int, less: frozenset[Hashable] = frozenset()) -> float:
        """Return how far a unit explains a word, 0 to 1; `less` is taken from its rows once."""
        root = stem(word)
        meant = self._senses.get(root, ())
        said, answered = self._said[unit], self._answered[unit]
        if said[root] > (root in less):
            return SAID
        if any(said[sense] > (sense in less) for sense in meant):
            return MEANT
        if root in answered:
            return ANSWERED
        return IMPLIED if any(sense in answered for sense in meant) else 0.0

    def weigh(
        self, tokens: Sequence[str], unit: int, space: Space, *, own: bool = False
    ) -> tuple[float, float]:
        """Return the telling weight of a question that the unit explains, and that it does not.

        `own` leaves the tokens themselves out of the unit's rows, as if never seen.
        """
        less = self.has(tokens) if own else frozenset()
        hit = miss = 0.0
        for word in dict.fromkeys(tokens):
            if word not in ALL_STOP_WORDS:
                weight = space.weight(word) * SCALE
                part = self.explained(word, unit, less)
                hit += weight * part
                miss += weight * (1.0 - part)
        return hit, miss
