"""A release's texts while editors write, publish and take away: nothing is lost."""

from bot.storage.faq import drafts, waiting_texts
from tests.handlers.editors.releases import KEY, changed, comes, edit, public
from tests.town import Town


async def test_another_edit_does_not_lose_what_waits(town: Town, clerk) -> None:
    await edit(clerk, "KW-3", "short", "Ours.")
    await comes(town, changed(KEY, detail="Theirs."))
    await edit(clerk, "KW-3", "short", "Ours, mended.")
    assert [one.code for one in town.db.transact(waiting_texts.load_waiting_texts)] == ["KW-3"]


async def test_an_open_edit_of_ones_own_is_not_lost(town: Town, clerk) -> None:
    await edit(clerk, "KW-3", "short", "Ours.")
    await clerk.says("/faq edit KW-3 short")
    await clerk.says("Half written.")
    await comes(town, changed(KEY, detail="Theirs."))
    said, shown = await clerk.says("/releases KW-3")
    assert said.text == town.text("releases-edit-open", code="KW-3")
    assert "Half written." in shown.text


async def test_two_editors_at_once_lose_nothing(town: Town, clerk, hire) -> None:
    rey = hire("Rey")
    await edit(clerk, "KW-3", "short", "Ours.")
    await comes(town, changed(KEY, short="Theirs."))
    await clerk.says("/releases")
    warned = await rey.says("/releases")
    assert "someone else has an edit of this open as well (Clara)" in warned[0].text
    await rey.taps("1. Release")
    await clerk.taps("Preview")
    await clerk.taps("Publish")
    [gone] = await rey.taps("1. Both")
    assert gone.text == town.text("releases-settled", code="KW-3")
    [screen] = await rey.taps("Edit", gone)
    assert "Theirs." in screen.text


async def test_what_a_rival_published_meanwhile_stays_under_ones_choice(
    town: Town, clerk, hire
) -> None:
    rey = hire("Rey")
    await edit(clerk, "KW-3", "short", "Ours.")
    await comes(town, changed(KEY, detail="Theirs."))
    await rey.says("/releases")
    await edit(clerk, "KW-3", "title", "What did the clerk publish meanwhile?")
    said = await rey.taps("✓ 1. Release")
    assert said[0].text == town.text("releases-rebased", code="KW-3", version="3")
    await rey.says("/draft preview")
    await rey.says("/draft publish")
    body = public(town)["en"]
    assert body["title"] == "What did the clerk publish meanwhile?"
    assert (body["short"], body["detail"]) == ("Ours.", "Theirs.")


async def test_a_newer_release_under_an_open_screen_is_told_and_shown(town: Town, clerk) -> None:
    await edit(clerk, "KW-3", "short", "Ours.")
    await comes(town, changed(KEY, short="Theirs."))
    await clerk.says("/releases")
    await clerk.taps("1. Release")
    await clerk.taps("Preview")
    await comes(town, changed(KEY, short="Theirs, newer."))
    [said] = await clerk.taps("Publish")
    assert said.text == town.text("releases-renewed-unseen", code="KW-3")
    assert public(town)["en"]["short"] == "Ours."
    told, screen = await clerk.taps("See the release’s text")
    assert told.text == town.text("releases-renewed", code="KW-3")
    assert "Theirs, newer." in screen.text
    assert not any(label.startswith("✓") for label in screen.button_labels)
    await clerk.taps("1. Release", screen)
    await clerk.taps("Preview")
    await clerk.taps("Publish")
    assert public(town)["en"]["short"] == "Theirs, newer."


async def test_keeping_ours_does_not_dismiss_a_newer_release_unseen(town: Town, clerk) -> None:
    await edit(clerk, "KW-3", "short", "Ours.")
    await comes(town, changed(KEY, short="Theirs."))
    await clerk.says("/releases")
    await comes(town, changed(KEY, short="Theirs, newer."))
    said = await clerk.taps("Keep all of ours")
    assert said[0].text == town.text("releases-renewed", code="KW-3")
    assert [one.code for one in town.db.transact(waiting_texts.load_waiting_texts)] == ["KW-3"]


async def test_an_answer_taken_away_meanwhile_is_said_and_nothing_lost(
    town: Town, clerk, hire
) -> None:
    rey = hire("Rey")
    await edit(clerk, "KW-3", "short", "Ours.")
    await comes(town, changed(KEY, detail="Theirs."))
    await rey.says("/releases")
    shown = await rey.taps("Preview")
    await clerk.says("/faq delete KW-3")
    await clerk.says("/draft publish")
    [said] = await rey.taps("Publish", shown[-1])
    assert said.text == town.text("releases-retired", code="KW-3")
    assert town.db.transact(drafts.load_document, *KEY).state == "retired"
    [none] = await rey.says("/releases")
    assert none.text == town.text("releases-none")
    await clerk.says("/faq restore KW-3")
    await clerk.says("/draft publish")
    [screen] = await rey.says("/releases")
    assert "1. Details (English)" in screen.text
