"""A check of the house glossary: the words it forbids, as they are written with their quotes."""

from collections.abc import Iterator

from knowledge.content.checks.problem import Case, Problem
from knowledge.content.checks.reading import without_quotations
from knowledge.content.house import House
from knowledge.content.values import QUOTE
from knowledge.language import Language


def forbidden(text: str, language: Language, house: House) -> list[str]:
    """Return the forbidden words of a written text outside quotation marks, each once."""
    words = house.forbidden.get(language)
    said = without_quotations(text).casefold()
    return list(dict.fromkeys(words.findall(said))) if words else []


def house_words(case: Case) -> Iterator[Problem]:
    """Titles and answers use no word the house glossary forbids, nor do the phrases they quote."""
    values = case.base.values
    for reading in case.readings:
        for name, text in reading.written.items():
            phrases = (
                str(values[quoted].get(reading.language.value, ""))
                for quoted in QUOTE.findall(text)
                if quoted in values and values[quoted].get("kind") == "phrase"
            )
            for word in forbidden(
                "\n".join((text, *phrases)), reading.language, case.base.town.house
            ):
                yield case.problem(
                    "glossary",
                    f"its {name} says '{word}'; docs/editorial.md has the house's word",
                    reading.language,
                )
