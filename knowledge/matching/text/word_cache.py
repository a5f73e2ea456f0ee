"""What is worked out about a word again and again, kept for the words met lately."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class WordCache(dict[str, T]):
    """Works a value out the first time that it is asked for; begins anew when it is full."""

    def __init__(self, find: Callable[[str], T], size: int = 4096) -> None:
        """Keep at most `size` values of what `find` returns for a word."""
        super().__init__()
        self._find, self._size = find, size

    def __missing__(self, word: str) -> T:
        if len(self) >= self._size:
            self.clear()
        found = self[word] = self._find(word)
        return found
