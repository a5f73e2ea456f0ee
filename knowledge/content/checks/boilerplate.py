"""How often the answers say the same thing over and over: counted for editors, never refused."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from knowledge.content.base import Base
from knowledge.content.checks.reading import Reading, readings
from knowledge.language import Language

CARD = ("title", "short", "points")


@dataclass(frozen=True, slots=True)
class Count:
    """How often something is said in one language: on the cards, in all texts, in how many."""

    on_cards: int = 0
    in_all: int = 0
    answers: int = 0


@cache
def patterns() -> Mapping[str, Mapping[Language, re.Pattern[str]]]:
    """Return what is counted, by its name and language."""
    text = (files(__package__) / "boilerplate.toml").read_text(encoding="utf-8")
    return {
        one["what"]: {language: re.compile(one[language.value]) for language in Language}
        for one in tomllib.loads(text)["words"]
    }


def counts(base: Base) -> dict[str, dict[Language, Count]]:
    """Count everything in every answer, by what and by language."""
    found = [reading for entry in base.entries.values() for reading in readings(base, entry)]
    return {
        what: {
            language: _count(pattern, [r for r in found if r.language is language])
            for language, pattern in by_language.items()
            if language in base.town.languages
        }
        for what, by_language in patterns().items()
    }


def _count(pattern: re.Pattern[str], found: list[Reading]) -> Count:
    on_cards = [_times(pattern, reading, CARD) for reading in found]
    in_all = [_times(pattern, reading, tuple(reading.shown)) for reading in found]
    return Count(sum(on_cards), sum(in_all), sum(n > 0 for n in in_all))


def _times(pattern: re.Pattern[str], reading: Reading, names: tuple[str, ...]) -> int:
    return sum(len(pattern.findall(reading.shown[name].casefold())) for name in names)
