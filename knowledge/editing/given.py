"""A part of a document, checked when it is given: what no other part could put right."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from knowledge.content.base import Base
from knowledge.content.checks.problem import Problem
from knowledge.content.columns import column_of, column_of_rule
from knowledge.content.documents import Body, InvalidDocument, Kind
from knowledge.content.problems import WEIGHED, checked, with_document
from knowledge.editing.fields import Field
from knowledge.language import Language

# Rules that a part can break by itself, whatever the others say.
_ITS_OWN = frozenset(
    {
        "length", "html", "quote", "phrasings", "address", "date", "value", "slug", "as-of",
        "overtaken", "replaces", "alias", "shape",
    }
)  # fmt: skip
_PLAIN = ("phrasings", "terms")  # parts that quote nothing
_TEXT = "…"


def faults(
    base: Base, kind: Kind, code: str, body: Body, one: Field, language: Language | None,
    today: date,
) -> list[Problem]:  # fmt: skip
    """Return what stops a publication and is wrong with one part of a draft alone.

    The draft may be half written: what is missing is made up. What is wrong in the public version
    already stops nobody.
    """
    path = one.name
    if language is not None:
        path = f"{language}.{one.name}" if kind is Kind.ENTRY else f"{one.name}.{language}"
    try:
        draft = with_document(base, kind, code, _made_up(kind, code, body, today))
    except InvalidDocument as fault:
        is_mine = column_of(kind, str(fault)) == path
        return [Problem("shape", code, str(fault))] if is_mine else []
    is_public = code in {
        Kind.ENTRY: base.entries, Kind.FACT: base.facts, Kind.SOURCE: base.sources,
        Kind.TOPIC: base.topics, Kind.ALIAS: base.aliases, Kind.SCOPE: base.scopes,
        Kind.EVENT: base.events,
    }[kind]  # fmt: skip
    before = list(checked(base, kind, code, today)) if is_public or kind is Kind.ALIAS else []
    already = {(problem.check, problem.language) for problem in before}
    return [
        problem
        for problem in checked(draft, kind, code, today)
        if problem.check in _ITS_OWN - WEIGHED
        and (problem.check, problem.language) not in already
        and _is_about(kind, problem, one, path)
    ]


def _is_about(kind: Kind, problem: Problem, one: Field, path: str) -> bool:
    if problem.check == "quote" and "phrasings and terms" in problem.says:
        return one.name in _PLAIN and path.startswith(problem.language or "")
    return column_of_rule(kind, problem) == path


def _made_up(kind: Kind, code: str, body: Body, today: date) -> dict[str, Any]:
    """Return a body that can be read: what is not written yet stands in as one sign."""
    day = today.isoformat()
    skeleton: Mapping[Kind, dict[str, Any]] = {
        Kind.ENTRY: {
            "slug": code.lower(), "topic": "", "certainty": "unknown", "as_of": day,
            "searched_to": day, "review_by": day,
        },
        Kind.FACT: {"says": _TEXT, "certainty": "unknown"},
        Kind.SOURCE: {"publisher": _TEXT, "date_is": "not-shown"},
        Kind.TOPIC: {"order": 1},
        Kind.ALIAS: {"language": "any", "means": _TEXT},
        Kind.SCOPE: {"outcome": "open" if body.get("function") else "unknown"},
        Kind.EVENT: {"on": day},
    }  # fmt: skip
    written = {name: value for name, value in body.items() if value not in ("", None)}
    if kind is Kind.SCOPE and "function" in written:
        written["outcome"] = "open"
    if kind is Kind.ENTRY:
        blank = {"title": _TEXT, "short": _TEXT, "detail": _TEXT}
        for tag in Language:
            if isinstance(own := written.get(tag.value), Mapping):
                said = {name: value for name, value in own.items() if value not in ("", None)}
                written[tag.value] = {**blank, **said}
    return {**skeleton[kind], **written}
