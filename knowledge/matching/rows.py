"""The rows of an index: every text of every entry and scope class, tokenized once."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from knowledge.language import Language
from knowledge.matching.aliases import Aliases
from knowledge.matching.answer_text import Texts
from knowledge.matching.folding import tokens as split
from knowledge.matching.inputs import Indexed, ScopeClass
from knowledge.verdict import Outcome


@dataclass(frozen=True, slots=True)
class Row:
    """One text of a unit that questions are held against."""

    text: str
    tokens: tuple[str, ...]
    unit: int
    language: Language


@dataclass(frozen=True, slots=True)
class Units:
    """Entries and scope classes by number, and their rows in order of unit."""

    rows: list[Row] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    outcomes: list[Outcome | None] = field(default_factory=list)  # None for an entry
    answers: list[Texts] = field(default_factory=list)  # tokens of answers and key terms
    titles: list[Mapping[Language, tuple[str, ...]]] = field(default_factory=list)
    silent: set[int] = field(default_factory=set)  # scope classes without a reply
    number: dict[str, int] = field(default_factory=dict)  # of an entry, by code
    near: dict[str, frozenset[str]] = field(default_factory=dict)  # entries gone on to, by code

    def add(
        self,
        code: str,
        outcome: Outcome | None,
        texts: Iterable[tuple[Language, Iterable[str]]],
        aliases: Aliases,
    ) -> bool:
        """Add a unit with its texts; return whether it had any."""
        rows: dict[tuple[Language, tuple[str, ...]], Row] = {}
        for language, each in texts:
            for text in each:
                tokens = tuple(map(sys.intern, aliases.rewrite(split(text), language)))
                if tokens:
                    row = Row(text, tokens, len(self.codes), language)
                    rows.setdefault((language, tokens), row)
        if not rows:
            return False
        if outcome is None:
            self.number[code] = len(self.codes)
        self.rows.extend(rows.values())
        self.codes.append(code)
        self.outcomes.append(outcome)
        return True


def gather(entries: Iterable[Indexed], scope: Iterable[ScopeClass], aliases: Aliases) -> Units:
    """Return the units and rows of what an index is built from."""
    units = Units()
    for entry in entries:
        texts = [(lang, (w.title, *w.phrasings)) for lang, w in entry.wordings.items()]
        if units.add(entry.code, None, texts, aliases):
            units.answers.append(
                {
                    language: aliases.rewrite(
                        split(" ".join((w.short, w.detail, *w.terms))), language
                    )
                    for language, w in entry.wordings.items()
                }
            )
            units.near[entry.code] = entry.near
            units.titles.append(
                {
                    language: tuple(aliases.rewrite(split(w.title), language))
                    for language, w in entry.wordings.items()
                }
            )
    for each in scope:
        if units.add(each.code, Outcome(each.outcome), each.examples.items(), aliases):
            units.answers.append({})
            if each.silent:
                units.silent.add(len(units.codes) - 1)
            units.titles.append({})
    return units
