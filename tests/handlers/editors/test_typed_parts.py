"""What is typed for a part: reduced, refused, asked for again, kept over a restart."""

import pytest
from sqlalchemy import text

from tests.handlers.editors.edits import SHORT, edited
from tests.town import Town


async def test_html_is_reduced_to_what_telegram_shows(town: Town, clerk) -> None:
    shown, _ = await edited(
        clerk, "<h1>Vote</h1> <b>{vote_first} & more <script>x</script>", part="short en"
    )
    assert "<b>6-1 &amp; more x</b>" in shown.html


async def test_bold_of_the_phone_is_kept(town: Town, clerk) -> None:
    await clerk.says("/faq edit KW-1 short en")
    clerk.person.sends(
        {"text": "Vote it was.", "entities": [{"type": "bold", "offset": 0, "length": 4}]}
    )
    await town.settle()
    *_, shown, _ = await clerk.says("/draft preview")
    assert "<b>Vote</b> it was." in shown.html


async def test_a_text_beyond_two_thousand_characters_is_refused(town: Town, clerk) -> None:
    await clerk.says("/faq edit KW-1 detail en")
    [said] = await clerk.says("a" * 2001)
    assert said.text == town.text("editors-misread-too-long", given="2000")


@pytest.mark.parametrize(
    "pieces", [("b" * 4096, "the zanzibar"), ("b" * 3900, "c" * 4000, "zanzibar")]
)
@pytest.mark.parametrize("command", ["/faq edit KW-1 detail en", "/broadcast en"])
async def test_the_rest_of_a_text_that_was_refused_is_refused_with_it(
    town: Town, clerk, owner, command: str, pieces: tuple[str, ...]
) -> None:
    editor = owner if command.startswith("/broadcast") else clerk
    await editor.says(command)
    said = [one for piece in pieces for one in await town.say(editor.person, piece)]
    assert [one.text for one in said] == [town.text("editors-misread-too-long", given="2000")]
    shown = await editor.says("A text of its own.")
    assert "A text of its own." in "".join(one.text for one in shown)
    assert "zanzibar" not in "".join(one.text for one in shown)


@pytest.mark.parametrize(
    ("part", "typed", "reason", "given"),
    [
        ("as_of", "yesterday", "date", "yesterday"),
        ("certainty", "very", "choice",
         "official-document, several-outlets, one-outlet, disputed, unknown"),
    ],
)  # fmt: skip
async def test_what_cannot_be_read_is_asked_for_again(
    town: Town, clerk, part: str, typed: str, reason: str, given: str
) -> None:
    await clerk.says(f"/faq edit KW-1 {part}")
    [said] = await clerk.says(typed)
    assert said.text == town.text(f"editors-misread-{reason}", given=given)


async def test_a_part_that_does_not_exist_is_named(town: Town, clerk) -> None:
    [said] = await clerk.says("/faq edit KW-1 colour")
    assert said.text == town.text("editors-misread-field", given="colour")


async def test_cancel_leaves_the_edit_and_goes_back_to_answering(town: Town, clerk) -> None:
    await clerk.says("/faq edit KW-1 short en")
    [said] = await clerk.says("/cancel")
    assert said.text == town.text("start-cancelled")
    [answer] = await clerk.says("what is 287g")
    assert "KW-3.1" in answer.text
    [screen] = await clerk.says("/draft")
    assert "Editing KW-1" in screen.text


async def test_an_edit_survives_a_restart_and_belongs_to_its_editor(
    town: Town, clerk, hire, database
) -> None:
    await clerk.says("/faq edit KW-1 short en")
    await town.db.run(lambda s: s.execute(text("DELETE FROM inbox")))  # Telegram's ids begin anew
    again = Town(database)
    await again.open(town.services.faq.base, town.services.faq.index)
    reborn = again.telegram.add_user("Clara", "en", id=clerk.id)
    [screen] = await again.say(reborn, SHORT)
    assert "Changed so far:" in screen.text
    await again.close()
    rita = hire("Rita")
    [said] = await rita.says("/draft")
    assert said.text == town.text("editors-draft-gone")


async def test_a_new_answer_is_asked_for_part_by_part(town: Town, clerk, neighbour) -> None:
    [asked] = await clerk.says("/faq add How long is the public comment?")
    assert "Short answer (English)" in asked.text
    await clerk.says("Three minutes a person.")
    await clerk.says("The Commission gives three minutes to each speaker.")
    await clerk.says(
        "how long can i speak\nminutes for public comment\nspeaking time at meeting\n"
        "time limit for comments\nhow many minutes do i get\npublic comment length"
    )
    [asked] = await clerk.says("law")
    assert "Facts" in asked.text
    await clerk.says("F1")
    [asked] = await clerk.says("gazette")
    assert "How sure" in asked.text
    [screen] = await clerk.taps("One outlet")
    assert screen.text.startswith("New: KW-4")
    shown, verdict = await clerk.taps("Preview")
    assert "Three minutes a person." in shown.text
    assert verdict.button_labels[0] == "Publish"
    [done] = await clerk.taps("Publish")
    assert done.text.startswith("Published: KW-4.1.")
    await town.services.faq.wait_until_settled()
    [answer] = await neighbour.says("how many minutes do i get")
    assert "KW-4.1" in answer.text


async def test_a_half_written_answer_cannot_be_published(town: Town, clerk) -> None:
    await clerk.says("/faq add How long is the public comment?")
    [verdict] = await clerk.says("/draft preview")
    assert "not written yet: Short answer" in verdict.text
    assert verdict.button_labels == ["Change", "Throw away"]
