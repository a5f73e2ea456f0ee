"""Reading a question: its language, its tokens, and what had to be mended."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.language import Language
from knowledge.matching.learned_arrays import LearnedArrays
from knowledge.matching.text.aliases import AliasRewriter
from knowledge.matching.text.folding import MAX_QUESTION_LENGTH
from knowledge.matching.text.folding import tokenize as split
from knowledge.matching.text.language_identification import LanguageIdentifier
from knowledge.matching.text.lexicon import ALL_STOP_WORDS
from knowledge.matching.text.question_types import find_question_types
from knowledge.matching.text.spelling import SpellingCorrector
from knowledge.matching.text.word_frequency import WordRarity, zipf_values

FREQUENT_ZIPF = 5.0  # Zipf value from which an everyday word may mend a slip
OWN_WORD_BONUS = 2.0  # Zipf steps by which a word of ours is preferred to it

_SEAM = re.compile(
    r"[?¿!;\n]+|,?\s+(?:and|y|e|epi|plus|also|tambien|también|ademas|además|ansanm ak)\s+", re.I
)


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """A question as the index reads it."""

    tokens: tuple[str, ...]
    language: Language
    corrections: tuple[tuple[str, str], ...] = ()  # (as typed, as read)
    excluded_row: int = -1  # row of the index to be left out
    has_last: bool = False  # an answer was shown just before
    allowed_units: frozenset[int] | None = None  # units that may be found; None: all
    borrowed_count: int = 0  # how many of the tokens, at the end, are borrowed
    text: str = ""  # as it was written

    @property
    def telling_tokens(self) -> tuple[str, ...]:
        """Return the tokens that are not stop words."""
        return tuple(token for token in self.tokens if token not in ALL_STOP_WORDS)

    @property
    def own_tokens(self) -> tuple[str, ...]:
        """Return the tokens that were not borrowed."""
        return self.tokens[: len(self.tokens) - self.borrowed_count]

    def with_context(self, context: Sequence[str]) -> "ParsedQuestion":
        """Return the question with words of what was talked about before."""
        more = [token for token in dict.fromkeys(context) if token not in self.tokens]
        return replace(
            self,
            tokens=(*self.tokens, *more),
            borrowed_count=self.borrowed_count + len(more),
            text=" ".join((self.text, *more)),
        )


class QuestionReader:
    """Reads questions with the words an index knows."""

    def __init__(
        self,
        aliases: AliasRewriter,
        tongues: LanguageIdentifier,
        vocabulary: frozenset[str],
        rarity: WordRarity,
        learned: LearnedArrays | None = None,
    ) -> None:
        """Prepare the mending of words, with what was `learned` of the same ones if it is there.

        Raises ValueError if that does not fit.
        """
        self._aliases, self._identifier = aliases, tongues
        self._vocabulary, self._rarity = vocabulary, rarity
        self.spelling = SpellingCorrector(self._known_words(), learned)

    def _known_words(self) -> Iterable[tuple[str, float]]:
        words: dict[str, float] = {}
        for language in self._identifier.languages:
            everyday = zipf_values(language).items()
            words.update((w, z - OWN_WORD_BONUS) for w, z in everyday if z >= FREQUENT_ZIPF)
        words.update((w, self._rarity.zipf(w)) for w in self._vocabulary)
        return words.items()

    def read(self, text: str, hint: Language | None) -> ParsedQuestion:
        """Read at most `MAX_QUESTION_LENGTH` characters of a question."""
        raw = split(text[:MAX_QUESTION_LENGTH])
        language = self._identifier.identify(raw, hint)
        found: list[str] = []
        mended: list[tuple[str, str]] = []
        for token in self._aliases.rewrite(raw, language):
            known = token in self._vocabulary or self._rarity.is_listed(token)
            near = None if known else self.spelling.closest_word(token)
            if near is not None:
                mended.append((token, near))
            found.append(near or token)
        if mended:  # a mended word may complete an alias
            found = self._aliases.rewrite(found, language)
        return ParsedQuestion(
            tuple(found), language, tuple(mended), text=text[:MAX_QUESTION_LENGTH]
        )

    def split_compound(self, text: str, whole: ParsedQuestion) -> list[ParsedQuestion]:
        """Return the two questions of a compound one, or nothing.

        A second half without a telling word of its own ("and when") borrows the first's.
        """
        halves = _SEAM.split(text[:MAX_QUESTION_LENGTH])
        halves = [half for half in halves if split(half)] if len(halves) > 1 else []
        if len(halves) < 2:
            return []
        first = self.read(halves[0], whole.language)
        second = self.read(" ".join(halves[1:]), whole.language)
        if not first.telling_tokens or not find_question_types(second.tokens):
            return []
        if len(second.telling_tokens) < 2:
            second = second.with_context(first.telling_tokens)
        return [first, second]
