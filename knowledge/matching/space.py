"""The feature space of an index: four sparse views of a text and the weight of every feature.

chars    character 2- to 4-grams inside words, weighted by how telling their word is
skips    two stems near each other, in any order
senses   the everyday senses of the words (`senses.txt`), else their stems
ties     two senses near each other, in any order
"""

import math
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
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
Keys = dict[int, float]  # what a text has, and how much of it
STRANGE = 1 << 30  # from here on numbers are of names that were never learned
PAIR = 31  # bits of each half of a pair


@dataclass(frozen=True, slots=True)
class Word:
    """What is worked out about a word once."""

    rare: float  # root of its rarity, 0 to 1
    root: str
    stem: int
    senses: tuple[int, ...]
    share: float  # of its rarity that each sense has
    tied: tuple[int, ...]  # the senses that are tied to those of other words
    grams: tuple[int, ...]


class _Names:
    """Numbers for strings: small ones for those learned, large ones for any other."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def learn(self, name: str) -> int:
        return self._numbers.setdefault(name, len(self._numbers))

    def of(self, name: str) -> int:
        """Return the number of a name; of one never learned, a number that no other has."""
        found = self._numbers.get(name)
        return STRANGE + (zlib.crc32(name.encode()) & (STRANGE - 1)) if found is None else found


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
        self._names = _Names()
        ordered = sorted(self.vocabulary)
        self._words = {word: self._word(word, self._names.learn) for word in ordered}
        stem_rows = Counter(s for row in rows for s in {self._words[word].root for word in row})
        self._unseen = math.log(1 + len(rows)) + 1.0
        self._idf_of_stem = {
            key: math.log((1 + len(rows)) / (1 + n)) + 1.0 for key, n in stem_rows.items()
        }
        self._known: tuple[NDArray[np.int64], ...] = ()  # the sorted keys of every view
        self._idf = np.zeros(0)

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
        keys = [array("q") for _ in BLOCKS]
        values = [array("f") for _ in BLOCKS]
        lengths = [array("i") for _ in BLOCKS]
        for row in rows:
            for place, has in enumerate(self._keys(row)):
                keys[place].extend(has)
                values[place].extend(has.values())
                lengths[place].append(len(has))
        size, fresh = len(rows), 0
        known: list[NDArray[np.int64]] = []
        numbers: list[Ids] = []
        for each in keys:
            mine, places = np.unique(np.asarray(each, dtype=np.int64), return_inverse=True)
            known.append(mine)
            numbers.append((places + fresh).astype(np.int32))
            fresh += len(mine)
        self._known = tuple(known)
        held = np.bincount(np.concatenate(numbers), minlength=fresh)
        self._idf = np.log((1 + size) / (1 + held)) + 1.0
        if size > MANY:
            self._idf[held > COMMON * size] = 0.0
        found: list[Features] = []
        for place, weight in enumerate(BLOCKS.values()):
            at = np.repeat(np.arange(size, dtype=np.int32), np.asarray(lengths[place]))
            scaled = np.asarray(values[place], dtype=np.float64) * self._idf[numbers[place]]
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
        known = self._words.get(word) or self._word(word, self._names.of)
        return self._idf_of_stem.get(known.root, self._unseen) * known.rare

    def _word(self, word: str, number: Callable[[str], int]) -> Word:
        root = stem(word)
        edged = f"<{word}>"
        meant = self._senses.get(root) or (root,)
        rare = math.sqrt(self.rarity.weight(word))
        grams = (edged[i : i + n] for n in SIZES for i in range(len(edged) - n + 1))
        return Word(
            rare,
            root,
            number(root),
            tuple(map(number, meant)),
            rare / math.sqrt(len(meant)),
            tuple(map(number, meant[:SENSES])),
            tuple(number(f" {gram}") for gram in grams),  # a gram is no word of the same letters
        )

    def encode(self, row: Sequence[str]) -> tuple[Ids, Values]:
        """Return the known features of a token row; what we do not know makes the rest smaller."""
        ids: list[Ids] = []
        values: list[Values] = []
        first = 0
        for known, has, weight in zip(self._known, self._keys(row), BLOCKS.values(), strict=True):
            keys = np.fromiter(has, dtype=np.int64, count=len(has))
            much = np.fromiter(has.values(), dtype=np.float64, count=len(has))
            places = np.minimum(np.searchsorted(known, keys), max(0, len(known) - 1))
            hit = known[places] == keys if len(known) else np.zeros(len(keys), dtype=bool)
            mine = (places[hit] + first).astype(np.int32)
            told = much[hit] * self._idf[mine]
            square = float((told**2).sum() + ((much[~hit] * self._unseen) ** 2).sum())
            scale = math.sqrt(weight / square) if square else 0.0
            ids.append(mine[told > 0])
            values.append((told[told > 0] * scale).astype(np.float32))
            first += len(known)
        return np.concatenate(ids), np.concatenate(values)

    def _keys(self, row: Sequence[str]) -> tuple[Keys, ...]:
        chars: Keys = {}
        meant: Keys = {}
        words = [self._words.get(word) or self._word(word, self._names.of) for word in row]
        for word in words:
            rare = word.rare
            for gram in word.grams:
                chars[gram] = chars.get(gram, 0.0) + rare
            for sense in word.senses:
                meant[sense] = meant.get(sense, 0.0) + word.share
        return chars, _skips(words), meant, _ties(words)


def _pair(a: int, b: int) -> int:
    return a << PAIR | b if a < b else b << PAIR | a


def _skips(words: Sequence[Word]) -> Keys:
    keys: Keys = {}
    for i, one in enumerate(words):
        a, rare = one.stem, one.rare
        for other in words[i + 1 : i + WINDOW]:
            b = other.stem
            if a != b:
                keys[_pair(a, b)] = rare * other.rare
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
                        pair = _pair(a, b)
                        keys[pair] = keys.get(pair, 0.0) + share
    return keys
