"""What reaches a person, and when: the cases of delivery that only the whole bot can show."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from knowledge.meetings.raw_records import RawAgenda
from tests.jobs.alert_days import heads, special
from tests.meetings_town import CalendarTown


async def test_the_first_reading_of_the_calendar_tells_nobody(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    for number in range(60):
        city.clerk.lists(f"m{number}", f"2027-{number % 12 + 1:02d}-{number // 12 + 10}")
    await city.begins()
    await city.passes(minutes=16)
    assert rosa.take_unread() == []


async def test_a_special_meeting_found_late_is_told_with_what_a_person_needs(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber()
    await special(city)
    [said] = rosa.take_unread()
    assert said.text.splitlines()[:5] == [
        "🆕 New meeting: City Commission (special meeting)",
        "",
        "Wednesday, November 25, 2026, 5:00 PM",
        "Starts tomorrow at 5:00 PM.",
        "Place: City Hall",
    ]
    assert "You get this because you follow City Commission." in said.text
    assert "Confirmed on the city calendar less than a minute ago." in said.text
    assert "/agenda_2 /calendar_2 /mute_2 /alerts" in said.text
    assert said.button_labels == [
        "Agenda",
        "Add to calendar",
        "Mute this meeting",
        "Alert settings",
    ]


async def test_a_cancellation_is_told_and_the_earlier_message_is_put_right(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber()
    await special(city)
    [first] = rosa.take_unread()
    city.clerk.cancels("s")
    await city.passes(minutes=16)
    edited, told = rosa.take_unread()
    assert (edited.id, told.id) == (first.id, first.id + 1)
    assert told.text.startswith("❌ Cancelled: City Commission (special meeting)")
    assert edited.text.splitlines()[:4] == [
        "Updated 12:32 PM: this message now says what holds today.",
        "",
        "City Commission (special meeting)",
        "Cancelled",
    ]
    assert [call.method for call in city.telegram.calls[-2:]] == ["sendMessage", "editMessageText"]


@pytest.fixture
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The server's own time zone, put back afterwards."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo"], indirect=True)
async def test_the_servers_zone_changes_no_message(zone: str, city: CalendarTown) -> None:
    rosa = await city.subscriber()
    await special(city)
    [said] = rosa.take_unread()
    assert said.text.splitlines()[2:4] == [
        "Wednesday, November 25, 2026, 5:00 PM",
        "Starts tomorrow at 5:00 PM.",
    ]


@pytest.mark.parametrize(
    "evidence",
    [
        {"status_raw": "Cancelled"},
        {"location_raw": "City Hall CANCELLED"},
        {"comment_raw": "CANCELLED. Special Meeting"},
        {"title_raw": "Special Meeting - CANCELED"},
        {"agenda": RawAgenda("https://calendar.example/n.pdf", "Notice of Cancellation")},
    ],
    ids=["status", "place", "comment", "title", "agenda"],
)
async def test_wherever_a_cancellation_stands_it_is_told_alike(
    city: CalendarTown, evidence: dict[str, object]
) -> None:
    rosa = await city.subscriber()
    await special(city)
    rosa.take_unread()
    city.clerk.changes("s", **evidence)
    await city.passes(minutes=16)
    told = rosa.take_unread()[-1].text.splitlines()
    assert told[0] == "❌ Cancelled: City Commission (special meeting)"
    assert told[2] == "Wednesday, November 25, 2026, 5:00 PM"


async def test_a_reminder_held_by_quiet_hours_says_how_long_it_really_is(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-12-10")
    await city.begins()
    city.clock.at = datetime(2026, 12, 9, 22, 30, tzinfo=UTC)
    await city.ticks()
    await city.passes(minutes=30)
    [evening] = rosa.take_unread()
    assert evening.text.startswith("⏰ Reminder: City Commission")
    assert "Starts tomorrow at 9:00 AM." in evening.text
    assert "Agenda not posted yet" in evening.text
    city.clock.at = datetime(2026, 12, 10, 12, 0, tzinfo=UTC)  # 7:00 AM in town
    await city.ticks()
    assert rosa.take_unread() == []
    await city.passes(minutes=30)
    [said] = rosa.take_unread()
    assert "Starts in 1 h 30 min." in said.text
    assert "Details: /meeting_1" in said.text  # whoever reads it has been here for weeks


async def test_what_moved_twice_overnight_is_told_once_from_first_to_last(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-11-27", "9:00 AM")
    await city.begins()
    city.clock.at = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # 10:00 PM: quiet
    city.clerk.changes("a", time_text="10:00 AM")
    await city.ticks()
    city.clerk.changes("a", time_text="11:00 AM")
    await city.passes(hours=1, minutes=1)
    assert rosa.take_unread() == []
    city.clock.at = datetime(2026, 11, 25, 12, 31, tzinfo=UTC)
    await city.ticks()
    [told] = rosa.take_unread()
    assert "Friday, November 27, 2026, 11:00 AM" in told.text
    assert "Was: Friday, November 27, 2026, 9:00 AM\n" in told.text


async def test_what_moved_overnight_and_back_again_is_not_told(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-11-27", "9:00 AM")
    await city.begins()
    city.clock.at = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
    city.clerk.changes("a", time_text="10:00 AM")
    await city.ticks()
    city.clerk.changes("a", time_text="9:00 AM")
    await city.passes(hours=1, minutes=1)
    city.clock.at = datetime(2026, 11, 25, 12, 31, tzinfo=UTC)
    await city.ticks()
    assert rosa.take_unread() == []


async def test_reminders_of_joint_meetings_come_in_one_message(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber(words="all")
    city.clerk.lists("a", "2026-11-27", "5:00 PM")
    city.clerk.lists("b", "2026-11-27", "5:00 PM", body_raw="Community Redevelopment Agency")
    await city.begins()
    city.clock.at = datetime(2026, 11, 26, 22, 30, tzinfo=UTC)
    await city.ticks()
    await city.passes(minutes=31)
    [said] = rosa.take_unread()
    assert said.text.count("⏰ Reminder:") == 2
    assert said.button_labels == ["All meetings", "Alert settings"]


async def test_after_hours_of_downtime_one_summary_and_nothing_stale(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber(words="all")
    bodies = ["City Commission", "Planning Board", "Tree Commission", "HARC"]
    for number, body in enumerate(bodies):
        city.clerk.lists(f"m{number}", "2026-11-25", f"{9 + number % 3}:30 AM", body_raw=body)
    city.clerk.lists("late", "2026-11-24", "3:00 PM", body_raw="Art in Public Places Board")
    await city.begins()
    city.clock.at = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)  # 2:30 PM: then down for hours
    city.restart()
    city.clock.at = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)  # 8:00 PM
    await city.ticks()
    [said] = rosa.take_unread()
    assert said.text.count("⏰ Reminder:") == 4
    assert "Art in Public Places" not in said.text


async def test_a_years_schedule_is_one_message(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-12-10")
    await city.begins()
    for month in range(1, 13):
        city.clerk.lists(f"m{month}", f"2027-{month:02d}-11")
    await city.passes(minutes=16)
    assert rosa.take_unread() == []
    city.clock.at = datetime(2026, 11, 24, 23, 1, tzinfo=UTC)  # 6:01 PM
    await city.ticks()
    [said] = rosa.take_unread()
    assert said.text.startswith("12 pieces of news about meetings")


async def test_an_agenda_with_a_persons_word_is_told_whatever_the_body(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber()
    await city.say(rosa, "/alerts word policía")
    city.clerk.lists("p", "2026-11-27", "5:00 PM", body_raw="Planning Board")
    await city.begins()
    city.clerk.posts_agenda("p", "Minutes", "Lease for a police substation")
    await city.passes(minutes=16)
    [said] = rosa.take_unread()
    assert said.text.startswith("🔎 Your word: Planning Board")
    assert "• “policía”: Lease for a police substation" in said.text
    assert "You get this because you asked for: policía." in said.text


async def test_news_gathered_for_a_day_comes_in_one_message(city: CalendarTown) -> None:
    rosa = await city.subscriber(words="all")
    await city.say(rosa, "/alerts daily")
    city.clerk.lists("a", "2026-12-10")
    city.clerk.lists("b", "2026-12-11")
    await city.begins()
    city.clerk.posts_agenda("a", "Minutes")
    city.clerk.posts_agenda("b", "Minutes")
    await city.passes(minutes=16)
    assert rosa.take_unread() == []
    city.clock.at = datetime(2026, 11, 24, 23, 1, tzinfo=UTC)
    await city.ticks()
    [said] = rosa.take_unread()
    assert said.text.count("📄 Agenda posted:") == 2


async def test_a_pause_keeps_a_cancellation_for_its_end(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-12-10")
    await city.begins()
    await city.say(rosa, "/alerts pause 3 days")
    city.clerk.cancels("a")
    for _ in range(3):
        await city.passes(minutes=16)
    assert rosa.take_unread() == []
    city.clock.passes(days=3)
    await city.ticks()
    assert heads(rosa.take_unread()) == ["❌ Cancelled: City Commission"]


async def test_mine_tells_what_came_and_why_something_did_not(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    await special(city)
    city.clerk.cancels("s")
    await city.passes(minutes=16)
    rosa.take_unread()
    [said] = await city.say(rosa, "/mine")
    assert "• 12:16 PM: new meeting, 2. City Commission: sent 12:16 PM" in said.text
    assert "cancellation, 2. City Commission: sent 12:32 PM" in said.text
    assert "Confirmed on the city calendar less than a minute ago." in said.text
    assert "reminder (the evening before), 1. City Commission" not in said.text
