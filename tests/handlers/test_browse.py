import pytest

from bot.playground.simulator.people import SimulatedUser
from bot.storage.faq import base_documents
from knowledge.content.documents import DocumentKind
from tests.town import Town, documents


async def test_topics_are_browsed_in_one_message(town: Town, resident: SimulatedUser) -> None:
    [topics] = await town.say(resident, "/topics")
    [topic] = await town.tap(resident, "1. The votes")
    [answer] = await town.tap(resident, "How did the Commission vote on July 8, 2025?")
    assert "KW-2.1" in answer.text
    [back] = await town.tap(resident, "Back")
    assert {topics.id, topic.id, answer.id, back.id} == {topics.id}
    assert "KW-1: How did the Commission vote on June 30, 2025?" in back.text


async def test_a_topic_can_be_typed(town: Town, resident: SimulatedUser) -> None:
    [topic] = await town.say(resident, "/topics 2")
    assert "KW-3: What is a 287(g) agreement?" in topic.text
    [missing] = await town.say(resident, "/topics 9")
    assert missing.text == town.text("browse-no-topic", number="9")


@pytest.mark.parametrize("payload", ["KW-3", "what-is-287g"])
async def test_a_deep_link_opens_its_answer(
    town: Town, resident: SimulatedUser, payload: str
) -> None:
    resident.starts(payload)
    await town.settle()
    assert "What is a 287(g) agreement?" in resident.last.text


async def test_the_timeline_is_one_dated_story(town: Town, resident: SimulatedUser) -> None:
    [story] = await town.say(resident, "/timeline")
    assert "June 30, 2025: The Commission votes 6-1. /KW_1" in story.text


async def test_sources_are_told_in_general_and_for_one_answer(
    town: Town, resident: SimulatedUser
) -> None:
    [general] = await town.say(resident, "/sources")
    assert "1 pages by 1 publishers stand behind 3 answers" in general.text
    for typed in ("/sources KW-1", "/sources_1"):
        [one] = await town.say(resident, typed)
        assert "Sources of KW-1.1" in one.text


async def test_a_code_is_verified_as_current_superseded_or_foreign(
    town: Town, resident: SimulatedUser
) -> None:
    [current] = await town.say(resident, "/verify KW-1.1")
    assert "it is the current version" in current.text
    changed = documents()
    body = dict(changed[DocumentKind.ENTRY, "KW-1"])
    body["en"] = {**body["en"], "short": "It voted six to one."}
    town.clock.passes(days=1)
    await town.db.run(
        base_documents.seed_documents, {(DocumentKind.ENTRY, "KW-1"): body}, town.clock()
    )
    [old] = await town.say(resident, "/verify kw 1.1")
    assert "replaced on November 25, 2026. The current version is KW-1.2." in old.text
    assert "What changed: the short answer" in old.text
    [foreign] = await town.say(resident, "/verify KW-77.1")
    assert foreign.text == town.text("browse-verify-unknown", code="KW-77")
    [usage] = await town.say(resident, "/verify")
    assert usage.text == town.text("browse-verify-usage")


async def test_an_edit_of_the_base_is_live_for_the_next_question(
    town: Town, resident: SimulatedUser
) -> None:
    await town.say(resident, "what is 287g")
    body = dict(documents()[DocumentKind.ENTRY, "KW-3"])
    body["en"] = {**body["en"], "short": "A corrected answer."}
    await town.db.run(
        base_documents.seed_documents, {(DocumentKind.ENTRY, "KW-3"): body}, town.clock()
    )
    [answer] = await town.say(resident, "what is 287g")
    assert "A corrected answer." in answer.text
    assert "KW-3.2" in answer.text
