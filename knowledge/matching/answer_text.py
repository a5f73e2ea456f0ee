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
from knowledge.matching.learned import Arrays, Learned, as_texts, under
from knowledge.matching.terms import Terms, is_telling, keys

SATURATION, LENGTH = 1.2, 0.75
SAID_BY_SENSE = 0.5  # how often a word's sense counts as said where the word is
MET_BY_SENSE = 0.6  # what a word is worth that only a sense meets

Texts = Mapping[Language, Sequence[str]]  # the tokens of one unit in each language


class AnswerText:
    """The texts of all units, ready to be scored against a question."""

    def __init__(self, count: int, shelves: Mapping[Language, "_Shelf"]) -> None:
        """Take the shelves of all languages, for so many units."""
        self._count, self._shelves = count, shelves

    @classmethod
    def learn(cls, texts: Sequence[Texts]) -> "AnswerText":
        """Take the tokens of every unit by language; a unit without any scores 0."""
        terms = {
            language: [_terms(each.get(language, ())) for each in texts]
            for language in sorted({language for each in texts for language in each})
        }
        return cls(
            len(texts),
            {
                language: _Shelf(np.array([sum(t.values(), 0.0) for t in each]), Terms.count(each))
                for language, each in terms.items()
            },
        )

    @property
    def learned(self) -> Arrays:
        """Return the arrays that `of` makes the same of again."""
        found: dict[str, NDArray[Any]] = {"languages": as_texts(self._shelves)}
        for language, shelf in self._shelves.items():
            found |= under(language, {"lengths": shelf.lengths, **shelf.terms.learned})
        return found

    @classmethod
    def of(cls, learned: Learned, count: int) -> "AnswerText":
        """Take up what was learned of so many units; raises ValueError if it does not fit."""
        shelves: dict[Language, _Shelf] = {}
        for language in map(Language, learned.texts("languages")):
            part = learned.part(language)
            lengths = part.numbers("lengths", np.float64, count)
            if (lengths < 0).any():
                raise ValueError("a text has no length")
            shelves[language] = _Shelf(lengths, Terms.of(part, count))
        return cls(count, shelves)

    def scores(
        self, tokens: Sequence[str], language: Language, own: tuple[int, Sequence[str]] = (-1, ())
    ) -> NDArray[np.float64]:
        """Return the score of every unit; `own` is a unit and tokens that it is to be without."""
        total = np.zeros(self._count)
        shelf = self._shelves.get(language)
        if shelf is None:
            return total
        unit, text = own
        less = _terms(text) if unit >= 0 else {}
        for word in dict.fromkeys(filter(is_telling, tokens)):
            total += shelf.score(keys(word), unit, less)
        return total


class _Shelf:
    """The terms of all units in one language."""

    def __init__(self, lengths: NDArray[np.float64], terms: Terms) -> None:
        self.lengths, self.terms = lengths, terms
        full = lengths > 0
        mean = float(lengths[full].mean()) if full.any() else 1.0
        self._norm = SATURATION * (1 - LENGTH + LENGTH * lengths / mean)
        held = np.diff(terms.ends)
        idf = np.log(1 + (int(full.sum()) - held + 0.5) / (held + 0.5))
        self._idf = np.repeat(idf.astype(np.float32), held)
        self._worth = self._adds(slice(None), terms.times)

    def _adds(self, span: slice, times: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return what each pair of a span adds to its unit, which has the term so often."""
        weight = self._idf[span] * times * np.float32(SATURATION + 1)
        found: NDArray[np.float64] = weight / (times + self._norm[self.terms.units[span]])
        return found

    def score(
        self, word: Sequence[str], unit: int, less: Mapping[str, float]
    ) -> NDArray[np.float64]:
        """Return what a word, as its `keys`, adds to every unit.

        `unit` is without the terms of `less`.
        """
        best = np.zeros(len(self._norm))
        for place, term in enumerate(word):
            span = self.terms.span(term)
            units, worth = self.terms.units[span], self._worth[span]
            if term in less:
                times = self.terms.times[span]
                left = np.maximum(times - np.float32(less[term]), 0)
                worth = self._adds(span, np.where(units == unit, left, times))
            best[units] = np.maximum(best[units], MET_BY_SENSE * worth) if place else worth
        return best


def _terms(tokens: Sequence[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for token, times in Counter(filter(is_telling, tokens)).items():
        root, *meant = keys(token)
        found[root] = found.get(root, 0.0) + times
        for sense in meant:
            found[sense] = found.get(sense, 0.0) + SAID_BY_SENSE * times
    return found
