"""A ridge classifier made of many small ones: what the rows near a question say together.

Every row of the index is explained by its nearest rows (a system of at most `MAX_NEIGHBOURS`
unknowns, solved once), so building grows with the number of rows and not with its cube. Each small
system also tells, in closed form, what the classifier would have said of its row had it never seen
it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.learned_arrays import LearnedArrays, NamedArrays

if TYPE_CHECKING:  # only building needs it, and it takes 50 MB and half a second
    from scipy import sparse

RidgeFloats = NDArray[np.float32]
RidgeInts = NDArray[np.int32]
NarrowInts = NDArray[np.unsignedinteger[Any]]  # as narrow as their number allows

MAX_NEIGHBOURS = 64  # rows that explain a row
REGULARISATION = 0.3  # how much each row is distrusted
MAX_VOTING_ROWS = 160  # rows, nearest to a question, that have a say
WHOLE = 5000  # rows of a shelf up to which all likenesses are held at once while building
MAX_NEIGHBOURS_OF_MANY = 32  # beyond
MAX_ROWS_SHARING = 250  # rows
SKETCH_LENGTH = 384  # numbers that stand for a row while building a larger index
CHUNK_ROWS = 256
BLOCK_ROWS = 16  # rows of which only the likest is looked at first


@dataclass(frozen=True, slots=True)
class Ridge:
    """For every row the units it speaks for or against, and how loudly."""

    units: NarrowInts  # (row, nearest): unit plus `count` times the shelf
    voices: RidgeFloats  # (row, nearest)
    count: int  # of units
    group_count: int  # number of shelves
    apart: RidgeFloats  # (row,): how little of a row the others tell

    @classmethod
    def fit(
        cls,
        features: sparse.csr_array,
        units: RidgeInts,
        shelves: RidgeInts,
        count: int,
    ) -> Ridge:
        """Build from rows of features, scaled so that their dot product is their likeness.

        Rows explain each other within their shelf only (a language).
        """
        size = len(units)
        nearest = np.tile(np.arange(size, dtype=np.int32)[:, None], (1, min(MAX_NEIGHBOURS, size)))
        voices = np.zeros(nearest.shape, dtype=np.float32)
        apart = np.ones(size, dtype=np.float32)
        for shelf in np.unique(shelves):
            rows = np.flatnonzero(shelves == shelf)
            for part, chosen, system in _row_systems(features[rows]):
                mine, others = rows[part], rows[chosen]
                nearest[mine, : others.shape[1]] = others
                first = np.zeros((others.shape[1], 1), dtype=np.float32)
                first[0] = 1.0
                said = np.linalg.solve(system, first)[:, :, 0]
                voices[mine, : others.shape[1]] = said
                apart[mine] = 1.0 / said[:, 0]
        places = units[nearest] + np.int32(count) * shelves[:, None]
        used = int((voices != 0).any(axis=0).sum())  # a larger shelf needs fewer
        places, voices = places[:, :used], np.ascontiguousarray(voices[:, :used])
        narrow = np.min_scalar_type(count * (int(shelves.max()) + 1))
        return cls(places.astype(narrow), voices, count, int(shelves.max()) + 1, apart)

    @property
    def learned_arrays(self) -> NamedArrays:
        """Return what took long to work out, as arrays that `from_learned` makes a ridge of."""
        return {"units": self.units, "voices": self.voices, "apart": self.apart}

    @classmethod
    def from_learned(
        cls, learned: LearnedArrays, units: RidgeInts, shelves: RidgeInts, count: int
    ) -> Ridge:
        """Take up what was learned of the same rows; raises ValueError for arrays that do not fit.

        No array can make it reach beyond the units there are.
        """
        size, tongues = len(units), int(shelves.max()) + 1
        apart = learned.read_array("apart", np.float32, size)
        voices = learned.read_array("voices", np.float32, size, None)
        narrow = np.min_scalar_type(count * tongues).type
        places = learned.read_array("units", narrow, *voices.shape, below=count * tongues)
        return cls(places, voices, count, tongues, apart)

    def score_units(self, likeness: NDArray[np.float64], without: int = -1) -> NDArray[np.float64]:
        """Return every unit's score for a question's likeness to the rows.

        Every shelf has its own say; the shelf that speaks most for a unit counts. `without` tells
        what would be said of a row by one who had never seen it (in closed form, for its own
        likeness: Rasmussen and Williams, Gaussian Processes, 5.4.2).
        """
        if without >= 0:
            likeness = likeness.copy()
            likeness[without] += REGULARISATION - self.apart[without]
        rows = _most_similar_rows(likeness, MAX_VOTING_ROWS)
        said = self.voices.take(rows, axis=0) * likeness[rows, None]
        places = self.units.take(rows, axis=0).ravel()
        total = np.bincount(places, weights=said.ravel(), minlength=self.count * self.group_count)
        best: NDArray[np.float64] = total.reshape(self.group_count, self.count).max(axis=0)
        return best


def likely_places(scores: NDArray[np.float64], count: int) -> NDArray[np.intp]:
    """Return places among which the `count` highest scores are, in order.

    At least so many reach what the likest of so many blocks do: the others need no look.
    """
    if len(scores) <= count * BLOCK_ROWS:
        return np.arange(len(scores))
    blocks = scores[: len(scores) // BLOCK_ROWS * BLOCK_ROWS].reshape(BLOCK_ROWS, -1)
    return np.flatnonzero(scores >= np.partition(blocks.max(axis=0), -count)[-count])


def _most_similar_rows(likeness: NDArray[np.float64], count: int) -> NDArray[np.intp]:
    """Return the rows of the highest likeness, in any order; all if there are not so many."""
    some = likely_places(likeness, count)
    if len(some) <= count:
        return some
    return some[np.argpartition(-likeness[some], count - 1)[:count]]


def _row_systems(
    features: sparse.csr_array,
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], RidgeFloats]]:
    """Yield rows, the nearest rows of each (itself first), and their systems."""
    size = features.shape[0]
    small = size <= WHOLE
    near = min(MAX_NEIGHBOURS if small else MAX_NEIGHBOURS_OF_MANY, size)
    doubt = REGULARISATION * np.eye(near, dtype=np.float32)
    whole = (features @ features.T).toarray() if small else np.zeros((0, 0), np.float32)
    short = np.zeros((0, 0), np.float32) if small else _sketch_rows(features)
    rarer = features if small else _rarer_features(features)
    flat = whole.ravel()
    columns = features[:0] if small else rarer.T.tocsr()
    for first in range(0, size, CHUNK_ROWS):
        rows = np.arange(first, min(first + CHUNK_ROWS, size))
        if small:
            like = whole[rows]
            like[np.arange(len(rows)), rows] = np.inf
            chosen = _self_first(np.argpartition(-like, near - 1, axis=1)[:, :near], rows)
            places = (chosen * size)[:, :, None] + chosen[:, None, :]
            local = flat.take(places.astype(np.int32))
        else:
            chosen = _nearest_rows((rarer[rows] @ columns).tocsr(), rows, near, size)
            local = np.stack([each @ each.T for each in short[chosen]])
        yield rows, chosen, local + doubt


def _rarer_features(features: sparse.csr_array) -> sparse.csr_array:
    """Keep the features that few rows share: enough to find the nearest rows among many."""
    held = np.bincount(features.indices, minlength=features.shape[1])
    kept = features.copy()
    kept.data[held[kept.indices] > MAX_ROWS_SHARING] = 0.0
    kept.eliminate_zeros()
    return kept


def _nearest_rows(
    like: sparse.csr_array, rows: NDArray[np.int64], near: int, size: int
) -> NDArray[np.int64]:
    """Return the `near` likest rows of each row, itself first; strangers fill up."""
    chosen = np.empty((len(rows), near), dtype=np.int64)
    for i, row in enumerate(rows):
        first, last = like.indptr[i], like.indptr[i + 1]
        found, values = like.indices[first:last], like.data[first:last]
        values, found = values[found != row], found[found != row]
        if len(found) >= near:
            found = found[np.argpartition(-values, near - 2)[: near - 1]]
        filled = np.concatenate([[row], found, (row + 1 + np.arange(near)) % size])
        _, places = np.unique(filled, return_index=True)
        chosen[i] = filled[np.sort(places)[:near]]
    return chosen


def _sketch_rows(features: sparse.csr_array) -> RidgeFloats:
    """Return few numbers a row whose dot products are close to the rows' likeness."""
    from scipy import sparse

    chance = np.random.default_rng(287)
    width = features.shape[1]
    hashed = sparse.csr_array(
        (
            chance.choice(np.array([-1.0, 1.0], dtype=np.float32), width),
            (np.arange(width), chance.integers(0, SKETCH_LENGTH, width)),
        ),
        shape=(width, SKETCH_LENGTH),
    )
    short: RidgeFloats = (features @ hashed).toarray().astype(np.float32)
    return short


def _self_first(chosen: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    place = (chosen == rows[:, None]).argmax(axis=1)
    line = np.arange(len(rows))
    chosen[line, place] = chosen[:, 0]
    chosen[:, 0] = rows
    return chosen
