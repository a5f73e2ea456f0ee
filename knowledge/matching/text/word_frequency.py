"""How common a word is in everyday language, so that rare words count for more.

The lists lie in `knowledge/seed/background/` with their origin and licence; they are read once.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from knowledge.language import Language
from knowledge.matching.text.lexicon import STOP_WORDS

COMMONEST_ZIPF = 7.5  # Zipf value of the commonest words ("the", "de")
UNLISTED_ZIPF = 3.0  # Zipf value given to a word that no list holds
MIN_RARITY = 0.12  # even "the" tells a little


@cache
def zipf_values(language: Language) -> Mapping[str, float]:
    """Return word -> Zipf value (log10 of uses per billion words), words folded."""
    return {**dict.fromkeys(STOP_WORDS[language], 6.5), **_read_word_list(language.value)}


@cache
def related_zipf_values(language: Language) -> Mapping[str, float]:
    """Return the words of a language that tells of this one: of French for Creole.

    Many who speak Creole write French, or a spelling close to it.
    """
    return _read_word_list("fr") if language is Language.HT else {}


def _read_word_list(name: str) -> dict[str, float]:
    values: dict[str, float] = {}
    place = resources.files("knowledge") / "seed" / "background" / f"{name}.txt"
    if not place.is_file():
        return values
    for line in place.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            zipf, *words = line.split()
            values.update(dict.fromkeys(words, float(zipf)))
    return values


class WordRarity:
    """The weight of a word, 0 to 1, by the languages an index speaks."""

    def __init__(self, languages: tuple[Language, ...]) -> None:
        self._tables = tuple(zipf_values(language) for language in languages)

    def zipf(self, word: str) -> float:
        """Return the Zipf value of a folded word; the commonest reading of any language wins."""
        return max(
            (table.get(word, UNLISTED_ZIPF) for table in self._tables), default=UNLISTED_ZIPF
        )

    def is_listed(self, word: str) -> bool:
        """Tell whether any list holds the word."""
        return any(word in table for table in self._tables)

    def weight(self, word: str) -> float:
        """Return 1 for a word no list holds, falling to `MIN_RARITY` for the commonest."""
        if word[0] in "@=":
            return 1.0
        if re.fullmatch(r"\d+", word):
            return 0.8
        share = (COMMONEST_ZIPF - self.zipf(word)) / (COMMONEST_ZIPF - UNLISTED_ZIPF)
        return min(1.0, max(MIN_RARITY, share))
