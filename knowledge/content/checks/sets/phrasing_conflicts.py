"""Phrasing conflicts: no phrasing of one entry is answered better by another.

Slow beside the other checks: it asks the matcher every phrasing (8,500 in some two seconds).
"""

from collections.abc import Collection, Iterator

from knowledge.content.checks.problem import Problem, Severity
from knowledge.content.documents import Entry
from knowledge.content.faq_base import FaqBase
from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.verdict import Outcome


def find_phrasing_conflicts(
    base: FaqBase, index: FaqIndex, codes: Collection[str] | None = None
) -> list[Problem]:
    """Ask the index (built of this base) every phrasing; return those it gives to another entry.

    An error where another entry or a scope class is nearest (unless the class leads to the entry),
    a warning where the entry is nearest
    but not near enough to be the answer. With `codes`, only what these entries lose or take.
    """
    found = [
        problem
        for entry in base.entries.values()
        for problem in _entry_conflicts(base, index, entry)
    ]
    return [p for p in found if codes is None or p.where in codes or p.other in codes]


def _entry_conflicts(base: FaqBase, index: FaqIndex, entry: Entry) -> Iterator[Problem]:
    for language, wording in entry.wordings.items():
        for text in wording.phrasings:
            verdict = index.ask(text, language)
            if verdict.outcome is Outcome.FOUND and verdict.entry == entry.code:
                continue
            nearest = verdict.candidates[0].entry if verdict.candidates else ""
            scope = base.scopes.get(verdict.scope or "")
            if scope is not None and entry.code in scope.related:
                continue  # it leads to the entry itself
            if verdict.scope:
                yield _conflict_problem(entry, language, text, f"scope {verdict.scope}", "")
            elif nearest != entry.code:
                yield _conflict_problem(
                    entry, language, text, nearest, base.entry_title(nearest, language)
                )
            else:
                yield Problem(
                    "crowded",
                    entry.code,
                    f"'{text}' is not answered outright; other entries are near. Make it clearer",
                    Severity.WARNING,
                    language,
                )


def _conflict_problem(
    entry: Entry, language: Language, text: str, other: str, title: str
) -> Problem:
    named = f"{other} ({title})" if title else other or "nothing"
    return Problem(
        "stolen",
        entry.code,
        f"'{text}' goes to {named}; reword it, or move it there",
        language=language,
        other=other,
    )
