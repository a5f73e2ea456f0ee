"""What is not sure is not called confirmed: residents read what the calendar says, and check."""

from datetime import UTC, datetime

from tests.meetings_town import CalendarTown

TOMORROW = "2026-11-27"


async def near(city: CalendarTown, *rows: str) -> None:
    """List meetings for tomorrow morning and read them for the first time."""
    city.clock.at = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
    for number, name in enumerate(rows or ("a",)):
        city.clerk.lists(name, TOMORROW, f"{9 + number}:00 AM", body_raw=f"Board {name}")
    await city.begins()


async def test_an_unclear_note_is_passed_on_with_its_words(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", TOMORROW)
    city.clock.at = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
    await city.begins()
    city.clerk.changes("a", comment_raw="Adjourned to December 3")
    await city.passes(minutes=16)
    [told] = rosa.take_unread()
    assert told.text.startswith("❔ Please check: City Commission")
    assert "The calendar’s note says: “Adjourned to December 3”." in told.text
    assert "Confirmed" not in told.text
    assert any("asked to check: Adjourned" in m.text for m in city.olga.take_unread())


async def test_a_meeting_missing_from_the_list_is_not_called_confirmed(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber()
    await near(city, "a", "b", "c")
    [before] = await city.say(rosa, "/meeting 1")
    assert "Confirmed on the city calendar" in before.text
    del city.clerk.rows["a"]
    await city.passes(minutes=16)
    [missing] = await city.say(rosa, "/meeting 1")
    assert "Confirmed" not in missing.text
    assert city.text("meeting-checking") in missing.text


async def test_a_cancellation_that_is_held_back_is_said_to_be_checked(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-12-20")
    await city.begins()
    city.clerk.cancels("a")
    await city.passes(minutes=16)
    [held] = await city.say(rosa, "/meeting 1")
    assert city.text("meeting-checking-off") in held.text
    assert "Confirmed" not in held.text
    await city.passes(minutes=16)
    [told] = rosa.take_unread()
    assert told.text.startswith("❌ Cancelled: City Commission")
