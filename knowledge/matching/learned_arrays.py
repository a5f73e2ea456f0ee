"""What an index has learned, as plain arrays by name, taken up only where they fit."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

NamedArrays = Mapping[str, NDArray[Any]]
ANSWERS_PREFIX = "answers."  # the beginning of the names of what answers taught


def encode_texts(texts: Iterable[str]) -> NDArray[np.uint8]:
    """Return texts without line ends as one array: UTF-8, a line each."""
    return np.frombuffer("".join(f"{text}\n" for text in texts).encode(), dtype=np.uint8)


class LearnedArrays:
    """Arrays that may come from anywhere: each is looked at before it is used."""

    def __init__(self, arrays: NamedArrays, part: str = "") -> None:
        """Take the arrays of a part of the index: those whose names begin with it."""
        self._arrays, self._part = arrays, part

    def subset(self, name: str) -> "LearnedArrays":
        """Return the arrays of a part of this part."""
        return LearnedArrays(self._arrays, f"{self._part}{name}.")

    def has_part(self, name: str) -> bool:
        """Tell whether there is anything of a part."""
        return any(each.startswith(f"{self._part}{name}.") for each in self._arrays)

    def read_array(
        self, name: str, kind: type[np.generic], *shape: int | None, below: int | None = None
    ) -> NDArray[Any]:
        """Return an array of a kind and shape, of indices below a number.

        None is any length; without a shape it is a row of any length. Raises ValueError if the
        array is not there or another.
        """
        found, shape = self._arrays.get(self._part + name), shape or (None,)
        if found is None or found.dtype != kind or found.ndim != len(shape):
            raise ValueError(f"{self._part}{name} is missing or of another kind")
        if any(n is not None and n != m for n, m in zip(shape, found.shape, strict=True)):
            raise ValueError(f"{self._part}{name} is of another size")
        if np.issubdtype(kind, np.floating) and not np.isfinite(found).all():
            raise ValueError(f"{self._part}{name} holds no numbers")
        if below is not None and found.size and not 0 <= found.min() <= found.max() < below:
            raise ValueError(f"{self._part}{name} leads nowhere")
        return found

    def read_spans(self, name: str, count: int, end: int) -> NDArray[np.int32]:
        """Return where each of so many things begins and ends (count + 1,) in an array."""
        found: NDArray[np.int32] = self.read_array(name, np.int32, count + 1)
        if not len(found) or found[0] != 0 or found[-1] != end or (np.diff(found) < 0).any():
            raise ValueError(f"{self._part}{name} leads nowhere")
        return found

    def read_texts(self, name: str) -> list[str]:
        """Return texts that `encode_texts` wrote."""
        lines = self.read_array(name, np.uint8).tobytes().decode().split("\n")
        if lines.pop():
            raise ValueError(f"{self._part}{name} is torn")
        return lines

    def read_names(self, name: str) -> dict[str, int]:
        """Return different texts that `encode_texts` wrote, each with its place."""
        texts = self.read_texts(name)
        if len(set(texts)) < len(texts):
            raise ValueError(f"{self._part}{name} says something twice")
        return {text: place for place, text in enumerate(texts)}


def add_prefix(part: str, arrays: NamedArrays) -> dict[str, NDArray[Any]]:
    """Return arrays by the names they have in a larger part."""
    return {f"{part}.{name}": array for name, array in arrays.items()}


def without_answer_arrays(arrays: NamedArrays) -> NamedArrays:
    """Return what titles and ways of asking taught, without what the answers did."""
    return {name: array for name, array in arrays.items() if not name.startswith(ANSWERS_PREFIX)}
