"""The content this release ships passes every check, and covers what it should."""

import re
from datetime import date
from statistics import median

from bot.faq.index_cache import index_fingerprint
from bot.texts import Texts, card_size
from knowledge.content.checks import Problem, all_problems
from knowledge.content.checks.entry_texts import read_entry_texts
from knowledge.content.documents import Certainty
from knowledge.content.faq_base import FaqBase
from knowledge.language import Language
from knowledge.matching import FaqIndex
from tests.content.coverage import table

TODAY = date(2026, 11, 24)


def test_the_seed_has_no_problem(seed_base: FaqBase) -> None:
    found = [p for p in all_problems(seed_base, TODAY) if p.check != "hedge"]
    assert [str(problem) for problem in found] == []


def test_every_card_of_the_seed_is_one_screen_and_most_are_less(seed_base: FaqBase) -> None:
    found = list(card_size.card_sizes(seed_base, Texts(), TODAY, seed_base.entries.values()))
    assert len(found) == len(seed_base.entries) * len(Language)
    assert [str(problem) for problem in card_size.size_problems(found)] == []
    for language in Language:
        assert median(s.characters for s in found if s.language is language) <= 450


def test_no_phrasing_of_the_seed_goes_to_another_entry(
    seed_base: FaqBase, seed_library: tuple[FaqBase, FaqIndex], seed_steals: list[Problem]
) -> None:
    assert index_fingerprint(seed_library[0]) == index_fingerprint(seed_base)
    found = [p for p in seed_steals if p.check == "stolen"]
    assert [str(problem) for problem in found] == []


def test_every_fact_of_the_sheet_is_cited(seed_base: FaqBase) -> None:
    assert dict(table(seed_base))["facts cited"] == "157 / 157"


def test_every_language_has_as_much_to_say(seed_base: FaqBase) -> None:
    rows = dict(table(seed_base))
    for kind, least in (("phrasings", 1_200), ("words of titles and answers", 20_000)):
        counts = [int(rows[f"{kind}, {language}"]) for language in Language]
        assert min(counts) >= least
        assert max(counts) <= 1.25 * min(counts)


def test_the_seed_is_as_large_as_it_should_be(seed_base: FaqBase) -> None:
    assert len(seed_base.entries) == 143
    assert len(seed_base.used_topics()) == 13
    assert 25 <= len(seed_base.sorted_events()) <= 32


def test_every_entry_speaks_three_languages_and_leads_on(seed_base: FaqBase) -> None:
    for entry in seed_base.entries.values():
        assert set(entry.wordings) == set(Language)
        assert 1 <= len(entry.related) <= 3


def test_only_what_is_not_known_stands_without_a_source(seed_base: FaqBase) -> None:
    without = {e.certainty for e in seed_base.entries.values() if not e.sources}
    assert without <= {Certainty.UNKNOWN}


def test_residents_never_read_the_numbers_of_our_notes(seed_base: FaqBase) -> None:
    notes = re.compile(r"\b(?:[FUCQ]\d{2,3}|client|cliente)\b", re.IGNORECASE)
    found = [
        (entry.code, reading.language, notes.findall(reading.answer_text))
        for entry in seed_base.entries.values()
        for reading in read_entry_texts(seed_base, entry)
        if notes.search(reading.answer_text)
    ]
    assert found == []
