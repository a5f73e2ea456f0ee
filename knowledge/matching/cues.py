"""Cues: word patterns by which a plea or a request is known whatever else the message holds.

Written by editors in a scope class, one pattern a line:

    stop | quit | no more + texts* | messages* | alerts*  - police | vote
    someone | my husband > hit | hitting | beat*
    = cancel

`|` parts words that mean the same (a phrase of several words is one of them), `+` asks for a word
of each group near the others, `>` for the next group to come later, ` - ` names words that must
stand nowhere. `*` ends a stem. `=` begins a pattern that must be the whole message. `$kin` stands
for a list of words written once (`kin = husband | wife | son*`). Words are compared folded; one
slip of the finger is let pass in a word of five letters and more that is no everyday word.
"""

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from knowledge.errors import CivicBotError
from knowledge.matching.folding import fold

NEAR = 9  # words between the first and the last word of a pattern
LONG = 5  # letters from which one slip is let pass
LONGER = 9  # and two

_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"\$([a-z][a-z0-9-]*)")
_GLUE = re.compile(r"(?<=\w)['’‘ʼ`´](?=\w)")

Phrase = tuple[str, ...]
_Tree = dict[str, Any]  # word -> the tree of what may follow; under "" the phrase that ends here


class BadCue(CivicBotError):
    """A pattern that cannot be read."""


Spans = Mapping[Phrase, Sequence[tuple[int, int]]]  # (first, last) place of each phrase said


@dataclass(frozen=True, slots=True)
class _Group:
    """Phrases of which one must stand in the message; `later`: after the group before."""

    phrases: frozenset[Phrase]
    later: bool = False

    def spans(self, said: Spans) -> list[tuple[int, int]]:
        """Return (first, last) of every place where one of the phrases stands."""
        return [span for phrase in self.phrases & said.keys() for span in said[phrase]]


@dataclass(frozen=True, slots=True)
class Cue:
    """One pattern, ready to be held against words."""

    text: str
    groups: tuple[_Group, ...]
    without: _Group
    whole: bool = False


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text; an apostrophe joins (`don't` is `dont`).

    >>> words("¡Basta! Don't text me")
    ('basta', 'dont', 'text', 'me')
    """
    return tuple(_WORD.findall(_GLUE.sub("", fold(text))))


def read_lists(lines: Iterable[str]) -> dict[str, str]:
    """Read lists of words, `name = a | b`; raises BadCue for a line that is none."""
    lists: dict[str, str] = {}
    for line in lines:
        name, sign, listed = line.partition("=")
        if not sign or not _NAME.fullmatch(f"${name.strip()}") or not listed.strip():
            raise BadCue(f"'{line[:40]}' is no list of words; write it as kin = son | daughter")
        lists[name.strip()] = listed.strip()
    return lists


def read_cue(text: str, lists: Mapping[str, str] | None = None) -> Cue:
    """Read one pattern; raises BadCue when a group is empty or a list is not there."""
    known = lists or {}

    def listed(match: re.Match[str]) -> str:
        if match[1] not in known:
            raise BadCue(f"the cue '{text[:60]}' names the list ${match[1]}, which is not there")
        return known[match[1]]

    def group(part: str, *, later: bool = False) -> _Group:
        if phrases := _phrases(part):
            return _Group(phrases, later)
        raise BadCue(f"the cue '{text}' has an empty part; write words between the signs")

    whole = text.lstrip().startswith("=")
    asked, _, barred = _NAME.sub(listed, text).strip().lstrip("= ").partition(" - ")
    groups: list[_Group] = []
    later = False
    for part in re.split(r"([+>])", asked):
        if part in "+>" and part:
            later = part == ">"
            continue
        groups.append(group(part, later=later))
    without = group(barred) if barred else _Group(frozenset())
    return Cue(text, tuple(groups), without, whole)


@lru_cache(maxsize=4096)  # the patterns write the same words again and again: read, held once
def _phrases(part: str) -> frozenset[Phrase]:
    """Return the phrases of a group; none when a part of it is empty."""
    found = [_phrase(each.strip()) for each in part.split("|")]
    return frozenset(found) if all(found) else frozenset()


@lru_cache(maxsize=32_768)
def _phrase(written: str) -> Phrase:
    stems = written.replace("*", "0stem0")
    return tuple(sys.intern(w.replace("0stem0", "*")) for w in words(stems))


class Cues:
    """The patterns of every class, held against a message at once."""

    def __init__(
        self,
        classes: Iterable[tuple[str, Iterable[str]]],
        is_everyday: Callable[[str], bool],
        lists: Mapping[str, str] | None = None,
    ) -> None:
        """Read the patterns of (code, patterns) pairs, with the lists they name; raises BadCue.

        `is_everyday` tells of a folded word whether it is one that people really write, and so
        no slip of another.
        """
        self._codes: list[str] = []
        self._cues: list[Cue] = []
        self._groups: dict[Phrase, list[int]] = {}  # phrase -> the different groups that have it
        self._uses: list[list[tuple[int, int]]] = []  # group -> (cue, its place there)
        self._tree: _Tree = {}
        known: dict[frozenset[Phrase], int] = {}
        for code, lines in classes:
            for cue in (read_cue(line, lists) for line in lines):
                for place, group in enumerate(cue.groups):
                    number = known.setdefault(group.phrases, len(known))
                    if number == len(self._uses):
                        self._uses.append([])
                        for phrase in group.phrases:
                            self._groups.setdefault(phrase, []).append(number)
                    self._uses[number].append((len(self._cues), place))
                self._codes.append(code)
                self._cues.append(cue)
        self._is_everyday = is_everyday
        exact: set[str] = set()
        stems: set[str] = set()
        for group in (each for cue in self._cues for each in (*cue.groups, cue.without)):
            for phrase in group.phrases:
                node = self._tree
                for word in phrase:
                    (stems if word.endswith("*") else exact).add(word)
                    node = node.setdefault(word, {})
                node[""] = phrase
        self._exact = frozenset(exact)
        self._stems: dict[str, list[str]] = {}
        for stem in sorted(stems):
            self._stems.setdefault(stem[:2], []).append(stem)
        self._long: dict[str, _Long] = {}
        for letter in {word[0] for word in exact | stems}:
            long = [
                w for w in sorted(exact | stems) if w[0] == letter and len(w.rstrip("*")) >= LONG
            ]
            self._long[letter] = _Long(long)
        _phrases.cache_clear()
        _phrase.cache_clear()

    def found(self, text: str) -> list[tuple[str, Cue]]:
        """Return the (code, pattern) that a message fits, the widest of each class, in order."""
        heard = words(text)
        said = self._spans([self._forms(word) for word in heard])
        begun: dict[int, set[int]] = {}
        for group in {number for phrase in said for number in self._groups.get(phrase, ())}:
            for number, place in self._uses[group]:
                begun.setdefault(number, set()).add(place)
        hits: dict[str, Cue] = {}
        for number in sorted(begun):
            cue, code = self._cues[number], self._codes[number]
            if len(begun[number]) < len(cue.groups):
                continue
            if code in hits and len(hits[code].groups) >= len(cue.groups):
                continue
            if _fits(cue, said, len(heard)):
                hits[code] = cue
        return list(hits.items())

    def _forms(self, word: str) -> list[str]:
        """Return the words and stems of the patterns that a word of a message stands for."""
        found = [word] if word in self._exact else []
        if len(word) >= LONG and not self._is_everyday(word):
            found += self._mended(word)
        return found + [s for s in self._stems.get(word[:2], ()) if word.startswith(s[:-1])]

    def _spans(self, forms: Sequence[Sequence[str]]) -> Spans:
        """Return where each phrase of the patterns stands, its words side by side."""
        found: dict[Phrase, list[tuple[int, int]]] = {}
        for start in range(len(forms)):
            nodes = [self._tree]
            for place in range(start, len(forms)):
                nodes = [node[form] for node in nodes for form in forms[place] if form in node]
                if not nodes:
                    break
                for node in nodes:
                    if "" in node:
                        found.setdefault(node[""], []).append((start, place))
        return found

    def _mended(self, word: str) -> list[str]:
        """Return the words and stems of the patterns that a word of no language may stand for."""
        long = self._long.get(word[0])
        return long.near(word) if long is not None else []


class _Long:
    """Words and stems of the patterns that begin alike and are long enough to be mistyped."""

    def __init__(self, known: Sequence[str]) -> None:
        self._words = [word for word in known if not word.endswith("*")]
        self._stems = [word[:-1] for word in known if word.endswith("*")]
        self._word_slips, self._stem_slips = (
            np.array([2 if len(each) >= LONGER else 1 for each in some], dtype=np.int64)
            for some in (self._words, self._stems)
        )
        self._lengths = np.array([len(stem) for stem in self._stems], dtype=np.int64)

    def near(self, word: str) -> list[str]:
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


def _fits(cue: Cue, said: Spans, length: int) -> bool:
    """Tell whether a message of so many words fits a pattern."""
    found: list[list[tuple[int, int]]] = []
    for group in cue.groups:
        spans = group.spans(said)
        if not spans:
            return False
        found.append(spans)
    if cue.without.spans(said):
        return False
    if cue.whole:
        return len(found) == 1 and any(b - a + 1 == length for a, b in found[0])
    return _near(found, [group.later for group in cue.groups])


def _near(found: Sequence[Sequence[tuple[int, int]]], later: Sequence[bool]) -> bool:
    """Tell whether one span of each group can be chosen, near each other, in the order asked."""

    def chosen(spans: tuple[tuple[int, int], ...]) -> bool:
        place = len(spans)
        if place == len(found):
            return max(b for _, b in spans) - min(a for a, _ in spans) <= NEAR
        return any(
            chosen((*spans, span))
            for span in found[place]
            if not any(_overlap(span, other) for other in spans)
            and (not later[place] or not spans or span[0] > spans[-1][1])
        )

    return chosen(())


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return any(a[0] <= b[1] and b[0] <= a[1] for a, b in pairwise((one, other)))
