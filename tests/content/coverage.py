"""How much the seed covers, as a table: `python -m tests.content.coverage`."""

import re
from collections.abc import Iterable

from knowledge import seed
from knowledge.content.checks.entry_texts import read_entry_texts
from knowledge.content.faq_base import FaqBase
from knowledge.language import Language

_SHEET = tuple(f"F{number:03}" for number in range(1, 158))  # the facts the base started from


def facts_cited(base: FaqBase) -> set[str]:
    """Return the facts of the first sheet that some entry cites."""
    return {code for entry in base.entries.values() for code in entry.facts} & set(_SHEET)


def table(base: FaqBase) -> list[tuple[str, str]]:
    """Count facts, entries, and phrasings and words in each language."""
    rows = [
        ("facts cited", f"{len(facts_cited(base))} / {len(_SHEET)}"),
        ("entries", str(len(base.entries))),
        ("entries that say what is not known", str(_unknowns(base))),
        ("sources", str(len(base.sources))),
        ("events of the timeline", str(len(base.events))),
    ]
    for language in Language:
        rows.append((f"phrasings, {language}", str(_phrasings(base, language))))
        rows.append((f"words of titles and answers, {language}", str(_words(base, language))))
    return rows


def _unknowns(base: FaqBase) -> int:
    return sum(entry.certainty == "unknown" for entry in base.entries.values())


def _phrasings(base: FaqBase, language: Language) -> int:
    return sum(len(entry.wordings[language].phrasings) for entry in base.entries.values())


def _words(base: FaqBase, language: Language) -> int:
    return sum(
        len(re.findall(r"\w+", reading.answer_text))
        for entry in base.entries.values()
        for reading in read_entry_texts(base, entry)
        if reading.language is language
    )


def lines(rows: Iterable[tuple[str, str]]) -> str:
    """Lay rows out for a terminal."""
    return "\n".join(f"{name:<40}{value:>10}" for name, value in rows)


if __name__ == "__main__":
    print(lines(table(FaqBase.from_documents(seed.shipped_documents()))))  # noqa: T201
