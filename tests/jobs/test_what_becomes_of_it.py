"""Whoever a word brought a meeting hears what becomes of it, whatever body they follow."""

from datetime import timedelta

import pytest

from tests.jobs.alert_days import heads
from tests.jobs.test_issue import only, watched
from tests.meetings_town import CalendarTown

ITEM = "Resolution on the 287(g) agreement"


@pytest.mark.parametrize("by", ["the issue", "a word"])
@pytest.mark.parametrize(
    ("change", "head"),
    [
        ({"status_raw": "Cancelled"}, "❌ Cancelled: Planning Board"),
        ({"time_text": "6:00 PM"}, "🕘 New time: Planning Board"),
        ({"location_raw": "Old City Hall, 510 Greene Street"}, "📍 New place: Planning Board"),
    ],
)
async def test_a_meeting_that_a_word_brought_is_told_when_it_changes(
    city: CalendarTown, by: str, change: dict[str, str], head: str
) -> None:
    rosa = await city.subscriber()
    if by == "a word":
        await city.say(rosa, "/alerts kind ICE")
        await city.say(rosa, "/alerts word resolution")
    await watched(city)
    city.clerk.posts_agenda("p", "Minutes", ITEM)
    await city.passes(minutes=16)
    first = only(rosa.take_unread())
    city.clerk.changes("p", **change)
    for _ in range(3):
        await city.passes(minutes=16)
    heard = rosa.take_unread()
    assert heads([one for one in heard if one.id != first.id]) == [head]
    assert city.text("alert-why-told") in heard[-1].text
    assert first.text.startswith("Updated ")


async def test_other_meetings_of_that_body_stay_untold(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    await watched(city)
    city.clerk.lists("q", "2026-12-01", "5:00 PM", body_raw="Planning Board")
    city.clerk.posts_agenda("p", "Minutes", ITEM)
    await city.passes(minutes=16)
    rosa.take_unread()
    city.clerk.cancels("q")
    for _ in range(3):
        await city.passes(minutes=16)
    assert rosa.take_unread() == []


async def test_who_switched_changes_off_hears_none(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    await city.say(rosa, "/alerts kind change")
    await watched(city)
    city.clerk.posts_agenda("p", "Minutes", ITEM)
    await city.passes(minutes=16)
    first = only(rosa.take_unread())
    city.clerk.cancels("p")
    for _ in range(3):
        await city.passes(minutes=16)
    assert [one.id for one in rosa.take_unread()] == [first.id]  # put right in place


async def test_a_pause_that_begins_before_the_night_is_over_keeps_it(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    await watched(city)
    city.clock.at += timedelta(hours=10)  # 10:00 PM
    city.clerk.posts_agenda("p", "Minutes", ITEM)
    await city.passes(minutes=1)
    await city.say(rosa, "/alerts pause 1 day")
    await city.passes(hours=20)
    assert rosa.take_unread() == []
    await city.passes(hours=5)
    assert only(rosa.take_unread()).text.startswith("🔎 287(g): Planning Board")
