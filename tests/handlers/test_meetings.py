from knowledge.meetings.raw_records import FetchOutcome
from tests.meetings_town import CalendarTown


async def two_meetings(city: CalendarTown) -> None:
    city.clerk.lists("a", "2026-12-10", detail_url="https://calendar.example/a")
    city.clerk.lists("p", "2026-12-17", "5:00 PM", body_raw="Planning Board")
    await city.begins()


async def test_upcoming_meetings_are_listed_with_date_sessions_place_and_freshness(
    city: CalendarTown,
) -> None:
    await two_meetings(city)
    city.clock.passes(minutes=12)
    [said] = await city.say(city.resident(), "/meetings")
    assert "1. City Commission\nThursday, December 10, 2026, 9:00 AM (usually" in said.text
    assert "2. Planning Board\nThursday, December 17, 2026, 5:00 PM" in said.text
    assert "Confirmed on the city calendar 12 min ago." in said.text
    assert "All times are local time in Key West." in said.text
    assert said.button_labels[0] == "1. City Commission, December 10, 2026"


async def test_one_body_alone_is_listed_by_typing_or_by_tapping(city: CalendarTown) -> None:
    await two_meetings(city)
    rosa = city.resident()
    [said] = await city.say(rosa, "/meetings planning")
    assert "Planning Board" in said.text
    assert "City Commission" not in said.text
    await city.say(rosa, "/meetings")
    [asked] = await city.tap(rosa, "Choose a body")
    assert asked.button_labels == ["City Commission", "Planning Board"]
    [changed] = await city.tap(rosa, "Planning Board")
    assert "City Commission" not in changed.text
    [unknown] = await city.say(rosa, "/meetings chess club")
    assert unknown.text == city.text("meeting-no-body", given="chess club")


async def test_no_date_known_source_down_and_no_meeting_are_three_texts(
    city: CalendarTown,
) -> None:
    rosa = city.resident()
    [never] = await city.say(rosa, "/meetings")
    assert (
        never.text
        == "No meeting date is known." + (city.text("meeting-none-never").partition("</b>")[2])
    )
    await city.begins()
    [none] = await city.say(rosa, "/meetings")
    assert none.text.startswith("No upcoming meeting is listed on the city calendar.")
    city.clerk.outcome = FetchOutcome.ERROR
    for _ in range(6):
        await city.passes(minutes=30)
    [down] = await city.say(rosa, "/meetings")
    assert down.text.startswith("The calendar cannot be reached.")
    assert "since 12:00 PM" in down.text


async def test_a_meeting_is_shown_in_detail_with_how_to_take_part(city: CalendarTown) -> None:
    await two_meetings(city)
    rosa = city.resident()
    for text in ("/meeting 1", "/meeting_1", "/meeting"):
        [said] = await city.say(rosa, text)
        assert said.text.startswith("City Commission\n\nThursday, December 10, 2026, 9:00")
        assert "Place: City Hall" in said.text
        assert "To comment or to speak, follow" in said.text
        assert said.links == ["https://calendar.example/a"]
        assert said.button_labels[:2] == ["Agenda", "Add to calendar"]
    [missing] = await city.say(rosa, "/meeting 99")
    assert missing.text == city.text("meeting-no-such", given="99")


async def test_a_closed_session_invites_nobody_to_speak(city: CalendarTown) -> None:
    city.clerk.lists("c", "2026-12-10", comment_raw="Attorney-client closed session")
    await city.begins()
    [said] = await city.say(city.resident(), "/meeting 1")
    assert city.text("meeting-closed") in said.text
    assert "To comment or to speak" not in said.text


async def test_the_agenda_shows_its_items_or_says_that_there_are_none(city: CalendarTown) -> None:
    await two_meetings(city)
    rosa = city.resident()
    [none] = await city.say(rosa, "/agenda 1")
    assert "The agenda is not posted yet." in none.text
    city.clerk.posts_agenda("a", "Approval of minutes", "Agreement with ICE")
    await city.passes(minutes=16)
    [said] = await city.say(rosa, "/agenda_1")
    assert "• 1 Approval of minutes\n• 2 Agreement with ICE" in said.text
    assert said.links == ["https://calendar.example/a/agenda.pdf"]


async def test_a_meeting_speaks_the_readers_language(city: CalendarTown) -> None:
    await two_meetings(city)
    [spanish] = await city.say(city.resident("Luz", "es"), "/meeting 1")
    assert "9:00 a. m. (suele haber otra sesión a las 5:00 p. m.)" in spanish.text
    jean = city.resident("Jean", "en")
    await city.say(jean, "/language ht")
    [creole] = await city.say(jean, "/meeting 1")
    assert "jedi 10 desanm 2026, 9:00 AM (dabitid gen yon lòt seyans a 5:00 PM)" in creole.text


async def test_the_calendar_file_holds_both_sessions(city: CalendarTown) -> None:
    await two_meetings(city)
    rosa = city.resident()
    [said] = await city.say(rosa, "/calendar 1")
    assert said.document is not None
    assert said.document["file_name"] == "meeting-1.ics"
    content = city.file_of(said)
    assert content.count("BEGIN:VEVENT") == 2
    assert "DTSTART;TZID=America/New_York:20261210T090000" in content
    assert "DTSTART;TZID=America/New_York:20261210T170000" in content


async def test_whoever_took_the_file_gets_the_new_one_when_it_is_off(
    city: CalendarTown,
) -> None:
    await two_meetings(city)
    rosa = city.resident()
    [old] = await city.say(rosa, "/calendar 1")
    city.clerk.cancels("a")
    for _ in range(3):
        await city.passes(minutes=16)
    told, new = rosa.take_unread()
    assert told.text.startswith("❌ Cancelled: City Commission")
    assert city.text("alert-why-file") in told.text
    before, after = city.file_of(old), city.file_of(new)
    assert "STATUS:CANCELLED" in after
    assert city.uids(before) == city.uids(after)
    assert city.sequence(after) > city.sequence(before)


async def test_a_muted_meeting_is_not_spoken_of_until_it_is_unmuted(city: CalendarTown) -> None:
    await two_meetings(city)
    rosa = await city.subscriber()
    [said] = await city.say(rosa, "/mute 1")
    assert said.text == city.text("meeting-muted", body="City Commission", number="1")
    city.clerk.changes("a", location_raw="Old City Hall, 510 Greene Street")
    for _ in range(4):
        await city.passes(minutes=16)
    assert rosa.take_unread() == []
    [said] = await city.say(rosa, "/unmute_1")
    assert said.text == city.text("meeting-unmuted", body="City Commission", number="1")


async def test_a_list_longer_than_a_page_goes_on(city: CalendarTown) -> None:
    for number in range(1, 10):
        city.clerk.lists(f"m{number}", f"2026-12-{number + 10}")
    await city.begins()
    rosa = city.resident()
    [first] = await city.say(rosa, "/meetings")
    assert "and 3 more" in first.text
    [second] = await city.tap(rosa, "More")
    assert second.id == first.id
    assert "9. City Commission" in second.text


async def test_a_button_of_a_meeting_that_is_gone_says_so(city: CalendarTown) -> None:
    await two_meetings(city)
    rosa = city.resident()
    [said] = await city.say(rosa, "/meeting 1")
    rosa.forges("meeting:agenda:0123456789", said)
    await city.settle()
    [gone] = rosa.take_unread()
    assert gone.text == city.text("meeting-gone")
