"""The codes of a town's answers: its prefix, a number, and a version where one is meant."""

import re
from dataclasses import dataclass
from functools import cache

from knowledge.matching.folding import fold

_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
MOST_BESIDE = 3  # words around a code up to which the message is about the code


@dataclass(frozen=True, slots=True)
class Codes:
    """How a town's codes are written and read; `prefix` is two to six capital letters."""

    prefix: str

    def write(self, number: int) -> str:
        """Return the code of a number: `AB-14`."""
        return f"{self.prefix}-{number}"

    def is_whole(self, text: str) -> bool:
        """Tell whether a text is a code exactly as we write it."""
        return re.fullmatch(rf"{self.prefix}-[1-9]\d{{0,3}}", text) is not None

    def read(self, text: str) -> tuple[str, int | None] | None:
        """Read a code as people type it: `ab 14`, `AB-14.3` -> ("AB-14", 3).

        Any dash will do, and signs at the ends are let pass ("ab-14.").
        """
        found = self._codes(text)
        if len(found) != 1 or re.search(r"\w", _pattern(self.prefix).sub("", _plain(text))):
            return None
        return found[0]

    def named(self, text: str) -> tuple[str, int | None] | None:
        """Read the one code of a short message that is about it: "AB-14 please"."""
        found = self._codes(text)
        beside = re.findall(r"\w+", _pattern(self.prefix).sub("", _plain(text)))
        return found[0] if len(found) == 1 and len(beside) <= MOST_BESIDE else None

    def stamp(self, text: str) -> str | None:
        """Return the last code with a version (`AB-14.3`) in a text, without the version."""
        stamped = [code for code, version in self._codes(text) if version is not None]
        return stamped[-1] if stamped else None

    def _codes(self, text: str) -> list[tuple[str, int | None]]:
        return [
            (self.write(int(match[1])), int(match[2]) if match[2] else None)
            for match in _pattern(self.prefix).finditer(_plain(text))
        ]


@cache
def _pattern(prefix: str) -> re.Pattern[str]:
    code = rf"{prefix.lower()}[\s_-]*(\d{{1,4}})(?:\.(\d{{1,5}}))?"
    return re.compile(rf"(?<![a-z0-9]){code}(?![\w-])")


def _plain(text: str) -> str:
    return _DASHES.sub("-", fold(text))
