"""Terms of units as an inverted index: which units have a term, and how often."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.learned_arrays import LearnedArrays, NamedArrays, encode_texts
from knowledge.matching.text.lexicon import ALL_STOP_WORDS
from knowledge.matching.text.stemming import stem
from knowledge.matching.text.word_senses import senses_by_stem

UnitScores = tuple[NDArray[np.intp], NDArray[np.float64]]  # units, and a score of each
MAX_SCORED_WORDS = 1024  # words whose unit scores are kept


def nonzero_scores(scores: NDArray[np.float64]) -> UnitScores:
    """Return the units that have a score, of the scores of all."""
    units = np.flatnonzero(scores)
    return units, scores[units]


def term_keys(word: str) -> tuple[str, ...]:
    """Return the terms that a folded word stands for: its stem, then its senses."""
    root = stem(word)
    return root, *senses_by_stem().get(root, ())


def is_telling_word(word: str) -> bool:
    """Tell whether a folded word is more than a function word of one of our languages."""
    return word not in ALL_STOP_WORDS


@dataclass(frozen=True, slots=True)
class TermIndex:
    """The units of every term, term by term."""

    places: Mapping[str, int]  # of a term in `ends`
    ends: NDArray[np.int32]  # (terms + 1,): where the pairs of a term begin and end
    units: NDArray[np.int32]  # (pair,)
    counts: NDArray[np.float32]  # (pair,)

    @classmethod
    def from_counts(cls, units: Sequence[Mapping[str, float]]) -> "TermIndex":
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
    def learned_arrays(self) -> NamedArrays:
        """Return the arrays that `from_learned` makes the same of again."""
        texts = encode_texts(self.places)
        return {"terms": texts, "ends": self.ends, "units": self.units, "times": self.counts}

    @classmethod
    def from_learned(cls, learned: LearnedArrays, count: int) -> "TermIndex":
        """Take up what was learned of so many units; raises ValueError if it does not fit."""
        places = learned.read_names("terms")
        units = learned.read_array("units", np.int32, below=count)
        ends = learned.read_spans("ends", len(places), len(units))
        times = learned.read_array("times", np.float32, len(units))
        if (times <= 0).any():
            raise ValueError("a term stands nowhere")
        return cls(places, ends, units, times)

    def term_span(self, term: str) -> slice:
        """Return the place of a term's pairs; an empty one for a term that no unit has."""
        place = self.places.get(term)
        return slice(0, 0) if place is None else slice(*self.ends[place : place + 2].tolist())
