"""Mending the words of a question that nobody knows, against the words the index knows."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

SHORTEST = 4  # letters a word must have to be mended
LONG = 8  # from here on two slips are forgiven


def _deletes(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


class Repair:
    """Finds the known words one or two slips away, without a walk through the vocabulary."""

    def __init__(self, words: Iterable[tuple[str, float]]) -> None:
        """Take known words and how common each is (any scale; breaks ties)."""
        self._rank = {w: r for w, r in words if len(w) >= SHORTEST - 1 and w.isalpha()}
        self._near: dict[str, list[str]] = {}
        for word in self._rank:
            for key in (word, *_deletes(word)):
                self._near.setdefault(key, []).append(word)

    def closest(self, word: str) -> tuple[str, float] | None:
        """Return the best known word and a trust of 0 to 1, or None if nothing is near."""
        if len(word) < SHORTEST or not word.isalpha():
            return None
        keys = {word, *_deletes(word)}
        if len(word) >= LONG:
            keys |= {d for key in tuple(keys) for d in _deletes(key)}
        allowed = 2 if len(word) >= LONG else 1
        best: tuple[float, str] | None = None
        seen: set[str] = set()
        for key in keys:
            for near in self._near.get(key, ()):
                if near in seen:
                    continue
                seen.add(near)
                slips = OSA.distance(word, near, score_cutoff=allowed)
                if slips <= allowed:
                    worth = -slips + 0.1 * self._rank[near] + (0.3 if near[0] == word[0] else 0.0)
                    if best is None or worth > best[0]:
                        best = (worth, near)
        if best is None:
            return None
        return best[1], max(0.0, 1.0 - OSA.distance(word, best[1]) / len(word))
