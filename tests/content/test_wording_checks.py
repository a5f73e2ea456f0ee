"""The checks of words: the glossary, lost doubts, definitions, pointers, what is said often."""

import copy
from collections.abc import Callable

import pytest

from knowledge.content.checks import boilerplate, fact_problems
from knowledge.content.checks.glossary import find_forbidden_words
from knowledge.content.checks.hedging import lost_hedges
from knowledge.content.documents import DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.language import Language
from knowledge.town.town_folder import shipped_town
from tests.content.village import (
    Bodies,
    bodies,
    entry,
    everywhere,
    of,
    phrase,
    problems,
    said,
    several,
)

EN, ES, HT = Language.EN, Language.ES, Language.HT
Spoil = Callable[[Bodies], object]
KEY = (DocumentKind.ENTRY, "KW-1")


# --- words -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("No se halló hasta el {date_compiled}.", ES, ["hasta el {date_compiled}"]),
        ("Se quedó hasta el final.", ES, []),
        ("El Órgano decidió.", ES, ["órgano"]),
        ("“El órgano”, dijo.", ES, []),
        ("Yo poko jwenn li jiska {date_compiled}.", HT, ["jiska {date_compiled}"]),
        ("Yon kò piblik.", HT, ["kò"]),
        ("Yo kòmanse.", HT, []),
        ("Le {date_well}.", HT, ["le {date_well}"]),
    ],
)
def test_the_glossary_forbids_words(text: str, language: Language, expected: list[str]) -> None:
    assert find_forbidden_words(text, language, shipped_town().house) == expected


def test_a_forbidden_word_is_named_even_inside_a_phrase() -> None:
    assert of("glossary", entry(es__detail="El órgano votó.")) == [("glossary", "error", "es")]
    quoted = phrase("told", "A body.", es="Un órgano.")
    assert of("glossary", quoted, everywhere("detail", "{told}")) == [("glossary", "error", "es")]


@pytest.mark.parametrize(
    ("english", "other", "language", "kinds"),
    [
        ("It was not signed.", "Se firmó.", ES, ["no"]),
        ("It was not signed.", "No se firmó.", ES, []),
        ("No report says it.", "Yon rapò di sa.", HT, ["no"]),
        ("No report says it.", "Okenn rapò pa di sa.", HT, []),
        ("It may be void.", "Es nulo.", ES, ["doubt"]),
        ("It may be void.", "Puede ser nulo.", ES, []),
        ("It met on May 3, 2025.", "Se reunió el 3 de mayo de 2025.", ES, []),
        ("It may be void.", "Li ka nil.", HT, []),
        # the "no" of one sentence does not stand for that of another
        ("It was not read. It was signed.", "Se leyó. No se firmó.", ES, ["no"]),
        ("It was not read. It was signed.", "No se leyó, pero se firmó.", ES, []),
    ],
)
def test_a_lost_no_and_a_lost_doubt_are_seen(
    english: str, other: str, language: Language, kinds: list[str]
) -> None:
    assert [kind for kind, _ in lost_hedges(english, other, language)] == kinds


def test_a_lost_no_is_a_warning() -> None:
    spoil = entry(en__detail="Nobody spoke.", es__detail="Alguien.", ht__detail="Pèsonn pa pale.")
    assert of("hedge", spoil) == [("hedge", "warning", "es")]


# --- definitions, pointers, heirs ------------------------------------------------------------
GLOSS = phrase(
    "gloss_well",
    "A well is a deep hole for {vote_well} families.",
    es="Un pozo es un hoyo hondo para {vote_well} familias.",
)


def test_a_definition_is_quoted_not_typed() -> None:
    typed = entry(en__detail="Note: a well is a deep hole, it said.")
    assert of("gloss", GLOSS, typed) == [("gloss", "error", "en")]
    assert of("gloss", GLOSS, everywhere("detail", "{gloss_well}")) == []
    assert of("gloss", GLOSS, entry(en__detail="A well is a good thing to have.")) == []
    spanish = entry(es__basis="Un pozo es un hoyo hondo.")
    assert of("gloss", GLOSS, spanish) == [("gloss", "error", "es")]


@pytest.mark.parametrize(
    ("fault", "language"),
    [
        (phrase("gone", "See {nowhere}."), "en"),
        (phrase("gone", "See it.", ht=" "), "ht"),
        (phrase("gone", "See {vote_well} {"), "en"),
        (several(phrase("gone", "See {other}."), phrase("other", "It.")), "en"),
    ],
)
def test_a_phrase_is_whole_and_quotes_what_there_is(fault: Spoil, language: str) -> None:
    documents = bodies()
    fault(documents)
    base = FaqBase.from_documents(documents)
    assert ("value", "error", language) in said(fact_problems(base, base.facts["F1"]))


@pytest.mark.parametrize(
    ("text", "wrong"), [("See /KW_2", True), ("See /KW_1", True), ("See /KW_9", False)]
)
def test_a_pointer_opens_another_answer(text: str, wrong: bool) -> None:
    def other(documents: Bodies) -> None:
        documents[(DocumentKind.ENTRY, "KW-3")] = {
            **copy.deepcopy(documents[KEY]), "slug": "third", "replaces": ["KW-9"],
        }  # fmt: skip

    spoil = several(other, entry(en__detail=text))
    found = [p for p in problems(spoil) if p.check == "pointer" and p.where == "KW-1"]
    assert len(found) == wrong


def test_a_retired_code_is_not_live_and_has_one_heir() -> None:
    assert of("replaces", entry(replaces=["KW-1"])) == [("replaces", "error", "")]
    assert of("replaces", entry(replaces=["KW-9"])) == []

    def rival(documents: Bodies) -> None:
        documents[(DocumentKind.ENTRY, "KW-2")] = {
            **copy.deepcopy(documents[KEY]),
            "slug": "second",
        }

    both = of("replaces", entry(replaces=["KW-9"]), rival)
    assert both == [("replaces", "error", "")] * 2


def test_no_more_related_entries_than_are_shown() -> None:
    assert ("related", "error", "") in of("related", entry(related=["KW-2"] * 4))
    assert ("related", "error", "") not in of("related", entry(related=["KW-2"] * 3))


def test_what_is_said_over_and_over_is_counted() -> None:
    documents = bodies()
    several(
        entry(
            en__points="• We found no minutes.", en__detail="We found none. Ask the City Clerk."
        ),
        entry(es__detail="No encontramos nada."),
    )(documents)
    counted = boilerplate.count_boilerplate(FaqBase.from_documents(documents))
    not_found, clerk = counted["not found, not read"], counted["City Clerk"]
    assert not_found[EN] == boilerplate.BoilerplateCount(on_cards=1, in_all=2, answers=1)
    assert not_found[ES] == boilerplate.BoilerplateCount(on_cards=0, in_all=1, answers=1)
    assert not_found[HT] == boilerplate.BoilerplateCount()
    assert clerk[EN].in_all == 1
