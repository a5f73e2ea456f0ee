"""What texts mean, told by a sentence encoder: one more likeness, where an operator names a model.

The matcher runs without one. What an encoder adds are features of their own, judged by a combiner
that was fitted with that very model.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.learned_arrays import LearnedArrays, NamedArrays

SentenceVectors = NDArray[np.float32]


class SentenceEncoder(Protocol):
    """Turns texts into vectors."""

    model_fingerprint: str
    """Tells one model from another: what was encoded by one is worth nothing to another."""

    def encode(self, texts: Sequence[str]) -> SentenceVectors:
        """Return one row of length 1 for each text, near each other where texts mean the same."""
        ...


class RowVectors:
    """The vectors of all rows of an index."""

    def __init__(
        self, encoder: SentenceEncoder, texts: Sequence[str], learned: LearnedArrays | None = None
    ) -> None:
        """Encode the rows' texts, which takes long, or take up what was `learned` of them.

        Raises ValueError if that is of other rows.
        """
        self._encoder = encoder
        found = learned or LearnedArrays({"vectors": encoder.encode(texts)})
        self._vectors: SentenceVectors = found.read_array("vectors", np.float32, len(texts), None)

    @property
    def learned_arrays(self) -> NamedArrays:
        """Return the array that spares the encoding of the very same texts."""
        return {"vectors": self._vectors}

    def similarity(self, text: str, without: int = -1) -> NDArray[np.float64]:
        """Return the cosine (-1 to 1) of a text with every row; -1 for the row left out."""
        asked = self._encoder.encode([text])[0]
        found: NDArray[np.float64] = (self._vectors @ asked).astype(float)
        if without >= 0:
            found[without] = -1.0
        return found
