"""The history of an answer: told, undone, and kept for what lies in the bin."""

import pytest

from bot.storage.faq import base_documents, trash
from knowledge.content.documents import DocumentKind
from tests.handlers.editors.edits import edited
from tests.town import Town


async def test_history_tells_who_changed_what_and_undo_goes_back(
    town: Town, clerk, neighbour
) -> None:
    await edited(clerk)
    await clerk.says("/draft publish")
    [history] = await clerk.says("/faq history KW-1")
    assert "Version 2, November 24, 2026" in history.text
    assert "by Clara" in history.text
    assert "<s>It voted</s> <b>The vote was</b>" in history.html
    assert "a release of the bot" in history.text
    shown, _ = await clerk.says("/faq undo KW-1")
    assert "It voted 6-1 to void the agreement." in shown.text
    [done] = await clerk.says("/draft publish")
    assert done.text.startswith("Published: KW-1.3.")
    [answer] = await neighbour.says("KW-1")
    assert "It voted 6-1 to void the agreement." in answer.text


async def test_undo_without_a_code_is_of_ones_own_last_act(town: Town, clerk, hire) -> None:
    await edited(clerk)
    await clerk.says("/draft publish")
    shown, _ = await clerk.says("/faq undo")
    assert "It voted 6-1" in shown.text
    [nothing] = await hire("Rita").says("/faq undo")
    assert nothing.text == town.text("editors-undo-nothing")


async def test_a_deleted_answer_lies_in_the_bin_for_thirty_days(
    town: Town, clerk, neighbour
) -> None:
    _, asked = await clerk.says("/faq delete KW-3")
    assert asked.text == town.text("editors-confirm-retire", code="KW-3")
    [done] = await clerk.taps("Publish")
    assert "/faq restore KW-3" in done.text
    [gone] = await neighbour.says("KW-3")
    assert gone.text == town.text("ask-no-such-code", code="KW-3")
    [bin_] = await clerk.says("/faq restore")
    assert "KW-3: What is a 287(g) agreement?" in bin_.text
    await clerk.says("/faq restore KW-3")
    [back] = await clerk.says("/draft publish")
    assert back.text == town.text("editors-done-restore", code="KW-3")
    [answer] = await neighbour.says("KW-3")
    assert "KW-3.1" in answer.text


async def test_the_bin_is_emptied_after_thirty_days(town: Town, clerk) -> None:
    await clerk.says("/faq delete KW-3")
    await clerk.says("/draft publish")
    town.clock.passes(days=31)
    assert await town.db.run(trash.empty_trash, town.clock()) == 1
    [bin_] = await clerk.says("/faq restore")
    assert bin_.text == town.text("editors-bin-empty")


@pytest.mark.parametrize("verb", ["edit", "delete", "history"])
async def test_a_code_that_is_none_is_asked_for(town: Town, clerk, verb: str) -> None:
    [said] = await clerk.says(f"/faq {verb} KW-99")
    assert said.text == town.text("editors-faq-which", verb=verb)


async def test_history_outlives_the_answer(town: Town, clerk) -> None:
    await clerk.says("/faq delete KW-3")
    await clerk.says("/draft publish")
    versions = await town.db.run(base_documents.document_history, DocumentKind.ENTRY, "KW-3")
    assert [v.number for v in versions] == [1]
