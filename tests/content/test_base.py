"""The base: found by code or slug, in order, filled in, in a language there is."""

from dataclasses import replace

import pytest

from knowledge.content.documents import DocumentKind, Topic
from knowledge.content.faq_base import FaqBase, entry_number
from knowledge.content.reader_changes import changed_parts
from knowledge.language import Language
from knowledge.town.code_format import CodeFormat
from tests.content.village import bodies, document, entry, second

CODES = CodeFormat("KW")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("KW-14", ("KW-14", None)),
        (" kw 14 ", ("KW-14", None)),
        ("kw_14.3", ("KW-14", 3)),
        ("KW014", ("KW-14", None)),
        ("KW\u201114", ("KW-14", None)),
        ("KW\u201314.", ("KW-14", None)),
        ("\u00bfkw\u221214?", ("KW-14", None)),
        ("KW-14 KW-15", None),
        ("KW-14 please", None),
        ("14", None),
        ("KW-", None),
        ("KW-12345", None),
    ],
)
def test_a_code_is_read_as_people_type_it(
    typed: str, expected: tuple[str, int | None] | None
) -> None:
    assert CODES.parse_code(typed) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("KW-14 please", ("KW-14", None)),
        ("muestreme kw 14.2", ("KW-14", 2)),
        ("is KW-14 still what the commission says today", None),
        ("KW-14 or KW-15", None),
    ],
)
def test_a_code_in_a_short_message_is_what_it_is_about(
    said: str, expected: tuple[str, int | None] | None
) -> None:
    assert CODES.sole_code(said) == expected


def test_entries_stand_in_the_order_of_their_numbers() -> None:
    documents = bodies()
    documents[(DocumentKind.ENTRY, "KW-10")] = {
        **documents[(DocumentKind.ENTRY, "KW-1")],
        "slug": "ten",
    }
    second()(documents)
    assert list(FaqBase.from_documents(documents).entries) == ["KW-1", "KW-2", "KW-10"]
    assert entry_number("no digits") == 0


def test_an_entry_is_found_by_code_and_by_slug() -> None:
    base = FaqBase.from_documents(bodies())
    assert base.find_entry("kw1") is base.find_entry("WELL-VOTE")
    assert base.find_entry("kw-1") is base.entries["KW-1"]
    assert base.find_entry("kw-2") is None
    assert base.entry_title("KW-2", Language.EN) == "KW-2"


def test_only_topics_with_entries_are_shelves() -> None:
    documents = bodies()
    document(DocumentKind.TOPIC, "fire", order=0, name={"en": "Fire"})(documents)
    base = FaqBase.from_documents(documents)
    assert [topic.code for topic in base.used_topics()] == ["water"]
    assert [e.code for e in base.topic_entries("water")] == ["KW-1"]
    assert base.topic_entries("fire") == []
    assert isinstance(base.topics["fire"], Topic)


def test_a_wording_falls_back_to_english_then_to_any() -> None:
    base = FaqBase.from_documents(bodies())
    one = base.entries["KW-1"]
    spanish = {Language.ES: one.wordings[Language.ES]}
    assert base.filled_wording(one, Language.HT)[1] is Language.HT
    english = replace(one, wordings={**spanish, Language.EN: one.wordings[Language.EN]})
    assert base.filled_wording(english, Language.HT)[1] is Language.EN
    only = replace(one, wordings=spanish)
    assert base.filled_wording(only, Language.HT)[1] is Language.ES
    assert (
        base.filled_wording(one, Language.ES)[0].short
        == "El voto fue 6 a 1 el 30 de junio de 2025."
    )


def test_sources_of_an_entry_come_first_then_those_of_its_facts() -> None:
    documents = bodies()
    documents[(DocumentKind.FACT, "F1")]["sources"] = ["gazette", "herald", "gone"]
    entry(sources=["herald"], facts=["F1", "F9"])(documents)
    base = FaqBase.from_documents(documents)
    assert [s.code for s in base.cited_sources(base.entries["KW-1"])] == ["herald", "gazette"]


def test_the_timeline_is_in_order() -> None:
    documents = bodies()
    document(DocumentKind.EVENT, "dig", on="2025-01", says={}, facts=[], entry="")(documents)
    assert [event.code for event in FaqBase.from_documents(documents).sorted_events()] == [
        "dig",
        "vote",
    ]


def test_an_entry_is_read_with_everything_it_may_hold() -> None:
    documents = bodies()
    entry(
        en__basis="Because {vote_well}.", searched_to="2026-11-22", overtaken_by="undone",
        replaces=["KW-7"], legal=True, as_of="2025-06",
    )(documents)  # fmt: skip
    base = FaqBase.from_documents(documents)
    one = base.entries["KW-1"]
    assert (one.as_of, str(one.searched_to)) == ("2025-06", "2026-11-22")
    assert (one.overtaken_by, one.replaces, one.legal) == ("undone", ("KW-7",), True)
    wording = base.filled_wording(one, Language.EN)[0]
    assert (wording.points, wording.basis) == ("• The Gazette told of it.", "Because 6-1.")


def test_the_first_fact_keeps_a_name() -> None:
    documents = bodies()
    document(
        DocumentKind.FACT, "F2", says="x", certainty="unknown", sources=[],
        values={"vote_well": {"kind": "vote", "yes": 5, "no": 1}},
    )(documents)  # fmt: skip
    base = FaqBase.from_documents(documents)
    assert base.values.home["vote_well"] == "F1"
    assert base.values["vote_well"]["yes"] == 6


def changed(language: Language = Language.ES, **parts: object) -> list[str]:
    after = bodies()
    entry(**parts)(after)
    key = (DocumentKind.ENTRY, "KW-1")
    return changed_parts(bodies()[key], after[key], language)


def test_what_changed_is_named_for_the_reader_of_one_language() -> None:
    assert changed() == []
    assert changed(es__short="Otra cosa.") == ["short"]
    assert changed(en__short="Another.") == []
    assert changed(facts=["F2"], review_by="2028-01-01") == ["facts", "dates"]
    assert changed(es__phrasings=["x"]) == ["phrasings"]
    assert changed(es__phrasings=["x"], es__title="¿Y?") == ["title"]


def test_a_language_that_is_missing_is_read_in_english() -> None:
    before, after = bodies(), bodies()
    for documents in (before, after):
        del documents[(DocumentKind.ENTRY, "KW-1")]["ht"]
    entry(en__title="And?")(after)
    key = (DocumentKind.ENTRY, "KW-1")
    assert changed_parts(before[key], after[key], Language.HT) == ["title"]
    assert changed_parts({"en": "odd"}, after[key], Language.HT) == [
        "title", "short", "points", "detail", "sources", "facts", "dates",
    ]  # fmt: skip
