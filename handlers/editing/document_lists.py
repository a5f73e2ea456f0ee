"""Documents of a kind as a list to choose from: named, searched by words, turned by pages."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.editing import draft_texts
from knowledge.content.documents import DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.language import Language
from knowledge.matching.text.folding import fold

DOCUMENTS_PER_PAGE = 8
MAX_SEARCH_LENGTH = 20  # characters of the words searched for that a button or a draft can carry


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One page of a list: (code, line) of each, which page it is, of how many documents."""

    shown: Sequence[tuple[str, str]]
    number: int
    pages: int
    count: int


def documents_of_kind(base: FaqBase, kind: DocumentKind) -> Mapping[str, object]:
    """Return every document of a kind by code."""
    return {
        DocumentKind.ENTRY: base.entries,
        DocumentKind.FACT: base.facts,
        DocumentKind.SOURCE: base.sources,
        DocumentKind.ALIAS: base.aliases,
        DocumentKind.SCOPE: base.scopes,
        DocumentKind.TOPIC: base.topics,
        DocumentKind.EVENT: base.events,
    }[kind]


def document_line(base: FaqBase, kind: DocumentKind, code: str, language: Language) -> str:
    """Return the line that tells a document from its neighbours."""
    if kind is DocumentKind.ENTRY:
        return base.entry_title(code, language)
    return draft_texts.document_summary(documents_of_kind(base, kind)[code], language)


def search_words(text: str) -> str:
    """Return what was typed as words to search for, short enough to be carried along."""
    return " ".join(re.findall(r"\w+", fold(text)))[:MAX_SEARCH_LENGTH].strip()


def document_page(
    base: FaqBase, kind: DocumentKind, language: Language, search: str, number: int
) -> DocumentPage:
    """Return a page of the documents that hold every word searched for; all if there is none."""
    lines = {
        code: document_line(base, kind, code, language) for code in documents_of_kind(base, kind)
    }
    found = [
        (code, line)
        for code, line in lines.items()
        if all(word in _searchable_text(base, kind, code, line) for word in search.split())
    ]
    pages = max(1, -(-len(found) // DOCUMENTS_PER_PAGE))
    at = max(0, min(number, pages - 1))
    return DocumentPage(
        found[at * DOCUMENTS_PER_PAGE : (at + 1) * DOCUMENTS_PER_PAGE], at, pages, len(found)
    )


def _searchable_text(base: FaqBase, kind: DocumentKind, code: str, line: str) -> str:
    """Return the folded text a document is found by; a fact is found by its sources as well."""
    beside: Sequence[str] = base.facts[code].sources if kind is DocumentKind.FACT else ()
    return fold(" ".join((code, line, *beside)))


def find_code(base: FaqBase, kind: DocumentKind, typed: str) -> str | None:
    """Return the code of a document as it is spelled, in whatever case it was typed; or None."""
    if kind is DocumentKind.ENTRY:
        found = base.find_entry(typed)
        return found.code if found else None
    return next(
        (code for code in documents_of_kind(base, kind) if code.lower() == typed.lower()), None
    )


def kind_of_code(base: FaqBase, typed: str) -> DocumentKind | None:
    """Return the kind of which something typed is a code; None if of none."""
    kinds = (DocumentKind.FACT, DocumentKind.SOURCE, DocumentKind.TOPIC, DocumentKind.ENTRY)
    return next((kind for kind in kinds if find_code(base, kind, typed)), None)
