"""Mending the words of a question that nobody knows, against the words the index knows.

A word is mended by the known word one or two slips away, or by one that sounds the same in
Spanish or Creole ears (`combenio`, `botos`, `qui`).
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

SHORTEST = 4  # letters a word must have to be mended
LONG = 8  # from here on two slips are forgiven
LONGEST = 24  # letters; what is longer is no word
ALIKE = 0.5  # slips that a word of the same sound counts for

_SOUNDS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"[sc]h"), "x"),
    (re.compile(r"qu|q|ck|c(?=[^eiy]|$)"), "k"),
    (re.compile(r"[cz]|ss"), "s"),
    (re.compile(r"ll"), "y"),
    (re.compile(r"gu(?=[ei])"), "g"),
    (re.compile(r"v"), "b"),
    (re.compile(r"m(?=[bp])|n(?=[bpv])"), "n"),
    (re.compile(r"ou|oo|w"), "u"),
    (re.compile(r"j|ge|gi"), "h"),
    (re.compile(r"h"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=\w\w\w)[es]$"), ""),
)


@lru_cache(maxsize=16_384)
def sound(word: str) -> str:
    """Return how a folded word sounds, roughly: `combenio` and `convenio` sound alike."""
    for pattern, letters in _SOUNDS:
        word = pattern.sub(letters, word)
    return word


def _deletes(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


class Spelling:
    """Finds the known words nearby without a walk through the vocabulary."""

    def __init__(self, words: Iterable[tuple[str, float]]) -> None:
        """Take known words and how common each is (any scale; breaks ties)."""
        self._rank = {w: r for w, r in words if len(w) >= SHORTEST - 1 and w.isalpha()}
        self._near: dict[str, list[str]] = {}
        self._heard: dict[str, list[str]] = {}
        for word in self._rank:
            self._heard.setdefault(sound(word), []).append(word)
            for key in (word, *_deletes(word)):
                self._near.setdefault(key, []).append(word)

    def closest(self, word: str) -> str | None:
        """Return the best known word, or None if nothing is near."""
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
            return None
        keys = {word, *_deletes(word)}
        if len(word) >= LONG:
            keys |= {d for key in tuple(keys) for d in _deletes(key)}
        allowed = 2 if len(word) >= LONG else 1
        slips = {
            near: float(OSA.distance(word, near))
            for key in keys
            for near in self._near.get(key, ())
        }
        slips = {near: count for near, count in slips.items() if count <= allowed}
        slips.update(dict.fromkeys(self._heard.get(sound(word), ()), ALIKE))
        if not slips:
            return None
        return max(slips, key=lambda near: self._worth(word, near, slips[near]))

    def _worth(self, word: str, near: str, slips: float) -> float:
        return -slips + 0.1 * self._rank[near] + (0.3 if near[0] == word[0] else 0.0)
