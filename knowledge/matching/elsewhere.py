"""What a question names that an entry does not: another place, institution or year.

"Does Texas make police sign" has every word of a question about Florida but one.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

LEFT = 0.1  # what is left of a chance where the entry never names it
_YEAR = re.compile(r"(?:19|20)\d\d")


@cache
def names() -> frozenset[str]:
    """Return the folded names of places and of kinds of institutions."""
    place = resources.files("knowledge") / "seed" / "background" / "elsewhere.txt"
    lines = place.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def named(tokens: Sequence[str]) -> list[str]:
    """Return the tokens that name a place, an institution or a year.

    >>> named(["does", "texas", "sign", "in", "2026"])
    ['texas', '2026']
    """
    return [token for token in tokens if token in names() or _YEAR.fullmatch(token)]
