import asyncio

from bot.playground.simulator.people import SimulatedUser


async def test_updates_wait_until_a_later_offset_confirms_them(
    rosa: SimulatedUser, ask, telegram
) -> None:
    for words in ("one", "two", "three"):
        rosa.says(words)
    first = await ask("getUpdates", limit=2)
    assert [item["message"]["text"] for item in first] == ["one", "two"]
    assert await ask("getUpdates", limit=2) == first
    rest = await ask("getUpdates", offset=first[-1]["update_id"] + 1)
    assert [item["message"]["text"] for item in rest] == ["three"]
    assert (telegram.updates.pending_count, telegram.updates.confirmed) == (1, 2)


async def test_a_negative_offset_forgets_all_but_the_last(rosa: SimulatedUser, ask) -> None:
    rosa.says("one")
    rosa.says("two")
    waiting = await ask("getUpdates", offset=-1)
    assert [item["message"]["text"] for item in waiting] == ["two"]


async def test_a_long_poll_returns_as_soon_as_somebody_writes(rosa: SimulatedUser, ask) -> None:
    poll = asyncio.ensure_future(ask("getUpdates", timeout=50))
    await asyncio.sleep(0)
    rosa.says("hello")
    assert [item["message"]["text"] for item in await poll] == ["hello"]


async def test_the_older_of_two_polls_is_ended_by_a_conflict(rosa: SimulatedUser, ask) -> None:
    older = asyncio.ensure_future(ask("getUpdates", timeout=50))
    await asyncio.sleep(0)
    newer = asyncio.ensure_future(ask("getUpdates", timeout=50))
    assert (await older).startswith("Conflict: terminated by other getUpdates request")
    rosa.says("hello")
    assert len(await newer) == 1


async def test_kinds_not_allowed_never_arrive(rosa: SimulatedUser, ask) -> None:
    await ask("getUpdates", allowed_updates=["message"])
    rosa.edits(rosa.says("one"), "two")
    rosa.blocks()
    assert [set(item) - {"update_id"} for item in await ask("getUpdates")] == [{"message"}]


async def test_a_kind_that_does_not_exist_is_complained_of(ask, telegram) -> None:
    await ask("getUpdates", allowed_updates=["massage"])
    assert telegram.complaints == ["getUpdates: there is no kind of update 'massage'"]


async def test_messages_are_kept_for_a_day(rosa: SimulatedUser, ask, clock) -> None:
    rosa.says("one")
    clock.passes(hours=23)
    assert len(await ask("getUpdates")) == 1
    clock.passes(hours=2)
    assert await ask("getUpdates") == []


async def test_ids_may_start_lower_after_a_quiet_week(rosa: SimulatedUser, ask, telegram) -> None:
    rosa.says("one")
    [old] = await ask("getUpdates")
    telegram.updates.skip_to(7)
    rosa.says("two")
    [new] = await ask("getUpdates", offset=old["update_id"] + 1)
    assert (new["update_id"], new["message"]["text"]) == (7, "two")
    assert await ask("getUpdates", offset=8) == []


async def test_a_raw_update_arrives_as_broken_as_it_is(ask, telegram) -> None:
    number = telegram.raw_update({"message": {"message_id": "x"}})
    assert await ask("getUpdates") == [{"update_id": number, "message": {"message_id": "x"}}]


async def test_there_is_no_webhook(rosa: SimulatedUser, ask, telegram) -> None:
    rosa.says("one")
    info = await ask("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == ("", 1)
    assert await ask("deleteWebhook") is True
    assert (telegram.updates.pending_count, telegram.complaints) == (1, [])


async def test_dropping_what_waits_is_complained_of(rosa: SimulatedUser, ask, telegram) -> None:
    rosa.says("one")
    await ask("deleteWebhook", drop_pending_updates=True)
    assert (telegram.updates.pending_count, len(telegram.complaints)) == (0, 1)
