"""Mending the words of a question that nobody knows, against the words the index knows.

A word is mended by the known word one or two slips away, or by one that sounds the same in
Spanish or Creole ears ("combenio", "botos", `qui`).
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

import numpy as np
from rapidfuzz.distance import OSA

from knowledge.matching.learned_arrays import LearnedArrays, NamedArrays, add_prefix

MIN_CORRECTED_LENGTH = 4  # letters a word must have to be mended
TWO_EDITS_FROM = 8  # from here on two slips are forgiven
MAX_WORD_LENGTH = 24  # letters; what is longer is no word
SAME_SOUND_EDITS = 0.5  # slips that a word of the same sound counts for

_SOUND_RULES = (
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
def phonetic_key(word: str) -> str:
    """Return how a folded word sounds, roughly: "combenio" and `convenio` sound alike."""
    for pattern, letters in _SOUND_RULES:
        word = pattern.sub(letters, word)
    return word


def _deletions(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


class _HashedWords:
    """Words by keys, of which only a hash is kept: what is found may be chance, and is looked at.

    A dictionary of all words with a letter less would take ten megabytes.
    """

    def __init__(self, learned: LearnedArrays, count: int) -> None:
        """Take up what `hash_words` made of so many words; ValueError if it does not fit."""
        self._keys = learned.read_array("keys", np.uint32)
        self._words = learned.read_array("words", np.int32, len(self._keys), below=count)

    @staticmethod
    def hash_words(keys: Iterable[Iterable[str]]) -> NamedArrays:
        """Return the arrays for words that each have some keys."""
        pairs = sorted(
            (crc32(key.encode()), word) for word, some in enumerate(keys) for key in some
        )
        return {
            "keys": np.array([key for key, _ in pairs], dtype=np.uint32),
            "words": np.array([word for _, word in pairs], dtype=np.int32),
        }

    @property
    def learned_arrays(self) -> NamedArrays:
        """Return the arrays again."""
        return {"keys": self._keys, "words": self._words}

    def words_with(self, keys: Iterable[str]) -> list[int]:
        """Return the words that have one of the keys, in their order."""
        hashes = np.array([crc32(key.encode()) for key in keys], dtype=np.uint32)
        starts = np.searchsorted(self._keys, hashes)
        ends = np.searchsorted(self._keys, hashes, side="right")
        spans = [slice(a, b) for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
        found = {word for span in spans for word in self._words[span].tolist()}
        return sorted(found)


@lru_cache(maxsize=2)  # an edit seldom brings a word that no other text has
def _hash_vocabulary(words: tuple[str, ...]) -> LearnedArrays:
    near = _HashedWords.hash_words((word, *_deletions(word)) for word in words)
    heard = _HashedWords.hash_words((phonetic_key(word),) for word in words)
    return LearnedArrays({**add_prefix("near", near), **add_prefix("heard", heard)})


class SpellingCorrector:
    """Finds the known words nearby without a walk through the vocabulary."""

    def __init__(
        self, words: Iterable[tuple[str, float]], learned: LearnedArrays | None = None
    ) -> None:
        """Take known words and how common each is (any scale; breaks ties).

        It can take up what it `learned` of the very same words; ValueError if that does not fit.
        """
        rank = {w: r for w, r in words if len(w) >= MIN_CORRECTED_LENGTH - 1 and w.isalpha()}
        self._words = sorted(rank)
        self._rank = [rank[word] for word in self._words]
        if learned is None:
            learned = _hash_vocabulary(tuple(self._words))
        self._near = _HashedWords(learned.subset("near"), len(self._words))
        self._heard = _HashedWords(learned.subset("heard"), len(self._words))

    @property
    def learned_arrays(self) -> NamedArrays:
        """Return what took long to work out."""
        return {
            **add_prefix("near", self._near.learned_arrays),
            **add_prefix("heard", self._heard.learned_arrays),
        }

    def closest_word(self, word: str) -> str | None:
        """Return the best known word, or None if nothing is near."""
        if not MIN_CORRECTED_LENGTH <= len(word) <= MAX_WORD_LENGTH or not word.isalpha():
            return None
        keys = {word, *_deletions(word)}
        if len(word) >= TWO_EDITS_FROM:
            keys |= {d for key in tuple(keys) for d in _deletions(key)}
        allowed = 2 if len(word) >= TWO_EDITS_FROM else 1
        slips = {
            near: float(OSA.distance(word, self._words[near]))
            for near in self._near.words_with(keys)
        }
        slips = {near: count for near, count in slips.items() if count <= allowed}
        alike = phonetic_key(word)
        for near in self._heard.words_with([alike]):
            if phonetic_key(self._words[near]) == alike:
                slips[near] = SAME_SOUND_EDITS
        if not slips:
            return None
        return self._words[max(slips, key=lambda near: self._match_score(word, near, slips[near]))]

    def _match_score(self, word: str, near: int, slips: float) -> float:
        return -slips + 0.1 * self._rank[near] + 0.3 * (self._words[near][0] == word[0])
