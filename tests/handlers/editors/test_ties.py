"""An answer written before a meeting follows that meeting, not the day it once had."""

from datetime import date

import pytest

from bot.storage.database import base_version
from bot.storage.faq import base_documents
from bot.storage.notices import weekly_list
from tests.handlers.editors.conftest import Desk
from tests.meetings_town import CalendarTown
from tests.storage.test_seeding import KEY, documents
from tests.town import NOON

NAME = "city-commission-2026-12-02"


def tie(city: CalendarTown, name: str = NAME) -> None:
    """A release whose answer KW-3 was written before a meeting."""
    bodies = documents()
    bodies[KEY] = {**bodies[KEY], "expires_with": name}
    city.db.transact(base_documents.seed_documents, bodies, NOON)


async def looks(city: CalendarTown) -> None:
    """Let the calendar be read again, and what is near be confirmed."""
    for _ in range(3):
        await city.passes(minutes=16)


def stands(city: CalendarTown, name: str = NAME) -> date | None:
    base = city.db.transact(base_documents.load_base)
    return base.expires_on(base.entries["KW-3"])


async def warned(city: CalendarTown, on: str) -> bool:
    """Tell whether residents read on a day that the meeting was held."""
    city.clock.at = NOON.replace(month=int(on[5:7]), day=int(on[8:10]))
    [card] = await city.say(city.resident("Rosa"), "KW-3")
    return "Written before the meeting of" in card.text


@pytest.mark.parametrize("name", [NAME, "2026-12-02"])
async def test_the_day_follows_a_meeting_that_moves(city: CalendarTown, name: str) -> None:
    city.clerk.lists("a", "2026-12-02")
    await city.begins()
    tie(city, name)
    city.clerk.changes("a", local_date=date(2026, 12, 9))
    await looks(city)
    assert stands(city) == date(2026, 12, 9)
    assert not await warned(city, "2026-12-03")
    assert await warned(city, "2026-12-10")
    assert city.db.transact(weekly_list.weekly_due, date(2026, 12, 10)).overtaken == (
        ("KW-3", "2026-12-09"),
    )


async def test_it_follows_to_the_meeting_that_replaces_it(city: CalendarTown) -> None:
    city.clerk.lists("a", "2026-12-02")
    await city.begins()
    tie(city)
    city.clerk.changes("a", comment_raw="Rescheduled to December 9")
    city.clerk.lists("b", "2026-12-09", comment_raw="In lieu of the December 2 meeting")
    await looks(city)
    await looks(city)
    assert stands(city) == date(2026, 12, 9)


async def test_of_a_meeting_called_off_nothing_expires_and_editors_hear(
    city: CalendarTown,
) -> None:
    city.clerk.lists("a", "2026-12-02")
    await city.begins()
    tie(city)
    city.clerk.cancels("a")
    await looks(city)
    assert stands(city) is None
    due = city.db.transact(weekly_list.weekly_due, date(2026, 12, 3))
    assert due.off == (("KW-3", "2026-12-02"),)
    assert due.overtaken == ()
    [shown] = await Desk(city, city.olga).says("/faq KW-3")
    assert "was called off" in shown.text
    assert not await warned(city, "2026-12-03")


async def test_one_that_is_on_again_counts_again(city: CalendarTown) -> None:
    city.clerk.lists("a", "2026-12-02")
    await city.begins()
    tie(city)
    city.clerk.cancels("a")
    await looks(city)
    city.clerk.changes("a", status_raw="")
    await looks(city)
    assert stands(city) == date(2026, 12, 2)


async def test_it_follows_into_the_meeting_it_is_merged_with(city: CalendarTown) -> None:
    """Two entries of the calendar turn out to be one: the tied one goes, the other stays."""
    for month in ("01", "02", "03"):  # a list that shrinks by half is not believed
        city.clerk.lists(month, f"2027-{month}-10")
    city.clerk.lists("a", "2026-12-02")
    await city.begins()
    tie(city)
    city.clerk.lists("b", "2026-12-02", "5:00 PM")
    await looks(city)
    city.clerk.rows.pop("a")
    for _ in range(4):  # that it is gone is believed after a day
        await city.passes(hours=7)
    assert stands(city) == date(2026, 12, 2)
    city.clerk.changes("b", local_date=date(2026, 12, 4))
    await looks(city)
    assert stands(city) == date(2026, 12, 4)


async def test_another_meeting_on_the_old_day_is_not_the_one(city: CalendarTown) -> None:
    city.clerk.lists("a", "2026-12-02")
    await city.begins()
    tie(city, "2026-12-02")
    city.clerk.changes("a", local_date=date(2026, 12, 9))
    city.clerk.lists("p", "2026-12-02", body_raw="Planning Board")
    await looks(city)
    assert stands(city) == date(2026, 12, 9)


async def test_without_a_meeting_it_stays_a_day(city: CalendarTown) -> None:
    await city.begins()
    tie(city, "2026-12-02")
    await looks(city)
    assert stands(city) == date(2026, 12, 2)
    city.clerk.lists("a", "2026-12-02")
    await looks(city)
    city.clerk.changes("a", local_date=date(2026, 12, 9))
    await looks(city)
    assert stands(city) == date(2026, 12, 9)


async def test_the_editor_chooses_from_the_calendar_and_is_asked_which(
    city: CalendarTown,
) -> None:
    city.clerk.lists("a", "2026-12-02")
    city.clerk.lists("p", "2026-12-02", body_raw="Planning Board")
    await city.begins()
    olga = Desk(city, city.olga)
    [asked] = await olga.says("/faq edit KW-3 expires_with")
    assert "December 2, 2026: City Commission" in asked.button_labels
    [which] = await olga.says("2026-12-02")
    assert "city-commission-2026-12-02, planning-board-2026-12-02" in which.text
    [none] = await olga.says("tree-board-2026-12-02")
    assert "no such meeting" in none.text
    [no] = await olga.says("next Tuesday")
    assert "not a date" in no.text
    [screen] = await olga.taps("December 2, 2026: City Commission", asked)
    assert "city-commission-2026-12-02" in screen.text
    await olga.says("/draft preview")
    await olga.says("/draft publish")
    city.clerk.changes("a", local_date=date(2026, 12, 9))
    await looks(city)
    await city.services.faq.refresh(city.db.transact(base_version.content_version))
    [shown] = await olga.says("/faq KW-3")
    assert "moved from December 2, 2026 to December 9, 2026" in shown.text
