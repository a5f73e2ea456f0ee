"""The content this release ships passes every check, and covers what it should."""

import re
from datetime import date
from statistics import median

from bot.kept_index import mark
from bot.texts import Texts, card_size
from knowledge.content.base import Base
from knowledge.content.checks import Problem, all_problems
from knowledge.content.checks.reading import readings
from knowledge.content.documents import Certainty
from knowledge.language import Language
from knowledge.matching import FaqIndex
from tests.content.coverage import table

TODAY = date(2026, 11, 24)


def test_the_seed_has_no_problem(seed_base: Base) -> None:
    found = [p for p in all_problems(seed_base, TODAY) if p.check != "hedge"]
    assert [str(problem) for problem in found] == []


def test_every_card_of_the_seed_is_one_screen_and_most_are_less(seed_base: Base) -> None:
    found = list(card_size.sizes(seed_base, Texts(), TODAY, seed_base.entries.values()))
    assert len(found) == len(seed_base.entries) * len(Language)
    assert [str(problem) for problem in card_size.problems(found)] == []
    for language in Language:
        assert median(s.characters for s in found if s.language is language) <= 450


def test_no_phrasing_of_the_seed_goes_to_another_entry(
    seed_base: Base, seed_library: tuple[Base, FaqIndex], seed_steals: list[Problem]
) -> None:
    assert mark(seed_library[0]) == mark(seed_base)
    found = [p for p in seed_steals if p.check == "stolen"]
    assert [str(problem) for problem in found] == []


def test_every_fact_of_the_sheet_is_cited(seed_base: Base) -> None:
    assert dict(table(seed_base))["facts cited"] == "157 / 157"


def test_every_language_has_as_much_to_say(seed_base: Base) -> None:
    rows = dict(table(seed_base))
    for kind, least in (("phrasings", 1_200), ("words of titles and answers", 20_000)):
        counts = [int(rows[f"{kind}, {language}"]) for language in Language]
        assert min(counts) >= least
        assert max(counts) <= 1.25 * min(counts)


def test_the_seed_is_as_large_as_it_should_be(seed_base: Base) -> None:
    assert len(seed_base.entries) == 143
    assert len(seed_base.shelves()) == 13
    assert 25 <= len(seed_base.timeline()) <= 32


def test_every_entry_speaks_three_languages_and_leads_on(seed_base: Base) -> None:
    for entry in seed_base.entries.values():
        assert set(entry.wordings) == set(Language)
        assert 1 <= len(entry.related) <= 3


def test_only_what_is_not_known_stands_without_a_source(seed_base: Base) -> None:
    without = {e.certainty for e in seed_base.entries.values() if not e.sources}
    assert without <= {Certainty.UNKNOWN}


def test_residents_never_read_the_numbers_of_our_notes(seed_base: Base) -> None:
    notes = re.compile(r"\b(?:[FUCQ]\d{2,3}|client|cliente)\b", re.IGNORECASE)
    found = [
        (entry.code, reading.language, notes.findall(reading.answer))
        for entry in seed_base.entries.values()
        for reading in readings(seed_base, entry)
        if notes.search(reading.answer)
    ]
    assert found == []
