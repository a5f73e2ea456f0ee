"""What a question names that an entry may not: another place, institution or year.

"Does Texas make police sign" has every word of a question about Florida but one.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

MAX_NAME_WORDS = 4  # words of a name
_YEAR = re.compile(r"(?:19|20)\d\d")


class ProperName(NamedTuple):
    """A name found in a question: a place, country, institution, personal word or year."""

    kind: str
    tokens: tuple[str, ...]


@cache
def listed_names() -> Mapping[tuple[str, ...], str]:
    """Return the folded names of places and institutions, each with its kind."""
    place = resources.files("knowledge") / "seed" / "background" / "elsewhere.txt"
    found: dict[tuple[str, ...], str] = {}
    kind = ""
    for line in place.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif not line.startswith("#"):
            found.update(dict.fromkeys((tuple(n.split()) for n in line.split("|")), kind))
    return found


def find_names(tokens: Sequence[str]) -> list[ProperName]:
    """Return the names in some tokens, the longest first where one holds another.

    >>> [name.tokens for name in named(["does", "new", "york", "sign", "in", "2026"])]
    [('new', 'york'), ('2026',)]
    """
    known, found, start = listed_names(), [], 0
    while start < len(tokens):
        size = 1
        if _YEAR.fullmatch(tokens[start]):
            found.append(ProperName("year", (tokens[start],)))
        else:
            for size in range(MAX_NAME_WORDS, 0, -1):
                part = tuple(tokens[start : start + size])
                if part in known:
                    found.append(ProperName(known[part], part))
                    break
        start += size
    return found
