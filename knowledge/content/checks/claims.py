"""Who claims a phrasing: every phrasing and title of the base, folded, with its owners."""

import re
from collections.abc import Mapping
from typing import TypeAlias

from knowledge.content.base import Base
from knowledge.matching.folding import fold

Claims: TypeAlias = Mapping[str, frozenset[str]]
_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Return a phrasing without case, accents and punctuation: what makes two the same."""
    return " ".join(_WORD.findall(fold(text)))


def claims_of(base: Base) -> Claims:
    """Return, for each folded phrasing, the entries and scope classes that claim it."""
    owners: dict[str, set[str]] = {}
    for entry in base.entries.values():
        for wording in entry.wordings.values():
            for text in (wording.title, *wording.phrasings):
                owners.setdefault(folded(text), set()).add(entry.code)
    for scope in base.scopes.values():
        for examples in scope.examples.values():
            for text in examples:
                owners.setdefault(folded(text), set()).add(f"scope {scope.code}")
    return {text: frozenset(codes) for text, codes in owners.items()}
