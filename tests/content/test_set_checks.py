"""The checks of the answers as a set: each passes what is right and names what is wrong."""

import copy
from collections.abc import Callable

import pytest

from knowledge.content.checks.sourcing.outlets import named_outlets
from knowledge.content.documents import DocumentKind
from knowledge.language import Language
from knowledge.town.town_folder import shipped_town
from tests.content.village import (
    Bodies,
    document,
    entry,
    everywhere,
    of,
    phrase,
    problems,
    several,
    value,
)

EN = Language.EN
KEY = (DocumentKind.ENTRY, "KW-1")


# --- what was overtaken ----------------------------------------------------------------------
VOTES = several(
    value("date_june30_vote", kind="date", value="2025-06-30"),
    value("date_july8_vote", kind="date", value="2025-07-08"),
    phrase("reversed_july8", "Reversed."),
)
MISSING = [("overtaken", "error", language) for language in ("en", "es", "ht")]


def test_an_answer_on_the_first_vote_says_what_came_after() -> None:
    told = everywhere("short", "It was on {date_june30_vote}.")
    assert of("overtaken", VOTES, told) == MISSING
    assert of("overtaken", VOTES, told, entry(overtaken_by="reversed_july8")) == []
    assert of("overtaken", VOTES, told, everywhere("points", "• Then {date_july8_vote}.")) == []
    only_in_detail = everywhere("detail", "Then {date_july8_vote}.")
    assert of("overtaken", VOTES, told, only_in_detail) == MISSING


def test_an_answer_whose_first_fact_is_the_first_vote_says_what_came_after() -> None:
    vote = document(
        DocumentKind.FACT, "F020", says="x", certainty="one-outlet", sources=["gazette"]
    )
    assert of("overtaken", VOTES, vote, entry(facts=["F020", "F1"])) == MISSING
    assert of("overtaken", VOTES, vote, entry(facts=["F1", "F020"])) == []


@pytest.mark.parametrize("name", ["nowhere", "vote_well"])
def test_what_came_after_is_a_phrase_of_a_fact(name: str) -> None:
    assert of("overtaken", entry(overtaken_by=name)) == [("overtaken", "error", "")]


# --- who is named, who is cited --------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CBS and Keys Weekly said so.", ["CBS News Miami", "Keys Weekly"]),
        ("Fox News told Fox.", ["Fox News"]),
        ("A fox, a floridian, some Floridians and foxes.", []),
        ("The Key West Citizen Review Board met.", []),
        ("The Key West Citizen told of it.", ["Key West Citizen / keysnews.com"]),
        ("Filosa wrote; Gwen Filosa wrote.", ["Gwen Filosa"]),
    ],
)
def test_an_outlet_is_known_by_its_names(text: str, expected: list[str]) -> None:
    assert named_outlets(text, shipped_town().house) == expected


def paper(code: str, publisher: str) -> Callable[[Bodies], object]:
    return document(
        DocumentKind.SOURCE, code, publisher=publisher, title="A page", date="2025-06-30",
        url=f"https://{code}.example/a",
    )  # fmt: skip


def test_an_outlet_named_is_an_outlet_cited() -> None:
    text = everywhere("detail", "Local 10: {vote_well}.")
    assert of("outlet", text) == [("outlet", "error", language) for language in Language]
    behind = document(DocumentKind.FACT, "F1", sources=["gazette", "ten"])
    assert of("outlet", text, paper("ten", "Local 10 (WPLG)"), behind) == []


RIVAL = several(
    paper("rival", "viralnado"), document(DocumentKind.FACT, "F1", contradicted_by=["rival"])
)


def test_a_page_that_contradicts_is_cited_only_where_it_is_named() -> None:
    cited = entry(sources=["gazette", "rival"])
    assert of("contradiction", RIVAL, cited) == [("contradiction", "error", "")]
    told = everywhere("detail", "viralnado: 5.")
    assert of("contradiction", RIVAL, cited, told) == []
    assert of("outlet", RIVAL, cited, told) == []
    assert of("outlet", RIVAL, told) == [("outlet", "error", language) for language in Language]
    assert of("stray-source", RIVAL, cited) == []


def test_a_page_cannot_speak_for_and_against_one_fact() -> None:
    both = document(DocumentKind.FACT, "F1", contradicted_by=["gazette"])
    assert of("contradiction", both) == [("contradiction", "error", "")]
    nobody = document(DocumentKind.FACT, "F1", contradicted_by=["tribune"])
    assert of("unknown-source", nobody) == [("unknown-source", "error", "")]


# --- how far sources and search reach --------------------------------------------------------
UNDATED = document(DocumentKind.SOURCE, "gazette", date="", date_is="not-shown")
REACH = [("reach", "error", "")]


@pytest.mark.parametrize(
    ("as_of", "date", "wrong"),
    [
        ("2025-06-30", "2025-06-30", False),
        ("2025-06", "2025-06-30", False),
        ("2025-06-30", "2025-06", True),  # rounded up
        ("2025-12-31", "2025", True),
        ("2025-07-01", "2025-06-30", True),
        ("2025-07", "2025-06-30", True),
        ("2025-06-30", "2025-06-01/2025-07-02", False),
        ("undated", "2025", True),
    ],
)
def test_an_answer_reaches_as_far_as_its_newest_source(as_of: str, date: str, wrong: bool) -> None:
    newest = document(DocumentKind.SOURCE, "gazette", date=date)
    assert of("reach", newest, entry(as_of=as_of)) == REACH * wrong


def test_an_answer_on_undated_pages_says_so() -> None:
    assert of("reach", UNDATED) == REACH
    assert of("reach", UNDATED, entry(as_of="undated")) == []


def test_what_is_not_known_says_to_when_it_was_searched() -> None:
    unknown = entry(certainty="unknown")
    assert of("reach", unknown) == REACH
    assert of("reach", unknown, entry(searched_to="2026-11-22")) == []


# --- opposite views --------------------------------------------------------------------------
def sides(**second: str) -> Callable[[Bodies], object]:
    def spoil(documents: Bodies) -> None:
        for code in ("KW-51", "KW-52"):
            documents[(DocumentKind.ENTRY, code)] = {
                **copy.deepcopy(documents[KEY]),
                "slug": code.lower(),
            }
        documents[(DocumentKind.ENTRY, "KW-52")]["en"].update(second)

    return spoil


@pytest.mark.parametrize(
    ("second", "says"),
    [
        ({}, []),
        ({"detail": "The mayor said the well was very old."}, []),  # within 15 %
        (
            {"detail": "The mayor said the well was old and that it smelt."},
            ["has 50 characters of detail, the opposite view 32; bring them together"],
        ),
        (
            {"points": "• The Gazette\n• told of it"},
            ["has 2 lines of points, the opposite view 1; bring them together"],
        ),
        (
            {"detail": "<b>The mayor</b> said the well was old."},
            ["has 1 bold headings, the opposite view 0; bring them together"],
        ),
    ],
)
def test_opposite_views_weigh_the_same(second: dict[str, str], says: list[str]) -> None:
    found = [p for p in problems(sides(**second)) if p.check == "pair"]
    assert [p.says for p in found] == says
    assert {(p.where, p.language) for p in found} <= {("KW-52", EN)}
