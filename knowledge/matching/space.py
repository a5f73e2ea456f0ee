"""The feature space of an index: six sparse views of a text and the weight of every feature.

chars    character 2- to 4-grams inside words: forgives typing
damped   the same n-grams, weighted by how telling their word is
stems    words without their endings
skips    two stems near each other, in any order
senses   the everyday senses of the words (`senses.txt`), else their stems
ties     two senses near each other, in any order
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.background import Rarity
from knowledge.matching.senses import senses
from knowledge.matching.stems import stem

BLOCKS = ("chars", "damped", "stems", "skips", "senses", "ties")
SIZES = (2, 3, 4)  # of character n-grams
WINDOW = 6  # words that a pair may span
SENSES = 2  # senses of one word that may be tied to those of another

Ids = NDArray[np.int64]
Values = NDArray[np.float32]
Keys = dict[Hashable, float]  # what a text has, and how much of it


@dataclass(frozen=True, slots=True)
class View:
    """One sparse view of a text: known feature ids and one or two sets of values."""

    ids: Ids
    values: tuple[Values, ...]


def grams(word: str) -> list[str]:
    """Return the character n-grams of a word with its edges marked."""
    edged = f"<{word}>"
    length = len(edged)
    return [edged[i : i + n] for n in SIZES for i in range(length - n + 1)]


class Family:
    """The features of one kind, learned from the rows: their ids and inverse frequencies."""

    def __init__(self, rows: Sequence[Keys]) -> None:
        """Learn from what each row has."""
        counts: Counter[Hashable] = Counter()
        for row in rows:
            counts.update(row.keys())
        self._ids = {key: i for i, key in enumerate(counts)}
        found = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        self.count = len(counts)
        self.idf = (np.log((1 + len(rows)) / (1 + found)) + 1.0).astype(np.float32)
        self.unseen = math.log(1 + len(rows)) + 1.0

    def view(self, *kinds: Keys) -> View:
        """Return a text in this family; each set of values has unit length, unknowns counted."""
        ids = self._ids
        known = [i for key in kinds[0] if (i := ids.get(key)) is not None]
        at = np.array(known, dtype=np.int64)
        idf = self.idf[at]
        values = []
        for keys in kinds:
            here = np.array([v for key, v in keys.items() if key in ids], dtype=np.float32) * idf
            unseen = sum(v * v for key, v in keys.items() if key not in ids) * self.unseen**2
            length = math.sqrt(float(here @ here) + unseen)
            values.append(here / np.float32(length) if length else here)
        return View(at, tuple(values))


class Space:
    """Learned from the rows of an index; only read after that."""

    def __init__(self, rows: Sequence[Sequence[str]], rarity: Rarity) -> None:
        """Learn features and their weights from token rows; `views` holds the rows' own."""
        self.rarity = rarity
        self._senses = senses()
        self._root: dict[str, float] = {}
        self.vocabulary = frozenset(word for row in rows for word in row)
        for word in self.vocabulary:
            self._root[word] = math.sqrt(rarity.weight(word))
        keys = [self._keys(row) for row in rows]
        self.families = tuple(
            Family([each[place] for each in keys]) for place in (0, 2, 3, 4, 5)
        )
        self.views = tuple(self._views(each) for each in keys)
        stem_rows = Counter(key for each in keys for key in each[2])
        self._idf = {key: math.log((1 + len(rows)) / (1 + n)) + 1.0 for key, n in stem_rows.items()}
        self._unseen = math.log(1 + len(rows)) + 1.0

    def weight(self, word: str) -> float:
        """Return how telling a word is: its rarity among our rows times that in the language."""
        return self._idf.get(stem(word), self._unseen) * self._rare(word)

    def _rare(self, word: str) -> float:
        known = self._root.get(word)
        return math.sqrt(self.rarity.weight(word)) if known is None else known

    def encode(self, row: Sequence[str]) -> tuple[View, ...]:
        """Return the views of a token row, one a family (chars and damped share one)."""
        return self._views(self._keys(row))

    def _views(self, keys: tuple[Keys, ...]) -> tuple[View, ...]:
        chars, stems, skips, tokens, ties = self.families
        return (
            chars.view(keys[0], keys[1]),
            stems.view(keys[2]),
            skips.view(keys[3]),
            tokens.view(keys[4]),
            ties.view(keys[5]),
        )

    def _keys(self, row: Sequence[str]) -> tuple[Keys, ...]:
        plain: Keys = {}
        damped: Keys = {}
        stems: Keys = {}
        meant: Keys = {}
        singles: list[tuple[Hashable, float]] = []
        several: list[tuple[tuple[Hashable, ...], float]] = []
        for word in row:
            rare = self._rare(word)
            root = stem(word)
            for gram in grams(word):
                plain[gram] = plain.get(gram, 0.0) + 1.0
                damped[gram] = damped.get(gram, 0.0) + rare
            stems[root] = stems.get(root, 0.0) + rare
            singles.append((root, rare))
            found: tuple[Hashable, ...] = self._senses.get(root) or (root,)
            several.append((found[:SENSES], rare))
            share = rare / math.sqrt(len(found))
            for sense in found:
                meant[sense] = meant.get(sense, 0.0) + share
        return plain, damped, stems, _skips(singles), meant, _ties(several)


def _pair(one: Hashable, other: Hashable) -> Hashable:
    return (one, other) if hash(one) < hash(other) else (other, one)


def _skips(found: Sequence[tuple[Hashable, float]]) -> Keys:
    return {
        _pair(a, b): x * y
        for i, (a, x) in enumerate(found)
        for b, y in found[i + 1 : i + WINDOW]
        if a != b
    }


def _ties(found: Sequence[tuple[tuple[Hashable, ...], float]]) -> Keys:
    keys: Keys = {}
    for i, (ones, x) in enumerate(found):
        for others, y in found[i + 1 : i + WINDOW]:
            share = x * y / math.sqrt(len(ones) * len(others))
            for pair in _across(ones, others):
                keys[pair] = keys.get(pair, 0.0) + share
    return keys


def _across(ones: Iterable[Hashable], others: Sequence[Hashable]) -> Iterable[Hashable]:
    return (_pair(a, b) for a in ones for b in others if a != b)
