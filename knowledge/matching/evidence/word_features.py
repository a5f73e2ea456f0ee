"""What the four views of a text need to know of one word."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.matching.text.stemming import stem
from knowledge.matching.text.word_frequency import WordRarity
from knowledge.matching.text.word_senses import senses_by_stem

NGRAM_SIZES = (2, 3, 4)  # of character n-grams
MAX_TIED_SENSES = 2  # senses of one word that may be tied to those of another


@dataclass(frozen=True, slots=True)
class WordFeatures:
    """What is worked out about a word once."""

    rarity: float  # root of its rarity, 0 to 1
    stem: int
    senses: tuple[int, ...]
    share: float  # of its rarity that each sense has
    tied: tuple[int, ...]  # the senses that are tied to those of other words
    grams: tuple[int, ...]


def build_word(
    word: str,
    rarity: WordRarity,
    stem_of: Callable[[str], int],
    sense_of: Callable[[str], int],
    grams_of: Callable[[Sequence[int]], Sequence[int]],
) -> WordFeatures:
    """Work out what the views need of a word; the functions number its stem, senses and grams."""
    root = stem(word)
    meant = senses_by_stem().get(root) or (root,)
    rare = math.sqrt(rarity.weight(word))
    share = rare / math.sqrt(len(meant))
    numbers = tuple(map(sense_of, meant))
    return WordFeatures(
        rare,
        stem_of(root),
        numbers,
        share,
        numbers[:MAX_TIED_SENSES],
        tuple(grams_of(_packed_grams(word))),
    )


def _packed_grams(word: str) -> list[int]:
    """Return the character n-grams of a word and its edges, each as one number."""
    codes = f"<{word}>".encode("utf-16-le")
    return [
        int.from_bytes(codes[i : i + 2 * n], "little")
        for n in NGRAM_SIZES
        for i in range(0, len(codes) - 2 * n + 1, 2)
    ]
