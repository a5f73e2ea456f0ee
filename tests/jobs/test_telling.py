from tests.meetings_town import CalendarTown


async def test_the_first_reading_of_the_calendar_tells_nobody(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-12-10")
    await city.begins()
    assert rosa.unread() == []


async def test_a_special_meeting_found_late_is_told_with_what_a_person_needs(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-12-10")
    await city.begins()
    city.clerk.lists("s", "2026-11-25", "5:00 PM", comment_raw="Special Meeting")
    await city.passes(minutes=16)
    [said] = rosa.unread()
    assert said.labels == ["Agenda", "Add to calendar", "Mute this meeting", "Alert settings"]


async def test_a_cancellation_is_told_and_the_earlier_message_put_right(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-12-10")
    await city.begins()
    city.clerk.lists("s", "2026-11-25", "5:00 PM", comment_raw="Special Meeting")
    await city.passes(minutes=16)
    [first] = rosa.unread()
    city.clerk.cancels("s")
    await city.passes(minutes=16)
    said = rosa.unread()

    assert [one.id for one in said] == [first.id, first.id + 1]
