"""The feature space of an index: four sparse views of a text and the weight of every feature.

chars    character 2- to 4-grams inside words, weighted by how telling their word is
skips    two stems near each other, in any order
senses   the everyday senses of the words (`senses.txt`), else their stems
ties     two senses near each other, in any order
"""

import math
from array import array
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.background import Rarity
from knowledge.matching.senses import senses
from knowledge.matching.stems import stem

# Each view and its weight in the likeness of two texts.
BLOCKS = {"chars": 0.20, "skips": 0.35, "senses": 0.08, "ties": 0.40}
SIZES = (2, 3, 4)  # of character n-grams
WINDOW = 6  # words that a pair may span
SENSES = 2  # senses of one word that may be tied to those of another
COMMON = 0.1  # of the rows: a feature of more of them tells nothing once there are `MANY` rows
MANY = 3000

Ids = NDArray[np.int32]
Values = NDArray[np.float32]
Keys = dict[Hashable, float]  # what a text has, and how much of it


@dataclass(frozen=True, slots=True)
class Word:
    """What is worked out about a word once."""

    rare: float  # root of its rarity, 0 to 1
    stem: str
    senses: tuple[str, ...]
    share: float  # of its rarity that each sense has
    tied: tuple[str, ...]  # the senses that are tied to those of other words
    grams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Features:
    """Rows of features as triples, every view scaled to its weight."""

    rows: Ids
    ids: Ids
    values: Values


class Space:
    """Learned from the rows of an index; only read after that."""

    def __init__(self, rows: Sequence[Sequence[str]], rarity: Rarity) -> None:
        """Learn the words of token rows; `learn` makes a whole space."""
        self.rarity = rarity
        self._senses = senses()
        self.vocabulary = frozenset(word for row in rows for word in row)
        self._words: dict[str, Word] = {}
        self._words = {word: self._word(word) for word in self.vocabulary}
        stem_rows = Counter(s for row in rows for s in {self._words[word].stem for word in row})
        self._unseen = math.log(1 + len(rows)) + 1.0
        self._idf_of_stem = {
            key: math.log((1 + len(rows)) / (1 + n)) + 1.0 for key, n in stem_rows.items()
        }
        self._known: tuple[dict[Hashable, int], ...] = tuple({} for _ in BLOCKS)
        self._idf: list[float] = []

    @classmethod
    def learn(cls, rows: Sequence[Sequence[str]], rarity: Rarity) -> tuple["Space", Features]:
        """Return the space of some token rows, and the rows' own features in it."""
        space = cls(rows, rarity)
        return space, space._learn(rows)

    @property
    def rarest(self) -> float:
        """Return the weight of a word that neither our rows nor everyday language has."""
        return self._unseen

    @property
    def count(self) -> int:
        """Return the number of features."""
        return len(self._idf)

    def _learn(self, rows: Sequence[Sequence[str]]) -> Features:
        ids = [array("i") for _ in BLOCKS]
        values = [array("f") for _ in BLOCKS]
        lengths = [array("i") for _ in BLOCKS]
        fresh = 0
        for row in rows:
            for place, keys in enumerate(self._keys(row)):
                known, here = self._known[place], ids[place]
                for key in keys:
                    number = known.get(key)
                    if number is None:
                        number = known[key] = fresh
                        fresh += 1
                    here.append(number)
                values[place].extend(keys.values())
                lengths[place].append(len(keys))
        size = len(rows)
        numbers = [np.frombuffer(each, dtype=np.int32) if each else _NOTHING for each in ids]
        held = np.bincount(np.concatenate(numbers), minlength=fresh)
        idf = np.log((1 + size) / (1 + held)) + 1.0
        if size > MANY:
            idf[held > COMMON * size] = 0.0
        self._idf = idf.tolist()
        found: list[Features] = []
        for place, weight in enumerate(BLOCKS.values()):
            at = np.repeat(np.arange(size, dtype=np.int32), np.asarray(lengths[place]))
            scaled = np.asarray(values[place], dtype=np.float64) * idf[numbers[place]]
            length = np.sqrt(np.bincount(at, weights=scaled**2, minlength=size))
            scaled *= math.sqrt(weight) / np.maximum(length, 1e-9)[at]
            told = scaled > 0
            found.append(Features(at[told], numbers[place][told], scaled[told].astype(np.float32)))
        return Features(
            np.concatenate([each.rows for each in found]),
            np.concatenate([each.ids for each in found]),
            np.concatenate([each.values for each in found]),
        )

    def weight(self, word: str) -> float:
        """Return how telling a word is: its rarity among our rows times that in the language."""
        known = self._words.get(word) or self._word(word)
        return self._idf_of_stem.get(known.stem, self._unseen) * known.rare

    def _word(self, word: str) -> Word:
        root = stem(word)
        edged = f"<{word}>"
        rare, meant = math.sqrt(self.rarity.weight(word)), self._senses.get(root) or (root,)
        return Word(
            rare,
            root,
            meant,
            rare / math.sqrt(len(meant)),
            meant[:SENSES],
            tuple(edged[i : i + n] for n in SIZES for i in range(len(edged) - n + 1)),
        )

    def encode(self, row: Sequence[str]) -> tuple[Ids, Values]:
        """Return the known features of a token row; what we do not know makes the rest smaller."""
        ids: list[int] = []
        values: list[float] = []
        idf, unseen = self._idf, self._unseen
        for known, keys, weight in zip(self._known, self._keys(row), BLOCKS.values(), strict=True):
            square = 0.0
            mine: list[float] = []
            for key, value in keys.items():
                number = known.get(key)
                if number is None:
                    square += (value * unseen) ** 2
                elif told := value * idf[number]:
                    ids.append(number)
                    mine.append(told)
                    square += told * told
            scale = math.sqrt(weight / square) if square else 0.0
            values.extend(told * scale for told in mine)
        return np.array(ids, dtype=np.int32), np.array(values, dtype=np.float32)

    def _keys(self, row: Sequence[str]) -> tuple[Keys, ...]:
        chars: Keys = {}
        meant: Keys = {}
        words = [self._words.get(word) or self._word(word) for word in row]
        for word in words:
            rare = word.rare
            for gram in word.grams:
                chars[gram] = chars.get(gram, 0.0) + rare
            for sense in word.senses:
                meant[sense] = meant.get(sense, 0.0) + word.share
        return chars, _skips(words), meant, _ties(words)


_NOTHING = np.zeros(0, dtype=np.int32)


def _skips(words: Sequence[Word]) -> Keys:
    keys: Keys = {}
    for i, one in enumerate(words):
        a, rare = one.stem, one.rare
        for other in words[i + 1 : i + WINDOW]:
            b = other.stem
            if a != b:
                keys[(a, b) if a < b else (b, a)] = rare * other.rare
    return keys


def _ties(words: Sequence[Word]) -> Keys:
    keys: Keys = {}
    for i, one in enumerate(words):
        mine, part = one.tied, one.share
        for other in words[i + 1 : i + WINDOW]:
            share = part * other.share
            for a in mine:
                for b in other.tied:
                    if a != b:
                        pair = (a, b) if a < b else (b, a)
                        keys[pair] = keys.get(pair, 0.0) + share
    return keys
