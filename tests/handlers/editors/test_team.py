"""Who keeps the base: invited by a link, promoted, removed, forgotten."""

from bot.storage.editors import audit_log, editor_members
from knowledge.editing.roles import Role
from tests.handlers.editors.test_faq import edited
from tests.town import Town


def link(text: str) -> str:
    return text.split("?start=")[1].split()[0]


async def test_owners_find_their_commands_in_their_menu_and_help(town: Town, owner, clerk) -> None:
    names = ("health", "addmeeting", "editmeeting", "cancelmeeting", "approve", "drop", "accept")
    await owner.says("/start")
    [call] = [
        c for c in town.telegram.calls
        if c.method == "setMyCommands" and "language_code" not in c.parameters
        and str(owner.id) in str(c.parameters["scope"])
    ]  # fmt: skip
    menu = str(call.parameters["commands"])
    [help_] = await owner.says("/help")
    for name in names:
        assert f'"{name}"' in menu.replace("'", '"')
        assert f"/{name}" in help_.text
    [help_] = await clerk.says("/help")
    assert "/health" not in help_.text


async def test_an_invitation_works_once_and_for_one_person(town: Town, owner, neighbour) -> None:
    [invited] = await owner.says("/team invite editor Clara")
    payload = link(invited.text)
    [joined] = await neighbour.says(f"/start {payload}")
    assert joined.text == town.text("editors-joined", role="editor")
    [help_] = await neighbour.says("/faq")
    assert "/faq add" in help_.text
    second = town.telegram.add_user("Eve", "en")
    [refused] = await town.say(second, f"/start {payload}")
    assert refused.text == town.text("editors-join-failed")


async def test_an_invitation_expires_after_two_days(town: Town, owner, neighbour) -> None:
    [invited] = await owner.says("/team invite editor Clara")
    town.clock.passes(hours=49)
    [refused] = await neighbour.says(f"/start {link(invited.text)}")
    assert refused.text == town.text("editors-join-failed")
    await town.db.run(editor_members.prune_invitations, town.clock())


async def test_only_a_hash_of_the_link_is_kept(town: Town, owner, database) -> None:
    [invited] = await owner.says("/team invite editor Clara")
    secret = link(invited.text).removeprefix("join-").encode()
    kept = b"".join(f.read_bytes() for f in database.parent.glob("town.sqlite3*"))
    assert secret not in kept


async def test_a_guessed_link_is_refused(town: Town, neighbour) -> None:
    [refused] = await neighbour.says("/start join-guessed")
    assert refused.text == town.text("editors-join-failed")


async def test_the_owner_sees_promotes_and_removes(town: Town, owner, hire) -> None:
    clara = hire("Clara")
    [team] = await owner.says("/team")
    assert "1. Clara, editor" in team.text
    [team] = await owner.says("/team promote Clara reviewer")
    assert "1. Clara, reviewer" in team.text
    [usage] = await owner.says("/team promote Clara translator")
    assert usage.text == town.text("editors-invite-usage")
    [team] = await owner.says("/team promote 1 translator es ht")
    assert "1. Clara, translator (Español, Kreyòl ayisyen)" in team.text
    [gone] = await owner.says("/team remove 1")
    assert gone.text == town.text("editors-removed", who="Clara")
    [unknown] = await clara.says("/faq")
    assert unknown.text == town.text("start-unknown-command", command="/faq")


async def test_a_removed_editor_loses_the_edit_in_hand_at_once(
    town: Town, owner, clerk, neighbour
) -> None:
    *_, verdict = await edited(clerk)
    await clerk.says("/faq edit KW-1 short en")
    await owner.says("/team")
    await owner.taps("Remove Clara")
    [answer] = await clerk.says("what is 287g")
    assert "KW-3.1" in answer.text
    assert await clerk.taps("Publish", verdict) == []
    [still] = await neighbour.says("KW-1")
    assert "KW-1.1" in still.text


async def test_only_the_owner_may_touch_the_team(town: Town, hire) -> None:
    for role in (Role.EDITOR, Role.REVIEWER):
        [said] = await hire(role.value, role).says("/team invite editor Eve")
        assert said.text == town.text("editors-not-allowed")


async def test_whoever_is_not_on_the_list_is_asked_for(town: Town, owner) -> None:
    for typed in ("/team remove 7", "/team remove Nobody", "/team promote 1", "/team remove"):
        [said] = await owner.says(typed)
        assert said.text == town.text("editors-team-which")
    [usage] = await owner.says("/team invite king Eve")
    assert usage.text == town.text("editors-invite-usage")
    [usage] = await owner.says("/team rule perhaps")
    assert usage.text == town.text("editors-rule-usage")


async def test_the_buttons_under_the_team_do_the_same(town: Town, owner) -> None:
    await owner.says("/team")
    [invited] = await owner.taps("Invite a reviewer")
    assert "reviewer" in invited.text
    [usage] = await owner.taps("Invite a translator")
    assert usage.text == town.text("editors-invite-usage")
    [rule] = await owner.taps("Turn the two-person rule on")
    assert rule.text == town.text("editors-rule-on")


async def test_after_forgetting_an_editor_the_audit_keeps_act_and_role_alone(
    town: Town, owner, clerk
) -> None:
    await edited(clerk)
    await clerk.says("/draft publish")
    [counts] = await clerk.says("/mydata")
    assert "Editor role: 1" in counts.text
    await clerk.says("/forget yes")
    lines, _ = await town.db.run(audit_log.audit_page)
    assert [(line.editor, line.role, line.act) for line in lines if line.subject == "KW-1"] == [
        (None, "editor", "change")
    ]
    [history] = await owner.says("/faq history KW-1")
    assert "by a former editor" in history.text
    [unknown] = await clerk.says("/faq")
    assert unknown.text == town.text("start-unknown-command", command="/faq")


async def test_the_audit_tells_what_was_done_and_nobody_can_change_it(
    town: Town, owner, clerk
) -> None:
    [empty] = await owner.says("/audit")
    assert "joined" in empty.text
    await edited(clerk)
    await clerk.says("/draft publish")
    [told] = await owner.says("/audit KW-1")
    assert "Clara, editor: changed KW-1" in told.text
    assert "Short answer (English)" in told.text
    [none] = await owner.says("/audit KW-99")
    assert none.text == town.text("editors-audit-empty")
