"""Which of our languages a short text is in, by its words alone."""

import math
from collections.abc import Iterable, Mapping, Sequence

from knowledge.language import Language
from knowledge.matching.background import kindred_values, zipf_values

UNHEARD = 2.0  # Zipf value of a word that a language's list does not hold
OURS = 4.2  # Zipf value of a word that our own texts in a language use
HINT = 2.2  # nats of trust in the language that came with the question
KINDRED = 0.4  # Zipf steps by which a kindred language's word tells less


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

    def tell(self, tokens: Sequence[str], hint: Language | None) -> Language:
        """Return the likeliest language of the tokens, given a hint to start from."""
        if not self.languages:
            return hint or Language.EN
        return max(
            self.languages,
            key=lambda each: self._score(each, tokens) + (HINT if each == hint else 0.0),
        )

    def _score(self, language: Language, tokens: Sequence[str]) -> float:
        table, own = zipf_values(language), self._own[language]
        kindred = kindred_values(language)
        total = 0.0
        for token in tokens:
            if token.isalpha():
                zipf = table.get(token, UNHEARD)
                zipf = max(zipf, kindred.get(token, UNHEARD) - KINDRED)
                if zipf < OURS and token in own:
                    zipf = OURS
                total += zipf
        return total * math.log(10) * 0.5
