"""The codes of a town's answers: its prefix, a number, and a version where one is meant."""

import re
from dataclasses import dataclass
from functools import cache

from knowledge.matching.text.folding import fold

_DASH_SIGNS = re.compile(r"[\u2010-\u2015\u2212]")
MAX_WORDS_BESIDE_CODE = 3  # words around a code up to which the message is about the code


@dataclass(frozen=True, slots=True)
class CodeFormat:
    """How a town's codes are written and read; `prefix` is two to six capital letters."""

    prefix: str

    def format_code(self, number: int) -> str:
        """Return the code of a number: `AB-14`."""
        return f"{self.prefix}-{number}"

    def is_exact_code(self, text: str) -> bool:
        """Tell whether a text is a code exactly as we write it."""
        return re.fullmatch(rf"{self.prefix}-[1-9]\d{{0,3}}", text) is not None

    def parse_code(self, text: str) -> tuple[str, int | None] | None:
        """Read a code as people type it: `ab 14`, `AB-14.3` -> ("AB-14", 3).

        Any dash will do, and signs at the ends are let pass ("ab-14.").
        """
        found = self._find_codes(text)
        if len(found) != 1 or re.search(
            r"\w", _code_pattern(self.prefix).sub("", _fold_dashes(text))
        ):
            return None
        return found[0]

    def sole_code(self, text: str) -> tuple[str, int | None] | None:
        """Read the one code of a short message that is about it: "AB-14 please"."""
        found = self._find_codes(text)
        beside = re.findall(r"\w+", _code_pattern(self.prefix).sub("", _fold_dashes(text)))
        return found[0] if len(found) == 1 and len(beside) <= MAX_WORDS_BESIDE_CODE else None

    def last_stamped_code(self, text: str) -> str | None:
        """Return the last code with a version (`AB-14.3`) in a text, without the version."""
        stamped = [code for code, version in self._find_codes(text) if version is not None]
        return stamped[-1] if stamped else None

    def _find_codes(self, text: str) -> list[tuple[str, int | None]]:
        return [
            (self.format_code(int(match[1])), int(match[2]) if match[2] else None)
            for match in _code_pattern(self.prefix).finditer(_fold_dashes(text))
        ]


@cache
def _code_pattern(prefix: str) -> re.Pattern[str]:
    code = rf"{prefix.lower()}[\s_-]*(\d{{1,4}})(?:\.(\d{{1,5}}))?"
    return re.compile(rf"(?<![a-z0-9]){code}(?![\w-])")


def _fold_dashes(text: str) -> str:
    return _DASH_SIGNS.sub("-", fold(text))
