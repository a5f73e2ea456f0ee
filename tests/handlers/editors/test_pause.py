"""Answers paused and resumed; sending held after a restore."""

from bot.storage.database import runtime_flags
from bot.storage.faq import follows
from tests.town import Town


async def test_answers_pause_with_a_public_notice_and_come_back(
    town: Town, clerk, neighbour
) -> None:
    off, notice = await clerk.says("/off We are <b>checking</b>. Back at noon.")
    assert off.text == town.text("editors-off")
    assert notice.text == "We are checking. Back at noon."
    answers = (
        "what is 287g",
        "KW-1",
        "/kw_1",
        "/timeline",
        "/sources",
        "/sources KW-1",
        "/sources_1",
    )
    for typed in answers:
        [said] = await neighbour.says(typed)
        assert said.text.endswith("We are checking. Back at noon.")
        assert "KW-" not in said.text
    await neighbour.says("/topics")
    await neighbour.taps("2. The law")
    [said] = await neighbour.taps("What is a 287(g) agreement?")
    assert said.text.endswith("We are checking. Back at noon.")
    [privacy] = await neighbour.says("/privacy")
    assert privacy.text.startswith("Privacy")
    [on] = await clerk.says("/on")
    assert on.text == town.text("editors-on")
    [answer] = await neighbour.says("what is 287g")
    assert "KW-3.1" in answer.text


async def test_alerts_go_on_or_not_as_chosen(town: Town, clerk, neighbour, post) -> None:
    await neighbour.says("/follow KW-1")
    await clerk.says("/off alerts Back at noon.")
    await town.db.run(follows.notify_followers, "KW-1", 1, 1, town.clock())
    assert await post.send_all_due() == 0
    [said] = await clerk.taps("Let alerts go on")
    assert said.text == town.text("editors-off")
    assert await post.send_all_due() == 1
    [usage] = await clerk.says("/off")
    assert usage.text == town.text("editors-off-usage", limit=500)


async def test_after_a_restore_nothing_leaves_until_the_owner_says_go(
    town: Town, owner, clerk, neighbour, post
) -> None:
    await neighbour.says("/follow KW-1")
    await town.db.run(follows.notify_followers, "KW-1", 1, 1, town.clock())
    await town.db.run(runtime_flags.store_flag, runtime_flags.HOLD, {"why": "restore"})
    assert await post.send_all_due() == 0
    [refused] = await clerk.says("/go send")
    assert refused.text == town.text("editors-not-allowed")
    [held] = await owner.says("/go")
    assert "1 messages wait" in held.text
    [gone] = await owner.taps("Send them")
    assert gone.text == town.text("editors-go-sending", count=1)
    assert await post.send_all_due() == 1
    [nothing] = await owner.says("/go")
    assert nothing.text == town.text("editors-go-nothing")


async def test_what_waits_can_be_dropped_instead(town: Town, owner, neighbour, post) -> None:
    await neighbour.says("/follow KW-1")
    await town.db.run(follows.notify_followers, "KW-1", 1, 1, town.clock())
    await town.db.run(runtime_flags.store_flag, runtime_flags.HOLD, {"why": "restore"})
    [dropped] = await owner.says("/go drop")
    assert dropped.text == town.text("editors-go-dropped", count=1)
    assert await post.send_all_due() == 0
