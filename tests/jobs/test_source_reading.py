"""When the sources are read, and what is said while one does not answer."""

from datetime import UTC, datetime

from knowledge.meetings.raw_records import FetchOutcome
from tests.meetings_town import CalendarTown


async def test_a_reminder_in_a_source_outage_says_since_when_nothing_could_be_checked(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-11-25", "9:00 AM")
    await city.begins()
    city.clerk.outcome = FetchOutcome.ERROR
    city.clock.at = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
    await city.ticks()
    await city.passes(minutes=31)
    [said] = rosa.take_unread()
    assert "Could not be re-checked since 12:00 PM." in said.text


async def test_cases_023_and_035_before_a_meeting_the_calendar_is_read_closely(
    city: CalendarTown,
) -> None:
    city.clerk.lists("a", "2026-11-24", "3:00 PM")  # three hours from now
    await city.begins()
    asked = city.clerk.asked
    for _ in range(6):
        await city.passes(minutes=5)
    assert city.clerk.asked == asked + 6
    city.clock.at = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)  # night
    await city.ticks()
    asked = city.clerk.asked
    for _ in range(3):
        await city.passes(minutes=30)
    assert city.clerk.asked == asked + 1


async def test_a_dead_source_delays_neither_the_others_nor_the_start(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    city.clerk.outcome = FetchOutcome.ERROR
    [said] = await city.say(rosa, "/meetings")
    await city.ticks()
    assert said.text.startswith("No meeting date is known.")
    city.clock.passes(minutes=16)
    city.clerk.outcome = FetchOutcome.OK
    city.clerk.lists("a", "2026-12-10")
    await city.ticks()
    [listed] = await city.say(rosa, "/meetings")
    assert "1. City Commission" in listed.text
