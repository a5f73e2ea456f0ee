"""Fewer and shorter: one reminder a moment, one standing line, one layout, words people use."""

from datetime import UTC, datetime

import pytest

from bot.jobs import maintenance
from bot.playground.simulator.messages import Message
from bot.playground.simulator.people import SimulatedUser
from knowledge.meetings.raw_records import FetchOutcome
from tests.jobs.alert_days import heads, special
from tests.jobs.test_issue import only
from tests.meetings_town import CalendarTown

FULL = ["Agenda", "Add to calendar", "Mute this meeting", "Alert settings"]


async def long_ago(city: CalendarTown, name: str = "Rosa", words: str = "") -> SimulatedUser:
    """Return someone who subscribed eight days before the story begins."""
    city.clock.passes(days=-8)
    person = await city.subscriber(name, words=words)
    city.clock.passes(days=8)
    return person


# --- one reminder a meeting and moment ------------------------------------------------------


async def test_leads_that_quiet_hours_push_together_are_one_reminder(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    await city.say(rosa, "/alerts 3 hours before")
    city.clerk.lists("a", "2026-11-26", "9:00 AM")
    await city.begins()
    city.clock.at = datetime(2026, 11, 26, 10, 30, tzinfo=UTC)  # 5:30 AM
    for _ in range(9):
        await city.passes(minutes=15)
    told = rosa.take_unread()[-1]
    assert heads([told]) == ["⏰ Reminder: City Commission"]
    assert "asked for a reminder 3 h before and 2 h before." in told.text
    assert reminders(rosa) == 2  # this one, and that of the evening before
    [mine] = await city.say(rosa, "/mine")
    assert mine.text.count("City Commission: sent 7:30 AM") == 2


def reminders(person: SimulatedUser) -> int:
    return sum(one.text.startswith("⏰ Reminder") for one in person.chat.from_bot)


async def test_leads_missed_in_a_downtime_are_one_reminder(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-11-25", "11:00 AM")
    await city.begins()
    city.clock.at = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
    city.restart()
    city.clock.at = datetime(2026, 11, 25, 14, 5, tzinfo=UTC)  # both leads are over
    await city.ticks(2)
    assert reminders(rosa) == 1
    await city.passes(minutes=5)
    assert reminders(rosa) == 1


async def test_a_lead_that_falls_due_later_speaks_again(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    await city.say(rosa, "/alerts 30 minutes before")
    city.clerk.lists("a", "2026-11-24", "5:00 PM")
    await city.begins()
    for _ in range(20):
        await city.passes(minutes=15)
    assert reminders(rosa) == 2


# --- the standing lines ---------------------------------------------------------------------


async def test_after_the_first_week_one_line_stands_under_a_message(city: CalendarTown) -> None:
    new, old = await city.subscriber("Ana"), await long_ago(city)
    await special(city)
    first, later = only(new.take_unread()), only(old.take_unread())
    assert first.button_labels == FULL
    assert "You get this because" in first.text
    assert later.button_labels == ["Details", *FULL]
    assert later.text.split("\n\n")[-1] == (
        "Confirmed on the city calendar less than a minute ago. Details: /meeting_2"
    )
    assert later.text.count("\n\n") == 2
    for detail in (
        only(await city.tap(old, "Details", later)),
        only(await city.say(old, "/meeting_2")),
    ):
        assert "To comment or to speak" in detail.text
        assert "Official page of this meeting" in detail.text
        assert "You are told of it because you follow City Commission." in detail.text
        assert "/agenda_2 /calendar_2 /mute_2 /alerts" in detail.text


async def test_who_holds_only_a_file_is_told_why(city: CalendarTown) -> None:
    rosa = city.resident()
    city.clerk.lists("a", "2026-11-27")
    await city.begins()
    await city.say(rosa, "/calendar 1")
    city.clerk.cancels("a")
    for _ in range(3):
        await city.passes(minutes=16)
    assert "because you added this meeting to your calendar" in rosa.take_unread()[0].text


# --- one layout for a new date --------------------------------------------------------------


async def moved(city: CalendarTown, *, twin: bool) -> Message:
    rosa = await city.subscriber(words="planning board")
    city.clerk.lists("p", "2026-12-17", "5:00 PM", body_raw="Planning Board")
    await city.begins()
    if twin:
        city.clerk.changes(
            "p", status_raw="Deferred", comment_raw="Rescheduled to January 7, 2027"
        )
        city.clerk.lists("q", "2027-01-07", "6:00 PM", body_raw="Planning Board")
    else:
        city.clerk.lists("p", "2027-01-07", "6:00 PM", body_raw="Planning Board")
    for _ in range(3):
        await city.passes(minutes=16)
    return only(rosa.take_unread())


@pytest.mark.parametrize("twin", [True, False])
async def test_a_new_date_comes_first_and_the_old_after(city: CalendarTown, twin: bool) -> None:
    told = await moved(city, twin=twin)
    assert told.text.splitlines()[:4] == [
        "📅 New date: Planning Board",
        "",
        "Thursday, January 7, 2027, 6:00 PM",
        "Was: Thursday, December 17, 2026, 5:00 PM",
    ]
    assert "Place: City Hall" in told.text
    number = 2 if twin else 1
    assert f"/agenda_{number} /calendar_{number} /mute_{number}" in told.text
    assert told.button_labels == FULL


# --- tomorrow at 5:00 PM --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Starts tomorrow at 9:00 AM."),
        ("es", "Empieza mañana a las 9:00 a. m."),
        ("ht", "L ap kòmanse demen a 9:00 AM."),
    ],
)
async def test_the_evening_before_says_tomorrow(
    city: CalendarTown, language: str, says: str
) -> None:
    rosa = await city.subscriber("Rosa", language)
    city.clerk.lists("a", "2026-11-26", "9:00 AM")
    await city.begins()
    city.clock.at = datetime(2026, 11, 25, 23, 0, tzinfo=UTC)
    await city.ticks()
    told = only(rosa.take_unread())
    assert says in told.text
    assert "a. m.." not in told.text
    assert told.text.count(city.text("meeting-agenda-not", language)) == 1


# --- what is off ----------------------------------------------------------------------------


async def test_a_cancelled_meeting_offers_neither_agenda_nor_file(city: CalendarTown) -> None:
    new, old = await city.subscriber("Ana"), await long_ago(city)
    await special(city)
    for one in (new, old):
        one.take_unread()
    city.clerk.cancels("s")
    await city.passes(minutes=16)
    edited, told = new.take_unread()
    assert (edited.button_labels, told.button_labels) == (FULL[2:], FULL[2:])
    assert "You can also type: /mute_2 /alerts" in told.text
    assert "/calendar_2" not in edited.text + told.text
    assert old.take_unread()[-1].button_labels == ["Details", *FULL[2:]]
    [detail] = await city.say(new, "/meeting 2")
    assert "Add to calendar" not in detail.button_labels


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"status_raw": "Cancelled"}, "Cancelled"),
        ({"time_text": "11:00 AM"}, "11:00 AM"),
        ({"location_raw": "Old City Hall, 510 Greene Street"}, "510 Greene Street"),
    ],
)
async def test_the_agenda_message_is_put_right_like_a_reminder(
    city: CalendarTown, change: dict[str, str], says: str
) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-11-27", "9:00 AM")
    await city.begins()
    city.clerk.posts_agenda("a", "Minutes")
    await city.passes(minutes=16)
    agenda = only(rosa.take_unread())
    city.clerk.changes("a", **change)
    for _ in range(3):
        await city.passes(minutes=16)
    assert agenda.text.startswith("Updated ")
    assert says in agenda.text


# --- a quiet month, and a source that is away -----------------------------------------------


async def test_a_quiet_month_brings_one_line_to_those_who_want_it(city: CalendarTown) -> None:
    rosa, luz = await city.subscriber(), await city.subscriber("Luz")
    await city.say(rosa, "/alerts kind watching")
    city.clerk.lists("a", "2027-03-10")
    await city.begins()
    for _ in range(31):
        city.clock.passes(days=3)
        await quiet_hour(city)
    lines = [one for one in rosa.take_unread() if one.text.startswith("Still watching.")]
    assert len(lines) == 3
    assert "In the last 30 days nothing was due to you." in lines[0].text
    assert "Next on our calendar: City Commission, Wednesday, March 10, 2027" in lines[0].text
    assert luz.take_unread() == []


async def quiet_hour(city: CalendarTown) -> None:

    await maintenance.run_hourly(city.services)
    await city.ticks()


async def test_a_month_with_news_brings_no_line(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    await city.say(rosa, "/alerts kind watching")
    city.clock.passes(days=20)
    await special(city, on="2026-12-15")
    rosa.take_unread()
    city.clock.passes(days=12)
    await quiet_hour(city)
    assert not any(one.text.startswith("Still watching.") for one in rosa.take_unread())


async def away(city: CalendarTown, hours: int) -> None:
    city.clerk.outcome = FetchOutcome.ERROR
    for _ in range(hours):
        await city.passes(hours=1)


async def test_a_day_without_a_source_is_told_once_before_a_meeting(city: CalendarTown) -> None:
    rosa, luz = await city.subscriber(), await city.subscriber("Luz", words="planning board")
    await city.say(luz, "/unsubscribe city commission")
    city.clerk.lists("a", "2026-11-27", "5:00 PM")
    city.clerk.lists("far", "2026-12-10")
    await city.begins()
    await away(city, 23)
    assert rosa.take_unread() == []
    await away(city, 6)
    told = only(rosa.take_unread())
    assert told.text.startswith("❔ Not confirmed: City Commission")
    assert "Friday, November 27, 2026, 5:00 PM" in told.text
    assert "For a day I have not been able to read the city calendar." in told.text
    assert "Could not be re-checked since 12:00 PM" not in told.text.split("\n\n")[0]
    assert luz.take_unread() == []


async def test_a_source_that_came_back_before_it_was_told_is_no_news(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-11-28", "5:00 PM")
    city.clock.at = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # 10:00 PM
    await city.begins()
    await away(city, 25)  # 11:00 PM: quiet hours hold it
    city.clerk.outcome = FetchOutcome.OK
    for _ in range(12):
        await city.passes(hours=1)
    assert not any("Not confirmed" in one.text for one in rosa.take_unread())
