"""Terms of units as an inverted index: which units have a term, and how often."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.learned import Arrays, Learned, as_texts
from knowledge.matching.lexicon import ALL_STOP_WORDS
from knowledge.matching.senses import senses
from knowledge.matching.stems import stem


def keys(word: str) -> tuple[str, ...]:
    """Return the terms that a folded word stands for: its stem, then its senses."""
    root = stem(word)
    return root, *senses().get(root, ())


def is_telling(word: str) -> bool:
    """Tell whether a folded word is more than a function word of one of our languages."""
    return word not in ALL_STOP_WORDS


@dataclass(frozen=True, slots=True)
class Terms:
    """The units of every term, term by term."""

    places: Mapping[str, int]  # of a term in `ends`
    ends: NDArray[np.int32]  # (terms + 1,): where the pairs of a term begin and end
    units: NDArray[np.int32]  # (pair,)
    times: NDArray[np.float32]  # (pair,)

    @classmethod
    def count(cls, units: Sequence[Mapping[str, float]]) -> "Terms":
        """Invert what each unit has, and how often."""
        held: dict[str, list[tuple[int, float]]] = {}
        for unit, each in enumerate(units):
            for term, times in each.items():
                held.setdefault(term, []).append((unit, times))
        pairs = list(chain.from_iterable(held.values()))
        return cls(
            {term: place for place, term in enumerate(held)},
            np.cumsum([0, *map(len, held.values())], dtype=np.int32),
            np.array([unit for unit, _ in pairs], dtype=np.int32),
            np.array([times for _, times in pairs], dtype=np.float32),
        )

    @property
    def learned(self) -> Arrays:
        """Return the arrays that `of` makes the same of again."""
        texts = as_texts(self.places)
        return {"terms": texts, "ends": self.ends, "units": self.units, "times": self.times}

    @classmethod
    def of(cls, learned: Learned, count: int) -> "Terms":
        """Take up what was learned of so many units; raises ValueError if it does not fit."""
        places = learned.names("terms")
        units = learned.numbers("units", np.int32, below=count)
        ends = learned.spans("ends", len(places), len(units))
        times = learned.numbers("times", np.float32, len(units))
        if (times <= 0).any():
            raise ValueError("a term stands nowhere")
        return cls(places, ends, units, times)

    def span(self, term: str) -> slice:
        """Return the place of a term's pairs; an empty one for a term that no unit has."""
        place = self.places.get(term)
        return slice(0, 0) if place is None else slice(self.ends[place], self.ends[place + 1])
