"""Alerts in a forum: they go where /subscribe was said, and a closed topic is no fault of ours."""

import logging
from datetime import timedelta

import pytest

from bot.playground.simulator.groups import Group
from bot.playground.simulator.people import SimulatedUser
from tests.jobs.alert_days import heads, special, states
from tests.meetings_town import CalendarTown

NEW = "🆕 New meeting: City Commission (special meeting)"
GENERAL = 1


async def forum(city: CalendarTown) -> tuple[SimulatedUser, Group, int]:
    """Return an admin, a forum, and a topic in it where they subscribed."""
    ana = city.resident("Ana")
    group = city.telegram.add_group("Town", [], [ana], forum=True)
    topic = group.opens_topic("Meetings")
    await city.say(ana, "/subscribe", group, topic=topic)
    return ana, group, topic


async def test_an_alert_goes_to_the_topic_where_subscribe_was_said(city: CalendarTown) -> None:
    _, group, topic = await forum(city)
    await special(city)
    assert (group.last.text.splitlines()[0], group.last.topic_id) == (NEW, topic)


async def test_subscribing_in_another_topic_moves_it(city: CalendarTown) -> None:
    ana, group, _ = await forum(city)
    other = group.opens_topic("News")
    await city.say(ana, "/subscribe", group, topic=other)
    await special(city)
    assert group.last.topic_id == other
    third = group.opens_topic("Planning")
    await city.say(ana, "/subscribe planning board", group, topic=third)
    city.clerk.cancels("s")
    await city.passes(minutes=16)
    told = [one for one in group.chat.from_bot if one.text.startswith("❌ Cancelled")]
    assert [one.topic_id for one in told] == [third]


async def test_every_part_of_a_long_message_and_a_file_go_there(city: CalendarTown) -> None:
    ana, group, topic = await forum(city)
    city.clerk.lists("a", "2026-12-10")
    await city.begins()
    await city.say(ana, "/calendar 1", group, topic=topic)
    city.clerk.changes("a", time_text="11:00 AM")
    for _ in range(3):
        await city.passes(minutes=16)
    files = [one for one in group.chat.from_bot if one.document]
    assert len(files) == 2
    assert {one.topic_id for one in group.chat.from_bot} == {topic}


async def test_a_topic_that_was_deleted_lets_alerts_come_to_the_chat(city: CalendarTown) -> None:
    _, group, topic = await forum(city)
    group.deletes_topic(topic)
    await special(city)
    await city.passes(seconds=31)
    assert (heads([group.last]), group.last.topic_id) == ([NEW], None)


@pytest.mark.parametrize("closed", ["topic", "general"])
async def test_a_closed_topic_is_an_outcome_and_no_fault_of_ours(
    city: CalendarTown, caplog: pytest.LogCaptureFixture, closed: str
) -> None:
    ana = city.resident("Ana")
    group = city.telegram.add_group("Town", [], [ana], forum=True)
    topic = group.opens_topic("Meetings")
    await city.say(ana, "/subscribe", group, topic=topic if closed == "topic" else None)
    group.closes_topic(topic if closed == "topic" else GENERAL)
    with caplog.at_level(logging.ERROR):
        await special(city)
        await city.passes(minutes=5)
    assert await city.db.run(states) == [("alert", "unreachable")]
    assert caplog.records == []


async def test_who_reopens_the_topic_hears_the_next_alert(city: CalendarTown) -> None:
    _, group, topic = await forum(city)
    group.closes_topic(topic)
    await special(city)
    group.chat.closed_topics.clear()
    city.clerk.cancels("s")
    await city.passes([timedelta(0)], minutes=16)
    assert group.last.text.startswith("❌ Cancelled")
    assert group.last.topic_id == topic
