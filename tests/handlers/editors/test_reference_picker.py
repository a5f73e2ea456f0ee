"""Topic, facts, sources and related answers are chosen from lists, and checked when given."""

from typing import Any

import pytest

from bot.storage.database import base_version
from bot.storage.faq import base_documents
from knowledge.content.documents import DocumentKind
from tests.town import NOON, Town, documents


async def body_of(
    town: Town, code: str, kind: DocumentKind = DocumentKind.ENTRY
) -> dict[str, Any]:
    *_, newest = await town.db.run(base_documents.document_history, kind, code)
    return dict(newest.body)


@pytest.fixture
async def library_of_sources(town: Town) -> None:
    """Twenty more sources, so that the list has pages."""
    news = {
        (DocumentKind.SOURCE, f"paper-{n:02}"): {
            "publisher": f"Paper {n:02}",
            "title": "Harbor" if n % 2 else "Votes",
            "date": "2025-07-08",
            "url": f"https://paper.example/{n}",
        }
        for n in range(20)
    }
    await town.db.run(lambda s: base_documents.seed_documents(s, {**documents(), **news}, NOON))
    await town.services.faq.refresh(await town.db.run(base_version.content_version))


async def test_sources_are_chosen_by_taps_over_pages(
    town: Town, clerk, library_of_sources
) -> None:
    await clerk.says("/faq edit KW-1")
    [list_] = await clerk.taps("Sources")
    assert "✓ gazette: The Gazette, Council votes" in list_.text
    assert "21 in all" in list_.text
    assert "Page 1 of 3" in list_.text
    await clerk.taps("Next")
    [second] = await clerk.taps("paper-10: Paper 10, Votes")
    assert "✓ paper-10" in second.text
    assert "Page 2 of 3" in second.text
    await clerk.taps("Back")
    [screen] = await clerk.taps("Done")
    assert "Sources: paper-10" in screen.text


async def test_words_search_the_list(town: Town, clerk, library_of_sources) -> None:
    await clerk.says("/faq edit KW-1 sources")
    [found] = await clerk.says("harbor paper 1")
    assert "Found for “harbor paper 1”: 6." in found.text
    [chosen] = await clerk.taps("paper-11: Paper 11, Harbor")
    assert "Found for" in chosen.text
    [found] = await clerk.says("zanzibar")
    assert "Found for “zanzibar”: 0." in found.text
    [screen] = await clerk.taps("Done")
    assert "paper-11" in screen.text


async def test_a_source_at_facts_is_refused_at_once_with_what_would_fit(town: Town, clerk) -> None:
    await clerk.says("/faq edit KW-1 facts")
    refused, list_ = await clerk.says("gazette")
    assert refused.text == town.text("editors-misread-is-a-source", given="gazette")
    assert "F1: The first vote was six to one." in list_.button_labels[0]
    [screen] = await clerk.says("/draft")
    assert "Changed so far:\nNothing differs." in screen.text


@pytest.mark.parametrize(
    ("part", "typed", "kind"),
    [("sources", "votes", "topic"), ("topic", "F1", "fact"), ("related", "gazette", "source"),
     ("topic", "KW-2", "entry"), ("sources", "kw 2", "entry")],
)  # fmt: skip
async def test_a_code_of_another_kind_is_named(
    town: Town, clerk, part: str, typed: str, kind: str
) -> None:
    await clerk.says(f"/faq edit KW-1 {part}")
    refused, _ = await clerk.says(typed)
    assert refused.text == town.text(f"editors-misread-is-a-{kind}", given=typed)


async def test_one_wrong_code_among_right_ones_is_named(town: Town, clerk) -> None:
    await clerk.says("/faq edit KW-1 related")
    refused, _ = await clerk.says("KW-3 KW-99")
    assert refused.text == town.text("editors-misread-no-code", given="KW-99")


async def test_codes_can_be_typed_in_any_case(town: Town, clerk) -> None:
    await clerk.says("/faq edit KW-1 related")
    await clerk.says("kw-3, KW-2")
    await clerk.says("/faq edit KW-1 facts")
    await clerk.says("f1")
    await clerk.says("/draft preview")
    await clerk.says("/draft publish")
    body = await body_of(town, "KW-1")
    assert (body["related"], body["facts"]) == (["KW-3", "KW-2"], ["F1"])


@pytest.mark.parametrize("part", ["related", "terms en", "facts", "points en"])
async def test_a_dash_empties_a_part_everywhere(town: Town, clerk, part: str) -> None:
    await clerk.says(f"/faq edit KW-1 {part}")
    [screen] = await clerk.says("-")
    assert screen.text.startswith("Editing KW-1")
    name = {"related": "Related", "terms en": "Key words", "facts": "Facts", "points en": "Points"}
    assert f"{name[part]} (empty)" in screen.button_labels


async def test_a_topic_is_one_tap(town: Town, clerk) -> None:
    await clerk.says("/faq edit KW-1 topic")
    [screen] = await clerk.taps("law: The law")
    assert "Topic" in screen.text


async def test_words_that_begin_with_a_topic_are_words(town: Town, clerk) -> None:
    await clerk.says("/faq edit KW-1 topic")
    [found] = await clerk.says("law law")
    assert found.text.startswith("Choose: Topic")
    assert found.button_labels[0] == "law: The law"


async def test_what_is_not_known_is_finished_in_the_wizard_without_a_code(
    town: Town, clerk
) -> None:
    await clerk.says("/faq add Who paid for the harbor?")
    await clerk.says("It is not known.")
    await clerk.says("We looked and found nothing.")
    await clerk.says("who paid the harbor\nharbor money\nharbor payer\nwho funded the harbor")
    [facts] = await clerk.taps("law: The law")
    assert facts.text.startswith("Choose: Facts")
    [sources] = await clerk.says("-")
    assert sources.text.startswith("Choose: Sources")
    [sure] = await clerk.taps("Done")
    assert "How sure" in sure.text
    assert sure.button_labels == ["Unknown"]
    [searched] = await clerk.taps("Unknown")
    assert "Searched to" in searched.text
    await clerk.says("2026-11-20")
    _, verdict = await clerk.says("/draft preview")
    assert "not written yet" not in verdict.text
    assert "Publish" in verdict.button_labels


async def test_a_new_answer_claims_no_certainty_until_its_sources_are_chosen(
    town: Town, clerk
) -> None:
    await clerk.says("/faq add Who paid for the harbor?")
    [verdict] = await clerk.says("/draft preview")
    assert "not written yet: How sure" in verdict.text
    await clerk.says("/draft certainty")
    [refused] = await clerk.says("several-outlets")
    assert refused.text == town.text("editors-misread-unsourced", given="unknown")
    await clerk.says("/draft sources")
    [sure] = await clerk.says("gazette")
    assert "One outlet" in sure.button_labels


async def test_one_value_of_a_fact_is_sent_alone(town: Town, clerk) -> None:
    await clerk.says("/fact F1")
    await clerk.says("/draft values")
    await clerk.says("vote_second vote 5 1")
    await clerk.says("/draft preview")
    await clerk.says("/draft publish")
    values = (await body_of(town, "F1", DocumentKind.FACT))["values"]
    assert values["vote_second"] == {"kind": "vote", "yes": 5, "no": 1}
    assert values["vote_first"] == {"kind": "vote", "yes": 6, "no": 1}
    assert "url_city_clerk" in values


async def test_the_list_of_a_kind_has_pages_and_search(
    town: Town, clerk, library_of_sources
) -> None:
    [first] = await clerk.says("/source")
    assert first.text.startswith("21 found.")
    await clerk.taps("Next")
    [third] = await clerk.taps("Next")
    assert "Page 3 of 3" in third.text
    [found] = await clerk.says("/source harbor")
    assert found.text.startswith("10 found.")
    [second] = await clerk.taps("Next")
    assert "Votes" not in second.text
    shown, _ = await clerk.taps("paper-19: Paper 19, Harbor")
    assert "https://paper.example/19" in shown.text


async def test_a_forged_choice_does_nothing(town: Town, clerk, neighbour) -> None:
    await neighbour.says("/start")
    await clerk.says("/faq edit KW-1 sources")
    before = await clerk.says("/draft")
    for data in ("pick:sources:1.0.no-such", "pick:title:1.0.gazette", "pick:sources:1.x.",
                 "pick:sources:1.0.F1"):  # fmt: skip
        await clerk.forges(data)
    assert (await clerk.says("/draft"))[0].text == before[0].text
    assert await neighbour.forges("pick:sources:1.0.gazette") == []
