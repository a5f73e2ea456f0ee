"""Reading a question: its language, its tokens, and what had to be mended."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.language import Language
from knowledge.matching.aliases import Aliases
from knowledge.matching.background import Rarity, zipf_values
from knowledge.matching.folding import MAX_QUESTION
from knowledge.matching.folding import tokens as split
from knowledge.matching.language_identification import LanguageIdentifier
from knowledge.matching.learned import Learned
from knowledge.matching.lexicon import ALL_STOP_WORDS
from knowledge.matching.questions import kinds
from knowledge.matching.spelling import Spelling

FREQUENT = 5.0  # Zipf value from which an everyday word may mend a slip
RATHER_OURS = 2.0  # Zipf steps by which a word of ours is preferred to it

_SEAM = re.compile(
    r"[?¿!;\n]+|,?\s+(?:and|y|e|epi|plus|also|tambien|también|ademas|además|ansanm ak)\s+", re.I
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the index reads it."""

    tokens: tuple[str, ...]
    language: Language
    mended: tuple[tuple[str, str], ...] = ()  # (as typed, as read)
    without: int = -1  # row of the index to be left out
    has_last: bool = False  # an answer was shown just before
    only: frozenset[int] | None = None  # units that may be found; None: all
    borrowed: int = 0  # how many of the tokens, at the end, are borrowed
    text: str = ""  # as it was written

    @property
    def telling(self) -> tuple[str, ...]:
        """Return the tokens that are not stop words."""
        return tuple(token for token in self.tokens if token not in ALL_STOP_WORDS)

    @property
    def own(self) -> tuple[str, ...]:
        """Return the tokens that were not borrowed."""
        return self.tokens[: len(self.tokens) - self.borrowed]

    def beside(self, context: Sequence[str]) -> "Question":
        """Return the question with words of what was talked about before."""
        more = [token for token in dict.fromkeys(context) if token not in self.tokens]
        return replace(
            self,
            tokens=(*self.tokens, *more),
            borrowed=self.borrowed + len(more),
            text=" ".join((self.text, *more)),
        )


class Reader:
    """Reads questions with the words an index knows."""

    def __init__(
        self,
        aliases: Aliases,
        tongues: LanguageIdentifier,
        vocabulary: frozenset[str],
        rarity: Rarity,
        learned: Learned | None = None,
    ) -> None:
        """Prepare the mending of words, with what was `learned` of the same ones if it is there.

        Raises ValueError if that does not fit.
        """
        self._aliases, self._tongues = aliases, tongues
        self._vocabulary, self._rarity = vocabulary, rarity
        self.spelling = Spelling(self._known_words(), learned)

    def _known_words(self) -> Iterable[tuple[str, float]]:
        words: dict[str, float] = {}
        for language in self._tongues.languages:
            everyday = zipf_values(language).items()
            words.update((w, z - RATHER_OURS) for w, z in everyday if z >= FREQUENT)
        words.update((w, self._rarity.zipf(w)) for w in self._vocabulary)
        return words.items()

    def read(self, text: str, hint: Language | None) -> Question:
        """Read at most `MAX_QUESTION` characters of a question."""
        raw = split(text[:MAX_QUESTION])
        language = self._tongues.tell(raw, hint)
        found: list[str] = []
        mended: list[tuple[str, str]] = []
        for token in self._aliases.rewrite(raw, language):
            known = token in self._vocabulary or self._rarity.known(token)
            near = None if known else self.spelling.closest(token)
            if near is not None:
                mended.append((token, near))
            found.append(near or token)
        if mended:  # a mended word may complete an alias
            found = self._aliases.rewrite(found, language)
        return Question(tuple(found), language, tuple(mended), text=text[:MAX_QUESTION])

    def parts(self, text: str, whole: Question) -> list[Question]:
        """Return the two questions of a compound one, or nothing.

        A second half without a telling word of its own ("and when") borrows the first's.
        """
        halves = [half for half in _SEAM.split(text[:MAX_QUESTION]) if split(half)]
        if len(halves) < 2:
            return []
        first = self.read(halves[0], whole.language)
        second = self.read(" ".join(halves[1:]), whole.language)
        if not first.telling or not kinds(second.tokens):
            return []
        if len(second.telling) < 2:
            second = second.beside(first.telling)
        return [first, second]
