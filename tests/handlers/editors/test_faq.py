"""An answer found, edited, previewed and published from the chat."""

from bot.storage.database import base_version
from handlers.commands import MENUS
from tests.handlers.editors.edits import SHORT, edited
from tests.town import Town


async def test_an_edit_is_previewed_published_and_answers_the_next_question(
    town: Town, clerk, neighbour
) -> None:
    [screen] = await clerk.says("/faq edit KW-1")
    assert "Editing KW-1, from version 1" in screen.text
    [asked] = await clerk.taps("Short answer")
    assert "Send me the new text: Short answer (English)" in asked.text
    [screen] = await clerk.says(SHORT)
    assert "Short answer (English)" in screen.text
    shown, verdict = await clerk.taps("Preview")
    assert "The vote was 6-1 to void it." in shown.text
    assert verdict.button_labels == ["Publish", "Change", "Throw away"]
    [before] = await neighbour.says("what was the vote on june 30")
    assert "It voted 6-1 to void the agreement." in before.text
    [done] = await clerk.taps("Publish")
    assert done.text.startswith("Published: KW-1.2.")
    [after] = await neighbour.says("what was the vote on june 30")
    assert "The vote was 6-1 to void it." in after.text
    assert "KW-1.2" in after.text


async def test_everything_a_button_does_can_be_typed(town: Town, clerk) -> None:
    await edited(clerk)
    [done] = await clerk.says("/draft publish")
    assert done.text.startswith("Published: KW-1.2.")


async def test_an_answer_is_found_by_words_and_by_code(town: Town, clerk) -> None:
    [found] = await clerk.says("/faq 287g meaning")
    assert "KW-3: What is a 287(g) agreement?" in found.button_labels
    [shown] = await clerk.says("/faq kw 3")
    assert "It lets trained local officers" in shown.text
    assert shown.button_labels == ["Edit", "History", "Delete", "Español", "Kreyòl ayisyen"]
    [spanish] = await clerk.taps("Español")
    assert "Permite que policías locales" in spanish.text
    [help_] = await clerk.says("/faq")
    assert "/faq add" in help_.text
    [none] = await clerk.says("/faq will it rain tomorrow")
    assert none.text == town.text("editors-faq-none", text="will it rain tomorrow")


async def test_for_a_resident_an_editors_command_does_not_exist(town: Town, neighbour) -> None:
    for name in set(MENUS.owner) - set(MENUS.private):
        [said] = await neighbour.says(f"/{name} KW-1")
        assert said.text == town.text("start-unknown-command", command=f"/{name}")


async def test_a_forged_button_does_nothing_for_a_resident(town: Town, neighbour, clerk) -> None:
    await edited(clerk)
    await neighbour.says("/start")
    for data in (
        "faq:edit:KW-1", "faq:delete:KW-1", "draft:publish:1.0000000000", "draft:preview:1",
        "team:rule:on", "team:remove:4242", "switch:on:", "switch:drop:", "campaign:stop:1",
        "wish:dismiss:s1", "document:fact:F1", "audit:page:.0",
    ):  # fmt: skip
        assert await neighbour.forges(data) == []
    assert await town.db.run(base_version.content_version) == 1


async def test_an_editor_in_a_group_is_nobody(town: Town, clerk) -> None:
    group = town.telegram.add_group("Neighbours", [clerk.person], admins=[])
    assert await town.say(clerk.person, "/faq edit KW-1", group) == []


async def test_a_group_speaking_as_itself_is_nobody(town: Town, owner) -> None:
    group = town.telegram.add_group("Neighbours", [owner.person])
    owner.person.sends(
        {
            "text": "/team",
            "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
            "sender_chat": group.chat.as_json(),
        },
        chat=group,
    )
    await town.settle()
    assert group.chat.take_unread(owner.id) == []


async def test_an_old_publish_button_cannot_publish_what_it_did_not_show(
    town: Town, clerk
) -> None:
    *_, verdict = await edited(clerk)
    await clerk.says("/faq edit KW-1 short en")
    await clerk.says("Something else altogether, {vote_first}.")
    [said] = await clerk.taps("Publish", verdict)
    assert said.text == town.text("editors-preview-first")
    assert await town.db.run(base_version.content_version) == 1


async def test_a_button_of_an_edit_that_is_gone_says_so(town: Town, clerk) -> None:
    *_, verdict = await edited(clerk)
    await clerk.taps("Throw away", verdict)
    [said] = await clerk.taps("Publish", verdict)
    assert said.text == town.text("editors-draft-gone")


async def test_someone_elses_edit_cannot_be_published(town: Town, clerk, hire) -> None:
    *_, verdict = await edited(clerk)
    data = verdict.buttons[0][0]["callback_data"]
    rival = hire("Rita")
    await rival.says("/faq")
    [said] = await rival.forges(data)
    assert said.text == town.text("editors-draft-gone")


async def test_of_two_editors_the_second_is_told_before_overwriting(
    town: Town, clerk, hire, neighbour
) -> None:
    rita = hire("Rita")
    await edited(clerk)
    [warned, _] = await rita.says("/faq edit KW-1")
    assert warned.text == town.text("editors-others", names="Clara")
    await edited(rita, "Votes: {vote_first} for voiding.", part="detail en")
    await clerk.says("/draft publish")
    [told] = await rita.says("/draft publish")
    assert "Someone was faster" in told.text
    assert "version 2, by Clara" in told.text
    assert "Short answer (English)" in told.text
    shown, _ = await rita.taps("Put my changes on top of theirs")
    assert "The vote was 6-1 to void it." in shown.text
    assert "Votes: 6-1 for voiding." in shown.text
    [done] = await rita.says("/draft publish")
    assert done.text.startswith("Published: KW-1.3.")
    [both] = await neighbour.says("KW-1")
    assert "The vote was 6-1 to void it." in both.text
    [more] = await neighbour.taps("More")
    assert "Votes: 6-1 for voiding." in more.text


async def test_both_changing_the_same_part_is_said(town: Town, clerk, hire) -> None:
    rita = hire("Rita")
    await edited(clerk)
    await edited(rita, "It went {vote_first}.")
    await clerk.says("/draft publish")
    await rita.says("/draft publish")
    clash, _, _ = await rita.taps("Put my changes on top of theirs")
    assert clash.text.startswith("Both of you changed these parts.")


async def test_problems_stop_a_publication_and_say_the_way_out(town: Town, clerk) -> None:
    await clerk.says("/faq edit KW-1 sources")
    await clerk.says("-")
    await clerk.says("/draft facts")
    await clerk.says("-")
    *_, verdict = await clerk.says("/draft preview")
    assert "Must be mended first:" in verdict.text
    assert verdict.button_labels == ["Change", "Throw away"]
    [said] = await clerk.says("/draft publish")
    assert said.text == town.text("editors-may-not-publish")
    assert await town.db.run(base_version.content_version) == 1


async def test_a_loaded_word_and_a_language_left_behind_are_named(town: Town, clerk) -> None:
    *_, verdict = await edited(clerk, "The Commission caved {vote_first} on it.")
    assert "a loaded word." in verdict.text
    assert "KW-1, Español: the translation is behind the English." in verdict.text
    await clerk.says("/draft publish")
    [spanish] = await clerk.says("/faq KW-1")
    [spanish] = await clerk.taps("Español", spanish)
    assert "the English text has changed since" in spanish.text


async def test_a_title_too_like_another_steals_its_questions_and_is_told(
    town: Town, clerk
) -> None:
    *_, verdict = await edited(
        clerk,
        "what is 287g\n287(g) meaning\nexplain 287 g\nwhat does 287g do",
        part="phrasings en",
    )
    assert "Questions tested:" in verdict.text
    assert "another answer already has this way of asking." in verdict.text
