"""Results after a meeting: as the source gives them, to those who want them, corrected."""

from datetime import UTC, datetime

import pytest

from bot.playground.simulator.people import SimulatedUser
from knowledge.meetings.raw_records import FetchOutcome, Vote
from tests.jobs.alert_days import heads
from tests.jobs.test_issue import only
from tests.meetings_town import CalendarTown

ITEM = "Resolution on the 287(g) agreement"
ROLL = tuple(
    Vote(name, value)
    for name, value in (("Ann", "Aye"), ("Bob", "Nay"), ("Cy", "Aye"), ("Dee", "Absent"))
)


async def met(city: CalendarTown, body: str = "City Commission") -> None:
    """A meeting of three items that was announced, and is over since this morning."""
    city.clerk.lists("a", "2026-12-10", "9:00 AM", body_raw=body, comment_raw="Workshop on things")
    await city.begins()
    city.clerk.posts_agenda("a", "Minutes", ITEM, "Dog park rules")
    await city.passes(minutes=16)
    city.clock.at = datetime(2026, 12, 10, 19, 0, tzinfo=UTC)  # 2:00 PM
    await city.ticks()


async def settles(city: CalendarTown, hours: int = 3) -> None:
    for _ in range(hours):
        await city.passes(hours=1, minutes=1)


async def asks(city: CalendarTown, name: str = "Rosa", language: str = "en") -> SimulatedUser:
    person = await city.subscriber(name, language)
    await city.say(person, "/alerts kind results")
    return person


async def test_results_are_told_with_names_and_the_official_page(city: CalendarTown) -> None:
    rosa = await asks(city)
    await met(city)
    rosa.take_unread()
    city.clerk.decides("a", 2, passed=True, tally="4-2", mover="Ann", seconder="Bob", votes=ROLL)
    city.clerk.decides("a", 3, passed=False)
    await settles(city)
    told = only(rosa.take_unread())
    assert told.text.split("\n\n") == [
        "🗳 Results: City Commission (workshop)",
        "Thursday, December 10, 2026",
        f"Item 2: passed 4-2: {ITEM}\nMoved by Ann, seconded by Bob.\n"
        "Yes (2): Ann, Cy\nNo (1): Bob\nAbsent (1): Dee",
        "Item 3: failed: Dog park rules",
        f"{city.text('outcome-draft')}\nOfficial page of this meeting",
        "Details: /meeting_1",
    ]
    [agenda] = await city.say(rosa, "/agenda 1")
    assert f"• 2 {ITEM}: passed 4-2" in agenda.text


async def test_in_spanish_and_creole_too(city: CalendarTown) -> None:
    luz, jean = await asks(city, "Luz", "es"), await asks(city, "Jean", "ht")
    await met(city)
    for one in (luz, jean):
        one.take_unread()
    city.clerk.decides("a", 2, passed=True, tally="4:2")
    await settles(city)
    assert f"Punto 2: aprobado 4-2: {ITEM}" in only(luz.take_unread()).text
    assert f"Pwen 2: pase 4-2: {ITEM}" in only(jean.take_unread()).text


async def test_who_did_not_ask_hears_of_the_issue_alone(city: CalendarTown) -> None:
    rosa, luz = await city.subscriber(), await city.subscriber("Luz")
    await city.say(luz, "/alerts kind ICE")
    await met(city, "Planning Board")
    rosa.take_unread()
    city.clerk.decides("a", 2, passed=True, tally="4-2")
    city.clerk.decides("a", 3, passed=True, tally="6-0")
    await settles(city)
    told = only(rosa.take_unread())
    assert told.text.startswith("🗳 Results: Planning Board")
    assert "Item 2: passed 4-2" in told.text
    assert "Dog park" not in told.text
    assert luz.take_unread() == []


async def test_a_persons_word_brings_its_result(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    await city.say(rosa, "/alerts word dog park")
    await met(city, "Planning Board")
    rosa.take_unread()
    city.clerk.decides("a", 3, passed=True, tally="6-0")
    await settles(city)
    assert "Item 3: passed 6-0: Dog park rules" in only(rosa.take_unread()).text


@pytest.mark.parametrize(
    "outcome",
    [{"mover": "Ann"}, {"tally": "4-2"}, {"votes": ROLL}],
    ids=["mover", "tally", "roll"],
)
async def test_nothing_is_inferred(city: CalendarTown, outcome: dict[str, object]) -> None:
    rosa = await asks(city)
    await met(city)
    rosa.take_unread()
    city.clerk.decides("a", 2, **outcome)
    await settles(city)
    assert rosa.take_unread() == []


async def test_the_clerks_own_word_is_passed_on(city: CalendarTown) -> None:
    rosa = await asks(city)
    await met(city)
    rosa.take_unread()
    city.clerk.decides("a", 2, action="Postponed <to January>")
    await settles(city)
    assert f"Item 2: “Postponed <to January>”: {ITEM}" in only(rosa.take_unread()).text


async def test_a_slip_put_right_within_the_hour_is_never_told(city: CalendarTown) -> None:
    rosa = await asks(city)
    await met(city)
    rosa.take_unread()
    city.clerk.decides("a", 2, passed=False, tally="2-4")
    await city.passes(hours=1, minutes=1)
    city.clerk.decides("a", 2, passed=True, tally="4-2")
    await settles(city)
    assert "passed 4-2" in only(rosa.take_unread()).text


async def test_final_minutes_that_differ_correct_what_was_told(city: CalendarTown) -> None:
    rosa = await asks(city)
    await met(city)
    rosa.take_unread()
    city.clerk.decides("a", 2, passed=True, tally="4-2")
    await settles(city)
    rosa.take_unread()
    city.clock.at = datetime(2026, 12, 17, 15, 0, tzinfo=UTC)
    city.clerk.decides("a", 2, passed=False, tally="3-3")
    city.clerk.changes("a", minutes_final=True)
    await settles(city, 2)
    told = only(rosa.take_unread())
    assert told.text.startswith("🗳 Corrected result: City Commission (workshop)")
    assert f"Item 2: failed 3-3: {ITEM}\nTold before: passed 4-2" in told.text
    assert city.text("outcome-final") in told.text


async def test_a_correction_a_month_later_is_told(city: CalendarTown) -> None:
    rosa = await asks(city)
    await met(city)
    rosa.take_unread()
    city.clerk.decides("a", 2, passed=True, tally="4-2")
    await settles(city)
    rosa.take_unread()
    city.clock.at = datetime(2027, 1, 8, 15, 0, tzinfo=UTC)
    city.clerk.decides("a", 2, passed=True, tally="5-1")
    for _ in range(3):
        await city.passes(days=1, minutes=1)
    assert f"passed 5-1: {ITEM}\nTold before: passed 4-2" in only(rosa.take_unread()).text


async def test_final_minutes_that_say_the_same_are_no_news(city: CalendarTown) -> None:
    rosa = await asks(city)
    await met(city)
    rosa.take_unread()
    city.clerk.decides("a", 2, passed=True, tally="4-2")
    await settles(city)
    rosa.take_unread()
    city.clerk.decides("a", 2, passed=True, tally="4-2", votes=ROLL)
    city.clerk.changes("a", minutes_final=True)
    for _ in range(4):
        await city.passes(days=1, minutes=1)
    assert rosa.take_unread() == []


async def test_a_result_that_is_taken_back_is_told(city: CalendarTown) -> None:
    rosa = await asks(city)
    await met(city)
    rosa.take_unread()
    city.clerk.decides("a", 2, passed=True, tally="4-2")
    await settles(city)
    rosa.take_unread()
    city.clerk.decides("a", 2)
    await settles(city)
    assert "the city’s record no longer gives a result" in only(rosa.take_unread()).text


async def test_results_from_before_the_bot_knew_the_meeting_are_not_told(
    city: CalendarTown,
) -> None:
    rosa = await asks(city)
    city.clerk.lists("a", "2026-11-20", "9:00 AM")
    city.clerk.posts_agenda("a", ITEM)
    city.clerk.decides("a", 1, passed=True)
    await city.begins()
    await settles(city)
    assert rosa.take_unread() == []


async def test_results_wait_for_the_morning_and_through_an_outage(city: CalendarTown) -> None:
    rosa = await asks(city)
    await met(city)
    rosa.take_unread()
    city.clerk.decides("a", 2, passed=True, tally="4-2")
    city.clock.at = datetime(2026, 12, 11, 1, 30, tzinfo=UTC)  # 8:30 PM
    await city.ticks()
    city.clerk.outcome = FetchOutcome.ERROR
    await city.passes(minutes=16)
    city.clerk.outcome = FetchOutcome.OK
    await settles(city, 2)
    assert rosa.take_unread() == []  # it is night
    city.clock.at = datetime(2026, 12, 11, 12, 31, tzinfo=UTC)
    await city.ticks()
    assert heads(rosa.take_unread()) == ["🗳 Results: City Commission (workshop)"]


async def test_results_that_could_not_be_read_again_wait(city: CalendarTown) -> None:
    rosa = await asks(city)
    await met(city)
    rosa.take_unread()
    city.clerk.decides("a", 2, passed=True, tally="4-2")
    await city.passes(hours=1, minutes=1)
    decided = city.clerk.agendas.pop("a")  # the source lists, but gives no items now
    await settles(city)
    assert rosa.take_unread() == []
    city.clerk.agendas["a"] = decided
    await settles(city)
    assert "passed 4-2" in only(rosa.take_unread()).text


async def test_those_who_want_a_digest_get_results_as_a_message_of_their_own(
    city: CalendarTown,
) -> None:
    rosa = await asks(city)
    await city.say(rosa, "/alerts daily")
    await met(city)
    rosa.take_unread()
    city.clerk.decides("a", 2, passed=True, tally="4-2")
    await settles(city)
    city.clock.at = datetime(2026, 12, 10, 23, 1, tzinfo=UTC)
    await city.ticks()
    assert heads(rosa.take_unread()) == ["🗳 Results: City Commission (workshop)"]
