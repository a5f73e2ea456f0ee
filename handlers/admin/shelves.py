"""Documents of a kind as a list to choose from: named, searched by words, turned by pages."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.admin import wording
from knowledge.content.base import Base
from knowledge.content.documents import Kind
from knowledge.language import Language
from knowledge.matching.folding import fold

ON_A_PAGE = 8
LONGEST_SEARCH = 20  # characters of the words searched for that a button or a draft can carry


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: (code, line) of each, which page it is, of how many documents."""

    shown: Sequence[tuple[str, str]]
    number: int
    pages: int
    count: int


def shelf(base: Base, kind: Kind) -> Mapping[str, object]:
    """Return every document of a kind by code."""
    return {
        Kind.ENTRY: base.entries,
        Kind.FACT: base.facts,
        Kind.SOURCE: base.sources,
        Kind.ALIAS: base.aliases,
        Kind.SCOPE: base.scopes,
        Kind.TOPIC: base.topics,
        Kind.EVENT: base.events,
    }[kind]


def named(base: Base, kind: Kind, code: str, language: Language) -> str:
    """Return the line that tells a document from its neighbours."""
    if kind is Kind.ENTRY:
        return base.title(code, language)
    return wording.summary(shelf(base, kind)[code], language)


def words_of(text: str) -> str:
    """Return what was typed as words to search for, short enough to be carried along."""
    return " ".join(re.findall(r"\w+", fold(text)))[:LONGEST_SEARCH].strip()


def page(base: Base, kind: Kind, language: Language, search: str, number: int) -> Page:
    """Return a page of the documents that hold every word searched for; all if there is none."""
    lines = {code: named(base, kind, code, language) for code in shelf(base, kind)}
    found = [
        (code, line)
        for code, line in lines.items()
        if all(word in _haystack(base, kind, code, line) for word in search.split())
    ]
    pages = max(1, -(-len(found) // ON_A_PAGE))
    at = max(0, min(number, pages - 1))
    return Page(found[at * ON_A_PAGE : (at + 1) * ON_A_PAGE], at, pages, len(found))


def _haystack(base: Base, kind: Kind, code: str, line: str) -> str:
    """Return the folded text a document is found by; a fact is found by its sources as well."""
    beside: Sequence[str] = base.facts[code].sources if kind is Kind.FACT else ()
    return fold(" ".join((code, line, *beside)))


def known(base: Base, kind: Kind, typed: str) -> str | None:
    """Return the code of a document as it is spelled, in whatever case it was typed; or None."""
    if kind is Kind.ENTRY:
        found = base.find(typed)
        return found.code if found else None
    return next((code for code in shelf(base, kind) if code.lower() == typed.lower()), None)


def kind_of(base: Base, typed: str) -> Kind | None:
    """Return the kind of which something typed is a code; None if of none."""
    kinds = (Kind.FACT, Kind.SOURCE, Kind.TOPIC, Kind.ENTRY)
    return next((kind for kind in kinds if known(base, kind, typed)), None)
