"""Which of our languages a short text is in, by its words alone."""

import math
from collections.abc import Iterable, Mapping, Sequence

from knowledge.language import Language
from knowledge.matching.text.word_cache import WordCache
from knowledge.matching.text.word_frequency import related_zipf_values, zipf_values

UNLISTED_WORD_ZIPF = 2.0  # Zipf value of a word that a language's list does not hold
OWN_WORD_ZIPF = 4.2  # Zipf value of a word that our own texts in a language use
HINT_NATS = 2.2  # nats of trust in the language that came with the question
NATS_PER_ZIPF = math.log(10) * 0.5
RELATED_LANGUAGE_PENALTY = 0.4  # Zipf steps by which a kindred language's word tells less


class LanguageIdentifier:
    """Tells languages apart by everyday words and by the words of the index's own texts."""

    def __init__(self, rows: Iterable[tuple[Language, Sequence[str]]]) -> None:
        """Learn from (language, tokens) rows; only languages seen can be told."""
        words: dict[Language, set[str]] = {}
        for language, tokens in rows:
            words.setdefault(language, set()).update(tokens)
        self._own: Mapping[Language, frozenset[str]] = {
            language: frozenset(found) for language, found in words.items()
        }
        self.languages = tuple(sorted(self._own))
        self._zipfs = WordCache(self._zipf_by_language)

    def identify(self, tokens: Sequence[str], hint: Language | None) -> Language:
        """Return the likeliest language of the tokens, given a hint to start from."""
        if not self.languages:
            return hint or Language.EN
        told = [self._zipfs[token] for token in tokens if token.isalpha()]
        sums = map(sum, zip(*told, strict=True)) if told else [0.0] * len(self.languages)
        scores = {
            language: zipf * NATS_PER_ZIPF + (HINT_NATS if language == hint else 0.0)
            for language, zipf in zip(self.languages, sums, strict=True)
        }
        return max(scores, key=scores.__getitem__)

    def _zipf_by_language(self, token: str) -> tuple[float, ...]:
        """Return how common a word is in each of the languages."""
        return tuple(self._zipf_in(language, token) for language in self.languages)

    def _zipf_in(self, language: Language, token: str) -> float:
        zipf = zipf_values(language).get(token, UNLISTED_WORD_ZIPF)
        kindred = related_zipf_values(language).get(token, UNLISTED_WORD_ZIPF)
        own = OWN_WORD_ZIPF if token in self._own[language] else 0.0
        return max(zipf, kindred - RELATED_LANGUAGE_PENALTY, own)
