"""What the answers themselves say: BM25 over the text of every entry, a language at a time.

Many who ask want a detail that no title or phrasing names; the answer does.
(Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009.)
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge.language import Language
from knowledge.matching.lexicon import ALL_STOP_WORDS
from knowledge.matching.senses import senses
from knowledge.matching.stems import stem

SATURATION, LENGTH = 1.2, 0.75
SAID_BY_SENSE = 0.5  # how often a word's sense counts as said where the word is
MET_BY_SENSE = 0.6  # what a word is worth that only a sense meets

Texts = Mapping[Language, Sequence[str]]  # the tokens of one unit in each language


class AnswerText:
    """The texts of all units, ready to be scored against a question."""

    def __init__(self, texts: Sequence[Texts]) -> None:
        """Take the tokens of every unit by language; a unit without any scores 0."""
        self._count = len(texts)
        languages = sorted({language for each in texts for language in each})
        self._by_language = {
            language: _Shelf([_terms(each.get(language, ())) for each in texts])
            for language in languages
        }

    def scores(
        self, tokens: Sequence[str], language: Language, own: tuple[int, Sequence[str]] = (-1, ())
    ) -> NDArray[np.float64]:
        """Return the score of every unit; `own` is a unit and tokens that it is to be without."""
        shelf = self._by_language.get(language)
        if shelf is None:
            return np.zeros(self._count)
        unit, text = own
        less = _terms(text) if unit >= 0 else {}
        total = np.zeros(self._count)
        for word in dict.fromkeys(tokens):
            if word not in ALL_STOP_WORDS:
                root, *meant = _keys(word)
                best = shelf.score(root, unit, less)
                for sense in meant:
                    met = MET_BY_SENSE * shelf.score(sense, unit, less)
                    np.maximum(best, met, out=best)
                total += best
        return total


class _Shelf:
    """The terms of all units in one language, as an inverted index."""

    def __init__(self, terms: Sequence[Mapping[str, float]]) -> None:
        lengths = np.array([sum(each.values()) for each in terms])
        full = lengths > 0
        mean = float(lengths[full].mean()) if full.any() else 1.0
        self._norm = SATURATION * (1 - LENGTH + LENGTH * lengths / mean)
        held: dict[str, list[tuple[int, float]]] = {}
        for unit, each in enumerate(terms):
            for term, times in each.items():
                held.setdefault(term, []).append((unit, times))
        size = int(full.sum())
        self._place = {term: number for number, term in enumerate(held)}
        self._ends = np.cumsum([0, *map(len, held.values())])
        pairs = list(chain.from_iterable(held.values()))
        self._units = np.array([unit for unit, _ in pairs], dtype=np.int32)
        self._times = np.array([times for _, times in pairs], dtype=np.float32)
        self._idf = [
            math.log(1 + (size - len(found) + 0.5) / (len(found) + 0.5)) for found in held.values()
        ]

    def score(self, term: str, unit: int, less: Mapping[str, float]) -> NDArray[np.float64]:
        """Return what a term adds to every unit, `unit` being without the terms of `less`."""
        found = np.zeros(len(self._norm))
        number = self._place.get(term)
        if number is None:
            return found
        part = slice(self._ends[number], self._ends[number + 1])
        units, times = self._units[part], self._times[part]
        if unit >= 0 and term in less:
            times = np.where(units == unit, np.maximum(times - less[term], 0.0), times)
        found[units] = self._idf[number] * times * (SATURATION + 1) / (times + self._norm[units])
        return found


def _keys(word: str) -> Iterable[str]:
    root = stem(word)
    return root, *senses().get(root, ())


def _terms(tokens: Sequence[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for token, times in Counter(tokens).items():
        if token not in ALL_STOP_WORDS:
            root, *meant = _keys(token)
            found[root] = found.get(root, 0.0) + times
            for sense in meant:
                found[sense] = found.get(sense, 0.0) + SAID_BY_SENSE * times
    return found
