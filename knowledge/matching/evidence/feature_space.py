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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.evidence.word_features import WordFeatures, build_word
from knowledge.matching.learned_arrays import LearnedArrays, NamedArrays, encode_texts
from knowledge.matching.text.word_cache import WordCache
from knowledge.matching.text.word_frequency import WordRarity

# Each view and its weight in the likeness of two texts.
BLOCK_WEIGHTS = {"chars": 0.20, "skips": 0.35, "senses": 0.08, "ties": 0.40}
_ENCODED_WEIGHTS = np.array([BLOCK_WEIGHTS[n] for n in ("chars", "senses", "skips", "ties")])
PAIR_WINDOW = 6  # words that a pair may span
MAX_ROW_SHARE = (
    0.1  # of the rows: a feature of more of them tells nothing once there are `MANY_ROWS`
)
MANY_ROWS = 3000

FeatureIds = NDArray[np.int32]
FeatureValues = NDArray[np.float32]
FeatureKeys = dict[int, float]  # what a text has, and how much of it
FIRST_UNKNOWN_ID = 1 << 30  # from here on numbers are of names that were never learned
HASH_PRIME = FIRST_UNKNOWN_ID - 35
PAIR_BITS = 31  # bits of each half of a pair
SENSE_PAIR_BIT = 1 << 62  # the mark of a pair of senses beside pairs of stems


class _FeatureIds:
    """Numbers for names: small ones for those learned, large ones for any other."""

    def __init__(self, numbers: Mapping[str, int] | None = None) -> None:
        self.numbers = dict(numbers or {})

    def learn_id(self, name: str) -> int:
        return self.numbers.setdefault(name, len(self.numbers))

    def id_of(self, name: str) -> int:
        """Return the number of a name; of one never learned, a number that no other has."""
        found = self.numbers.get(name)
        return (
            FIRST_UNKNOWN_ID + (zlib.crc32(name.encode()) & (FIRST_UNKNOWN_ID - 1))
            if found is None
            else found
        )


@dataclass(frozen=True, slots=True)
class FeatureRows:
    """Rows of features as triples, every view scaled to its weight."""

    rows: FeatureIds
    ids: FeatureIds
    values: FeatureValues


class FeatureSpace:
    """What was learned from the rows of an index; only read."""

    def __init__(self, size: int, rarity: WordRarity, learned: LearnedArrays) -> None:
        """Take up what `learn_space` found of so many rows; ValueError if it does not fit."""
        self._rarity, self._size = rarity, size
        self._stems = _FeatureIds(learned.read_names("stems"))
        self._meanings = _FeatureIds(learned.read_names("senses"))
        self._stem_rows = learned.read_array(
            "stem-rows", np.int32, len(self._stems.numbers), below=size + 1
        )
        self._grams = learned.read_array("grams", np.uint64)
        count = len(self._grams)
        self._gram_ids = learned.read_array("gram-ids", np.int32, count, below=count)
        self._pairs = learned.read_array("pairs", np.int64)
        skips = int(np.searchsorted(self._pairs, SENSE_PAIR_BIT))
        meanings = len(self._meanings.numbers)
        features = count + meanings + len(self._pairs)
        self._held = learned.read_array("held", np.int32, features, below=size + 1)
        # By the rows that have a feature: 0 for one that tells nothing, the last if unknown.
        idf = np.log((1 + size) / (1 + np.arange(size + 1))) + 1.0
        self._idf = np.concatenate([[0.0], idf[1:], idf[:1]])
        # Where the features of each view begin, less where its keys do: in the order of `encode`.
        self._firsts = np.array([0, count + skips, count, count + meanings])
        self._words = WordCache(self._word_features)

    @property
    def learned_arrays(self) -> NamedArrays:
        """Return the arrays that the same space can be made of again."""
        return {
            "stems": encode_texts(self._stems.numbers),
            "senses": encode_texts(self._meanings.numbers),
            "stem-rows": self._stem_rows,
            "grams": self._grams,
            "gram-ids": self._gram_ids,
            "pairs": self._pairs,
            "held": self._held,
        }

    @property
    def rarest_weight(self) -> float:
        """Return the weight of a word that neither our rows nor everyday language has."""
        return math.log(1 + self._size) + 1.0

    @property
    def feature_count(self) -> int:
        """Return the number of features."""
        return len(self._held)

    def is_known(self, word: str) -> bool:
        """Tell whether a text of ours has the word, in any form, or another of its meaning."""
        found = self._words[word]
        return min(found.stem, *found.senses) < FIRST_UNKNOWN_ID

    def word_weight(self, word: str) -> float:
        """Return how telling a word is: its rarity among our rows times that in the language."""
        known = self._words[word]
        held = int(self._stem_rows[known.stem]) if known.stem < FIRST_UNKNOWN_ID else 0
        return (math.log((1 + self._size) / (1 + held)) + 1.0) * known.rarity

    def _word_features(self, word: str) -> WordFeatures:
        return build_word(
            word, self._rarity, self._stems.id_of, self._meanings.id_of, self._gram_numbers
        )

    def _gram_numbers(self, grams: Sequence[int]) -> list[int]:
        keys = np.array(grams, dtype=np.uint64)
        places = np.minimum(np.searchsorted(self._grams, keys), len(self._grams) - 1)
        is_known = self._grams[places] == keys
        strange = (FIRST_UNKNOWN_ID + keys % HASH_PRIME).astype(np.int64)
        found: list[int] = np.where(is_known, self._gram_ids[places], strange).tolist()
        return found

    def encode(self, row: Sequence[str]) -> tuple[FeatureIds, FeatureValues]:
        """Return the known features of a token row; what we do not know makes the rest smaller."""
        chars, skips, meant, ties = _view_keys([self._words[word] for word in row])
        views = (chars, meant, skips, ties)
        counts = [len(has) for has in views]
        keys = np.fromiter(chain(*views), dtype=np.int64, count=sum(counts))
        much = np.fromiter(
            chain(*(has.values() for has in views)), dtype=np.float64, count=len(keys)
        )
        view = np.repeat(np.arange(len(views)), counts)
        paired = counts[0] + counts[1]
        pairs, hit = keys[paired:], keys < FIRST_UNKNOWN_ID
        pairs[counts[2] :] += SENSE_PAIR_BIT
        places = np.minimum(np.searchsorted(self._pairs, pairs), max(0, len(self._pairs) - 1))
        hit[paired:] = self._pairs[places] == pairs if len(self._pairs) else False
        keys[paired:] = places
        ids = np.where(hit, keys + self._firsts[view], 0)
        told = much * self._idf[np.where(hit, self._held[ids], -1)]
        squares = np.bincount(view, weights=told * told, minlength=len(views))
        scale = np.sqrt(_ENCODED_WEIGHTS / np.maximum(squares, 1e-300))
        kept = np.flatnonzero(hit & (told > 0))
        return ids[kept].astype(np.int32), (told * scale[view])[kept].astype(np.float32)


def learn_space(
    rows: Sequence[Sequence[str]], rarity: WordRarity
) -> tuple[NamedArrays, FeatureRows]:
    """Return what a `FeatureSpace` of token rows is made of, and the rows' own features in it."""
    stems, meanings, grams = _FeatureIds(), _FeatureIds(), dict[int, int]()

    def numbered(some: Sequence[int]) -> list[int]:
        return [grams.setdefault(gram, len(grams)) for gram in some]

    vocabulary = sorted({word for row in rows for word in row})
    words = {
        w: build_word(w, rarity, stems.learn_id, meanings.learn_id, numbered) for w in vocabulary
    }
    held_stems = Counter(s for row in rows for s in {words[word].stem for word in row})
    keys = [array("q") for _ in BLOCK_WEIGHTS]
    values = [array("f") for _ in BLOCK_WEIGHTS]
    lengths = [array("i") for _ in BLOCK_WEIGHTS]
    for row in rows:
        for place, has in enumerate(_view_keys([words[word] for word in row])):
            keys[place].extend(has)
            values[place].extend(has.values())
            lengths[place].append(len(has))
    size, fresh = len(rows), 0
    known: list[NDArray[np.int64]] = []
    numbers: list[FeatureIds] = []
    for each in keys:
        mine, places = np.unique(np.asarray(each, dtype=np.int64), return_inverse=True)
        known.append(mine)
        numbers.append((places + fresh).astype(np.int32))
        fresh += len(mine)
    held = np.bincount(np.concatenate(numbers), minlength=fresh)
    idf = np.log((1 + size) / (1 + held)) + 1.0
    if size > MANY_ROWS:
        idf[held > MAX_ROW_SHARE * size] = 0.0
    found: list[FeatureRows] = []
    for place, weight in enumerate(BLOCK_WEIGHTS.values()):
        at = np.repeat(np.arange(size, dtype=np.int32), np.asarray(lengths[place]))
        scaled = np.asarray(values[place], dtype=np.float64) * idf[numbers[place]]
        length = np.sqrt(np.bincount(at, weights=scaled**2, minlength=size))
        scaled *= math.sqrt(weight) / np.maximum(length, 1e-9)[at]
        told = scaled > 0
        found.append(FeatureRows(at[told], numbers[place][told], scaled[told].astype(np.float32)))
    packed = np.array(list(grams), dtype=np.uint64)
    order = np.argsort(packed)
    arrays: NamedArrays = {
        "stems": encode_texts(stems.numbers),
        "senses": encode_texts(meanings.numbers),
        "stem-rows": np.array([held_stems[n] for n in range(len(stems.numbers))], dtype=np.int32),
        "grams": packed[order],
        "gram-ids": order.astype(np.int32),
        "pairs": np.concatenate([known[1], known[3] + SENSE_PAIR_BIT]),
        "held": np.where(idf > 0, held, 0).astype(np.int32),
    }
    features = FeatureRows(
        np.concatenate([each.rows for each in found]),
        np.concatenate([each.ids for each in found]),
        np.concatenate([each.values for each in found]),
    )
    return arrays, features


def _view_keys(
    words: Sequence[WordFeatures],
) -> tuple[FeatureKeys, FeatureKeys, FeatureKeys, FeatureKeys]:
    """Return what some words have of each view, in the order of `BLOCK_WEIGHTS`."""
    chars: FeatureKeys = {}
    meant: FeatureKeys = {}
    for word in words:
        rare = word.rarity
        for gram in word.grams:
            chars[gram] = chars.get(gram, 0.0) + rare
        for sense in word.senses:
            meant[sense] = meant.get(sense, 0.0) + word.share
    skips, ties = _paired_keys(words)
    return chars, skips, meant, ties


def _paired_keys(words: Sequence[WordFeatures]) -> tuple[FeatureKeys, FeatureKeys]:
    """Return the pairs of stems and those of senses of words near each other."""
    skips: FeatureKeys = {}
    ties: FeatureKeys = {}
    for i, one in enumerate(words):
        stem_id, rare, mine, part = one.stem, one.rarity, one.tied, one.share
        for other in words[i + 1 : i + PAIR_WINDOW]:
            a, b = stem_id, other.stem
            if a != b:
                pair = a << PAIR_BITS | b if a < b else b << PAIR_BITS | a
                skips[pair] = rare * other.rarity
            share = part * other.share
            for a in mine:
                for b in other.tied:
                    if a != b:
                        pair = a << PAIR_BITS | b if a < b else b << PAIR_BITS | a
                        ties[pair] = ties.get(pair, 0.0) + share
    return skips, ties
