"""TOML from a stranger: the library's own reader, spared what would take it minutes.

A key of many dotted parts costs the square of their number (200,000 of them, half a minute and
more), so keys are looked at before anything is read. Nothing of ours needs more than six parts.
"""

import re
import tomllib
from typing import Any

MAX_KEY_PARTS = 12
# A string ends at its quote or its line, closed or not, so that each sign is looked at once.
_STRING = re.compile(r"""\"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?""")
_LONG_KEY = re.compile(rf"(?<![\w.-])[\w-]+(?:[ \t]*\.[ \t]*[\w-]+){{{MAX_KEY_PARTS}}}")


def parse_toml(text: str) -> dict[str, Any]:
    """Return the tables of a TOML text; raises ValueError for one that is none, or is too deep."""
    dotted = [line for line in text.split("\n") if line.count(".") >= MAX_KEY_PARTS]
    if any(_LONG_KEY.search(_STRING.sub("q", line)) for line in dotted):
        raise ValueError(f"a key has more than {MAX_KEY_PARTS} parts")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
