"""An inverted index over rows: the sum of weights a query shares with every row."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Postings:
    """For each feature the rows that have it, with one or more weights a row."""

    starts: NDArray[np.int64]
    rows: Ints
    weights: tuple[Floats, ...]
    size: int  # number of rows

    @classmethod
    def build(
        cls, features: Ints, rows: Ints, weights: Sequence[Floats], *, count: int, size: int
    ) -> "Postings":
        """Group (feature, row, weights…) triples by feature; `count` features, `size` rows."""
        order = np.argsort(features, kind="stable")
        starts = np.zeros(count + 1, dtype=np.int64)
        np.cumsum(np.bincount(features, minlength=count), out=starts[1:])
        return cls(
            starts, rows[order], tuple(w[order].astype(np.float32) for w in weights), size
        )

    def dot(self, features: NDArray[np.int64], values: Sequence[Floats]) -> list[NDArray[np.float64]]:
        """Return, for each weight kept, the dot product of the query with every row."""
        begins = self.starts[features]
        lengths = self.starts[features + 1] - begins
        total = int(lengths.sum())
        if not total:
            return [np.zeros(self.size) for _ in self.weights]
        offsets = np.repeat(begins - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
        places = offsets + np.arange(total)
        rows = self.rows[places]
        return [
            np.bincount(rows, weights=kept[places] * np.repeat(value, lengths), minlength=self.size)
            for kept, value in zip(self.weights, values, strict=True)
        ]
