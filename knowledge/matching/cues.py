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

from rapidfuzz.distance import OSA

from knowledge.errors import CivicBotError
from knowledge.matching.folding import fold

NEAR = 9  # words between the first and the last word of a pattern
LONG = 5  # letters from which one slip is let pass
LONGER = 9  # and two

_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"\$([a-z][a-z0-9-]*)")
_GLUE = re.compile(r"(?<=\w)['’‘ʼ`´](?=\w)")

Phrase = tuple[str, ...]


class BadCue(CivicBotError):
    """A pattern that cannot be read."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Phrases of which one must stand in the message, by their first word.

    `later` means after the group before.
    """

    phrases: Mapping[str, tuple[Phrase, ...]]
    later: bool = False

    def spans(self, places: Mapping[str, list[int]]) -> list[tuple[int, int]]:
        """Return (first, last) of every place where one of the phrases stands."""
        heads = self.phrases.keys() & places.keys()
        return [
            span
            for head in heads
            for phrase in self.phrases[head]
            for span in _spans(phrase, places)
        ]


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
    without = group(barred) if barred else _Group({})
    return Cue(text, tuple(groups), without, whole)


@lru_cache(maxsize=4096)  # the patterns write the same words again and again: read, held once
def _phrases(part: str) -> Mapping[str, tuple[Phrase, ...]]:
    """Return the phrases of a group by their first word; none when a part of it is empty."""
    found: dict[str, tuple[Phrase, ...]] = {}
    for each in part.split("|"):
        phrase = _phrase(each.strip())
        if not phrase:
            return {}
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found


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
        self._heads: dict[str, list[tuple[int, int]]] = {}  # first word -> (cue, group)
        for code, lines in classes:
            for cue in (read_cue(line, lists) for line in lines):
                for place, group in enumerate(cue.groups):
                    here = (len(self._cues), place)
                    for head in group.phrases:
                        self._heads.setdefault(head, []).append(here)
                self._codes.append(code)
                self._cues.append(cue)
        self._is_everyday = is_everyday
        exact: set[str] = set()
        stems: set[str] = set()
        for group in (each for cue in self._cues for each in (*cue.groups, cue.without)):
            for word in (w for some in group.phrases.values() for phrase in some for w in phrase):
                (stems if word.endswith("*") else exact).add(word)
        self._exact = frozenset(exact)
        self._stems: dict[str, list[str]] = {}
        for stem in sorted(stems):
            self._stems.setdefault(stem[:2], []).append(stem)
        self._long: dict[str, list[str]] = {}
        for word in sorted(exact | stems):
            if len(word.rstrip("*")) >= LONG:
                self._long.setdefault(word[0], []).append(word)

    def found(self, text: str) -> list[tuple[str, Cue]]:
        """Return the (code, pattern) that a message fits, the widest of each class, in order."""
        said = words(text)
        places = self._places(said)
        begun: dict[int, set[int]] = {}
        for word in places:
            for number, group in self._heads.get(word, ()):
                begun.setdefault(number, set()).add(group)
        hits: dict[str, Cue] = {}
        for number in sorted(begun):
            cue, code = self._cues[number], self._codes[number]
            if len(begun[number]) < len(cue.groups):
                continue
            if code in hits and len(hits[code].groups) >= len(cue.groups):
                continue
            if fits(cue, places, len(said)):
                hits[code] = cue
        return list(hits.items())

    def _places(self, said: Sequence[str]) -> Mapping[str, list[int]]:
        """Return where in the message each word of the patterns stands."""
        places: dict[str, list[int]] = {}
        for place, word in enumerate(said):
            if word in self._exact:
                places.setdefault(word, []).append(place)
            if len(word) >= LONG and not self._is_everyday(word):
                for near in self._mended(word):
                    places.setdefault(near, []).append(place)
            for stem in self._stems.get(word[:2], ()):
                if word.startswith(stem[:-1]):
                    places.setdefault(stem, []).append(place)
        return places

    def _mended(self, word: str) -> list[str]:
        """Return the words and stems of the patterns that a word of no language may stand for."""
        return [
            known
            for known in self._long.get(word[0], ())
            if known != word and _is_slip(word, known)
        ]


def _is_slip(word: str, known: str) -> bool:
    slips = 2 if len(known.rstrip("*")) >= LONGER else 1
    if not known.endswith("*"):
        return abs(len(known) - len(word)) <= slips and (
            OSA.distance(word, known, score_cutoff=slips) <= slips
        )
    stem = known[:-1]
    heads = {word[: len(stem) + step] for step in range(-slips, slips + 1)}
    return any(OSA.distance(head, stem, score_cutoff=slips) <= slips for head in heads)


def fits(cue: Cue, places: Mapping[str, list[int]], length: int) -> bool:
    """Tell whether a message of so many words fits a pattern, given where its words stand."""
    found: list[list[tuple[int, int]]] = []
    for group in cue.groups:
        spans = group.spans(places)
        if not spans:
            return False
        found.append(spans)
    if cue.without.spans(places):
        return False
    if cue.whole:
        return len(found) == 1 and any(b - a + 1 == length for a, b in found[0])
    return _near(found, [group.later for group in cue.groups])


def _spans(phrase: Phrase, places: Mapping[str, list[int]]) -> list[tuple[int, int]]:
    """Return (first, last) of every place where a phrase stands, its words side by side."""
    first = places.get(phrase[0])
    if not first:
        return []
    rest = [places.get(word, ()) for word in phrase[1:]]
    return [
        (start, start + len(rest))
        for start in first
        if all(start + step in at for step, at in enumerate(rest, start=1))
    ]


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
