"""An inverted index over rows: the sum of weights a query shares with every row."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.learned import Arrays, Learned
from knowledge.matching.space import Features, Ids, Values


@dataclass(frozen=True, slots=True)
class Postings:
    """For each feature the rows that have it and its weight there."""

    starts: NDArray[np.int32]
    rows: NDArray[np.unsignedinteger[Any]]  # as narrow as their number allows
    values: Values
    size: int  # number of rows

    @classmethod
    def build(cls, features: Features, *, count: int, size: int) -> "Postings":
        """Invert the features of `size` rows; `count` is the number of features."""
        order = np.argsort(features.ids, kind="stable")
        starts = np.zeros(count + 1, dtype=np.int64)
        np.cumsum(np.bincount(features.ids, minlength=count), out=starts[1:])
        narrow = np.min_scalar_type(size)  # a few bytes a feature count where there are millions
        rows = features.rows[order].astype(narrow)
        return cls(starts.astype(np.int32), rows, features.values[order], size)

    @property
    def learned(self) -> Arrays:
        """Return the arrays that `of` makes the same of again."""
        return {"starts": self.starts, "rows": self.rows, "values": self.values}

    @classmethod
    def of(cls, learned: Learned, *, count: int, size: int) -> "Postings":
        """Take up what was learned; raises ValueError if it does not fit."""
        values = learned.numbers("values", np.float32)
        rows = learned.numbers("rows", np.min_scalar_type(size).type, len(values), below=size)
        return cls(learned.spans("starts", count, len(values)), rows, values, size)

    def dot(self, ids: Ids, values: Values) -> NDArray[np.float64]:
        """Return the dot product of a text's features with every row's."""
        begins = self.starts.take(ids)
        lengths = self.starts.take(ids + 1) - begins
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        places = np.repeat(begins - ends + lengths, lengths) + np.arange(total, dtype=np.int32)
        shared = self.values.take(places) * np.repeat(values, lengths)
        found = np.bincount(self.rows.take(places), weights=shared, minlength=self.size)
        return found.astype(np.float64, copy=False)
