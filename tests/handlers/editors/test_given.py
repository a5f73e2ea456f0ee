"""Every part is checked when it is given, not only at the preview."""

import pytest

from bot.storage.faq import base_documents
from knowledge.content.documents import DocumentKind
from tests.town import Town, documents

GIVEN = [
    ("/faq edit KW-1 short en", "The vote was {vote_third}.", "{vote_third}"),
    ("/faq edit KW-1 short es", "La votación fue {vote_first", "brace"),
    ("/faq edit KW-1 title en", "How " + "very " * 20 + "long?", "too many"),
    ("/faq edit KW-1 detail ht", "a" * 1000, "too many"),
    ("/faq edit KW-1 phrasings en", "what was {vote_first}", "plain words"),
    ("/faq edit KW-1 terms en", "{vote_first}", "plain words"),
    ("/faq edit KW-1 slug", "First_Vote!", "hyphens"),
    ("/faq edit KW-1 slug", "second-vote", "belongs to KW-2"),
    ("/faq edit KW-1 as_of", "2030-01-01", "to come"),
    ("/faq edit KW-1 replaces", "KW-2", "which is live"),
    ("/source gazette", "date", "soon", "cannot be read"),
    ("/source gazette", "url", "gazette.example/x", "no http(s) address"),
]


@pytest.mark.parametrize("steps", GIVEN)
async def test_a_part_that_no_other_could_put_right_is_refused_at_once(
    town: Town, clerk, steps: tuple[str, ...]
) -> None:
    command, *more, text, says = steps
    await clerk.says(command)
    for part in more:
        await clerk.says(f"/draft {part}")
    [refused] = await clerk.says(text)
    assert says in refused.text
    assert refused.text.endswith(town.text("given-refused"))
    [screen] = await clerk.says("/draft")
    assert "Nothing differs." in screen.text


async def test_what_is_sent_next_is_taken(town: Town, clerk) -> None:
    await clerk.says("/faq edit KW-1 short en")
    await clerk.says("The vote was {vote_third}.")
    [screen] = await clerk.says("The vote was {vote_second}.")
    assert "Changed so far" in screen.text
    assert "{vote_second}" in screen.text


async def test_a_half_written_answer_is_checked_part_by_part(town: Town, clerk) -> None:
    [asked] = await clerk.says("/faq add Where is the pier?")
    assert "Short answer" in asked.text
    [refused] = await clerk.says("It is at {pier}.")
    assert "{pier}" in refused.text
    [asked] = await clerk.says("It is at the end of the street.")
    assert "Details" in asked.text


async def test_what_another_part_could_put_right_is_taken(town: Town, clerk) -> None:
    """A quote whose fact is not cited yet, few ways of asking: these are for the preview."""
    await clerk.says("/faq edit KW-1 phrasings en")
    [screen] = await clerk.says("one way of asking")
    assert "one way of asking" in screen.text


async def test_what_is_wrong_in_public_already_is_no_reason(town: Town, clerk) -> None:
    bodies = documents()
    source = {**bodies[DocumentKind.SOURCE, "gazette"], "url": "gazette.example"}
    town.db.transact(
        base_documents.seed_documents,
        {**bodies, (DocumentKind.SOURCE, "gazette"): source},
        town.clock(),
    )
    await clerk.says("/source gazette")
    await clerk.says("/draft url")
    [screen] = await clerk.says("gazette.example/votes")
    assert "gazette.example/votes" in screen.text


async def test_a_part_of_something_new_is_checked_too(town: Town, clerk) -> None:
    await clerk.says("/source add The Courier")
    await clerk.says("/draft url")
    [refused] = await clerk.says("javascript:alert(1)")
    assert "no http(s) address" in refused.text
    [screen] = await clerk.says("https://courier.example/x")
    assert "Address" in screen.button_labels
