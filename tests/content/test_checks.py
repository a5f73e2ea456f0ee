"""Each check passes what is right and names what is wrong."""

from collections.abc import Callable
from datetime import date

import pytest

from knowledge.content.checks import all_problems, entry_problems
from knowledge.content.document_parsing import parse_entry as read_entry
from knowledge.content.documents import DocumentKind
from knowledge.content.faq_base import FaqBase
from tests.content.village import (
    TODAY,
    Bodies,
    bodies,
    document,
    entry,
    problems,
    said,
    second,
)

LONG = "This is a word. " * 60
SIX = ["one", "two", "three", "four", "five", "six"]
HARD = (
    "Notwithstanding jurisdictional considerations, municipal representatives deliberated "
    "extensively regarding constitutional responsibilities and administrative consequences."
)
ENDLESS = "Nan dat sa a yo te di " + "epi yo te di " * 8 + "sa."


def test_a_village_without_fault_has_no_problems() -> None:
    assert problems() == []


ENTRY_FAULTS = {
    "a fact that is not there": (entry(facts=["F1", "F9"]), ("unknown-fact", "error", "")),
    "a source that is not there": (
        entry(sources=["gazette", "tribune"]),
        ("unknown-source", "error", ""),
    ),
    "a source of another fact": (entry(sources=["herald"]), ("stray-source", "error", "")),
    "no source": (entry(sources=[]), ("no-source", "error", "")),
    "five sources": (entry(sources=["gazette"] * 5), ("many-sources", "warning", "")),
    "an unknown topic": (entry(topic="fire"), ("unknown-topic", "error", "")),
    "itself as related": (entry(related=["KW-1"]), ("related", "error", "")),
    "a related entry that is gone": (entry(related=["KW-9"]), ("related", "warning", "")),
    "a slug with spaces": (entry(slug="well vote"), ("slug", "error", "")),
    "a day to come": (entry(as_of="2026-12-01"), ("as-of", "error", "")),
    "a month to come": (entry(as_of="2026-12"), ("as-of", "error", "")),
    "a search to come": (entry(searched_to="2026-11-25"), ("as-of", "error", "")),
    "a review before the answer": (
        entry(review_by="2025-06-30"),
        ("review-by", "error", ""),
    ),
    "an overdue review": (entry(review_by="2026-11-23"), ("review-due", "warning", "")),
    "a crooked link": (
        entry(en__detail='See <a href="https://gazette">it</a>.'),
        ("address", "error", "en"),
    ),
    "an empty title": (entry(es__title=""), ("length", "error", "es")),
    "no points": (entry(ht__points=" "), ("points", "warning", "ht")),
    "endless points": (entry(en__points="• It was so. " * 24), ("length", "error", "en")),
    "an endless basis": (entry(es__basis="Se supo así. " * 50), ("length", "error", "es")),
    "a long title": (entry(en__title="How did " + "they all " * 10), ("length", "error", "en")),
    "a long first line": (entry(ht__short="Yo te vote. " * 14), ("length", "error", "ht")),
    "a long detail": (entry(en__detail=LONG), ("length", "error", "en")),
    "five phrasings": (entry(ht__phrasings=SIX[:5]), ("phrasings", "error", "ht")),
    "twenty-one phrasings": (
        entry(es__phrasings=[f"voto {n}" for n in range(21)]),
        ("phrasings", "error", "es"),
    ),
    "an empty phrasing": (entry(en__phrasings=[*SIX, "?!"]), ("phrasings", "error", "en")),
    "a phrasing twice": (entry(en__phrasings=[*SIX, "One?"]), ("phrasings", "warning", "en")),
    "a phrasing of other matters": (
        entry(en__phrasings=[*SIX, "Rain!"]),
        ("claimed", "error", "en"),
    ),
    "a tag never closed": (entry(en__detail="It is <b>so."), ("html", "error", "en")),
    "a tag Telegram lacks": (entry(es__short="<h1>Sí</h1>"), ("html", "error", "es")),
    "a tag in a title": (entry(en__title="Is it <b>so</b>?"), ("html", "error", "en")),
    "a value nobody holds": (entry(en__detail="It was {vote_roof}."), ("quote", "error", "en")),
    "a stray brace": (entry(ht__detail="Yo di sa} konsa."), ("quote", "error", "ht")),
    "a quote in a phrasing": (entry(en__phrasings=[*SIX, "{x}"]), ("quote", "error", "en")),
    "hard English": (entry(en__detail=HARD), ("readability", "error", "en")),
    "an endless sentence": (entry(ht__detail=ENDLESS), ("readability", "error", "ht")),
    "a loaded word": (
        entry(en__detail="The council caved."),
        ("loaded-word", "error", "en"),
    ),
    "a loaded word in Spanish": (
        entry(es__detail="El concejo capituló."),
        ("loaded-word", "error", "es"),
    ),
    "a loaded word in Creole": (
        entry(ht__detail="Konsèy la kapitile."),
        ("loaded-word", "error", "ht"),
    ),
    "an office held today": (
        entry(en__detail="Ann Lee is the mayor."),
        ("office-today", "error", "en"),
    ),
    "an office held today in Spanish": (
        entry(es__detail="Ana Lee es la alcaldesa."),
        ("office-today", "error", "es"),
    ),
    "an office held today in Creole": (
        entry(ht__detail="Ann Lee se majistra vil la."),
        ("office-today", "error", "ht"),
    ),
    "a translation of no version": (entry(es__follows=0), ("follows", "error", "es")),
    "a translation left behind": (entry(en__follows=3), ("behind", "warning", "es")),
}


@pytest.mark.parametrize(("spoil", "expected"), ENTRY_FAULTS.values(), ids=ENTRY_FAULTS)
def test_a_fault_of_an_entry_is_named(
    spoil: Callable[[Bodies], object], expected: tuple[str, str, str]
) -> None:
    assert expected in said(problems(spoil))


def test_a_missing_language_is_named() -> None:
    documents = bodies()
    del documents[(DocumentKind.ENTRY, "KW-1")]["ht"]
    found = all_problems(FaqBase.from_documents(documents), TODAY)
    assert said(found) == [("language", "error", "ht")]


def test_without_english_there_is_nothing_to_compare_with() -> None:
    documents = bodies()
    del documents[(DocumentKind.ENTRY, "KW-1")]["en"]
    found = all_problems(FaqBase.from_documents(documents), TODAY)
    assert said(found) == [("language", "error", "en")]


def test_an_unknown_may_have_no_source() -> None:
    assert problems(entry(sources=[], certainty="unknown", searched_to="2026-11-22")) == []


def test_two_entries_cannot_claim_one_phrasing_whatever_its_accents() -> None:
    found = problems(
        second(en={**bodies()[(DocumentKind.ENTRY, "KW-1")]["en"], "title": "Other?"})
    )
    assert {p.where for p in found if p.check == "claimed"} == {"KW-1", "KW-2"}
    assert "is also claimed by KW-1" in next(p.says for p in found if p.where == "KW-2")


def test_a_slug_belongs_to_one_entry() -> None:
    assert ("slug", "error", "") in said(problems(second(slug="well-vote")))


def test_a_number_that_differs_between_languages_is_named_on_both_sides() -> None:
    found = problems(entry(es__detail="La Gazette contó 7 votos."))
    assert [p.says for p in found] == ["has 7, which the English has not; correct one"]
    found = problems(entry(en__detail="The Gazette told of 7 votes on July 8, 2025."))
    assert [p.says for p in found] == [
        "lacks 7, month 07 day 08, which the English has; add it"
    ] * 2


def test_a_translation_behind_a_changed_english_is_a_warning() -> None:
    documents = bodies()
    entry(en__follows=2)(documents)
    key = (DocumentKind.ENTRY, "KW-1")
    base = FaqBase.from_documents(documents, {key: 2})
    found = [p for p in all_problems(base, TODAY) if p.where == "KW-1"]
    assert said(found) == [("behind", "warning", "es"), ("behind", "warning", "ht")]


def test_a_count_quoted_from_an_uncited_fact_is_a_warning() -> None:
    def spoil(documents: Bodies) -> None:
        document(
            DocumentKind.FACT,
            "F2",
            says="A roof.",
            certainty="one-outlet",
            sources=["herald"],
            values={"number_roofs": {"kind": "number", "value": 3}},
        )(documents)
        for language in ("en", "es", "ht"):
            entry(**{f"{language}__detail": "{number_roofs}."})(documents)

    assert said(problems(spoil)) == [("uncited-quote", "warning", "")]


def test_a_draft_is_checked_before_it_is_in_the_base() -> None:
    base = FaqBase.from_documents(bodies())
    draft = {**bodies()[(DocumentKind.ENTRY, "KW-1")], "slug": "draft"}
    found = entry_problems(base, read_entry("KW-2", draft), TODAY)
    assert {p.check for p in found} == {"claimed"}
    same = entry_problems(base, read_entry("KW-1", draft), TODAY)
    assert same == []


def test_the_day_of_the_check_is_given() -> None:
    base = FaqBase.from_documents(bodies())
    assert all_problems(base, date(2027, 11, 1)) == []
    assert said(all_problems(base, date(2027, 11, 2))) == [("review-due", "warning", "")]


def test_a_problem_reads_as_a_line() -> None:
    found = problems(entry(es__follows=0))
    assert [str(problem) for problem in found] == [
        "KW-1 (es): follows version 0 of the English, which there is not; write 1"
    ]
