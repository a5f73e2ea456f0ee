"""A part of a document, checked when it is given: what no other part could put right."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from knowledge.content.checks.problem import Problem
from knowledge.content.document_fields import FIELDS, Field, field_path
from knowledge.content.documents import DocumentBody, DocumentError, DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.content.files.fault_columns import fault_column, problem_column
from knowledge.editing.draft_problems import WARNING_CHECKS, check_document, with_document
from knowledge.language import Language

# Rules that a part can break by itself, whatever the others say.
_PART_CHECKS = frozenset(
    {
        "length", "html", "quote", "phrasings", "address", "date", "value", "slug", "as-of",
        "overtaken", "replaces", "alias", "shape",
    }
)  # fmt: skip
_QUOTELESS_PARTS = ("phrasings", "terms")  # parts that quote nothing
_STAND_IN = "…"


def find_part_problems(
    base: FaqBase,
    kind: DocumentKind,
    code: str,
    body: DocumentBody,
    one: Field,
    language: Language | None,
    today: date,
) -> list[Problem]:
    """Return what stops a publication and is wrong with one part of a draft alone.

    The draft may be half written: what is missing is made up. What is wrong in the public version
    already stops nobody.
    """
    path = ".".join(field_path(kind, one, language))
    try:
        draft = with_document(base, kind, code, _completed_body(kind, code, body, today))
    except DocumentError as fault:
        is_mine = fault_column(kind, str(fault)) == path
        return [Problem("shape", code, str(fault))] if is_mine else []
    before = (
        list(check_document(base, kind, code, today))
        if code in base.of_kind(kind) or kind is DocumentKind.ALIAS
        else []
    )
    already = {(problem.check, problem.language) for problem in before}
    return [
        problem
        for problem in check_document(draft, kind, code, today)
        if problem.check in _PART_CHECKS - WARNING_CHECKS
        and (problem.check, problem.language) not in already
        and _is_about_part(kind, problem, one, path)
    ]


def _is_about_part(kind: DocumentKind, problem: Problem, one: Field, path: str) -> bool:
    if problem.check == "quote" and "phrasings and terms" in problem.says:
        return one.name in _QUOTELESS_PARTS and path.startswith(problem.language or "")
    return problem_column(kind, problem) == path


def _completed_body(
    kind: DocumentKind, code: str, body: DocumentBody, today: date
) -> dict[str, Any]:
    """Return a body that can be read: what is not written yet stands in as one sign."""
    day = today.isoformat()
    skeleton: Mapping[DocumentKind, dict[str, Any]] = {
        DocumentKind.ENTRY: {
            "slug": code.lower(), "topic": "", "certainty": "unknown", "as_of": day,
            "searched_to": day, "review_by": day,
        },
        DocumentKind.FACT: {"says": _STAND_IN, "certainty": "unknown"},
        DocumentKind.SOURCE: {"publisher": _STAND_IN, "date_is": "not-shown"},
        DocumentKind.TOPIC: {"order": 1},
        DocumentKind.ALIAS: {"language": "any", "means": _STAND_IN},
        DocumentKind.SCOPE: {"outcome": "open" if body.get("function") else "unknown"},
        DocumentKind.EVENT: {"on": day},
    }  # fmt: skip
    written = {name: value for name, value in body.items() if value not in ("", None)}
    if kind is DocumentKind.SCOPE and "function" in written:
        written["outcome"] = "open"
    if kind is DocumentKind.ENTRY:
        blank = {one.name: _STAND_IN for one in FIELDS[kind] if one.spoken and one.required}
        for tag in Language:
            if isinstance(own := written.get(tag.value), Mapping):
                said = {name: value for name, value in own.items() if value not in ("", None)}
                written[tag.value] = {**blank, **said}
    return {**skeleton[kind], **written}
