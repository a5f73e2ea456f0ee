"""How often the answers say the same thing over and over: counted for editors, never refused."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from knowledge.content.checks.entry_texts import EntryTexts, read_entry_texts
from knowledge.content.faq_base import FaqBase
from knowledge.language import Language

CARD_TEXTS = ("title", "short", "points")


@dataclass(frozen=True, slots=True)
class BoilerplateCount:
    """How often something is said in one language: on the cards, in all texts, in how many."""

    on_cards: int = 0
    in_all: int = 0
    answers: int = 0


@cache
def boilerplate_patterns() -> Mapping[str, Mapping[Language, re.Pattern[str]]]:
    """Return what is counted, by its name and language."""
    text = (files(__package__) / "boilerplate.toml").read_text(encoding="utf-8")
    return {
        one["what"]: {language: re.compile(one[language.value]) for language in Language}
        for one in tomllib.loads(text)["words"]
    }


def count_boilerplate(base: FaqBase) -> dict[str, dict[Language, BoilerplateCount]]:
    """Count everything in every answer, by what and by language."""
    found = [
        reading for entry in base.entries.values() for reading in read_entry_texts(base, entry)
    ]
    return {
        what: {
            language: _count_pattern(pattern, [r for r in found if r.language is language])
            for language, pattern in by_language.items()
            if language in base.town.languages
        }
        for what, by_language in boilerplate_patterns().items()
    }


def _count_pattern(pattern: re.Pattern[str], found: list[EntryTexts]) -> BoilerplateCount:
    on_cards = [_count_matches(pattern, reading, CARD_TEXTS) for reading in found]
    in_all = [_count_matches(pattern, reading, tuple(reading.shown_texts)) for reading in found]
    return BoilerplateCount(sum(on_cards), sum(in_all), sum(n > 0 for n in in_all))


def _count_matches(pattern: re.Pattern[str], reading: EntryTexts, names: tuple[str, ...]) -> int:
    return sum(len(pattern.findall(reading.shown_texts[name].casefold())) for name in names)
