"""Soft alignment of two token rows: which words of one find their like in the other."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

from knowledge.matching.stems import stem

SAME_STEM = 0.95
LEAST_LIKE = 0.84  # below it two words are strangers


@lru_cache(maxsize=65536)
def _kind(word: str) -> str:
    return "figure" if word[0] in "@=" or word[0].isdigit() else "word"


def likeness(asked: Sequence[str], known: Sequence[str]) -> NDArray[np.float32]:
    """Return the (asked, known) likeness of words, 0 to 1; figures only equal themselves."""
    if not asked or not known:
        return np.zeros((len(asked), len(known)), dtype=np.float32)
    table = cdist(asked, known, scorer=JaroWinkler.similarity, score_cutoff=LEAST_LIKE)
    stems = {}
    for j, word in enumerate(known):
        stems.setdefault(stem(word), []).append(j)
    places = {word: j for j, word in enumerate(known)}
    table = np.asarray(table, dtype=np.float32) ** 2 * np.float32(0.9)
    figures = [j for j, word in enumerate(known) if _kind(word) == "figure" or len(word) < 4]
    table[:, figures] = 0.0
    for i, word in enumerate(asked):
        if _kind(word) == "figure" or len(word) < 4:
            table[i] = 0.0
        else:
            table[i, stems.get(stem(word), [])] = SAME_STEM
        if (j := places.get(word)) is not None:
            table[i, j] = 1.0
    return table
