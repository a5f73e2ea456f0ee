"""A ridge classifier over the rows of an index: what the rows together say about a question.

Closed form, so it is built at once and knows what it would have said of each row had it not
seen it (leave-one-out).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
RIDGE = 0.1  # how much each row is distrusted


@dataclass(frozen=True, slots=True)
class Ridge:
    """`weights[c, r]`: how much likeness to row r speaks for unit c."""

    weights: Floats
    left_out: Floats  # (row, unit) scores of each row, had the row not been there

    @classmethod
    def fit(cls, kernel: Floats, units: NDArray[np.int32], count: int) -> "Ridge":
        """Solve for `count` units from the (row, row) likeness of the rows."""
        size = len(units)
        wanted = np.zeros((size, count), dtype=np.float32)
        wanted[np.arange(size), units] = 1.0
        inverse = np.linalg.inv(kernel + RIDGE * np.eye(size, dtype=np.float32))
        dual = inverse @ wanted
        left_out = wanted - dual / np.diag(inverse)[:, None]
        return cls(np.ascontiguousarray(dual.T), left_out.astype(np.float32))

    def scores(self, units: NDArray[np.int64], likeness: Floats) -> Floats:
        """Return the score of each of the given units for a question's likeness to the rows."""
        return self.weights[units] @ likeness
