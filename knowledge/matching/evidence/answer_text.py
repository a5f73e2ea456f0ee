"""What the answers themselves say: BM25 over the text of every entry, a language at a time.

Many who ask want a detail that no title or phrasing names; the answer does.
(Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009.)
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.language import Language
from knowledge.matching.evidence.term_index import (
    MAX_SCORED_WORDS,
    TermIndex,
    UnitScores,
    is_telling_word,
    nonzero_scores,
    term_keys,
)
from knowledge.matching.learned_arrays import LearnedArrays, NamedArrays, add_prefix, encode_texts
from knowledge.matching.text.word_cache import WordCache

TERM_SATURATION, LENGTH_WEIGHT = 1.2, 0.75
SENSE_COUNT = 0.5  # how often a word's sense counts as said where the word is
SENSE_MATCH_WEIGHT = 0.6  # what a word is worth that only a sense meets

UnitTexts = Mapping[Language, Sequence[str]]  # the tokens of one unit in each language


class AnswerText:
    """The texts of all units, ready to be scored against a question."""

    def __init__(self, count: int, shelves: Mapping[Language, "_LanguageTerms"]) -> None:
        """Take the shelves of all languages, for so many units."""
        self._count, self._language_terms = count, shelves

    @classmethod
    def from_texts(cls, texts: Sequence[UnitTexts]) -> "AnswerText":
        """Take the tokens of every unit by language; a unit without any scores 0."""
        terms = {
            language: [_count_terms(each.get(language, ())) for each in texts]
            for language in sorted({language for each in texts for language in each})
        }
        return cls(
            len(texts),
            {
                language: _LanguageTerms(
                    np.array([sum(t.values(), 0.0) for t in each]), TermIndex.from_counts(each)
                )
                for language, each in terms.items()
            },
        )

    @property
    def learned_arrays(self) -> NamedArrays:
        """Return the arrays that `from_learned` makes the same of again."""
        found: dict[str, NDArray[Any]] = {"languages": encode_texts(self._language_terms)}
        for language, shelf in self._language_terms.items():
            found |= add_prefix(language, {"lengths": shelf.lengths, **shelf.terms.learned_arrays})
        return found

    @classmethod
    def from_learned(cls, learned: LearnedArrays, count: int) -> "AnswerText":
        """Take up what was learned of so many units; raises ValueError if it does not fit."""
        shelves: dict[Language, _LanguageTerms] = {}
        for language in map(Language, learned.read_texts("languages")):
            part = learned.subset(language)
            lengths = part.read_array("lengths", np.float64, count)
            if (lengths < 0).any():
                raise ValueError("a text has no length")
            shelves[language] = _LanguageTerms(lengths, TermIndex.from_learned(part, count))
        return cls(count, shelves)

    def score_units(
        self, tokens: Sequence[str], language: Language, own: tuple[int, Sequence[str]] = (-1, ())
    ) -> NDArray[np.float64]:
        """Return the score of every unit; `own` is a unit and tokens that it is to be without."""
        total = np.zeros(self._count)
        shelf = self._language_terms.get(language)
        if shelf is None:
            return total
        unit, text = own
        less = _count_terms(text) if unit >= 0 else {}
        for word in dict.fromkeys(filter(is_telling_word, tokens)):
            terms = term_keys(word)
            if less.keys().isdisjoint(terms):
                units, worth = shelf.word_scores[word]
                total[units] += worth
            else:
                total += shelf.score_term(terms, unit, less)
        return total


class _LanguageTerms:
    """The terms of all units in one language."""

    def __init__(self, lengths: NDArray[np.float64], terms: TermIndex) -> None:
        self.lengths, self.terms = lengths, terms
        full = lengths > 0
        mean = float(lengths[full].mean()) if full.any() else 1.0
        self._norm = TERM_SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * lengths / mean)
        held = np.diff(terms.ends)
        idf = np.log(1 + (int(full.sum()) - held + 0.5) / (held + 0.5))
        self._idf = np.repeat(idf.astype(np.float32), held)
        self._worth = self._score_increase(slice(None), terms.counts)
        self.word_scores = WordCache(self._score_word, MAX_SCORED_WORDS)

    def _score_increase(self, span: slice, times: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return what each pair of a span adds to its unit, which has the term so often."""
        weight = self._idf[span] * times * np.float32(TERM_SATURATION + 1)
        found: NDArray[np.float64] = weight / (times + self._norm[self.terms.units[span]])
        return found

    def _score_word(self, word: str) -> UnitScores:
        return nonzero_scores(self.score_term(term_keys(word), -1, {}))

    def score_term(
        self, word: Sequence[str], unit: int, less: Mapping[str, float]
    ) -> NDArray[np.float64]:
        """Return what a word, as its `term_keys`, adds to every unit.

        `unit` is without the terms of `less`.
        """
        best = np.zeros(len(self._norm))
        for place, term in enumerate(word):
            span = self.terms.term_span(term)
            units, worth = self.terms.units[span], self._worth[span]
            if term in less:
                times = self.terms.counts[span]
                left = np.maximum(times - np.float32(less[term]), 0)
                worth = self._score_increase(span, np.where(units == unit, left, times))
            best[units] = np.maximum(best[units], SENSE_MATCH_WEIGHT * worth) if place else worth
        return best


def _count_terms(tokens: Sequence[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for token, times in Counter(filter(is_telling_word, tokens)).items():
        root, *meant = term_keys(token)
        found[root] = found.get(root, 0.0) + times
        for sense in meant:
            found[sense] = found.get(sense, 0.0) + SENSE_COUNT * times
    return found
