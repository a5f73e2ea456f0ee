"""Which of our languages a short text is in, by its words alone."""

import math
from collections.abc import Iterable, Mapping, Sequence

from knowledge.language import Language
from knowledge.matching.text.word_frequency import related_zipf_values, zipf_values

UNLISTED_WORD_ZIPF = 2.0  # Zipf value of a word that a language's list does not hold
OWN_WORD_ZIPF = 4.2  # Zipf value of a word that our own texts in a language use
HINT_NATS = 2.2  # nats of trust in the language that came with the question
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

    def identify(self, tokens: Sequence[str], hint: Language | None) -> Language:
        """Return the likeliest language of the tokens, given a hint to start from."""
        if not self.languages:
            return hint or Language.EN
        return max(
            self.languages,
            key=lambda each: (
                self._language_score(each, tokens) + (HINT_NATS if each == hint else 0.0)
            ),
        )

    def _language_score(self, language: Language, tokens: Sequence[str]) -> float:
        table, own = zipf_values(language), self._own[language]
        kindred = related_zipf_values(language)
        total = 0.0
        for token in tokens:
            if token.isalpha():
                zipf = table.get(token, UNLISTED_WORD_ZIPF)
                zipf = max(zipf, kindred.get(token, UNLISTED_WORD_ZIPF) - RELATED_LANGUAGE_PENALTY)
                if zipf < OWN_WORD_ZIPF and token in own:
                    zipf = OWN_WORD_ZIPF
                total += zipf
        return total * math.log(10) * 0.5
