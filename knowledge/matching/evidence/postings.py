"""An inverted index over rows: the sum of weights a query shares with every row."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.evidence.feature_space import FeatureIds, FeatureRows, FeatureValues
from knowledge.matching.learned_arrays import LearnedArrays, NamedArrays

LONG_POSTINGS = 150  # rows of a feature from which they are copied in one piece


@dataclass(frozen=True, slots=True)
class Postings:
    """For each feature the rows that have it and its weight there."""

    starts: NDArray[np.int32]
    rows: NDArray[np.unsignedinteger[Any]]  # as narrow as their number allows
    values: FeatureValues
    size: int  # number of rows

    @classmethod
    def build(cls, features: FeatureRows, *, count: int, size: int) -> "Postings":
        """Invert the features of `size` rows; `count` is the number of features."""
        order = np.argsort(features.ids, kind="stable")
        starts = np.zeros(count + 1, dtype=np.int64)
        np.cumsum(np.bincount(features.ids, minlength=count), out=starts[1:])
        narrow = np.min_scalar_type(size)  # a few bytes a feature count where there are millions
        rows = features.rows[order].astype(narrow)
        return cls(starts.astype(np.int32), rows, features.values[order], size)

    @property
    def learned_arrays(self) -> NamedArrays:
        """Return the arrays that `from_learned` makes the same of again."""
        return {"starts": self.starts, "rows": self.rows, "values": self.values}

    @classmethod
    def from_learned(cls, learned: LearnedArrays, *, count: int, size: int) -> "Postings":
        """Take up what was learned; raises ValueError if it does not fit."""
        values = learned.read_array("values", np.float32)
        rows = learned.read_array("rows", np.min_scalar_type(size).type, len(values), below=size)
        return cls(learned.read_spans("starts", count, len(values)), rows, values, size)

    def dot(self, ids: FeatureIds, values: FeatureValues) -> NDArray[np.float64]:
        """Return the dot product of a text's features with every row's."""
        begins, ends = self.starts.take(ids), self.starts.take(ids + 1)
        lengths = ends - begins
        is_long = lengths > LONG_POSTINGS
        short, long = np.flatnonzero(~is_long), np.flatnonzero(is_long)
        # Short ones are gathered place by place; of long ones whole pieces are copied.
        some = lengths[short]
        upto = some.cumsum()
        places = np.repeat(begins[short] - upto + some, some) + np.arange(some.sum())
        spans = [*map(slice, begins[long].tolist(), ends[long].tolist())]
        rows = np.concatenate([self.rows.take(places), *(self.rows[span] for span in spans)])
        shared = np.concatenate([self.values.take(places), *(self.values[s] for s in spans)])
        order = np.concatenate([short, long])
        shared *= np.repeat(values[order], lengths[order])
        found = np.bincount(rows, weights=shared, minlength=self.size)
        return found.astype(np.float64, copy=False)
