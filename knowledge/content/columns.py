"""Which column of a table a fault is about, as far as it says."""

import re

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
_QUOTED = re.compile(r"'([a-z_]+(?:\.[a-z_]+)?)'")
_LANGUAGE = re.compile(r"\.(en|es|ht)\b|\((en|es|ht)\)")
_SPOKEN = re.compile(r"\.([a-z]+): '(en|es|ht)'")  # "scope weather.reply: 'en' must be a text"
_ITS = re.compile(r"\bits ([a-z]+)\b")


def column_of(kind: Kind, says: str) -> str:
    """Return the column that a fault names: `en.title` for 'title' of KW-1.en; empty if none."""
    found = _LANGUAGE.search(says)
    language = (found[1] or found[2]) if found else ""
    spoken = [f"{one[1]}.{one[2]}" for one in _SPOKEN.finditer(says)]
    for name in (*_QUOTED.findall(says), *spoken, *_ITS.findall(says)):
        for path in (name, f"{language}.{name}", f"{name}.{language}"):
            if path in FIELDS[kind]:
                return path
    return ""


def column_of_rule(kind: Kind, problem: Problem) -> str:
    """Return the column of a problem, by its words or else by its rule; empty if unknown."""
    by_rule = _OF_RULE.get(problem.check, "").replace("*", problem.language or "")
    return column_of(kind, str(problem)) or (by_rule if by_rule in FIELDS[kind] else "")
