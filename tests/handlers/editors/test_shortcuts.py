"""The way from an answer into its edit, for those who keep the base and for nobody else."""

import pytest

from bot.storage.faq import base_documents
from knowledge.content.documents import DocumentKind
from knowledge.editing.roles import Role
from knowledge.language import Language
from tests.town import Town

EDIT = ["Edit", "History", "Add phrasing"]


async def test_a_typo_is_mended_in_four_taps_without_a_code(town: Town, clerk, neighbour) -> None:
    [answer] = await clerk.says("what was the vote on june 30")
    assert answer.button_labels[-3:] == EDIT
    await clerk.taps("Edit")
    await clerk.taps("Short answer")
    await clerk.says("The vote was {vote_first} to void it.")
    await clerk.taps("Preview")
    [done] = await clerk.taps("Publish")
    assert done.text.startswith("Published: KW-1.2.")
    [after] = await neighbour.says("what was the vote on june 30")
    assert "The vote was 6-1 to void it." in after.text


async def test_the_edit_is_in_the_language_of_the_answer(town: Town, clerk) -> None:
    [answer] = await clerk.says("cual fue el voto del 30 de junio")
    assert "Votó 6 a 1" in answer.text
    [screen] = await clerk.taps("Edit")
    assert "• Español" in screen.button_labels


@pytest.mark.parametrize("asked", ["what is 287g", "KW-3", "/KW_3"])
async def test_an_owner_has_the_history_at_hand_as_well(town: Town, owner, asked: str) -> None:
    await owner.says(asked)
    [history] = await owner.taps("History")
    assert history.text.startswith("History of KW-3")


async def test_a_resident_sees_no_way_in(town: Town, neighbour, clerk) -> None:
    [answer] = await neighbour.says("what was the vote on june 30")
    assert not set(EDIT) & set(answer.button_labels)
    group = town.telegram.add_group("Neighbours", [clerk.person])
    [said] = await town.say(clerk.person, "@CivicTestBot what is 287g", group)
    assert not set(EDIT) & set(said.button_labels)
    assert await neighbour.forges("phrase:into:KW-3") == []


async def test_the_way_in_stays_when_the_view_is_turned(town: Town, clerk) -> None:
    await clerk.says("what was the vote on june 30")
    [turned] = await clerk.taps("More")
    assert turned.button_labels[-3:] == EDIT
    [back] = await clerk.taps("Shorter")
    assert back.button_labels[-3:] == EDIT


async def test_a_choice_that_was_tapped_leads_into_its_edit(town: Town, clerk) -> None:
    [choice] = await clerk.says("how did they vote")
    assert choice.button_labels[-1] == "Add phrasing"
    [answer] = await clerk.taps("How did the Commission vote on July 8, 2025?")
    assert answer.button_labels[-3:] == EDIT


@pytest.mark.parametrize("asked", ["287g zanzibar rule", "the tally of the june 30 zanzibar"])
async def test_the_question_just_asked_becomes_a_way_of_asking(
    town: Town, clerk, asked: str
) -> None:
    await clerk.says(asked)
    [offered] = await clerk.taps("Add phrasing")
    code = "KW-3" if "287g" in asked else "KW-1"
    into = next(label for label in offered.button_labels if label.startswith(f"Add to {code}"))
    *_, verdict = await clerk.taps(into)
    assert f"Score of this question for {code}" in verdict.text
    await clerk.taps("Publish")
    *_, newest = await town.db.run(base_documents.document_history, DocumentKind.ENTRY, code)
    assert asked in newest.body["en"]["phrasings"]


async def test_a_question_nothing_is_near_begins_a_new_answer(town: Town, clerk) -> None:
    [miss] = await clerk.says("how many zanzibars does the harbour master own")
    assert "Add phrasing" in miss.button_labels
    await clerk.taps("Add phrasing")
    [asked] = await clerk.taps("Write a new answer")
    assert "Question (English)" in asked.text
    [screen] = await clerk.says("/draft phrasings en")
    assert "how many zanzibars does the harbour master own" in screen.text


async def test_a_phrasing_can_be_typed(town: Town, clerk) -> None:
    await clerk.says("/faq phrase kw3 zanzibar deputies")
    await clerk.says("/draft publish")
    *_, newest = await town.db.run(base_documents.document_history, DocumentKind.ENTRY, "KW-3")
    assert "zanzibar deputies" in newest.body["en"]["phrasings"]


@pytest.mark.parametrize("typed", ["/faq phrase", "/faq phrase KW-3", "/faq phrase zanzibar here"])
async def test_a_phrasing_without_its_parts_is_asked_for(town: Town, clerk, typed: str) -> None:
    [said] = await clerk.says(typed)
    assert said.text == town.text("editors-phrase-usage")


async def test_a_translator_adds_to_their_own_language_alone(town: Town, hire) -> None:
    ana = hire("Ana", Role.TRANSLATOR, Language.ES, tongue="es")
    await ana.says("/faq phrase KW-1 votación del zanzíbar de junio")
    [done] = await ana.says("/draft publish")
    assert done.text.startswith(town.text("editors-done-publish", "es", code="KW-1", version="2"))
