"""Soft alignment of two token rows: which words of one find their like in the other."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

from knowledge.matching.stems import stem

SAME_STEM = 0.95
FUZZY = 0.9  # the most that words of different stems count
LEAST_LIKE = 0.84  # below it two words are strangers
SHORTEST = 4  # letters from which words may be alike without being the same


def _stiff(word: str) -> bool:
    """Tell whether a word equals only itself: a figure, or too short to be alike."""
    return word[0] in "@=" or word[0].isdigit() or len(word) < SHORTEST


def likeness(asked: Sequence[str], known: Sequence[str]) -> NDArray[np.float32]:
    """Return the (asked, known) likeness of words, 0 to 1; figures only equal themselves."""
    if not asked or not known:
        return np.zeros((len(asked), len(known)), dtype=np.float32)
    found = cdist(asked, known, scorer=JaroWinkler.similarity, score_cutoff=LEAST_LIKE)
    table: NDArray[np.float32] = np.square(found, dtype=np.float32) * np.float32(FUZZY)
    stems: dict[str, list[int]] = {}
    for j, word in enumerate(known):
        stems.setdefault(stem(word), []).append(j)
    places = {word: j for j, word in enumerate(known)}
    table[:, [j for j, word in enumerate(known) if _stiff(word)]] = 0.0
    for i, word in enumerate(asked):
        if _stiff(word):
            table[i] = 0.0
        else:
            table[i, stems.get(stem(word), [])] = SAME_STEM
        if word in places:
            table[i, places[word]] = 1.0
    return table


def pairs(asked: Sequence[str], known: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return each asked word that has a like among the known, with it."""
    table = likeness(asked, known)
    if not table.size:
        return ()
    best = table.argmax(axis=1)
    return tuple(
        (word, known[int(best[i])]) for i, word in enumerate(asked) if table[i, best[i]] > 0
    )
