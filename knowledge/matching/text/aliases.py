"""Other words for the words we use: `la migra` for `ice`, `lapolis` for `police`."""

from collections.abc import Iterable, Sequence

from knowledge.language import Language
from knowledge.matching.index_inputs import IndexedAlias
from knowledge.matching.text.folding import tokenize as split
from knowledge.matching.text.word_frequency import zipf_values

EVERYDAY_ZIPF = 5.0  # Zipf value from which another language's word is not taken for an alias


class AliasRewriter:
    """Rewrites token rows, each token once; long sayings win, then those of the language."""

    def __init__(self, aliases: Iterable[IndexedAlias]) -> None:
        """Prepare the sayings; one that says what it means is dropped."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], Language | None]]]
        self._by_first = {}
        for alias in aliases:
            means = tuple(split(alias.means))
            for saying in alias.says:
                says = tuple(split(saying))
                if says and says != means:
                    self._by_first.setdefault(says[0], []).append((says, means, alias.language))

    def rewritten_tokens(self, text: str, language: Language | None) -> list[str]:
        """Return the tokens of a text, with every saying replaced."""
        return self.rewrite(split(text), language)

    def rewrite(self, tokens: Sequence[str], language: Language | None) -> list[str]:
        """Return the tokens with every saying replaced by what it means."""
        if not self._by_first:
            return list(tokens)
        done: list[str] = []
        at = 0
        while at < len(tokens):
            found = [
                (len(says), spoken == language, means)
                for says, means, spoken in self._by_first.get(tokens[at], ())
                if tuple(tokens[at : at + len(says)]) == says
                and self._applies_to(says, spoken, language)
            ]
            if found:
                width, _, means = max(found, key=lambda each: each[:2])
                done.extend(means)
                at += width
            else:
                done.append(tokens[at])
                at += 1
        return done

    @staticmethod
    def _applies_to(
        says: tuple[str, ...], spoken: Language | None, language: Language | None
    ) -> bool:
        if spoken is None or language is None or spoken == language or len(says) > 1:
            return True
        return zipf_values(language).get(says[0], 0.0) < EVERYDAY_ZIPF
