"""Checks of the answers as a set: what came after, opposite views, pointers, definitions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.content.checks.entry_texts import EntryTexts, read_entry_texts
from knowledge.content.checks.phrasing_claims import fold_phrasing
from knowledge.content.checks.problem import CheckCase, Problem
from knowledge.content.fact_values import QUOTE_PATTERN
from knowledge.content.faq_base import FaqBase
from knowledge.content.plain_text import fill_known_quotes
from knowledge.town.house_rules import OpposedPair, OvertakenRule

_POINTER = re.compile(r"/([A-Za-z]+_\d+)\b")
_HEADING = re.compile(r"<b>")
DEFINITION_WORDS = 6  # of a definition; who types so many of them has typed it


def overtaken_said(case: CheckCase) -> Iterator[Problem]:
    """An answer on what was overtaken shows the phrase that says so, or names what came after."""
    by = case.entry.overtaken_by
    if by and (by not in case.base.values or case.base.values[by].get("kind") != "phrase"):
        yield case.problem(
            "overtaken", f"is overtaken by {by}, which is no phrase of a fact; name one"
        )
    for one in case.base.town.house.overtaken:
        if by != one.by and one.by in case.base.values:
            for reading in case.entry_texts:
                if _rests_on_overtaken(case, reading, one) and not _names_successor(reading, one):
                    yield case.problem(
                        "overtaken",
                        "tells of what was overtaken and not of what came after; set "
                        f'overtaken_by = "{one.by}"',
                        reading.language,
                    )


def _rests_on_overtaken(case: CheckCase, reading: EntryTexts, one: OvertakenRule) -> bool:
    quoted = set(QUOTE_PATTERN.findall(reading.written_texts["short"]))
    return bool(quoted & one.values) or bool(set(case.entry.facts[:1]) & one.facts)


def _names_successor(reading: EntryTexts, one: OvertakenRule) -> bool:
    """Tell whether the card itself names what came after."""
    card = " ".join(reading.written_texts[name] for name in ("title", "short", "points"))
    return bool(set(QUOTE_PATTERN.findall(card)) & one.after)


def pointers_lead(case: CheckCase) -> Iterator[Problem]:
    """A code in a text, such as /AB_105, opens an answer, and another one."""
    for reading in case.entry_texts:
        for typed in dict.fromkeys(_POINTER.findall(reading.answer_text)):
            code = case.base.town.codes.parse_code(typed)
            there = case.base.find_entry(typed)
            if code is None:
                continue  # a command with a number, such as /sources_14
            if there is None or there.code == case.entry.code:
                yield case.problem(
                    "pointer",
                    f"points to {code[0]}, which is no other answer; correct it",
                    reading.language,
                )


def retired_codes_free(case: CheckCase) -> Iterator[Problem]:
    """A code that was retired is not live, and has one heir."""
    for old in case.entry.replaces:
        code = case.base.town.codes.parse_code(old)
        if (code[0] if code else old) in case.base.entries:
            yield case.problem("replaces", f"replaces {old}, which is live; retire that first")
        heirs = [one.code for one in case.base.entries.values() if old in one.replaces]
        if any(heir != case.entry.code for heir in heirs):
            yield case.problem(
                "replaces", f"{old} has several heirs, {' and '.join(heirs)}; keep one"
            )


def definitions_quoted(case: CheckCase) -> Iterator[Problem]:
    """A definition (a phrase named gloss_…) is quoted, not typed: then it is said one way."""
    values = case.base.values
    glosses = [
        name
        for name in values.names()
        if name.startswith("gloss_") and values[name].get("kind") == "phrase"
    ]
    for reading in case.entry_texts:
        typed = QUOTE_PATTERN.sub(
            lambda m: "" if m[1] in glosses else m[0], " ".join(reading.written_texts.values())
        )
        said = f" {fold_phrasing(fill_known_quotes(typed, values, reading.language))} "
        for name in glosses:
            gloss = fold_phrasing(
                fill_known_quotes(f"{{{name}}}", values, reading.language)
            ).split()
            if (
                len(gloss) >= DEFINITION_WORDS
                and f" {' '.join(gloss[:DEFINITION_WORDS])} " in said
            ):
                yield case.problem(
                    "gloss", f"types a definition; quote it as {{{name}}}", reading.language
                )


def pairs_balanced(base: FaqBase) -> Iterator[Problem]:
    """Opposite views are as long, with as many points and headings, in every language."""
    for pair in base.town.house.pairs:
        if all(code in base.entries for code in pair.codes):
            yield from _pair_problems(base, pair)


def _pair_problems(base: FaqBase, pair: OpposedPair) -> Iterator[Problem]:
    one, other = (
        {r.language: r for r in read_entry_texts(base, base.entries[code])} for code in pair.codes
    )
    for language in base.town.languages:
        if language not in one or language not in other:
            continue
        for measure in _pair_measures(one[language], other[language]):
            a, b = measure.one, measure.other
            allowed = pair.within * max(a, b) if measure.is_length else 0
            if abs(a - b) > allowed:
                yield Problem(
                    "pair",
                    pair.codes[0] if a > b else pair.codes[1],
                    f"has {max(a, b)} {measure.what}, the opposite view {min(a, b)}; "
                    "bring them together",
                    language=language,
                )


@dataclass(frozen=True, slots=True)
class _PairMeasure:
    """What is counted in two opposite views, and how much each has of it."""

    what: str
    one: int
    other: int
    is_length: bool = False  # lengths may differ by the share the pair allows


def _pair_measures(one: EntryTexts, other: EntryTexts) -> Iterator[_PairMeasure]:
    for name in ("points", "detail", "basis"):
        first, second = (len(view.shown_texts[name]) for view in (one, other))
        yield _PairMeasure(f"characters of {name}", first, second, is_length=True)
    yield _PairMeasure("lines of points", _point_count(one), _point_count(other))
    yield _PairMeasure("bold headings", _heading_count(one), _heading_count(other))


def _point_count(reading: EntryTexts) -> int:
    return len(reading.shown_texts["points"].strip().split("\n"))


def _heading_count(reading: EntryTexts) -> int:
    return len(_HEADING.findall(reading.written_texts["detail"]))
