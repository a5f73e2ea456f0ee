"""Which column of a table a fault is about, as far as it says."""

import re
from collections.abc import Iterable

from knowledge.content.checks.problem import Problem
from knowledge.content.documents import Kind
from knowledge.content.shape import FIELDS

# By the rule that was broken, where the words of a fault name no field; `*` is its language.
_OF_RULE = {
    "no-source": "sources", "unknown-source": "sources", "stray-source": "sources",
    "many-sources": "sources", "contradiction": "sources", "unknown-fact": "facts",
    "uncited-quote": "facts", "unknown-topic": "topic", "related": "related", "slug": "slug",
    "as-of": "as_of", "reach": "as_of", "review-by": "review_by", "phrasings": "*.phrasings",
    "claimed": "*.phrasings", "stolen": "*.phrasings", "near-title": "*.title",
    "follows": "*.follows", "points": "*.points", "overtaken": "overtaken_by",
    "replaces": "replaces", "value": "values", "address": "url", "date": "date", "alias": "says",
}  # fmt: skip
_OF_KIND = {
    (Kind.EVENT, "date"): "on", (Kind.EVENT, "length"): "says.*", (Kind.EVENT, "quote"): "says.*",
    (Kind.EVENT, "unknown-fact"): "facts", (Kind.EVENT, "related"): "entry",
    (Kind.FACT, "address"): "values", (Kind.TOPIC, "language"): "name.*",
    (Kind.SCOPE, "html"): "reply.*", (Kind.SCOPE, "quote"): "reply.*",
}  # fmt: skip
_QUOTED = re.compile(r"'([a-z_]+(?:\.[a-z_]+)?)'")
_LANGUAGE = re.compile(r"\.(en|es|ht)\b|\((en|es|ht)\)")
_SPOKEN = re.compile(r"\.([a-z]+): '(en|es|ht)'")  # "scope weather.reply: 'en' must be a text"
_ITS = re.compile(r"\bits ([a-z]+)\b")


def column_of(kind: Kind, says: str) -> str:
    """Return the column that a fault names: `en.title` for 'title' of X-1.en; empty if none."""
    spoken = [f"{one[1]}.{one[2]}" for one in _SPOKEN.finditer(says)]
    return _first(kind, says, [*_QUOTED.findall(says), *spoken])


def _first(kind: Kind, says: str, names: Iterable[str]) -> str:
    """Return the first of some names that is a column, in the language that a fault names."""
    found = _LANGUAGE.search(says)
    language = (found[1] or found[2]) if found else ""
    paths = (p for n in names for p in (n, f"{language}.{n}", f"{n}.{language}"))
    return next((path for path in paths if path in FIELDS[kind]), "")


def column_of_rule(kind: Kind, problem: Problem) -> str:
    """Return the column of a problem, by its words or else by its rule; empty if unknown."""
    if problem.check == "as-of" and "searched to" in problem.says:
        return "searched_to"
    by_rule = _OF_KIND.get((kind, problem.check)) or _OF_RULE.get(problem.check, "")
    by_rule = by_rule.replace("*", problem.language or "")
    return (
        column_of(kind, str(problem))
        or (by_rule if by_rule in FIELDS[kind] else "")
        or _first(kind, str(problem), _ITS.findall(problem.says))
    )
