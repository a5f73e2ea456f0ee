"""A check of the house glossary: the words it forbids, as they are written with their quotes."""

from collections.abc import Iterator

from knowledge.content.checks.house import house
from knowledge.content.checks.problem import Case, Problem
from knowledge.content.checks.reading import without_quotations
from knowledge.content.values import QUOTE
from knowledge.language import Language


def forbidden(text: str, language: Language) -> list[str]:
    """Return the forbidden words of a written text outside quotation marks, each once."""
    said = without_quotations(text).casefold()
    return list(dict.fromkeys(house().forbidden[language].findall(said)))


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
            for word in forbidden("\n".join((text, *phrases)), reading.language):
                yield case.problem(
                    "glossary",
                    f"its {name} says '{word}'; docs/editorial.md has the house's word",
                    reading.language,
                )
