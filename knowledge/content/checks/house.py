"""What the checks know of the answers as a set, read from `house.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from knowledge.language import Language


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Facts and values that were overtaken, the phrase that says so, and what came after."""

    by: str
    facts: frozenset[str]
    values: frozenset[str]
    after: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that give opposite views, and by how much their lengths may differ."""

    codes: tuple[str, str]
    within: float


@dataclass(frozen=True, slots=True)
class House:
    """The rules of `house.toml`; `forbidden` are patterns of words of written, lower-case text."""

    overtaken: tuple[Overtaken, ...]
    pairs: tuple[Pair, ...]
    outlets: Mapping[str, tuple[str, ...]]  # by the name publishers hold: all names
    no_outlets: tuple[str, ...]
    forbidden: Mapping[Language, re.Pattern[str]]


@cache
def house() -> House:
    """Read the rules once."""
    text = (files(__package__) / "house.toml").read_text(encoding="utf-8")
    return read(tomllib.loads(text))


def read(held: Mapping[str, Any]) -> House:
    """Make the rules of plain data."""
    return House(
        tuple(
            Overtaken(one["by"], *(frozenset(one[name]) for name in ("facts", "values", "after")))
            for one in held["overtaken"]
        ),
        tuple(Pair((one["codes"][0], one["codes"][1]), one["within"]) for one in held["pair"]),
        {name: (name, *others) for name, others in held["outlets"].items()},
        tuple(held["no_outlets"]["names"]),
        {Language(tag): words(listed) for tag, listed in held["forbidden"].items()},
    )


def words(listed: list[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of these whole words; * stands for any ending."""
    parts = (re.escape(word).replace(r"\*", r"\w*") for word in listed)
    return re.compile(r"(?<!\w)(?:" + ("|".join(parts) or r"(?!)") + r")(?!\w)")
