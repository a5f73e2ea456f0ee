"""A check of the house glossary: the words it forbids, as they are written with their quotes."""

from collections.abc import Iterator

from knowledge.content.checks.entry_texts import without_quotations
from knowledge.content.checks.problem import CheckCase, Problem
from knowledge.content.fact_values import QUOTE_PATTERN
from knowledge.language import Language
from knowledge.town.house_rules import HouseRules


def find_forbidden_words(text: str, language: Language, house: HouseRules) -> list[str]:
    """Return the forbidden words of a written text outside quotation marks, each once."""
    words = house.forbidden.get(language)
    said = without_quotations(text).casefold()
    return list(dict.fromkeys(words.findall(said))) if words else []


def house_words_kept(case: CheckCase) -> Iterator[Problem]:
    """Titles and answers use no word the house glossary forbids, nor do the phrases they quote."""
    values = case.base.values
    for reading in case.entry_texts:
        for name, text in reading.written_texts.items():
            phrases = (
                str(values[quoted].get(reading.language.value, ""))
                for quoted in QUOTE_PATTERN.findall(text)
                if quoted in values and values[quoted].get("kind") == "phrase"
            )
            for word in find_forbidden_words(
                "\n".join((text, *phrases)), reading.language, case.base.town.house
            ):
                yield case.problem(
                    "glossary",
                    f"its {name} says '{word}'; docs/editorial.md has the house's word",
                    reading.language,
                )
