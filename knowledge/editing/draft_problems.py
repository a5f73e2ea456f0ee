"""What an editor is told before publishing: a draft of any kind, whole or half written.

The rules themselves are `knowledge.content.checks`; here it is decided which of them stop a
publication. What is wrong in the public version already stops nobody who mends something else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from knowledge.content import document_parsing
from knowledge.content.checks import (
    Problem,
    Severity,
    entry_problems,
    fact_problems,
    source_problems,
)
from knowledge.content.checks.phrasing_claims import PhrasingClaims
from knowledge.content.checks.sets import answer_sets, other_documents
from knowledge.content.documents import DocumentBody, DocumentError, DocumentKey, DocumentKind
from knowledge.content.faq_base import COLLECTION_NAMES, FaqBase
from knowledge.editing import editable_fields
from knowledge.language import Language
from knowledge.town import Town

# Rules an editor may weigh against being late: the rest stop a publication.
WARNING_CHECKS = frozenset(
    {
        "language", "phrasings", "readability", "figures", "related", "claimed", "stray-source",
        "many-sources", "uncited-quote", "unused-fact", "office-today", "loaded-word", "behind",
        "follows", "review-due", "near-title", "points", "card", "outlet", "glossary", "hedge",
        "gloss", "pair", "pointer", "reach",
    }
)  # fmt: skip


def with_document(
    base: FaqBase, kind: DocumentKind, code: str, body: DocumentBody | None, version: int = 1
) -> FaqBase:
    """Return the base as it would be with one document written so, or without it (None).

    Raises DocumentError when the body does not have the shape of its kind.
    """
    parse = document_parsing.PARSER_BY_KIND[kind]
    held = {c: document for c, document in base.of_kind(kind).items() if c != code}
    if body is not None:
        parsed = parse(code, body, version) if kind is DocumentKind.ENTRY else parse(code, body)
        held = {**base.of_kind(kind), code: parsed}
    collections: dict[str, Any] = {COLLECTION_NAMES[kind]: held}
    return replace(base, **collections)


def with_documents(base: FaqBase, bodies: Mapping[DocumentKey, DocumentBody]) -> FaqBase:
    """Return the base as it would be with several documents; raises DocumentError."""
    for (kind, code), body in bodies.items():
        base = with_document(base, kind, code, body)
    return base


def find_draft_problems(
    base: FaqBase,
    kind: DocumentKind,
    code: str,
    body: DocumentBody,
    today: date,
    *,
    public: FaqBase | None = None,
    claims: PhrasingClaims | None = None,
) -> list[Problem]:
    """Return what is wrong with a draft, what stops it first.

    `base` is the public one, or, for one of several documents that become public together, the
    base with all of them, and `public` without. `claims` of `base` save gathering them anew.
    """
    public = public or base
    found = _find_problems(base, kind, code, body, today, public, claims)
    already = set[tuple[str, Language | None]]()
    if code in public.of_kind(kind) and found:
        already = {(p.check, p.language) for p in check_document(public, kind, code, today, None)}
    graded = [_grade_problem(problem, already) for problem in found]
    return sorted(graded, key=lambda p: p.severity is Severity.WARNING)


def _grade_problem(problem: Problem, already: set[tuple[str, Language | None]]) -> Problem:
    lenient = problem.check in WARNING_CHECKS or (problem.check, problem.language) in already
    return replace(problem, severity=Severity.WARNING) if lenient else problem


def _find_problems(
    base: FaqBase, kind: DocumentKind, code: str, body: DocumentBody, today: date, public: FaqBase,
    claims: PhrasingClaims | None,
) -> list[Problem]:  # fmt: skip
    missing = list(_missing_parts(kind, code, body, base.town))
    if missing:
        return missing
    try:
        changed = with_document(base, kind, code, body)
    except DocumentError as fault:
        return [Problem("shape", code, str(fault))]
    found = list(check_document(changed, kind, code, today, claims))
    if kind is DocumentKind.ENTRY:
        found += [p for p in answer_sets.pairs_balanced(changed) if p.where == code]
    if kind is DocumentKind.FACT:
        found += _newly_wrong(public, changed, today)
    return found


def _missing_parts(
    kind: DocumentKind, code: str, body: DocumentBody, town: Town
) -> Iterable[Problem]:
    """Yield what has not been written at all; of a language, only if it was begun."""
    begun = [tag for tag in town.languages if tag.value in body] or [town.language]
    for one in editable_fields.EDITABLE_FIELDS[kind]:
        if not editable_fields.is_field_needed(one, body):
            continue
        spoken: Iterable[Language | None] = (None,)
        if one.spoken:
            spoken = begun if kind is DocumentKind.ENTRY else (town.language,)
        for language in spoken:
            if not editable_fields.field_value(kind, body, one, language) and not _may_be_silent(
                one.name, body
            ):
                yield Problem("missing", code, one.name, language=language)


def _may_be_silent(name: str, body: DocumentBody) -> bool:
    return name == "reply" and body.get("outcome") == "unknown"


def check_document(
    base: FaqBase, kind: DocumentKind, code: str, today: date, claims: PhrasingClaims | None = None
) -> Iterable[Problem]:
    """Hold one document of a base against the rules of its kind."""
    match kind:
        case DocumentKind.ENTRY:
            return entry_problems(base, base.entries[code], today, claims)
        case DocumentKind.FACT:
            return fact_problems(base, base.facts[code])
        case DocumentKind.SOURCE:
            return source_problems(base.sources[code])
        case DocumentKind.TOPIC:
            return other_documents.topic_named(base, base.topics[code])
        case DocumentKind.SCOPE:
            return other_documents.scope_complete(base, base.scopes[code])
        case DocumentKind.EVENT:
            return other_documents.event_complete(base, base.events[code], today)
    return other_documents.aliases_unambiguous(base)


def _newly_wrong(base: FaqBase, changed: FaqBase, today: date) -> list[Problem]:
    """Return what a change of a fact would break in the answers that quote it."""
    found: list[Problem] = []
    for code in affected_entries(base, changed):
        before = {str(p) for p in entry_problems(base, base.entries[code], today)}
        after = entry_problems(changed, changed.entries[code], today)
        found += [problem for problem in after if str(problem) not in before]
    return found


def affected_entries(base: FaqBase, changed: FaqBase) -> dict[str, list[Language]]:
    """Return the entries that would read differently, each with the languages it would in."""
    found: dict[str, list[Language]] = {}
    for code, entry in base.entries.items():
        if code not in changed.entries:
            continue
        for language in entry.wordings:
            if _shown_entry(base, code, language) != _shown_entry(changed, code, language):
                found.setdefault(code, []).append(language)
    return found


def _shown_entry(base: FaqBase, code: str, language: Language) -> object:
    entry = base.entries[code]
    try:
        return base.filled_wording(entry, language), base.overtaken_text(entry, language)
    except Exception as fault:  # a value taken away or mistyped leaves a quote unfilled
        return type(fault)
