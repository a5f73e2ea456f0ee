"""The feature space of an index: four sparse views of a text and the weight of every feature.

chars    character 2- to 4-grams inside words, weighted by how telling their word is
skips    two stems near each other, in any order
senses   the everyday senses of the words (`senses.txt`), else their stems
ties     two senses near each other, in any order
"""

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.background import Rarity
from knowledge.matching.senses import senses
from knowledge.matching.stems import stem

BLOCKS = ("chars", "skips", "senses", "ties")
SIZES = (2, 3, 4)  # of character n-grams
WINDOW = 6  # words that a pair may span
SENSES = 2  # senses of one word that may be tied to those of another
COMMON = 0.2  # of the rows: a feature of more of them tells nothing once there are `MANY` rows
MANY = 3000

Ids = NDArray[np.int64]
Values = NDArray[np.float32]
Keys = dict[Hashable, float]  # what a text has, and how much of it


@dataclass(frozen=True, slots=True)
class View:
    """One sparse view of a text: known feature ids and their values."""

    ids: Ids
    values: Values


@dataclass(frozen=True, slots=True)
class Word:
    """What is worked out about a word once."""

    rare: float  # root of its rarity, 0 to 1
    stem: str
    senses: tuple[Hashable, ...]
    grams: tuple[str, ...]


class Family:
    """The features of one kind, learned from the rows: their ids and inverse frequencies."""

    def __init__(self, rows: Sequence[Keys]) -> None:
        """Learn from what each row has."""
        counts: Counter[Hashable] = Counter()
        for row in rows:
            counts.update(row.keys())
        limit = COMMON * len(rows) if len(rows) > MANY else len(rows)
        size = len(rows)
        self._known = {
            key: (i, math.log((1 + size) / (1 + n)) + 1.0 if n <= limit else 0.0)
            for i, (key, n) in enumerate(counts.items())
        }
        self.count = len(counts)
        self._unseen = math.log(1 + size) + 1.0

    def idf(self, key: Hashable) -> float:
        """Return how telling a feature is by the rows alone."""
        known = self._known.get(key)
        return known[1] if known else self._unseen

    def view(self, keys: Keys) -> View:
        """Return a text in this family, of unit length with what we do not know counted."""
        ids: list[int] = []
        values: list[float] = []
        square = 0.0
        known = self._known
        for key, value in keys.items():
            found = known.get(key)
            if found is None:
                square += (value * self._unseen) ** 2
            elif found[1]:
                weight = value * found[1]
                ids.append(found[0])
                values.append(weight)
                square += weight * weight
        at = np.array(ids, dtype=np.int64)
        length = math.sqrt(square) or 1.0
        return View(at, np.array(values, dtype=np.float32) / np.float32(length))


class Space:
    """Learned from the rows of an index; only read after that."""

    def __init__(self, rows: Sequence[Sequence[str]], rarity: Rarity) -> None:
        """Learn features and their weights from token rows; `views` holds the rows' own."""
        self.rarity = rarity
        self._senses = senses()
        self.vocabulary = frozenset(word for row in rows for word in row)
        self._words: dict[str, Word] = {}
        self._words = {word: self._word(word) for word in self.vocabulary}
        keys = [self._keys(row) for row in rows]
        self.families = tuple(Family([each[i] for each in keys]) for i in range(len(BLOCKS)))
        self.views = tuple(self._views(each) for each in keys)
        stem_rows = Counter(s for row in rows for s in {stem(word) for word in row})
        self._idf = {
            key: math.log((1 + len(rows)) / (1 + n)) + 1.0 for key, n in stem_rows.items()
        }
        self._unseen = math.log(1 + len(rows)) + 1.0

    def weight(self, word: str) -> float:
        """Return how telling a word is: its rarity among our rows times that in the language."""
        known = self._words.get(word) or self._word(word)
        return self._idf.get(known.stem, self._unseen) * known.rare

    def _word(self, word: str) -> Word:
        root = stem(word)
        edged = f"<{word}>"
        return Word(
            math.sqrt(self.rarity.weight(word)),
            root,
            self._senses.get(root) or (root,),
            tuple(edged[i : i + n] for n in SIZES for i in range(len(edged) - n + 1)),
        )

    def encode(self, row: Sequence[str]) -> tuple[View, ...]:
        """Return the views of a token row, one a block."""
        return self._views(self._keys(row))

    def _views(self, keys: tuple[Keys, ...]) -> tuple[View, ...]:
        return tuple(family.view(each) for family, each in zip(self.families, keys, strict=True))

    def _keys(self, row: Sequence[str]) -> tuple[Keys, ...]:
        chars: Keys = {}
        meant: Keys = {}
        words = [self._words.get(word) or self._word(word) for word in row]
        for word in words:
            rare = word.rare
            for gram in word.grams:
                chars[gram] = chars.get(gram, 0.0) + rare
            share = rare / math.sqrt(len(word.senses))
            for sense in word.senses:
                meant[sense] = meant.get(sense, 0.0) + share
        return chars, _skips(words), meant, _ties(words)


def _pair(one: Hashable, other: Hashable) -> Hashable:
    return (one, other) if hash(one) < hash(other) else (other, one)


def _skips(words: Sequence[Word]) -> Keys:
    return {
        _pair(a.stem, b.stem): a.rare * b.rare
        for i, a in enumerate(words)
        for b in words[i + 1 : i + WINDOW]
        if a.stem != b.stem
    }


def _ties(words: Sequence[Word]) -> Keys:
    keys: Keys = {}
    for i, one in enumerate(words):
        for other in words[i + 1 : i + WINDOW]:
            share = one.rare * other.rare / math.sqrt(len(one.senses) * len(other.senses))
            for a in one.senses[:SENSES]:
                for b in other.senses[:SENSES]:
                    if a != b:
                        pair = _pair(a, b)
                        keys[pair] = keys.get(pair, 0.0) + share
    return keys
