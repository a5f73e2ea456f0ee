"""The cues of all classes, held against a message at once.

Kept as arrays, since thousands of patterns as objects take twenty megabytes and half a second; a
pattern is read again when all its groups stand in a message.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, pairwise

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from knowledge.matching.decision.cue_patterns import (
    Cue,
    CuePhrase,
    PhraseSpans,
    clear_word_cache,
    cue_words,
    parse_cue,
)
from knowledge.matching.learned_arrays import LearnedArrays, NamedArrays, encode_texts
from knowledge.matching.text.word_cache import WordCache

MAX_SPAN = 9  # words between the first and the last word of a pattern
MAX_CACHED_CUES = 256  # patterns that are kept read
ONE_SLIP_FROM = 5  # letters from which one slip is let pass
TWO_SLIPS_FROM = 9  # and two


class CueIndex:
    """The patterns of every class; built once, then only read."""

    def __init__(
        self,
        classes: Iterable[tuple[str, Iterable[str]]],
        is_everyday: Callable[[str], bool],
        lists: Mapping[str, str] | None = None,
        learned: LearnedArrays | None = None,
    ) -> None:
        """Read the patterns of (code, patterns) pairs, with the lists they name; raises CueError.

        `is_everyday` tells of a folded word whether it is one that people really write, and so
        no slip of another; a word that a pattern writes is none either. What was `learned` of
        the very same patterns spares the reading.
        """
        self._lines = [(code, line) for code, lines in classes for line in lines]
        self._lists, self._is_everyday = lists, is_everyday
        kept = learned or LearnedArrays(_compile_cues([line for _, line in self._lines], lists))
        self._number = known = kept.read_names("words")
        # The tree of phrases: (node, word) -> node; a node may end a phrase.
        edges = kept.read_array("edges", np.int64).tolist()
        self._edges = {edge: node for node, edge in enumerate(edges, 1)}
        self._ends = kept.read_array("ends", np.int32, len(edges) + 1)
        phrases = int(self._ends.max()) + 1
        # The different groups that have a phrase; each use of a group (`used`) by a pattern.
        self._uses = kept.read_array("uses", np.int32, below=len(self._lines))
        uses = len(self._uses)
        self._used = kept.read_array("used", np.int32, uses, below=uses)
        self._groups = kept.read_array("groups", np.int32, below=uses)
        self._groups_at = kept.read_spans("groups-at", phrases, len(self._groups))
        self._forms = WordCache(self._pattern_forms)
        self._cues = WordCache(self._parse, MAX_CACHED_CUES)
        self._widths = np.bincount(self._uses, minlength=len(self._lines))
        self._stems: dict[str, list[str]] = {}
        for stem in sorted(word for word in known if word.endswith("*")):
            self._stems.setdefault(stem[:2], []).append(stem)
        by_letter: dict[str, list[str]] = {}
        for word in sorted(known):
            if len(word.rstrip("*")) >= ONE_SLIP_FROM:
                by_letter.setdefault(word[0], []).append(word)
        self._long = {letter: _LongWords(some) for letter, some in by_letter.items()}

    @property
    def learned_arrays(self) -> NamedArrays:
        """Return the arrays that spare the reading of the very same patterns."""
        return {
            "words": encode_texts(self._number),
            "edges": np.array(list(self._edges), dtype=np.int64),
            "ends": self._ends,
            "groups": self._groups,
            "groups-at": self._groups_at,
            "uses": self._uses,
            "used": self._used,
        }

    def match(self, text: str) -> list[tuple[str, Cue]]:
        """Return the (code, pattern) that a message fits, the widest of each class, in order."""
        heard = cue_words(text)
        said, phrases = self._phrase_spans([self._forms[word] for word in heard])
        if not phrases:
            return []
        begun = np.zeros(len(self._uses), dtype=bool)  # by group
        spans = [slice(*self._groups_at[n : n + 2].tolist()) for n in phrases]
        begun[np.concatenate([self._groups[span] for span in spans])] = True
        full = np.bincount(self._uses[begun[self._used]], minlength=len(self._lines))
        hits: dict[str, Cue] = {}
        for number in np.flatnonzero((full == self._widths) & (full > 0)).tolist():
            code, line = self._lines[number]
            width = self._widths[number]
            if code in hits and len(hits[code].groups) >= width:
                continue
            cue = self._cues[line]
            if _cue_fits(cue, said, len(heard)):
                hits[code] = cue
        return list(hits.items())

    def _parse(self, line: str) -> Cue:
        return parse_cue(line, self._lists)

    def _pattern_forms(self, word: str) -> list[tuple[str, int]]:
        """Return the words and stems of the patterns that a word stands for, numbered."""
        found = [word] if word in self._number else []
        if len(word) >= ONE_SLIP_FROM and not found and not self._is_everyday(word):
            found += self._corrected_forms(word)
        found += [s for s in self._stems.get(word[:2], ()) if word.startswith(s[:-1])]
        return [(form, self._number[form]) for form in found]

    def _phrase_spans(
        self, forms: Sequence[Sequence[tuple[str, int]]]
    ) -> tuple[PhraseSpans, list[int]]:
        """Return where each phrase of the patterns stands, its words side by side; its number."""
        found: dict[CuePhrase, list[tuple[int, int]]] = {}
        numbers: dict[int, None] = {}
        width = len(self._number)
        for start in range(len(forms)):
            nodes: list[tuple[int, CuePhrase]] = [(0, ())]
            for place in range(start, len(forms)):
                nodes = [
                    (after, (*path, form))
                    for node, path in nodes
                    for form, number in forms[place]
                    if (after := self._edges.get(node * width + number))
                ]
                if not nodes:
                    break
                for node, path in nodes:
                    if (number := int(self._ends[node])) >= 0:
                        found.setdefault(path, []).append((start, place))
                        numbers[number] = None
        return found, list(numbers)

    def _corrected_forms(self, word: str) -> list[str]:
        """Return the words and stems of the patterns that a word of no language may stand for."""
        long = self._long.get(word[0])
        return long.similar_words(word) if long is not None else []


def _compile_cues(lines: Sequence[str], lists: Mapping[str, str] | None) -> NamedArrays:
    """Return the arrays of a `CueIndex`; raises CueError."""
    cues = [parse_cue(line, lists) for line in lines]
    groups: dict[frozenset[CuePhrase], list[int]] = {}  # the patterns that use each
    phrases: dict[CuePhrase, list[int]] = {}  # the groups that have each
    for number, cue in enumerate(cues):
        for group in cue.groups:
            if group.phrases not in groups:
                for phrase in sorted(group.phrases):
                    phrases.setdefault(phrase, []).append(len(groups))
            groups.setdefault(group.phrases, []).append(number)
        for phrase in sorted(cue.without.phrases):
            phrases.setdefault(phrase, [])
    known = {word: n for n, word in enumerate(sorted({w for phrase in phrases for w in phrase}))}
    follow: dict[CuePhrase, set[str]] = {}
    for phrase in phrases:
        for length in range(len(phrase)):
            follow.setdefault(phrase[:length], set()).add(phrase[length])
    nodes: list[CuePhrase] = [()]
    edges: list[int] = []
    for number, node in enumerate(nodes):  # it grows: the edges come out sorted
        for word in sorted(follow.get(node, ())):
            nodes.append((*node, word))
            edges.append(number * len(known) + known[word])
    ended = {phrase: number for number, phrase in enumerate(phrases)}
    held, uses = phrases.values(), groups.values()
    used = np.repeat(np.arange(len(uses), dtype=np.int32), list(map(len, uses)))
    clear_word_cache()
    return {
        "words": encode_texts(known),
        "edges": np.array(edges, dtype=np.int64),
        "ends": np.array([ended.get(node, -1) for node in nodes], dtype=np.int32),
        "groups": np.array(list(chain.from_iterable(held)), dtype=np.int32),
        "groups-at": np.cumsum([0, *map(len, held)], dtype=np.int32),
        "uses": np.array(list(chain.from_iterable(uses)), dtype=np.int32),
        "used": used,
    }


class _LongWords:
    """Words and stems of the patterns that begin alike and are long enough to be mistyped."""

    def __init__(self, known: Sequence[str]) -> None:
        self._words = [word for word in known if not word.endswith("*")]
        self._stems = [word[:-1] for word in known if word.endswith("*")]
        self._word_slips, self._stem_slips = (
            np.array([2 if len(each) >= TWO_SLIPS_FROM else 1 for each in some], dtype=np.int64)
            for some in (self._words, self._stems)
        )
        self._lengths = np.array([len(stem) for stem in self._stems], dtype=np.int64)

    def similar_words(self, word: str) -> list[str]:
        """Return those that a word is a slip away from (two of the longer ones)."""
        found: list[str] = []
        if self._words:
            slips = cdist([word], self._words, scorer=OSA.distance, score_cutoff=2)[0]
            close = (slips > 0) & (slips <= self._word_slips)
            found += [self._words[i] for i in np.flatnonzero(close)]
        if self._stems:
            starts = [word[: n + 1] for n in range(len(word))]
            slips = cdist(starts, self._stems, scorer=OSA.distance, score_cutoff=2)
            apart = abs(np.arange(1, len(word) + 1)[:, None] - self._lengths)
            slips = np.where(apart <= self._stem_slips, slips, 9).min(axis=0)
            close = (slips > 0) & (slips <= self._stem_slips)
            found += [f"{self._stems[i]}*" for i in np.flatnonzero(close)]
        return found


def _cue_fits(cue: Cue, said: PhraseSpans, length: int) -> bool:
    """Tell whether a message of so many words fits a pattern."""
    found: list[list[tuple[int, int]]] = []
    for group in cue.groups:
        spans = group.matching_spans(said)
        if not spans:
            return False
        found.append(spans)
    if cue.without.matching_spans(said):
        return False
    if cue.whole:
        return len(found) == 1 and any(b - a + 1 == length for a, b in found[0])
    return _near_in_order(found, [group.later for group in cue.groups])


def _near_in_order(found: Sequence[Sequence[tuple[int, int]]], later: Sequence[bool]) -> bool:
    """Tell whether one span of each group can be chosen, near each other, in the order asked."""

    def chosen(spans: tuple[tuple[int, int], ...]) -> bool:
        place = len(spans)
        if place == len(found):
            return max(b for _, b in spans) - min(a for a, _ in spans) <= MAX_SPAN
        return any(
            chosen((*spans, span))
            for span in found[place]
            if not any(_spans_overlap(span, other) for other in spans)
            and (not later[place] or not spans or span[0] > spans[-1][1])
        )

    return chosen(())


def _spans_overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return any(a[0] <= b[1] and b[0] <= a[1] for a, b in pairwise((one, other)))
