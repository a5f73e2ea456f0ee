"""Courtesy: greetings, thanks and filler that stand at the ends of a message and ask nothing."""

import re
from collections.abc import Iterable

from knowledge.matching.text.folding import fold

_WORD = re.compile(r"[^\W_]+(?:['’‘ʼ`´][^\W_]+)*")
_LETTER = re.compile(r"[^\W_]")


def _folded_word(raw: str) -> str:
    return "".join(_LETTER.findall(fold(raw)))


class CourtesyTrimmer:
    """Cuts known phrases off both ends of a message, the longest first, as often as they stand."""

    def __init__(self, classes: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Take (class, phrases) pairs, the phrases as people write them."""
        self._classes: dict[tuple[str, ...], str] = {}
        for code, phrases in classes:
            for text in phrases:
                self._classes.setdefault(tuple(map(_folded_word, _WORD.findall(text))), code)
        self._classes.pop((), None)
        self._longest = max(map(len, self._classes), default=0)

    def trim(self, text: str) -> tuple[str, tuple[str, ...]]:
        """Return what is left of a message without its courtesy, and the classes cut off.

        Nothing is left of a message that is all courtesy. The sign that ends a question stays
        with it.
        """
        spans = [match.span() for match in _WORD.finditer(text)]
        said = [_folded_word(text[a:b]) for a, b in spans]
        start, end = 0, len(said)
        classes: list[str] = []
        while start < end:
            front = self._phrase_width(said, start, end, at_end=False)
            classes += [self._classes[tuple(said[start : start + front])]] if front else []
            start += front
            back = self._phrase_width(said, start, end, at_end=True) if start < end else 0
            classes += [self._classes[tuple(said[end - back : end])]] if back else []
            end -= back
            if not front and not back:
                break
        if start >= end:
            return "", tuple(classes)
        if start == 0 and end == len(said):
            return text, ()
        tail = text[spans[end - 1][1] :]
        mark = re.match(r"\s*[?!.]+", tail)
        return text[spans[start][0] : spans[end - 1][1]] + (mark[0] if mark else ""), tuple(
            classes
        )

    def _phrase_width(self, said: list[str], start: int, end: int, *, at_end: bool) -> int:
        for width in range(min(self._longest, end - start), 0, -1):
            part = said[end - width : end] if at_end else said[start : start + width]
            if tuple(part) in self._classes:
                return width
        return 0
