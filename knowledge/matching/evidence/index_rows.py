"""The rows of an index: every text of every entry and scope class, tokenized once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.language import Language
from knowledge.matching.evidence.answer_text import UnitTexts
from knowledge.matching.index_inputs import IndexedEntry, ScopeClass
from knowledge.matching.learned_arrays import LearnedArrays, NamedArrays, encode_texts
from knowledge.verdict import Outcome

RowTokens = tuple[str, ...]
RowTokenizer = Callable[
    [str, Language], Sequence[str]
]  # a text into tokens, as its language has them


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One text of a unit that questions are held against."""

    text: str
    joined_tokens: (
        str  # its tokens, joined: one string takes less room than ten, and is read faster
    )
    unit: int
    language: Language

    @property
    def tokens(self) -> RowTokens:
        """Return the comparable tokens of the text."""
        return tuple(self.joined_tokens.split(" "))


class IndexUnits:
    """Entries and scope classes by number, and their rows in order of unit."""

    def __init__(
        self,
        entries: Iterable[IndexedEntry],
        scope: Iterable[ScopeClass],
        split: RowTokenizer,
        learned: LearnedArrays | None = None,
    ) -> None:
        """Tokenize all texts, or take up how the very same were; raises ValueError if it fails."""
        self.rows: list[IndexRow] = []
        self.codes: list[str] = []
        self.outcomes: list[Outcome | None] = []  # None for an entry
        self.titles: list[Mapping[Language, RowTokens]] = []
        self.silent: set[int] = set()  # scope classes without a reply
        self.unit_by_code: dict[str, int] = {}  # of an entry, by code
        self.near: dict[str, frozenset[str]] = {}  # entries gone on to, by code
        self._said: list[Mapping[Language, str]] = []  # answers and key terms
        self._split = split
        self._read = 0  # texts
        self._places: list[int] = []  # of the texts that became rows
        self._known: dict[int, str] | None = None
        if learned is not None:
            places = learned.read_array("places", np.int32).tolist()
            self._known = dict(zip(places, learned.read_texts("tokens"), strict=True))
        for entry in entries:
            texts = {lang: (w.title, *w.phrasings) for lang, w in entry.wordings.items()}
            if titles := self._add_unit(entry.code, None, texts):
                self.near[entry.code] = entry.near
                self.titles.append(titles)
                self._said.append(
                    {
                        lang: " ".join((w.short, w.detail, *w.terms))
                        for lang, w in entry.wordings.items()
                    }
                )
        for each in scope:
            if self._add_unit(each.code, Outcome(each.outcome), each.examples):
                self.titles.append({})
                self._said.append({})
                if each.silent:
                    self.silent.add(len(self.codes) - 1)
        if self._known is not None and list(self._known) != self._places:
            raise ValueError("the rows are of other texts")
        self._known = None

    def _add_unit(
        self, code: str, outcome: Outcome | None, texts: Mapping[Language, Sequence[str]]
    ) -> Mapping[Language, RowTokens]:
        """Add a unit; return the first text of each language, none if it has no words at all."""
        first: dict[Language, RowTokens] = {}
        known: set[tuple[Language, str]] = set()
        for language, some in texts.items():
            for text in some:
                said = self._next_tokens(text, language)
                first.setdefault(language, tuple(said.split()))
                if said and (language, said) not in known:
                    known.add((language, said))
                    self.rows.append(IndexRow(text, said, len(self.codes), language))
                    self._places.append(self._read - 1)
        if not known:
            return {}
        if outcome is None:
            self.unit_by_code[code] = len(self.codes)
        self.codes.append(code)
        self.outcomes.append(outcome)
        return first

    def _next_tokens(self, text: str, language: Language) -> str:
        """Return the joined tokens of the next text; of one that became no row, perhaps none."""
        self._read += 1
        if self._known is None:
            return " ".join(self._split(text, language))
        return self._known.get(self._read - 1, "")

    def answers(self) -> list[UnitTexts]:
        """Return the tokens of every unit's answers and key terms; nothing for scope classes."""
        return [
            {language: self._split(text, language) for language, text in said.items()}
            for said in self._said
        ]

    @property
    def learned_arrays(self) -> NamedArrays:
        """Return the arrays that spare the tokenizing of the very same texts."""
        return {
            "places": np.array(self._places, dtype=np.int32),
            "tokens": encode_texts(row.joined_tokens for row in self.rows),
        }
