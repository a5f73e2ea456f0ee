"""Which questions an edit can touch, and which changed answers are its doing.

An edit can change what a question gets only where they share a telling word, or its sense.
Questions without one need not be asked again; a change that has nothing to do with the edited
document is chance, and not told.
"""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from knowledge.content.base import Base
from knowledge.content.documents import Body, Kind
from knowledge.language import Language
from knowledge.matching.evaluation import Asked, Steal
from knowledge.matching.folding import tokens
from knowledge.matching.lexicon import ALL_STOP_WORDS
from knowledge.matching.senses import senses
from knowledge.matching.stems import stem

_TAG = re.compile(r"<[^>]+>")
_SAID = ("reply", "related")  # of a scope: what it answers, not what it hears
Words = frozenset[Hashable]


def words(texts: Iterable[str]) -> Words:
    """Return the stems and senses of the telling words of some texts."""
    told = {token for text in texts for token in tokens(_TAG.sub(" ", text))}
    roots = {stem(token) for token in told - ALL_STOP_WORDS}
    return frozenset(roots) | {sense for root in roots for sense in senses().get(root, ())}


def touched(bank: Iterable[Asked], by: Words) -> list[Asked]:
    """Return the questions that share a word with an edit."""
    return [asked for asked in bank if by & words([asked.text])]


def changed_words(
    kind: Kind, code: str, before: tuple[Base, Body], after: tuple[Base, Body]
) -> Words:
    """Return the words in which an edit changes what questions are matched with.

    Both sides are the base and the body of the document in it. Of an answer's texts only the words
    count that come or go as a whole; of ways of asking every word of each that comes or goes.
    """
    if kind is Kind.ENTRY:
        asked, said = zip(*(_of_entry(base, code) for base, _ in (before, after)), strict=True)
        return words(asked[0] ^ asked[1]) | (words(said[0]) ^ words(said[1]))
    if kind is Kind.ALIAS and before[1] != after[1]:
        return words(_strings([before[1], after[1]]))
    if kind is Kind.SCOPE:
        old, new = (
            {k: v for k, v in body.items() if k not in _SAID} for _, body in (before, after)
        )
        lines = set(_strings([old])) ^ set(_strings([new]))
        is_other = _sort_of(before[1]) != _sort_of(after[1])
        return words(_strings([old, new]) if is_other else lines)
    return frozenset()


def _sort_of(scope: Body) -> tuple[Any, ...]:
    """Return what a scope does with what it hears: an open one goes before its first answer."""
    first = scope.get("related", [])[:1] if scope.get("function") else []
    return scope.get("outcome"), scope.get("function"), list(first)


def _of_entry(base: Base, code: str) -> tuple[frozenset[str], list[str]]:
    """Return an entry's titles and ways of asking, and what it answers, in every language."""
    entry = base.entries.get(code)
    asked: set[str] = set()
    said: list[str] = []
    for language in entry.wordings if entry else ():
        wording = base.wording(base.entries[code], language)[0]
        asked |= {wording.title, *wording.phrasings}
        said += [wording.short, wording.points, wording.detail, *wording.terms]
    return frozenset(asked), said


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for each in value.values() for text in _strings(each)]
    if isinstance(value, Sequence):
        return [text for each in value for text in _strings(each)]
    return []


def learned_from(base: Base) -> list[tuple[str, Language, str, tuple[str, ...]]]:
    """Return the texts of the entries that an index learns from, in its order."""
    return [
        (code, language, wording.title, tuple(wording.phrasings))
        for code, entry in base.entries.items()
        for language in entry.wordings
        for wording in (base.wording(entry, language)[0],)
    ]


def learns_alike(one: Base, other: Base) -> bool:
    """Tell whether two bases have the very same texts for an index to learn from."""
    same = one.scopes == other.scopes and one.aliases == other.aliases
    return same and learned_from(one) == learned_from(other)


def is_of(steal: Steal, kind: Kind, code: str) -> bool:
    """Tell whether an entry that was edited has to do with a question's other answer."""
    if kind is not Kind.ENTRY or code in steal.asked.accept:
        return True
    if code in (steal.before.entry, steal.after.entry):
        return True
    near = (any(c.entry == code for c in v.candidates) for v in (steal.before, steal.after))
    return next(near) != next(near)
