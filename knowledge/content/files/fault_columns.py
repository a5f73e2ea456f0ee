"""Which column of a table a fault is about, as far as it says."""

import re
from collections.abc import Iterable

from knowledge.content.checks.problem import Problem
from knowledge.content.document_fields import FIELDS_BY_PATH
from knowledge.content.documents import DocumentKind

# By the rule that was broken, where the words of a fault name no field; `*` is its language.
_COLUMN_BY_RULE = {
    "no-source": "sources", "unknown-source": "sources", "stray-source": "sources",
    "many-sources": "sources", "contradiction": "sources", "unknown-fact": "facts",
    "uncited-quote": "facts", "unknown-topic": "topic", "related": "related", "slug": "slug",
    "as-of": "as_of", "reach": "as_of", "review-by": "review_by", "phrasings": "*.phrasings",
    "claimed": "*.phrasings", "stolen": "*.phrasings", "near-title": "*.title",
    "follows": "*.follows", "points": "*.points", "overtaken": "overtaken_by",
    "replaces": "replaces", "value": "values", "address": "url", "date": "date", "alias": "says",
}  # fmt: skip
_COLUMN_BY_KIND = {
    (DocumentKind.EVENT, "date"): "on",
    (DocumentKind.EVENT, "length"): "says.*",
    (DocumentKind.EVENT, "quote"): "says.*",
    (DocumentKind.EVENT, "unknown-fact"): "facts",
    (DocumentKind.EVENT, "related"): "entry",
    (DocumentKind.FACT, "address"): "values",
    (DocumentKind.TOPIC, "language"): "name.*",
    (DocumentKind.SCOPE, "html"): "reply.*",
    (DocumentKind.SCOPE, "quote"): "reply.*",
}
_QUOTED_FIELD = re.compile(r"'([a-z_]+(?:\.[a-z_]+)?)'")
_NAMED_LANGUAGE = re.compile(r"\.(en|es|ht)\b|\((en|es|ht)\)")
_SPOKEN_FIELD = re.compile(
    r"\.([a-z]+): '(en|es|ht)'"
)  # "scope weather.reply: 'en' must be a text"
_POSSESSIVE_FIELD = re.compile(r"\bits ([a-z]+)\b")


def fault_column(kind: DocumentKind, says: str) -> str:
    """Return the column that a fault names: `en.title` for 'title' of X-1.en; empty if none."""
    spoken = [f"{one[1]}.{one[2]}" for one in _SPOKEN_FIELD.finditer(says)]
    return _first_column(kind, says, [*_QUOTED_FIELD.findall(says), *spoken])


def _first_column(kind: DocumentKind, says: str, names: Iterable[str]) -> str:
    """Return the first of some names that is a column, in the language that a fault names."""
    found = _NAMED_LANGUAGE.search(says)
    language = (found[1] or found[2]) if found else ""
    paths = (p for n in names for p in (n, f"{language}.{n}", f"{n}.{language}"))
    return next((path for path in paths if path in FIELDS_BY_PATH[kind]), "")


def problem_column(kind: DocumentKind, problem: Problem) -> str:
    """Return the column of a problem, by its words or else by its rule; empty if unknown."""
    if problem.check == "as-of" and "searched to" in problem.says:
        return "searched_to"
    by_rule = _COLUMN_BY_KIND.get((kind, problem.check)) or _COLUMN_BY_RULE.get(problem.check, "")
    by_rule = by_rule.replace("*", problem.language or "")
    return (
        fault_column(kind, str(problem))
        or (by_rule if by_rule in FIELDS_BY_PATH[kind] else "")
        or _first_column(kind, str(problem), _POSSESSIVE_FIELD.findall(problem.says))
    )
