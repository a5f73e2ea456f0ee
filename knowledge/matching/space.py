"""The feature space of an index: five sparse views of a text and the weight of every feature.

chars    character 2- to 4-grams inside words: forgives typing
damped   the same n-grams, weighted by how telling their word is
stems    words without their endings
pairs    neighbouring stems
skips    telling stems near each other, in any order
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.background import Rarity
from knowledge.matching.stems import stem

BLOCKS = ("chars", "damped", "stems", "pairs", "skips")
SIZES = (2, 3, 4)  # of character n-grams
WINDOW = 5  # how far apart two stems of a skip pair may stand
TELLING = 0.3  # the rarity from which a word may be part of a skip pair

Ids = NDArray[np.int64]
Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class View:
    """One sparse view of a text: known feature ids and one or two sets of values."""

    ids: Ids
    values: tuple[Values, ...]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text in the space, one view per family; `known` is the share of its weight we know."""

    views: tuple[View, View, View, View]  # chars+damped, stems, pairs, skips


def grams(word: str) -> list[str]:
    """Return the character n-grams of a word with its edges marked."""
    edged = f"<{word}>"
    length = len(edged)
    return [edged[i : i + n] for n in SIZES for i in range(length - n + 1)]


class Space:
    """Learned from the rows of an index; reads only after that."""

    def __init__(self, rows: Sequence[Sequence[str]], units: Sequence[int], rarity: Rarity) -> None:
        """Learn features and their weights from token rows; `units` says whose row each is."""
        self.rarity = rarity
        self.total_rows, self.total_units = len(rows), len(set(units))
        self._grams: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._pairs: dict[tuple[str, str], int] = {}
        self._skips: dict[tuple[str, str], int] = {}
        self._gram_ids: dict[str, list[int]] = {}
        self._word_weight: dict[str, float] = {}
        in_units: dict[str, set[int]] = {}
        gram_rows: Counter[int] = Counter()
        pair_rows: Counter[tuple[str, str]] = Counter()
        skip_rows: Counter[tuple[str, str]] = Counter()
        for row, unit in zip(rows, units, strict=True):
            for word in row:
                in_units.setdefault(stem(word), set()).add(unit)
        self._unit_df = {key: len(found) for key, found in in_units.items()}
        for key in in_units:
            self._stems[key] = len(self._stems)
        for row in rows:
            seen: set[int] = set()
            for word in row:
                seen.update(self._known_grams(word, learn=True))
            gram_rows.update(seen)
            pair_rows.update(set(self._neighbours(row)))
            skip_rows.update(set(self._near(row)))
        for pair in pair_rows:
            self._pairs[pair] = len(self._pairs)
        for pair in skip_rows:
            self._skips[pair] = len(self._skips)
        self._gram_idf = self._idf([gram_rows[i] for i in range(len(self._grams))])
        self._pair_idf = self._idf(list(pair_rows.values()))
        self._skip_idf = self._idf(list(skip_rows.values()))
        self._unseen = math.log(1 + self.total_rows) + 1.0
        self.vocabulary = frozenset(self._gram_ids)

    def _idf(self, counts: list[int]) -> Values:
        found = np.asarray(counts, dtype=np.float32)
        return (np.log((1 + self.total_rows) / (1 + found)) + 1.0).astype(np.float32)

    def _known_grams(self, word: str, *, learn: bool = False) -> list[int]:
        known = self._gram_ids.get(word)
        if known is None:
            if learn:
                known = [self._grams.setdefault(g, len(self._grams)) for g in grams(word)]
                self._gram_ids[word] = known
            else:
                known = [i for g in grams(word) if (i := self._grams.get(g)) is not None]
        return known

    def counts(self) -> tuple[int, int, int, int]:
        """Return the number of features of each family."""
        return len(self._grams), len(self._stems), len(self._pairs), len(self._skips)

    def weight(self, word: str) -> float:
        """Return how telling a word is: its rarity among our entries times in the language."""
        known = self._word_weight.get(word)
        if known is None:
            df = self._unit_df.get(stem(word), 0)
            idf = math.log((1 + self.total_units) / (1 + df)) + 1.0
            known = idf * self.rarity.weight(word)
            if df:
                self._word_weight[word] = known
        return known

    @staticmethod
    def _neighbours(row: Sequence[str]) -> list[tuple[str, str]]:
        found = [stem(word) for word in row]
        return list(zip(["<", *found], [*found, ">"], strict=True))

    def _near(self, row: Sequence[str]) -> list[tuple[str, str]]:
        telling = [stem(w) for w in row if self.rarity.weight(w) >= TELLING]
        return [
            (a, b) if a < b else (b, a)
            for i, a in enumerate(telling)
            for b in telling[i + 1 : i + WINDOW]
            if a != b
        ]

    def encode(self, row: Sequence[str]) -> Encoded:
        """Return the views of a token row, each of unit length counting what we do not know."""
        return Encoded(
            (self._chars(row), self._words(row), self._pair_view(row), self._skip_view(row))
        )

    def _chars(self, row: Sequence[str]) -> View:
        plain: dict[int, float] = {}
        damped: dict[int, float] = {}
        unseen = unseen_damped = 0.0
        for word in row:
            weight = self.weight(word)
            known = self._known_grams(word)
            for i in known:
                plain[i] = plain.get(i, 0.0) + 1.0
                damped[i] = damped.get(i, 0.0) + weight
            missing = sum(len(word) + 3 - n for n in SIZES if len(word) + 2 >= n) - len(known)
            if missing:
                unseen += missing
                unseen_damped += missing * weight * weight
        ids = np.fromiter(plain, dtype=np.int64, count=len(plain))
        idf = self._gram_idf[ids]
        counts = np.fromiter(plain.values(), dtype=np.float32, count=len(plain))
        first = (1.0 + np.log(counts)) * idf if len(plain) else counts
        second = np.fromiter(damped.values(), dtype=np.float32, count=len(plain)) * idf
        return View(
            ids,
            (
                _unit(first, unseen * self._unseen**2),
                _unit(second, unseen_damped * self._unseen**2),
            ),
        )

    def _words(self, row: Sequence[str]) -> View:
        found: dict[int, float] = {}
        unseen = 0.0
        for word in row:
            i = self._stems.get(stem(word))
            if i is None:
                unseen += self.weight(word) ** 2
            else:
                found[i] = max(found.get(i, 0.0), self.weight(word))
        return _view(found, unseen)

    def _pair_view(self, row: Sequence[str]) -> View:
        return self._pairwise(self._neighbours(row), self._pairs, self._pair_idf)

    def _skip_view(self, row: Sequence[str]) -> View:
        return self._pairwise(self._near(row), self._skips, self._skip_idf)

    def _pairwise(
        self, pairs: Iterable[tuple[str, str]], known: dict[tuple[str, str], int], idf: Values
    ) -> View:
        found: dict[int, float] = {}
        unseen = 0.0
        for pair in set(pairs):
            i = known.get(pair)
            if i is None:
                unseen += self._unseen**2
            else:
                found[i] = float(idf[i])
        return _view(found, unseen)


def _view(found: dict[int, float], unseen: float) -> View:
    ids = np.fromiter(found, dtype=np.int64, count=len(found))
    values = np.fromiter(found.values(), dtype=np.float32, count=len(found))
    return View(ids, (_unit(values, unseen),))


def _unit(values: Values, unseen: float) -> Values:
    length = math.sqrt(float(values @ values) + unseen)
    return values / np.float32(length) if length > 0 else values
