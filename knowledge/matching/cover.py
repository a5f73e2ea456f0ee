"""How much of a question its answer could be about: which telling words the unit knows at all.

A question may share a phrase with an entry and still be about something else ("what did the
letter to the zoo say"); the words that nothing of the unit explains give it away.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.learned import Arrays, Learned, under
from knowledge.matching.space import Space
from knowledge.matching.terms import Terms, is_telling, keys

# How far a word counts as explained: by a phrasing, its sense, the answer, the answer's sense.
SAID, MEANT, ANSWERED, IMPLIED = 1.0, 0.8, 0.7, 0.5
SCALE = 0.1  # keeps the sums near 1 for an ordinary question


class Cover:
    """The words and senses of every unit."""

    def __init__(self, count: int, said: Terms, answered: Terms) -> None:
        """Take what the rows and the answers of so many units say."""
        self._count, self._said, self._answered = count, said, answered

    @classmethod
    def learn(
        cls, rows: Sequence[tuple[int, Sequence[str]]], answers: Sequence[Sequence[str]]
    ) -> "Cover":
        """Take (unit, tokens) rows and the answer tokens of every unit."""
        said: list[Counter[str]] = [Counter() for _ in answers]
        for unit, tokens in rows:
            said[unit].update(_has(tokens))
        answered = Terms.count([_has(each) for each in answers])
        return cls(len(answers), Terms.count(said), answered)

    @property
    def learned(self) -> Arrays:
        """Return the arrays that `of` makes the same of again."""
        answered = under("answered", self._answered.learned)
        return {**under("said", self._said.learned), **answered}

    @classmethod
    def of(cls, learned: Learned, count: int) -> "Cover":
        """Take up what was learned of so many units; raises ValueError if it does not fit."""
        said, answered = (Terms.of(learned.part(name), count) for name in ("said", "answered"))
        return cls(count, said, answered)

    def explained(
        self, word: str, own: tuple[int, Sequence[str]] = (-1, ())
    ) -> NDArray[np.float64]:
        """Return how far each unit explains a word, 0 to 1.

        `own` is a unit, and the tokens of a row of it that does not count.
        """
        unit, less = own[0], _has(own[1])
        root, *meant = keys(word)
        found = np.zeros(self._count)
        for sense in meant:
            found[self._answered.units[self._answered.span(sense)]] = IMPLIED
        found[self._answered.units[self._answered.span(root)]] = ANSWERED
        for term in (*meant, root):
            span = self._said.span(term)
            units = self._said.units[span]
            if term in less:
                units = units[self._said.times[span] > (units == unit)]
            found[units] = SAID if term == root else MEANT
        return found

    def weigh(self, tokens: Sequence[str], unit: int, space: Space) -> tuple[float, float]:
        """Return the telling weight of a question that the unit explains, and that it does not."""
        hit = miss = 0.0
        for word in dict.fromkeys(filter(is_telling, tokens)):
            weight = space.weight(word) * SCALE
            part = float(self.explained(word)[unit])
            hit += weight * part
            miss += weight * (1.0 - part)
        return hit, miss


def _has(tokens: Sequence[str]) -> dict[str, float]:
    """Return the stems and senses of tokens, each once."""
    return dict.fromkeys((key for token in tokens for key in keys(token)), 1.0)
