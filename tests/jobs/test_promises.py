"""Whatever polls, edits, crashes and outages come: told once, nothing lost, nothing false."""

import asyncio
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.playground.simulator.messages import Message
from bot.playground.simulator.people import SimulatedUser
from bot.storage.database.outbox_table import Delivery
from knowledge.content.faq_base import FaqBase
from knowledge.matching import FaqIndex
from knowledge.meetings.raw_records import FetchOutcome
from tests.meetings_town import CalendarTown

HOURS = ("9:00 AM", "10:00 AM", "2:00 PM")
PLACES = ("City Hall", "Old City Hall, 510 Greene Street")
NAME = "s"
PAST = ("Was: ", "It was to be at: ")

acts = st.one_of(
    st.tuples(st.just("hour"), st.sampled_from(HOURS)),
    st.tuples(st.just("place"), st.sampled_from(PLACES)),
    st.tuples(st.just("cancel"), st.just("")),
    st.tuples(st.just("revive"), st.just("")),
    st.tuples(st.just("poll"), st.sampled_from(["5", "16", "45", "300"])),
    st.tuples(st.just("source"), st.sampled_from(["down", "up"])),
    st.tuples(st.just("crash"), st.sampled_from(["before", "during"])),
    st.tuples(st.just("telegram"), st.sampled_from(["away", "back", "flood", "refuse"])),
)


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(acts, min_size=3, max_size=14))
def test_told_once_nothing_lost_and_the_last_word_is_true(
    template: Path, library: tuple[FaqBase, FaqIndex], story: list[tuple[str, str]]
) -> None:
    asyncio.run(lived(template, library, story))


async def lived(
    template: Path, library: tuple[FaqBase, FaqIndex], story: list[tuple[str, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        city = CalendarTown(Path(shutil.copy(template, Path(folder) / "town.sqlite3")))
        await city.open(*library)
        try:
            rosa = await city.subscriber()
            await city.say(rosa, "/alerts quiet off")
            city.clerk.lists("far", "2027-01-14")
            await city.begins()
            city.clerk.lists(NAME, "2026-11-26", "9:00 AM", comment_raw="Special Meeting")
            for act, value in story:
                await play(city, act, value)
            await calm(city)
            judge(city, rosa)
        finally:
            await city.close()


async def play(city: CalendarTown, act: str, value: str) -> None:
    """Let one thing happen."""
    network = city.telegram.network
    match act, value:
        case "hour", _:
            city.clerk.changes(NAME, time_text=value)
        case "place", _:
            city.clerk.changes(NAME, location_raw=value)
        case "cancel", _:
            city.clerk.cancels(NAME)
        case "revive", _:
            city.clerk.changes(NAME, status_raw="")
        case "poll", _:
            await city.passes(minutes=int(value))
        case "source", _:
            city.clerk.outcome = FetchOutcome.ERROR if value == "down" else FetchOutcome.OK
        case "crash", "before":
            city.restart()
            await city.courier.recover_claims()
        case "crash", _:
            city.clock.passes(minutes=16)
            await city.timetable.sync.run()  # seen and written down, then the process dies
            city.restart()
            await city.courier.recover_claims()
        case "telegram", "away":
            network.go_away()
        case "telegram", "back":
            network.heal()
        case "telegram", "flood":
            network.flood(retry_after=40, times=2)
        case _:
            network.refuse(times=2, method="sendMessage")


async def calm(city: CalendarTown) -> None:
    """Let everything come to rest: the source answers, Telegram too, two hours go by."""
    city.telegram.network.heal()
    city.clerk.outcome = FetchOutcome.OK
    for _ in range(9):
        await city.passes(minutes=16)


def about(rosa: SimulatedUser) -> list[Message]:
    """Return what Rosa holds about the meeting of the story, in order."""
    return [m for m in rosa.chat.from_bot if "special meeting" in m.text]


def sent(session: Session) -> int:
    """Count the new messages that are written down as sent."""
    return len(
        session.scalars(
            select(Delivery.id).where(Delivery.state == "sent", Delivery.card == "alert")
        ).all()
    )


def judge(city: CalendarTown, rosa: SimulatedUser) -> None:
    held, row = about(rosa), city.clerk.rows[NAME]
    assert len(held) == city.db.transact(sent)  # each as often as it was sent: once
    is_off = bool(row.status_raw)
    if not held:
        assert is_off, "a meeting that is on was never told"
        return
    assert says_off(held[-1]) == is_off
    for message in held:
        if message.text.startswith("❌ Cancelled"):
            continue  # true when it was sent; what came after says that it is on again
        assert says_off(message) == is_off
        if not is_off:
            shown = [line for line in message.text.splitlines() if not line.startswith(PAST)]
            assert row.time_text in "\n".join(shown)
            assert f"Place: {row.location_raw}" in shown


def says_off(message: Message) -> bool:
    return message.text.startswith("❌ Cancelled") or "\nCancelled\n" in message.text
