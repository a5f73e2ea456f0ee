"""A release that differs from editors' texts: listed, told, chosen part by part, published."""

from typing import Any

import pytest

from bot.jobs import maintenance
from bot.storage.faq import base_documents, drafts, waiting_texts
from knowledge.content.documents import DocumentKey, DocumentKind
from knowledge.editing.roles import Role
from knowledge.language import Language
from tests.handlers.editors.releases import KEY, actor, changed, comes, edit, public
from tests.town import Town, documents


async def test_a_difference_is_approved_in_three_taps(town: Town, clerk) -> None:
    await edit(clerk, "KW-3", "short", "The editors’ short answer.")
    await comes(town, changed(KEY, detail="The release’s details."))
    [screen] = await clerk.says("/releases")
    assert screen.text.startswith("KW-3: the release says something else than your version 2.")
    assert "1. Details (English)" in screen.text
    assert "Short answer" not in screen.text
    shown = await clerk.taps("Preview")
    assert "The release’s details." in shown[0].text
    [done] = await clerk.taps("Publish")
    assert done.text == "Published: KW-3.3. The next question is answered with it."
    body = public(town)["en"]
    assert (body["short"], body["detail"]) == (
        "The editors’ short answer.",
        "The release’s details.",
    )
    [none] = await clerk.says("/releases")
    assert none.text == town.text("releases-none")
    await comes(town, changed(KEY, detail="The release’s details."))
    assert town.db.transact(waiting_texts.load_waiting_texts) == []


async def test_what_both_changed_shows_before_theirs_and_ours(town: Town, clerk) -> None:
    before = public(town)["en"]["short"]
    await edit(clerk, "KW-3", "short", "Ours is this.")
    await comes(town, changed(KEY, short="Theirs is that."))
    [screen] = await clerk.says("/releases KW-3")
    assert "changed by both" in screen.text
    for side, text in (("Before", before), ("Release", "Theirs is that."), ("Ours", "Ours is")):
        assert f"{side}: " in screen.text
        assert text in screen.text
    assert "✓ 1. Ours" in screen.button_labels
    await clerk.taps("1. Release")
    assert "✓ 1. Release" in clerk.person.last.button_labels
    await clerk.taps("Preview")
    await clerk.taps("Publish")
    assert public(town)["en"]["short"] == "Theirs is that."
    assert len(town.db.transact(base_documents.document_history, *KEY)) == 3


async def test_both_of_a_text_is_worded_as_one_by_the_editor(town: Town, clerk) -> None:
    await edit(clerk, "KW-3", "short", "Ours is this.")
    await comes(town, changed(KEY, short="Theirs is that."))
    await clerk.says("/releases")
    [asked] = await clerk.taps("1. Both")
    assert "Ours is this.\n\nTheirs is that." in asked.text
    await clerk.says("This and that.")
    await clerk.says("/draft preview")
    await clerk.says("/draft publish")
    assert public(town)["en"]["short"] == "This and that."
    assert town.db.transact(waiting_texts.load_waiting_texts) == []


async def test_lists_are_united_and_typed_choices_do_the_same(town: Town, clerk) -> None:
    asked = public(town)["en"]["phrasings"]
    await edit(clerk, "KW-3", "phrasings", "\n".join([*asked, "ours of all"]))
    await comes(town, changed(KEY, phrasings=[*asked, "theirs of all"]))
    [screen] = await clerk.says("/releases KW-3")
    assert "✓ 1. Both" in screen.button_labels
    [screen] = await clerk.says("/releases KW-3 1 theirs")
    assert "✓ 1. Release" in screen.button_labels
    [screen] = await clerk.says("/releases KW-3 both")
    assert "✓ 1. Both" in screen.button_labels
    [part] = await clerk.says("/releases KW-3 1")
    assert part.text.startswith("1. Ways of asking (English)")
    [no] = await clerk.says("/releases KW-3 1 nobody")
    assert "theirs, ours, both, keep" in no.text
    [no] = await clerk.says("/releases KW-3 7 ours")
    assert no.text == town.text("editors-misread-number", given="7")
    await clerk.says("/draft preview")
    await clerk.says("/draft publish")
    assert public(town)["en"]["phrasings"] == [*asked, "ours of all", "theirs of all"]


async def test_keeping_ours_dismisses_this_release_but_not_the_next(town: Town, clerk) -> None:
    await edit(clerk, "KW-3", "short", "Ours.")
    await comes(town, changed(KEY, short="Theirs."))
    await clerk.says("/releases")
    [kept] = await clerk.taps("Keep all of ours")
    assert kept.text == town.text("releases-kept", code="KW-3")
    assert public(town)["en"]["short"] == "Ours."
    assert town.db.transact(drafts.visible_drafts, actor(clerk)) == []
    [audit] = await clerk.says("/audit KW-3")
    assert "kept ours against the release: KW-3" in audit.text
    await comes(town, changed(KEY, short="Theirs."))
    [none] = await clerk.says("/releases")
    assert none.text == town.text("releases-none")
    await comes(town, changed(KEY, short="Theirs, mended."))
    [screen] = await clerk.says("/releases")
    assert "Before: Theirs." in screen.text


KINDS: list[tuple[DocumentKey, dict[str, Any], dict[str, Any]]] = [
    ((DocumentKind.FACT, "F1"), {"holds": "Then."}, {"says": "The first vote was seven to nil."}),
    ((DocumentKind.SOURCE, "gazette"), {"title": "Ours"}, {"url": "https://gazette.example/new"}),
    (
        (DocumentKind.TOPIC, "votes"),
        {"order": 3},
        {"name": {"en": "All votes", "es": "Todos los votos", "ht": "Tout vòt"}},
    ),
    ((DocumentKind.SCOPE, "weather"), {"related": ["KW-1"]}, {"urgent": True}),
    (
        (DocumentKind.EVENT, "first-vote"),
        {"on": "2025-06"},
        {"says": {"en": "It votes.", "es": "Vota.", "ht": "Li vote."}},
    ),
    (
        (DocumentKind.ALIAS, "ice"),
        {"says": ["ice", "la migra"]},
        {"means": "Immigration and Customs Enforcement"},
    ),
]


@pytest.mark.parametrize(("key", "ours", "theirs"), KINDS, ids=[str(k[0][0]) for k in KINDS])
async def test_it_is_the_same_for_every_kind(
    town: Town, clerk, key: DocumentKey, ours: dict[str, Any], theirs: dict[str, Any]
) -> None:
    if key[0] is DocumentKind.ALIAS:
        first = {"language": "any", "says": ["ice"], "means": "immigration police"}
        await comes(town, {**documents(), key: first})
    base = public(town, key)
    edited = {**base, **ours}
    me = actor(clerk)
    draft = town.db.transact(
        lambda s: drafts.open_draft(s, me, key[0], key[1], edited, 1, town.clock())
    )
    await clerk.says("/draft preview")
    [done] = await clerk.says("/draft publish")
    assert done.text.startswith("Published"), draft
    await comes(town, {**documents(), key: {**base, **theirs}})
    [screen] = await clerk.says(f"/releases {key[0]} {key[1]}")
    assert "✓ 1. Release" in screen.button_labels
    await clerk.taps("Preview")
    [done] = await clerk.says("/draft publish")
    assert done.text.startswith("Published")
    assert public(town, key) == {**base, **ours, **theirs}
    assert town.db.transact(waiting_texts.load_waiting_texts) == []


async def test_a_code_that_both_gave_to_something_new_is_no_merge(town: Town, clerk) -> None:
    await clerk.says("/alias add la migra")
    await clerk.says("immigration police")
    await clerk.says("any")
    await clerk.says("/draft preview")
    await clerk.says("/draft publish")
    alias = next(
        c
        for k, c in town.db.transact(base_documents.load_live_documents).bodies
        if k is DocumentKind.ALIAS
    )
    theirs = {"language": "any", "says": ["the feds"], "means": "federal police"}
    await comes(town, {**documents(), (DocumentKind.ALIAS, alias): theirs})
    [screen] = await clerk.says("/releases")
    assert "You did not begin from the same text" in screen.text
    assert "✓ 2. Ours" in screen.button_labels


async def test_editors_hear_of_it_quietly_and_once(town: Town, owner, clerk, post) -> None:
    await owner.says("/start")
    await edit(clerk, "KW-3", "short", "Ours.")
    await edit(clerk, "KW-1", "short", "Ours {vote_first}.")
    await maintenance.run_minutely(town.services)
    await post.send_all_due()
    clerk.person.take_unread()
    bodies = changed(KEY, short="Theirs.")
    bodies[DocumentKind.ENTRY, "KW-1"] = changed((DocumentKind.ENTRY, "KW-1"), short="Theirs.")[
        DocumentKind.ENTRY, "KW-1"
    ]
    await comes(town, bodies)
    await maintenance.run_minutely(town.services)
    await post.send_all_due()
    [told] = clerk.person.take_unread()
    assert told.text == town.text("notice-desk-releases", count=2)
    assert town.telegram.calls[-1].parameters.get("disable_notification")
    [list_] = await clerk.taps("See the release’s text", told)
    assert "KW-1" in list_.text
    assert "parts: 1, changed by both: 1" in list_.text
    [screen] = await clerk.taps("release:open:entry.KW-3")
    assert screen.text.startswith("KW-3: the release")
    town.clock.passes(hours=2)
    await maintenance.run_minutely(town.services)
    assert await post.send_all_due() == 0


async def test_a_release_that_says_what_editors_said_is_settled_by_itself(
    town: Town, clerk
) -> None:
    await edit(clerk, "KW-3", "short", "A better short answer.")
    await comes(town, changed(KEY, short="A better short answer."))
    assert town.db.transact(waiting_texts.load_waiting_texts) == []
    await comes(town, changed(KEY, short="An even better one."))
    assert public(town)["en"]["short"] == "An even better one."


async def test_a_translator_does_not_decide(town: Town, clerk, hire) -> None:
    ana = hire("Ana", Role.TRANSLATOR, Language.ES)
    await edit(clerk, "KW-3", "short", "Ours.")
    await comes(town, changed(KEY, short="Theirs."))
    [no] = await ana.says("/releases KW-3 keep")
    assert no.text == town.text("editors-not-allowed")
    assert town.db.transact(waiting_texts.load_waiting_texts)


async def test_forged_buttons_are_old_buttons(town: Town, clerk) -> None:
    await edit(clerk, "KW-3", "short", "Ours.")
    await comes(town, changed(KEY, short="Theirs."))
    await clerk.says("/releases")
    for data in ("release:pick:1.1.all", "release:pick:x.1.ours", "release:list:x", "release:no:"):
        await clerk.forges(data)
    [none] = await clerk.forges("release:open:bank.x")
    assert none.text == town.text("releases-none-of", code="x")
    assert town.db.transact(waiting_texts.load_waiting_texts)
    assert public(town)["en"]["short"] == "Ours."
