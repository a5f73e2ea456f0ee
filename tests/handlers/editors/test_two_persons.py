"""Whose act it may be: a translator's, a reviewer's, of someone who has left."""

import pytest
from sqlalchemy import text

from bot.storage.editors.editor_members import Actor, NotAllowedError
from bot.storage.faq import publishing
from knowledge.editing.roles import Role
from knowledge.language import Language
from tests.handlers.editors.edits import edited
from tests.town import Town
from tests.transactions import written_tables

_DRAFTS = text("SELECT id, previewed FROM drafts")


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
