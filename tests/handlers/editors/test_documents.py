"""What answers rest on: facts, sources, other words, replies to other matters."""

from bot.meeting_context import render_context
from tests.town import Town


async def test_a_fact_shows_every_answer_it_changes_in_every_language(
    town: Town, clerk, neighbour
) -> None:
    shown, screen = await clerk.says("/fact F1")
    assert "vote_first vote 6 1" in shown.text
    assert "Editing F1, from version 1" in screen.text
    await clerk.says("/draft values")
    await clerk.says("vote_first vote 5 2")
    shown, verdict = await clerk.says("/draft preview")
    assert "1 answers would change:" in shown.text
    for line in ("KW-1 (en)", "KW-1 (es)", "KW-1 (ht)"):
        assert line in shown.text
    [done] = await clerk.taps("Publish", verdict)
    assert done.text.startswith("Published: F1.2.")
    [answer] = await neighbour.says("KW-1")
    assert "It voted 5-2 to void the agreement." in answer.text


async def test_a_value_that_answers_quote_cannot_be_taken_away(town: Town, clerk) -> None:
    await clerk.says("/fact F1")
    await clerk.says("/draft values")
    await clerk.says("vote_first -")
    *_, verdict = await clerk.says("/draft preview")
    assert "Must be mended first:" in verdict.text
    assert "Publish" not in verdict.button_labels


async def test_a_value_that_cannot_be_read_is_refused(town: Town, clerk) -> None:
    await clerk.says("/fact F1")
    await clerk.says("/draft values")
    [said] = await clerk.says("vote_first vote many")
    assert said.text == town.text("editors-misread-values", given="vote_first vote many")


async def test_another_word_is_taught_and_understood(town: Town, clerk, neighbour) -> None:
    await clerk.says("/alias add la migra")
    await clerk.says("ice")
    [screen] = await clerk.says("/draft")
    assert "New:" in screen.text
    *_, verdict = await clerk.says("/draft preview")
    assert "Publish" in verdict.button_labels
    [done] = await clerk.taps("Publish", verdict)
    assert done.text.startswith("Published:")
    [found] = await clerk.says("/alias migra")
    assert "la migra = ice" in found.text


async def test_a_reply_to_other_matters_is_changed(town: Town, clerk, neighbour) -> None:
    await clerk.says("/scope greeting")
    await clerk.says("/draft reply en")
    await clerk.says("Hello there. What would you like to know?")
    *_, verdict = await clerk.says("/draft preview")
    await clerk.taps("Publish", verdict)
    [said] = await neighbour.says("hello")
    assert said.text == "Hello there. What would you like to know?"


async def test_a_new_source_is_added(town: Town, clerk) -> None:
    await clerk.says("/source add The Herald")
    [screen] = await clerk.says("/draft")
    assert "New: the-herald" in screen.text
    *_, verdict = await clerk.says("/draft preview")
    assert "has no date; write it" in verdict.text
    assert "Publish" not in verdict.button_labels


async def test_what_is_not_found_says_how_to_add(town: Town, clerk) -> None:
    [said] = await clerk.says("/fact no such thing")
    assert said.text == town.text("editors-document-none", kind="fact")
    [all_] = await clerk.says("/topic")
    assert "votes" in all_.text


async def test_the_words_that_every_subscriber_hears_of_are_changed_in_the_chat(
    town: Town, clerk
) -> None:
    shown, _ = await clerk.says("/scope issue-words")
    assert "en-issue = 287(g)" in shown.text
    await clerk.says("/draft lists en")
    await clerk.says("en-issue = 287(g) | harbor dredging\nen-issue-not = ice machine")
    *_, verdict = await clerk.says("/draft preview")
    assert "Publish" in verdict.button_labels, verdict.text
    await clerk.taps("Publish", verdict)
    assert render_context(town.services).issue.words == (
        "287(g)",
        "harbor dredging",
        "inmigración",
        "imigrasyon",
    )
    assert render_context(town.services).issue.without == ("ice machine",)
