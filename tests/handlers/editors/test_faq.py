"""An answer found, edited, previewed and published from the chat."""

import pytest
from sqlalchemy import text

from bot.storage.database import base_version
from bot.storage.editors.editor_members import Actor, NotAllowedError
from bot.storage.faq import base_documents, publishing, trash
from handlers.commands import MENUS
from knowledge.content.documents import DocumentKind
from knowledge.editing.roles import Role
from knowledge.language import Language
from tests.town import Town
from tests.transactions import written_tables

_DRAFTS = text("SELECT id, previewed FROM drafts")
SHORT = "The vote was {vote_first} to void it."


async def edited(clerk, words: str = SHORT, code: str = "KW-1", part: str = "short en") -> list:
    """Let a clerk rewrite one part and look at the preview."""
    await clerk.says(f"/faq edit {code} {part}")
    await clerk.says(words)
    return await clerk.says("/draft preview")


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


async def test_a_translator_words_their_own_language_and_nothing_else(town: Town, hire) -> None:
    ana = hire("Ana", Role.TRANSLATOR, Language.ES)
    await edited(ana, "Votó {vote_first} por dejar sin efecto el acuerdo.", part="short es")
    [done] = await ana.says("/draft publish")
    assert done.text.startswith("Published: KW-1.2.")
    await edited(ana, "English words.", part="short en")
    [refused] = await ana.says("/draft publish")
    assert refused.text == town.text("editors-not-allowed")
    [refused] = await ana.says("/broadcast")
    assert refused.text == town.text("editors-not-allowed")


async def test_the_two_person_rule_wants_someone_else(town: Town, owner, clerk, hire) -> None:
    rey = hire("Rey", Role.REVIEWER)
    await owner.says("/team rule on")
    *_, verdict = await edited(clerk)
    with written_tables(town) as transactions:
        [waits] = await clerk.taps("Publish")
    assert transactions == [{"drafts", "deliveries"}]  # it waits, and they are told: or neither
    assert waits.text == town.text("editors-sent-to-review", code="KW-1")
    [said] = await clerk.taps("Publish", verdict)
    assert said.text == town.text("editors-not-allowed")
    [list_] = await rey.says("/faq")
    assert list_.button_labels == ["To review: KW-1"]
    shown, decision = await rey.taps("To review: KW-1")
    assert "The vote was 6-1 to void it." in shown.text
    assert decision.button_labels == ["Approve and publish", "Give back", "Throw away"]
    [done] = await rey.taps("Approve and publish")
    assert done.text.startswith("Published: KW-1.2.")


async def test_a_reviewer_can_give_an_edit_back(town: Town, owner, clerk, hire) -> None:
    rey = hire("Rey", Role.REVIEWER)
    await owner.says("/team rule on")
    await edited(clerk)
    await clerk.says("/draft publish")
    await rey.says("/faq")
    await rey.taps("To review: KW-1")
    [given] = await rey.taps("Give back")
    assert given.text == town.text("editors-sent-back", code="KW-1")
    [screen] = await clerk.says("/draft")
    assert "Editing KW-1" in screen.text


async def test_rights_are_looked_up_again_in_the_transaction(town: Town, clerk, hire) -> None:
    await edited(clerk)
    draft = await town.db.run(lambda s: s.execute(_DRAFTS).one())
    stranger = Actor(99, is_owner=False)
    with pytest.raises(NotAllowedError):
        await town.db.run(
            publishing.publish_draft, stranger, draft.id, draft.previewed, town.clock(), ()
        )


async def test_history_outlives_the_answer(town: Town, clerk) -> None:
    await clerk.says("/faq delete KW-3")
    await clerk.says("/draft publish")
    versions = await town.db.run(base_documents.document_history, DocumentKind.ENTRY, "KW-3")
    assert [v.number for v in versions] == [1]
