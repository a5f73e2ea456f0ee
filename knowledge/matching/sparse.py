"""An inverted index over rows: the sum of weights a query shares with every row."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from knowledge.matching.space import View


@dataclass(frozen=True, slots=True)
class Postings:
    """For each feature the rows that have it and its weight there."""

    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]
    size: int  # number of rows

    @classmethod
    def build(cls, views: Sequence[View], count: int) -> "Postings":
        """Invert the views of the rows; `count` is the number of features."""
        lengths = [len(view.ids) for view in views]
        features = np.concatenate([np.zeros(0, np.int64), *(view.ids for view in views)])
        weights = np.concatenate([np.zeros(0, np.float32), *(view.values for view in views)])
        rows = np.repeat(np.arange(len(views), dtype=np.int32), lengths)
        order = np.argsort(features, kind="stable")
        starts = np.zeros(count + 1, dtype=np.int64)
        np.cumsum(np.bincount(features, minlength=count), out=starts[1:])
        return cls(starts, rows[order], weights[order], len(views))

    def matrix(self, scale: float) -> sparse.csc_array:
        """Return the (row, feature) weights as a matrix, scaled."""
        return sparse.csc_array(
            (self.weights * np.float32(scale), self.rows, self.starts),
            shape=(self.size, len(self.starts) - 1),
        )

    def dot(self, view: View) -> NDArray[np.float64]:
        """Return the dot product of a view with every row."""
        begins = self.starts[view.ids]
        lengths = self.starts[view.ids + 1] - begins
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        if not total:
            return np.zeros(self.size)
        places = np.repeat(begins - ends + lengths, lengths) + np.arange(total)
        weights = self.weights[places] * np.repeat(view.values, lengths)
        return np.bincount(self.rows[places], weights=weights, minlength=self.size)
