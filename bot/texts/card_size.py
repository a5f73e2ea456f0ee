"""How large the card of an answer is on a phone: one screen is 600 characters, 23 lines of 38."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from statistics import median

from bot.texts import Texts, cards, pages
from knowledge.content.base import Base
from knowledge.content.checks import Problem
from knowledge.content.documents import Entry
from knowledge.errors import CivicBotError
from knowledge.language import Language

MOST_CHARACTERS = 600
MOST_LINES = 23
LINE = 38  # characters of a line on a phone of 390 points


@dataclass(frozen=True, slots=True)
class Size:
    """One card in one language, as it looks on a screen."""

    code: str
    language: Language
    characters: int
    lines: int

    @property
    def fits(self) -> bool:
        """Tell whether the card is no more than one screen."""
        return self.characters <= MOST_CHARACTERS and self.lines <= MOST_LINES


def measured(text: str) -> tuple[int, int]:
    """Return the characters of a message as shown, and its lines on a phone, empty ones too."""
    shown = pages.without_tags(text)
    return len(shown), sum(len(textwrap.wrap(line, LINE)) or 1 for line in shown.split("\n"))


def sizes(base: Base, texts: Texts, today: date, entries: Iterable[Entry]) -> Iterator[Size]:
    """Measure the cards of entries in each of their languages; one that breaks is passed over."""
    for entry in entries:
        for language in entry.wordings:
            try:
                card = cards.answer(base, entry, texts.voice(language), today)
            except (CivicBotError, KeyError, ValueError, TypeError):
                continue  # what breaks it is told by the checks of quotes and values
            yield Size(entry.code, language, *measured(card))


def problems(found: Iterable[Size]) -> list[Problem]:
    """Return a problem for each card that is more than one screen."""
    return [
        Problem(
            "card",
            size.code,
            f"its card has {size.characters} characters in {size.lines} lines, over "
            f"{MOST_CHARACTERS} in {MOST_LINES}; shorten its points or its title",
            language=size.language,
        )
        for size in found
        if not size.fits
    ]


def summary(found: Iterable[Size], language: Language) -> str:
    """Tell the middle and the largest card of a language, in one line."""
    mine = [size for size in found if size.language is language]
    if not mine:
        return "none"
    longest = max(mine, key=lambda size: size.characters)
    over = sum(not size.fits for size in mine)
    return (
        f"median {median(size.characters for size in mine):.0f} characters in "
        f"{median(size.lines for size in mine):.0f} lines; longest {longest.characters} in "
        f"{longest.lines} ({longest.code}); {over} of {len(mine)} over one screen"
    )
