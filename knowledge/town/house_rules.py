"""What the checks know of a town's answers as a set, read from its `house.toml`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.language import Language
from knowledge.strict_tables import StrictTable


@dataclass(frozen=True, slots=True)
class OvertakenRule:
    """Facts and values that were overtaken, the phrase that says so, and what came after."""

    by: str
    facts: frozenset[str]
    values: frozenset[str]
    after: frozenset[str]


@dataclass(frozen=True, slots=True)
class OpposedPair:
    """Two entries that give opposite views, and by how much their lengths may differ."""

    codes: tuple[str, str]
    within: float


@dataclass(frozen=True, slots=True)
class HouseRules:
    """The rules of a `house.toml`; `forbidden` are patterns of words of written, lower-case text.

    A town without the file has none.
    """

    overtaken: tuple[OvertakenRule, ...] = ()
    pairs: tuple[OpposedPair, ...] = ()
    outlets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the name that publishers hold: all its names."""
    no_outlets: tuple[str, ...] = ()
    forbidden: Mapping[Language, re.Pattern[str]] = field(default_factory=dict)


def read_house_rules(held: StrictTable) -> HouseRules:
    """Read the rules, noting every fault."""
    outlets, forbidden = held.table("outlets"), held.table("forbidden")
    found = HouseRules(
        tuple(map(_read_overtaken, held.rows("overtaken"))),
        tuple(map(_read_pair, held.rows("pair"))),
        {name: (name, *outlets.texts(name)) for name in outlets.content},
        _read_names(held.table("no_outlets")),
        {tag: word_pattern(forbidden.texts(tag.value)) for tag in Language},
    )
    forbidden.close()
    held.close()
    return found


def _read_overtaken(row: StrictTable) -> OvertakenRule:
    sets = (frozenset(row.texts(name)) for name in ("facts", "values", "after"))
    found = OvertakenRule(row.text("by"), *sets)
    row.close()
    return found


def _read_pair(row: StrictTable) -> OpposedPair:
    codes, within = row.texts("codes", least=2), row.number("within", 0.15)
    if len(codes) != 2:
        row.add_fault("codes", 'must name two entries; write codes = ["…", "…"]')
        codes = ("", "")
    row.close()
    return OpposedPair((codes[0], codes[1]), within)


def _read_names(table: StrictTable) -> tuple[str, ...]:
    names = table.texts("names")
    table.close()
    return names


def word_pattern(listed: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of these whole words; * stands for any ending."""
    parts = (re.escape(word).replace(r"\*", r"\w*") for word in listed)
    return re.compile(r"(?<!\w)(?:" + ("|".join(parts) or r"(?!)") + r")(?!\w)")
