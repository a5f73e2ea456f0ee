"""Who claims a phrasing: every phrasing and title of the base, folded, with its owners."""

import re
from collections.abc import Mapping
from typing import TypeAlias

from knowledge.content.faq_base import FaqBase
from knowledge.matching.text.folding import fold

PhrasingClaims: TypeAlias = Mapping[str, frozenset[str]]
_WORD = re.compile(r"[^\W_]+")


def fold_phrasing(text: str) -> str:
    """Return a phrasing without case, accents and punctuation: what makes two the same."""
    return " ".join(_WORD.findall(fold(text)))


def collect_claims(base: FaqBase) -> PhrasingClaims:
    """Return, for each folded phrasing, the entries and scope classes that claim it."""
    owners: dict[str, set[str]] = {}
    for entry in base.entries.values():
        for wording in entry.wordings.values():
            for text in (wording.title, *wording.phrasings):
                owners.setdefault(fold_phrasing(text), set()).add(entry.code)
    for scope in base.scopes.values():
        for examples in scope.examples.values():
            for text in examples:
                owners.setdefault(fold_phrasing(text), set()).add(f"scope {scope.code}")
    return {text: frozenset(codes) for text, codes in owners.items()}
