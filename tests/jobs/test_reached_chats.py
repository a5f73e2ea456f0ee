"""Who is reached, and what becomes of a message whose chat cannot be."""

from datetime import UTC, datetime

import pytest

from tests.jobs.alert_days import heads, special, states
from tests.meetings_town import CalendarTown


async def test_who_unsubscribed_between_plan_and_send_gets_nothing(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber()
    await city.say(rosa, "/alerts daily")
    await special(city, on="2026-11-29")
    assert await city.db.run(states) == [("alert", "queued")]
    await city.say(rosa, "/unsubscribe")
    assert await city.db.run(states) == []
    city.clock.at = datetime(2026, 11, 25, 23, 1, tzinfo=UTC)
    await city.ticks()
    assert rosa.take_unread() == []


async def test_an_answer_that_was_lost_is_counted_and_not_sent_again(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber()
    city.telegram.network.lose_answer(method="sendMessage")
    await special(city)
    assert await city.db.run(states) == [("alert", "unknown")]
    for _ in range(3):
        await city.passes(minutes=16)
    assert len(rosa.take_unread()) == 1
    [mine] = await city.say(rosa, "/mine")
    assert "it may or may not have arrived" in mine.text


async def test_what_quiet_hours_hold_survives_a_restart_and_is_checked_again(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-11-27", "9:00 AM")
    city.clerk.lists("b", "2026-11-26", "9:00 AM")
    await city.begins()
    city.clock.at = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
    city.clerk.changes("a", time_text="10:00 AM")
    city.clerk.changes("b", time_text="10:00 AM")
    await city.ticks()
    await city.passes(hours=1)
    assert await city.db.run(states) == [("alert", "queued"), ("alert", "queued")]
    city.restart()
    city.clerk.cancels("b")
    city.clock.at = datetime(2026, 11, 25, 12, 31, tzinfo=UTC)
    await city.ticks()
    assert heads(rosa.take_unread()) == [
        "❌ Cancelled: City Commission",
        "🕘 New time: City Commission",
    ]


async def test_who_blocked_the_bot_is_paused_and_later_forgotten(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    rosa.leaves_telegram()
    await special(city)
    assert await city.db.run(states) == [("alert", "unreachable")]
    city.clerk.changes("s", location_raw="Old City Hall, 510 Greene Street")
    await city.passes(minutes=16)
    assert len(await city.db.run(states)) == 1
    city.clock.passes(days=31)
    await city.timetable.prune_old()
    assert await city.db.run(states) == []
    assert rosa.take_unread() == []
    city.telegram.complaints.clear()


async def test_a_group_that_became_a_supergroup_goes_on_hearing_and_nothing_twice(
    city: CalendarTown,
) -> None:
    ana = city.resident("Ana")
    group = city.telegram.add_group("Neighbours", [], [ana])
    await city.say(ana, "/subscribe", group)
    await special(city)
    assert group.last.text.startswith("🆕 New meeting")
    old = group.chat
    new = group.becomes_supergroup()
    await city.settle()
    await city.passes(minutes=16)
    assert len(old.from_bot) == 2
    assert new.from_bot == []
    city.clerk.cancels("s")
    await city.passes(minutes=16)
    assert heads(new.from_bot) == ["❌ Cancelled: City Commission (special meeting)"]
    city.telegram.complaints.clear()


async def test_a_move_that_only_the_send_discovers_is_followed(city: CalendarTown) -> None:
    ana = city.resident("Ana")
    group = city.telegram.add_group("Neighbours", [], [ana])
    await city.say(ana, "/subscribe", group)
    new = group.becomes_supergroup()  # the bot has not been told yet
    await special(city)
    await city.ticks()
    assert heads(new.from_bot) == ["🆕 New meeting: City Commission (special meeting)"]
    await city.settle()
    await city.passes(minutes=16)
    assert len(new.from_bot) == 1
    city.telegram.complaints.clear()


async def test_a_chat_that_must_wait_is_left_alone_and_the_others_go_on(
    city: CalendarTown,
) -> None:
    rosa, luz = await city.subscriber(), await city.subscriber("Luz")
    city.telegram.network.flood(retry_after=90, chat_id=rosa.id)
    await special(city)
    assert len(luz.take_unread()) == 1
    assert rosa.take_unread() == []
    await city.passes(seconds=60)
    assert rosa.take_unread() == []
    await city.passes(seconds=31)
    assert len(rosa.take_unread()) == 1


async def test_an_outage_of_telegram_delays_and_loses_nothing(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    city.telegram.network.go_away()
    await special(city)
    city.telegram.network.come_back()
    await city.passes(seconds=31)
    assert len(rosa.take_unread()) == 1


async def test_an_earlier_message_that_a_person_deleted_is_no_fault(
    city: CalendarTown, caplog: pytest.LogCaptureFixture
) -> None:
    rosa = await city.subscriber()
    await special(city)
    [first] = rosa.take_unread()
    first.is_deleted = True
    city.clerk.cancels("s")
    await city.passes(minutes=16)
    assert await city.db.run(states) == [
        ("alert", "sent"),
        ("alert", "sent"),
        ("amended", "dropped"),
    ]
    assert [r for r in caplog.records if r.levelname == "ERROR"] == []
    city.telegram.complaints.clear()
