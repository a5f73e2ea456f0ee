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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.errors import CivicBotError
from knowledge.matching.text.folding import fold

_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"\$([a-z][a-z0-9-]*)")
_GLUE = re.compile(r"(?<=\w)['’‘ʼ`´](?=\w)")

CuePhrase = tuple[str, ...]


class CueError(CivicBotError):
    """A pattern that cannot be read."""


PhraseSpans = Mapping[
    CuePhrase, Sequence[tuple[int, int]]
]  # (first, last) place of each phrase said


@dataclass(frozen=True, slots=True)
class _CueGroup:
    """Phrases of which one must stand in the message; `later`: after the group before."""

    phrases: frozenset[CuePhrase]
    later: bool = False

    def matching_spans(self, said: PhraseSpans) -> list[tuple[int, int]]:
        """Return (first, last) of every place where one of the phrases stands."""
        return [span for phrase in self.phrases & said.keys() for span in said[phrase]]


@dataclass(frozen=True, slots=True)
class Cue:
    """One pattern, ready to be held against words."""

    text: str
    groups: tuple[_CueGroup, ...]
    without: _CueGroup
    whole: bool = False


def cue_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text; an apostrophe joins (`don't` is `dont`).

    >>> cue_words("¡Basta! Don't text me")
    ('basta', 'dont', 'text', 'me')
    """
    return tuple(_WORD.findall(_GLUE.sub("", fold(text))))


def read_word_lists(lines: Iterable[str]) -> dict[str, str]:
    """Read lists of words, `name = a | b`; raises CueError for a line that is none."""
    lists: dict[str, str] = {}
    for line in lines:
        name, sign, listed = line.partition("=")
        if not sign or not _NAME.fullmatch(f"${name.strip()}") or not listed.strip():
            raise CueError(f"'{line[:40]}' is no list of words; write it as kin = son | daughter")
        lists[name.strip()] = listed.strip()
    return lists


def parse_cue(text: str, lists: Mapping[str, str] | None = None) -> Cue:
    """Read one pattern; raises CueError when a group is empty or a list is not there."""
    known = lists or {}

    def listed(match: re.Match[str]) -> str:
        if match[1] not in known:
            raise CueError(f"the cue '{text[:60]}' names the list ${match[1]}, which is not there")
        return known[match[1]]

    def group(part: str, *, later: bool = False) -> _CueGroup:
        if phrases := _parse_phrases(part):
            return _CueGroup(phrases, later)
        raise CueError(f"the cue '{text}' has an empty part; write words between the signs")

    whole = text.lstrip().startswith("=")
    asked, _, barred = _NAME.sub(listed, text).strip().lstrip("= ").partition(" - ")
    groups: list[_CueGroup] = []
    later = False
    for part in re.split(r"([+>])", asked):
        if part in "+>" and part:
            later = part == ">"
            continue
        groups.append(group(part, later=later))
    without = group(barred) if barred else _CueGroup(frozenset())
    return Cue(text, tuple(groups), without, whole)


@lru_cache(maxsize=4096)  # the patterns write the same words again and again: read, held once
def _parse_phrases(part: str) -> frozenset[CuePhrase]:
    """Return the phrases of a group; none when a part of it is empty."""
    found = [_parse_phrase(each.strip()) for each in part.split("|")]
    return frozenset(found) if all(found) else frozenset()


@lru_cache(maxsize=32_768)
def _parse_phrase(written: str) -> CuePhrase:
    stems = written.replace("*", "0stem0")
    return tuple(sys.intern(w.replace("0stem0", "*")) for w in cue_words(stems))


def clear_word_cache() -> None:
    """Forget the words that were read: patterns write the same ones again and again, once."""
    _parse_phrases.cache_clear()
    _parse_phrase.cache_clear()
