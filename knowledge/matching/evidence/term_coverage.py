"""How much of a question its answer could be about: which telling words the unit knows at all.

A question may share a phrase with an entry and still be about something else ("what did the
letter to the zoo say"); the words that nothing of the unit explains give it away.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.evidence.feature_space import FeatureSpace
from knowledge.matching.evidence.term_index import (
    MAX_SCORED_WORDS,
    TermIndex,
    UnitScores,
    is_telling_word,
    nonzero_scores,
    term_keys,
)
from knowledge.matching.learned_arrays import LearnedArrays, NamedArrays, add_prefix
from knowledge.matching.text.word_cache import WordCache

# How far a word counts as explained: by a phrasing, its sense, the answer, the answer's sense.
SAME_WORD, SAME_SENSE, ANSWER_WORD, ANSWER_SENSE = 1.0, 0.8, 0.7, 0.5
COVERAGE_SCALE = 0.1  # keeps the sums near 1 for an ordinary question


class TermCoverage:
    """The words and senses of every unit."""

    def __init__(self, count: int, said: TermIndex, answered: TermIndex) -> None:
        """Take what the rows and the answers of so many units say."""
        self._count, self._said, self._answered = count, said, answered
        self._word_parts = WordCache(self._explained_by_any, MAX_SCORED_WORDS)

    @classmethod
    def from_rows(
        cls, rows: Sequence[tuple[int, Sequence[str]]], answers: Sequence[Sequence[str]]
    ) -> "TermCoverage":
        """Take (unit, tokens) rows and the answer tokens of every unit."""
        said: list[Counter[str]] = [Counter() for _ in answers]
        for unit, tokens in rows:
            said[unit].update(_stems_and_senses(tokens))
        answered = TermIndex.from_counts([_stems_and_senses(each) for each in answers])
        return cls(len(answers), TermIndex.from_counts(said), answered)

    @property
    def learned_arrays(self) -> NamedArrays:
        """Return the arrays that `from_learned` makes the same of again."""
        answered = add_prefix("answered", self._answered.learned_arrays)
        return {**add_prefix("said", self._said.learned_arrays), **answered}

    @classmethod
    def from_learned(cls, learned: LearnedArrays, count: int) -> "TermCoverage":
        """Take up what was learned of so many units; raises ValueError if it does not fit."""
        said, answered = (
            TermIndex.from_learned(learned.subset(name), count) for name in ("said", "answered")
        )
        return cls(count, said, answered)

    def explained_part(
        self, word: str, own: tuple[int, Sequence[str]] = (-1, ())
    ) -> NDArray[np.float64]:
        """Return how far each unit explains a word, 0 to 1.

        `own` is a unit, and the tokens of a row of it that does not count.
        """
        unit, less = own[0], _stems_and_senses(own[1])
        if less.keys().isdisjoint(term_keys(word)):
            found = np.zeros(self._count)
            units, parts = self._word_parts[word]
            found[units] = parts
            return found
        return self._explained(word, unit, less)

    def _explained_by_any(self, word: str) -> UnitScores:
        return nonzero_scores(self._explained(word, -1, {}))

    def _explained(self, word: str, unit: int, less: Mapping[str, float]) -> NDArray[np.float64]:
        """Return how far each unit explains a word where one unit has some terms once less."""
        root, *meant = term_keys(word)
        found = np.zeros(self._count)
        for sense in meant:
            found[self._answered.units[self._answered.term_span(sense)]] = ANSWER_SENSE
        found[self._answered.units[self._answered.term_span(root)]] = ANSWER_WORD
        for term in (*meant, root):
            span = self._said.term_span(term)
            units = self._said.units[span]
            if term in less:
                units = units[self._said.counts[span] > (units == unit)]
            found[units] = SAME_WORD if term == root else SAME_SENSE
        return found

    def coverage_weights(
        self, tokens: Sequence[str], unit: int, space: FeatureSpace
    ) -> tuple[float, float]:
        """Return the telling weight of a question that the unit explains, and that it does not."""
        hit = miss = 0.0
        for word in dict.fromkeys(filter(is_telling_word, tokens)):
            weight = space.word_weight(word) * COVERAGE_SCALE
            part = float(self.explained_part(word)[unit])
            hit += weight * part
            miss += weight * (1.0 - part)
        return hit, miss


def _stems_and_senses(tokens: Sequence[str]) -> dict[str, float]:
    """Return the stems and senses of tokens, each once."""
    return dict.fromkeys((key for token in tokens for key in term_keys(token)), 1.0)
