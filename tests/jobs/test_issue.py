"""The bot's own subject, what a meeting is about, and what changed: told with the meeting."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from bot.playground.simulator.messages import Message
from bot.storage.database.meeting_tables import SourceRow
from bot.storage.faq import base_documents
from knowledge.content.documents import DocumentKind
from knowledge.meetings.calendar_state import SourceMemory
from knowledge.meetings.raw_records import AgendaItem
from knowledge.meetings.state_json import state_to_json
from tests.jobs.alert_days import heads
from tests.meetings_town import CalendarTown
from tests.town import documents

ABOUT_ICE = "SPECIAL MEETING - Discussion of the 287(g) agreement with ICE"
SUBJECT = "Subject: “Discussion of the 287(g) agreement with ICE”"


async def watched(city: CalendarTown, body: str = "Planning Board") -> None:
    """A calendar that was read before, with one meeting nobody here follows."""
    city.clerk.lists("p", "2026-11-27", "5:00 PM", body_raw=body)
    await city.begins()


def only(messages: list[Message]) -> Message:
    (one,) = messages
    return one


async def test_the_subject_stands_in_the_alert_the_reminder_and_the_detail(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-12-10")
    await city.begins()
    city.clerk.lists("s", "2026-11-25", "5:00 PM", comment_raw=ABOUT_ICE)
    await city.passes(minutes=16)
    told = only(rosa.take_unread())
    assert told.text.startswith("🆕 New meeting: City Commission (special meeting)")
    assert SUBJECT in told.text
    assert "🔎 The subject mentions 287(g)." in told.text
    [detail] = await city.say(rosa, "/meeting 2")
    assert SUBJECT in detail.text
    city.clock.at = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    await city.ticks()
    city.clock.at = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
    await city.ticks()
    reminder = rosa.take_unread()[-1]
    assert reminder.text.startswith("⏰ Reminder")
    assert SUBJECT in reminder.text


async def test_a_subject_is_shown_in_the_readers_language(city: CalendarTown) -> None:
    luz, jean = await city.subscriber("Luz", "es"), await city.subscriber("Jean", "ht")
    city.clerk.lists("a", "2026-12-10")
    await city.begins()
    city.clerk.lists("s", "2026-11-25", comment_raw="Special Meeting: Storm debris contract")
    await city.passes(minutes=16)
    assert "Asunto: “Storm debris contract”" in only(luz.take_unread()).text
    assert "Sijè: “Storm debris contract”" in only(jean.take_unread()).text


async def test_a_subject_that_the_calendar_gives_later_is_told_once(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-12-04", comment_raw="Special Meeting")
    await city.begins()
    city.clerk.changes("a", comment_raw="Special Meeting - Storm debris contract")
    await city.passes(minutes=16)
    told = only(rosa.take_unread())
    assert told.text.startswith("📌 What it is about: City Commission (special meeting)")
    assert "Subject: “Storm debris contract”" in told.text
    city.clerk.changes("a", comment_raw="SPECIAL MEETING: storm debris contract.")
    await city.passes(minutes=16)
    assert rosa.take_unread() == []


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("Resolution on the 287(g) agreement", "287(g)"),
        ("Presentation by ICE on detainers", "ICE"),
        ("IMMIGRATION ENFORCEMENT POLICY", "immigration"),
        ("DISCUSSION OF ICE", "ICE"),
        ("Charla sobre inmigración", "inmigración"),
        ("Diskisyon sou imigrasyon", "imigrasyon"),
    ],
)
async def test_an_item_about_the_issue_is_told_to_every_subscriber(
    city: CalendarTown, title: str, says: str
) -> None:
    rosa = await city.subscriber()
    await watched(city)
    city.clerk.posts_agenda("p", "Minutes", title)
    await city.passes(minutes=16)
    told = only(rosa.take_unread())
    assert told.text.startswith(f"🔎 {says}: Planning Board")
    assert f"🔎 Item 2 mentions {says}: {title}" in told.text
    assert city.text("alert-why-issue") in told.text


@pytest.mark.parametrize(
    "title",
    ["ICE MACHINE FOR THE FIRE STATION", "ICE Cream Vendor", "Nice ice", "Police body cameras"],
)
async def test_other_matters_are_told_to_followers_alone(city: CalendarTown, title: str) -> None:
    rosa = await city.subscriber()
    await watched(city)
    city.clerk.posts_agenda("p", "Minutes", title)
    await city.passes(minutes=16)
    assert rosa.take_unread() == []


async def test_a_subject_about_the_issue_is_told_to_every_subscriber(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    await watched(city)
    city.clerk.lists("h", "2026-12-02", body_raw="HARC", comment_raw=ABOUT_ICE)
    await city.passes(minutes=16)
    told = only(rosa.take_unread())
    assert told.text.startswith("🔎 287(g): Historic Architectural Review Commission")
    assert SUBJECT in told.text


async def test_a_follower_gets_one_message_with_the_item_in_it(city: CalendarTown) -> None:
    rosa = await city.subscriber(words="planning board")
    await watched(city)
    city.clerk.posts_agenda("p", "Minutes", "Resolution on the 287(g) agreement")
    await city.passes(minutes=16)
    told = only(rosa.take_unread())
    assert told.text.startswith("📄 Agenda posted: Planning Board")
    assert "🔎 Item 2 mentions 287(g): Resolution on the 287(g) agreement" in told.text


async def test_it_is_switched_off_by_button_and_by_typing(city: CalendarTown) -> None:
    rosa, luz, ana = [await city.subscriber(name) for name in ("Rosa", "Luz", "Ana")]
    await city.say(rosa, "/alerts kind ICE")
    [shown] = await city.say(luz, "/alerts")
    await city.tap(luz, "Kinds", shown)
    await city.tap(luz, "✓ 287(g), ICE and immigration on any agenda", shown)
    await watched(city)
    city.clerk.posts_agenda("p", "Resolution on the 287(g) agreement")
    await city.passes(minutes=16)
    assert [len(one.take_unread()) for one in (rosa, luz, ana)] == [0, 0, 1]


async def test_its_words_are_what_editors_wrote_last(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    await watched(city)
    body = {"outcome": "unknown", "lists": {"en": ["en-issue = harbor dredging | cruise ships"]}}
    changed = {**documents(), (DocumentKind.SCOPE, "issue-words"): body}
    await city.db.run(base_documents.seed_documents, changed, city.clock())
    city.clerk.posts_agenda("p", "Limits on cruise ships", "The 287(g) agreement")
    await city.passes(minutes=16)
    assert only(rosa.take_unread()).text.startswith("🔎 cruise ships: Planning Board")


async def test_a_pause_keeps_it_for_its_end(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    await watched(city)
    await city.say(rosa, "/alerts pause 1 day")
    city.clerk.posts_agenda("p", "Resolution on the 287(g) agreement", "Another item")
    await city.passes(minutes=16)
    assert rosa.take_unread() == []
    await city.passes(days=1)
    assert only(rosa.take_unread()).text.startswith("🔎 287(g): Planning Board")


async def test_an_item_taken_off_before_it_was_told_is_not_told(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    await watched(city)
    city.clock.at = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # 10:00 PM: quiet
    city.clerk.posts_agenda("p", "Resolution on the 287(g) agreement")
    await city.passes(minutes=1)
    city.clerk.posts_agenda("p", "Minutes")
    await city.passes(hours=1, minutes=1)
    city.clock.at = datetime(2026, 11, 25, 12, 31, tzinfo=UTC)
    await city.ticks()
    assert rosa.take_unread() == []


async def test_a_persons_word_is_found_in_a_subject_too(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    await city.say(rosa, "/alerts word debris")
    await watched(city)
    city.clerk.lists(
        "h", "2026-12-02", body_raw="HARC", comment_raw="Special Meeting: Storm debris contract"
    )
    await city.passes(minutes=16)
    told = only(rosa.take_unread())
    assert told.text.startswith("🔎 Your word: Historic Architectural Review Commission")
    assert "• “debris”: Storm debris contract" in told.text


async def test_word_alerts_say_which_sources_have_no_items(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    await watched(city)
    [everywhere] = await city.say(rosa, "/alerts word dock")
    assert "in its agenda items" in everywhere.text
    feed = SourceRow(id="ics-1", state=state_to_json(SourceMemory("ics-1")))
    await city.db.run(Session.add, feed)
    [shown] = await city.say(rosa, "/alerts")
    [panel] = await city.tap(rosa, "Words", shown)
    assert "No items come from: the calendar feed." in panel.text


async def revised(city: CalendarTown, *items: AgendaItem) -> Message:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-12-10")
    await city.begins()
    city.clerk.posts_agenda("a", "x")
    city.clerk.agendas["a"] = (
        AgendaItem(1, "Minutes", "1"),
        AgendaItem(2, "Lease of Pier B", "2", file="26-14"),
        AgendaItem(3, "Dog park rules", "3"),
    )
    await city.passes(minutes=16)
    rosa.take_unread()
    await city.passes(hours=7)
    city.clerk.posts_agenda("a", "x")
    city.clerk.agendas["a"] = items
    await city.passes(minutes=16)
    return only(rosa.take_unread())


async def test_a_changed_agenda_says_what_changed(city: CalendarTown) -> None:
    told = await revised(
        city,
        AgendaItem(1, "Minutes", "1"),
        AgendaItem(2, "Lease of Pier B and C", "2", file="26-14"),
        AgendaItem(3, "Budget <amendment>", "3"),
    )
    assert told.text.startswith("📄 Agenda changed: City Commission")
    assert (
        "• New: 3 Budget <amendment>\n"
        "• Taken off: 3 Dog park rules\n"
        "• Now reads: 2 Lease of Pier B and C" in told.text
    )


async def test_an_agenda_in_another_order_says_just_that(city: CalendarTown) -> None:
    told = await revised(
        city,
        AgendaItem(1, "Minutes", "1"),
        AgendaItem(2, "Dog park rules", "2"),
        AgendaItem(3, "Lease of Pier B", "3", file="26-14"),
    )
    assert city.text("alert-agenda-order") in told.text


async def test_a_sitting_that_is_called_off_is_no_new_time(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-11-25", "9:00 AM")
    await city.begins()
    city.clerk.changes("a", comment_raw="EVENING SESSION CANCELLED")
    for _ in range(2):
        await city.passes(minutes=16)
    told = only(rosa.take_unread())
    assert told.text.startswith("❌ Part of the day called off: City Commission")
    assert "Called off: the session at 5:00 PM" in told.text
    assert "Was:" not in told.text
    city.clerk.changes("a", comment_raw="")
    for _ in range(2):
        await city.passes(minutes=16)
    again = [one for one in rosa.take_unread() if one.id > told.id]
    assert heads(again) == ["✅ No longer called off: City Commission"]
    assert "9:00 AM (usually again at 5:00 PM)" in again[0].text


async def test_an_announced_sitting_called_off_and_on_again(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    day = "9:00 AM; evening 5:00 PM"
    city.clerk.lists("a", "2026-11-27", day)
    await city.begins()
    city.clerk.changes("a", comment_raw="The 5 p.m. session is cancelled")
    for _ in range(3):
        await city.passes(minutes=16)
    off = only(rosa.take_unread())
    assert off.text.startswith("❌ Part of the day called off: City Commission")
    city.clerk.changes("a", comment_raw="")
    for _ in range(3):
        await city.passes(minutes=16)
    on = rosa.take_unread()[-1]
    assert on.text.startswith("✅ No longer called off: City Commission")
    assert "No longer called off: the session at 5:00 PM" in on.text


async def test_a_usual_sitting_is_never_withdrawn_as_news(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-11-25", "9:00 AM")
    await city.begins()
    city.clerk.changes("a", time_text="11:00 AM")
    for _ in range(2):
        await city.passes(minutes=16)
    told = only(rosa.take_unread())
    assert told.text.startswith("🕘 New time: City Commission")
    assert "11:00 AM (usually again at 5:00 PM)" in told.text
    assert "Was: Wednesday, November 25, 2026, 9:00 AM\n" in told.text
