"""What an editor is told before publishing: a draft of any kind, whole or half written.

The rules themselves are `knowledge.content.checks`; here it is decided which of them stop a
publication. What is wrong in the public version already stops nobody who mends something else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from knowledge.content import reading
from knowledge.content.base import Base
from knowledge.content.checks import (
    Problem,
    Severity,
    around,
    entry_problems,
    fact_problems,
    source_problems,
    together,
)
from knowledge.content.checks.claims import Claims
from knowledge.content.documents import Body, InvalidDocument, Key, Kind
from knowledge.editing import fields
from knowledge.language import Language
from knowledge.town import Town

# Rules an editor may weigh against being late: the rest stop a publication.
WEIGHED = frozenset(
    {
        "language", "phrasings", "readability", "figures", "related", "claimed", "stray-source",
        "many-sources", "uncited-quote", "unused-fact", "office-today", "loaded-word", "behind",
        "follows", "review-due", "near-title", "points", "card", "outlet", "glossary", "hedge",
        "gloss", "pair", "pointer", "reach",
    }
)  # fmt: skip

_SHELVES: Mapping[Kind, str] = {
    Kind.ENTRY: "entries",
    Kind.FACT: "facts",
    Kind.SOURCE: "sources",
    Kind.TOPIC: "topics",
    Kind.ALIAS: "aliases",
    Kind.SCOPE: "scopes",
    Kind.EVENT: "events",
}


def with_document(base: Base, kind: Kind, code: str, body: Body | None, version: int = 1) -> Base:
    """Return the base as it would be with one document written so, or without it (None).

    Raises InvalidDocument when the body does not have the shape of its kind.
    """
    shelf, read = _SHELVES[kind], reading.READERS[kind]
    held = {c: document for c, document in getattr(base, shelf).items() if c != code}
    if body is not None:
        read_it = read(code, body, version) if kind is Kind.ENTRY else read(code, body)
        held = {**getattr(base, shelf), code: read_it}
    shelves: dict[str, Any] = {shelf: held}
    return replace(base, **shelves)


def with_documents(base: Base, bodies: Mapping[Key, Body]) -> Base:
    """Return the base as it would be with several documents; raises InvalidDocument."""
    for (kind, code), body in bodies.items():
        base = with_document(base, kind, code, body)
    return base


def problems(
    base: Base,
    kind: Kind,
    code: str,
    body: Body,
    today: date,
    *,
    public: Base | None = None,
    claims: Claims | None = None,
) -> list[Problem]:
    """Return what is wrong with a draft, what stops it first.

    `base` is the public one, or, for one of several documents that become public together, the
    base with all of them, and `public` without. `claims` of `base` save gathering them anew.
    """
    public = public or base
    found = _found(base, kind, code, body, today, public, claims)
    shelf = getattr(public, _SHELVES[kind])
    already = set[tuple[str, Language | None]]()
    if code in shelf and found:
        already = {(p.check, p.language) for p in checked(public, kind, code, today, None)}
    graded = [_graded(problem, already) for problem in found]
    return sorted(graded, key=lambda p: p.severity is Severity.WARNING)


def _graded(problem: Problem, already: set[tuple[str, Language | None]]) -> Problem:
    lenient = problem.check in WEIGHED or (problem.check, problem.language) in already
    return replace(problem, severity=Severity.WARNING) if lenient else problem


def _found(
    base: Base, kind: Kind, code: str, body: Body, today: date, public: Base,
    claims: Claims | None,
) -> list[Problem]:  # fmt: skip
    missing = list(_missing(kind, code, body, base.town))
    if missing:
        return missing
    try:
        changed = with_document(base, kind, code, body)
    except InvalidDocument as fault:
        return [Problem("shape", code, str(fault))]
    found = list(checked(changed, kind, code, today, claims))
    if kind is Kind.ENTRY:
        found += [p for p in together.pairs_balanced(changed) if p.where == code]
    if kind is Kind.FACT:
        found += _newly_wrong(public, changed, today)
    return found


def _missing(kind: Kind, code: str, body: Body, town: Town) -> Iterable[Problem]:
    """Yield what has not been written at all; of a language, only if it was begun."""
    begun = [tag for tag in town.languages if tag.value in body] or [town.language]
    for one in fields.FIELDS[kind]:
        if not fields.is_needed(one, body):
            continue
        spoken: Iterable[Language | None] = (None,)
        if one.spoken:
            spoken = begun if kind is Kind.ENTRY else (town.language,)
        for language in spoken:
            if not fields.get(kind, body, one, language) and not _may_be_silent(one.name, body):
                yield Problem("missing", code, one.name, language=language)


def _may_be_silent(name: str, body: Body) -> bool:
    return name == "reply" and body.get("outcome") == "unknown"


def checked(
    base: Base, kind: Kind, code: str, today: date, claims: Claims | None = None
) -> Iterable[Problem]:
    """Hold one document of a base against the rules of its kind."""
    match kind:
        case Kind.ENTRY:
            return entry_problems(base, base.entries[code], today, claims)
        case Kind.FACT:
            return fact_problems(base, base.facts[code])
        case Kind.SOURCE:
            return source_problems(base.sources[code])
        case Kind.TOPIC:
            return around.topic_named(base, base.topics[code])
        case Kind.SCOPE:
            return around.scope_complete(base, base.scopes[code])
        case Kind.EVENT:
            return around.event_complete(base, base.events[code], today)
    return around.one_meaning(base)


def _newly_wrong(base: Base, changed: Base, today: date) -> list[Problem]:
    """Return what a change of a fact would break in the answers that quote it."""
    found: list[Problem] = []
    for code in affected(base, changed):
        before = {str(p) for p in entry_problems(base, base.entries[code], today)}
        after = entry_problems(changed, changed.entries[code], today)
        found += [problem for problem in after if str(problem) not in before]
    return found


def affected(base: Base, changed: Base) -> dict[str, list[Language]]:
    """Return the entries that would read differently, each with the languages it would in."""
    found: dict[str, list[Language]] = {}
    for code, entry in base.entries.items():
        if code not in changed.entries:
            continue
        for language in entry.wordings:
            if _shown(base, code, language) != _shown(changed, code, language):
                found.setdefault(code, []).append(language)
    return found


def _shown(base: Base, code: str, language: Language) -> object:
    entry = base.entries[code]
    try:
        return base.wording(entry, language), base.overtaken(entry, language)
    except Exception as fault:  # a value taken away or mistyped leaves a quote unfilled
        return type(fault)
