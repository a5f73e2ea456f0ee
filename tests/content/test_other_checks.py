"""Checks of what stands around the entries: facts, sources, topics, aliases, replies, events."""

from collections.abc import Callable

import pytest

from knowledge.content.documents import DocumentKind
from tests.content.village import (
    Bodies,
    document,
    problems,
    said,
)

LONG = "This is a word. " * 60
SIX = ["one", "two", "three", "four", "five", "six"]
HARD = (
    "Notwithstanding jurisdictional considerations, municipal representatives deliberated "
    "extensively regarding constitutional responsibilities and administrative consequences."
)


OTHER_FAULTS = {
    "a fact nobody cites": (
        document(
            DocumentKind.FACT,
            "F2",
            says="A roof.",
            certainty="one-outlet",
            sources=["herald"],
            values={},
        ),
        ("unused-fact", "error", ""),
    ),
    "a fact without its source": (
        document(DocumentKind.FACT, "F1", sources=["gazette", "tribune"]),
        ("unknown-source", "error", ""),
    ),
    "a value of no kind": (
        document(DocumentKind.FACT, "F1", values={"vote_well": {"kind": "poll"}}),
        ("value", "error", ""),
    ),
    "a vote without noes": (
        document(DocumentKind.FACT, "F1", values={"vote_well": {"kind": "vote", "yes": 6}}),
        ("value", "error", ""),
    ),
    "a value with a bad address": (
        document(DocumentKind.FACT, "F1", values={"url_x": {"kind": "url", "value": "gazette"}}),
        ("address", "error", ""),
    ),
    "a source without a date": (
        document(DocumentKind.SOURCE, "herald", date=""),
        ("date", "error", ""),
    ),
    "a source with an odd date": (
        document(DocumentKind.SOURCE, "herald", date="mid June"),
        ("date", "error", ""),
    ),
    "a source with an odd precision": (
        document(DocumentKind.SOURCE, "herald", date_is="roughly"),
        ("date", "error", ""),
    ),
    "a source with a bad address": (
        document(DocumentKind.SOURCE, "gazette", url="javascript:alert(1)"),
        ("address", "error", ""),
    ),
    "a copy that is elsewhere": (
        document(DocumentKind.SOURCE, "gazette", copy_at="copies.example"),
        ("address", "error", ""),
    ),
    "an alias with two meanings": (
        document(DocumentKind.ALIAS, "hole", language="any", says=["Pit"], means="hole"),
        ("alias", "error", "en"),
    ),
    "a topic without a name": (
        document(DocumentKind.TOPIC, "water", name={"en": "Water", "es": "Agua"}),
        ("language", "error", "ht"),
    ),
    "a reply in one language": (
        document(DocumentKind.SCOPE, "weather", reply={"en": "Look up."}),
        ("language", "error", "es"),
    ),
    "a class without examples": (
        document(DocumentKind.SCOPE, "weather", examples={"en": ["rain"], "es": ["lluvia"]}),
        ("language", "error", "ht"),
    ),
    "a value with an odd name": (
        document(
            DocumentKind.FACT, "F1", values={"Vote Well": {"kind": "vote", "yes": 6, "no": 1}}
        ),
        ("value", "error", ""),
    ),
    "a reply that quotes nothing": (
        document(DocumentKind.SCOPE, "weather", reply=dict.fromkeys(("en", "es", "ht"), "{no}")),
        ("quote", "error", "ht"),
    ),
    "an event with a broken tag": (
        document(DocumentKind.EVENT, "vote", says=dict.fromkeys(("en", "es", "ht"), "<b>so")),
        ("html", "error", "es"),
    ),
    "an event to come": (
        document(DocumentKind.EVENT, "vote", on="2027-01"),
        ("date", "error", ""),
    ),
    "an event on no day": (document(DocumentKind.EVENT, "vote", on="soon"), ("date", "error", "")),
    "an event of no fact": (
        document(DocumentKind.EVENT, "vote", facts=[]),
        ("unknown-fact", "error", ""),
    ),
    "an event of an unknown fact": (
        document(DocumentKind.EVENT, "vote", facts=["F9"]),
        ("unknown-fact", "error", ""),
    ),
    "an event of no entry": (
        document(DocumentKind.EVENT, "vote", entry="KW-9"),
        ("related", "error", ""),
    ),
    "an event told in two languages": (
        document(DocumentKind.EVENT, "vote", says={"en": "A vote.", "es": "Un voto."}),
        ("language", "error", "ht"),
    ),
    "an event told at length": (
        document(DocumentKind.EVENT, "vote", says=dict.fromkeys(("en", "es", "ht"), "so " * 50)),
        ("length", "error", "en"),
    ),
    "an event that quotes nothing": (
        document(DocumentKind.EVENT, "vote", says=dict.fromkeys(("en", "es", "ht"), "{no}")),
        ("quote", "error", "en"),
    ),
}


@pytest.mark.parametrize(("spoil", "expected"), OTHER_FAULTS.values(), ids=OTHER_FAULTS)
def test_a_fault_around_the_entries_is_named(
    spoil: Callable[[Bodies], object], expected: tuple[str, str, str]
) -> None:
    assert expected in said(problems(spoil))


@pytest.mark.parametrize("site", ["gazette.example", "Gazette.Example", "example"])
def test_a_copy_may_be_named_by_its_site(site: str) -> None:
    assert problems(document(DocumentKind.SOURCE, "gazette", copy_at=site)) == []


def test_two_facts_cannot_hold_one_value() -> None:
    found = problems(
        document(
            DocumentKind.FACT,
            "F2",
            says="Again.",
            certainty="one-outlet",
            sources=["herald"],
            values={"vote_well": {"kind": "vote", "yes": 5, "no": 1}},
        )
    )
    assert "its value vote_well is also in F1; keep one" in [p.says for p in found]
