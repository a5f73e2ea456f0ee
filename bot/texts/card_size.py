"""How large the card of an answer is on a phone: one screen is 600 characters, 23 lines of 38."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from statistics import median

from bot.texts import Texts, answer_cards, message_parts
from knowledge.content.checks import Problem
from knowledge.content.documents import Entry
from knowledge.content.faq_base import FaqBase
from knowledge.errors import CivicBotError
from knowledge.language import Language

MAX_CARD_CHARACTERS = 600
MAX_CARD_LINES = 23
SCREEN_WIDTH = 38  # characters of a line on a phone of 390 points


@dataclass(frozen=True, slots=True)
class CardSize:
    """One card in one language, as it looks on a screen."""

    code: str
    language: Language
    characters: int
    lines: int

    @property
    def fits(self) -> bool:
        """Tell whether the card is no more than one screen."""
        return self.characters <= MAX_CARD_CHARACTERS and self.lines <= MAX_CARD_LINES


def measure_text(text: str) -> tuple[int, int]:
    """Return the characters of a message as shown, and its lines on a phone, empty ones too."""
    shown = message_parts.without_tags(text)
    return len(shown), sum(
        len(textwrap.wrap(line, SCREEN_WIDTH)) or 1 for line in shown.split("\n")
    )


def card_sizes(
    base: FaqBase, texts: Texts, today: date, entries: Iterable[Entry]
) -> Iterator[CardSize]:
    """Measure the cards of entries in each of their languages; one that breaks is passed over."""
    for entry in entries:
        for language in entry.wordings:
            try:
                card = answer_cards.answer_card(base, entry, texts.localizer(language), today)
            except (CivicBotError, KeyError, ValueError, TypeError):
                continue  # what breaks it is told by the checks of quotes and values
            yield CardSize(entry.code, language, *measure_text(card))


def size_problems(found: Iterable[CardSize]) -> list[Problem]:
    """Return a problem for each card that is more than one screen."""
    return [
        Problem(
            "card",
            size.code,
            f"its card has {size.characters} characters in {size.lines} lines, over "
            f"{MAX_CARD_CHARACTERS} in {MAX_CARD_LINES}; shorten its points or its title",
            language=size.language,
        )
        for size in found
        if not size.fits
    ]


def size_summary(found: Iterable[CardSize], language: Language) -> str:
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
