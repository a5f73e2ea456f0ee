"""An answer found, edited, previewed and published from the chat."""

from tests.town import Town


async def test_an_edit_is_previewed_published_and_answers_the_next_question(
    town: Town, clerk, neighbour
) -> None:
    [screen] = await clerk.says("/faq edit KW-1")
    assert "Editing KW-1, from version 1" in screen.text
    [asked] = await clerk.taps("Short answer")
    assert "Send me the new text: Short answer (English)" in asked.text
    [screen] = await clerk.says("The vote was {vote_first} to void it.")
    assert "Short answer (English)" in screen.text
    shown, verdict = await clerk.taps("Preview")
    assert "The vote was 6-1 to void it." in shown.text
    assert verdict.labels == ["Publish", "Change", "Throw away"]
    [before] = await neighbour.says("what was the vote on june 30")
    assert "It voted 6-1 to void the agreement." in before.text
    [done] = await clerk.taps("Publish")
    assert done.text.startswith("Published: KW-1.2.")
    [after] = await neighbour.says("what was the vote on june 30")
    assert "The vote was 6-1 to void it." in after.text
    assert "KW-1.2" in after.text
