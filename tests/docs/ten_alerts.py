"""Ten alerts as residents read them, in three languages, from the real bot in the pretend town.

`python -m tests.docs.ten_alerts` writes docs/alerts.md and its Spanish and Creole sisters anew.
What residents read before lies in `ten_alerts_before.json`, made in the same way by the code of
November 28, 2026.
"""

import asyncio
import json
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.playground.simulator.people import SimulatedUser
from bot.storage import migrate
from bot.storage.database.engine import Database
from bot.storage.faq import base_documents
from knowledge.index_building import build_index
from knowledge.meetings.raw_records import FetchOutcome, Vote
from tests.meetings_town import CalendarTown
from tests.town import NOON, documents

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"en": "alerts.md", "es": "alerts-es.md", "ht": "alerts-ht.md"}
NAMES = {"en": "English", "es": "Spanish", "ht": "Haitian Creole"}
BEFORE = Path(__file__).with_name("ten_alerts_before.json")
NOTHING = "(nothing)"
SUBJECT = "SPECIAL MEETING - Discussion of the 287(g) agreement with ICE"
Texts = dict[str, str]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def special(city: CalendarTown) -> None:
    city.clerk.lists("far", "2026-12-31")
    await city.begins()
    city.clerk.lists("s", "2026-12-04", "5:00 PM", comment_raw=SUBJECT)
    await city.passes(minutes=16)


async def agenda(city: CalendarTown) -> None:
    city.clerk.lists("a", "2026-12-10", "9:00 AM")
    await city.begins()
    city.clerk.posts_agenda(
        "a", "Minutes of November", "Lease of Pier B", "Resolution on the 287(g) agreement"
    )
    await city.passes(minutes=16)


async def reminder(city: CalendarTown) -> None:
    await agenda(city)
    forget(city)
    city.clock.at = at("2026-12-09T23:00")
    await city.ticks()


async def revised(city: CalendarTown) -> None:
    await agenda(city)
    forget(city)
    city.clock.at = at("2026-12-04T15:00")
    city.clerk.posts_agenda(
        "a", "Minutes of November", "Resolution on the 287(g) agreement", "Budget amendment"
    )
    for _ in range(2):
        await city.passes(minutes=16)


async def moved(city: CalendarTown) -> None:
    city.clerk.lists("p", "2026-12-17", "5:00 PM", body_raw="Planning Board")
    await city.begins()
    city.clerk.changes("p", status_raw="Deferred", comment_raw="Rescheduled to January 7, 2027")
    city.clerk.lists("q", "2027-01-07", "6:00 PM", body_raw="Planning Board")
    for _ in range(3):
        await city.passes(minutes=16)


async def sitting(city: CalendarTown) -> None:
    city.clerk.lists("a", "2026-12-10", "9:00 AM")
    await city.begins()
    city.clock.at = at("2026-12-10T20:30")
    city.clerk.changes("a", comment_raw="EVENING SESSION CANCELLED")
    for _ in range(2):
        await city.passes(minutes=6)


async def cancelled(city: CalendarTown) -> None:
    city.clerk.lists("a", "2026-12-04", "9:00 AM")
    await city.begins()
    city.clock.at = at("2026-12-03T18:00")
    city.clerk.changes("a", status_raw="Cancelled", comment_raw="Cancelled for lack of a quorum")
    for _ in range(2):
        await city.passes(minutes=16)


async def together(city: CalendarTown) -> None:
    city.clerk.lists("a", "2026-12-10", "9:00 AM")
    await city.begins()
    for person in PEOPLE:
        await city.say(people(city)[person], "/alerts 3 hours before")
    city.clock.at = at("2026-12-10T10:30")
    await city.ticks()
    await city.passes(minutes=45)
    forget(city)
    city.clock.at = at("2026-12-10T12:30")
    await city.ticks()


async def results(city: CalendarTown) -> None:
    await agenda(city)
    forget(city)
    city.clock.at = at("2026-12-10T22:30")
    await city.ticks()
    forget(city)
    city.clerk.decides("a", 3, passed=True, tally="4-2", mover="Ann", seconder="Bob", votes=ROLL)
    for _ in range(3):
        await city.passes(hours=1, minutes=1)


async def away(city: CalendarTown) -> None:
    city.clerk.lists("a", "2026-12-04", "5:00 PM")
    await city.begins()
    forget(city)
    city.clock.at = at("2026-12-02T15:00")
    await city.ticks()
    city.clerk.outcome = FetchOutcome.ERROR
    for hours in (6, 18, 1):
        await city.passes(hours=hours)


ROLL = tuple(
    Vote(name, value)
    for name, value in (("Ann", "Aye"), ("Bob", "Aye"), ("Cy", "Aye"), ("Dee", "Aye"),
                        ("Eve", "Nay"), ("Fay", "Nay"))
)  # fmt: skip
SCENES: dict[str, Callable[[CalendarTown], Awaitable[None]]] = {
    "A special meeting": special,
    "An agenda is posted": agenda,
    "The evening before": reminder,
    "An agenda is changed": revised,
    "A new date": moved,
    "A sitting is called off": sitting,
    "A meeting is cancelled": cancelled,
    "Two reminders that fall together": together,
    "After the meeting": results,
    "The calendar could not be read for a day": away,
}
PEOPLE = {"en": "Rosa", "es": "Luz", "ht": "Jean"}


def people(city: CalendarTown) -> dict[str, SimulatedUser]:
    found: dict[str, SimulatedUser] = city.services.extra["readers"]
    return found


def forget(city: CalendarTown) -> None:
    for person in people(city).values():
        person.take_unread()


async def scene(
    template: Path, work: Path, play: Callable[[CalendarTown], Awaitable[None]]
) -> Texts:
    """Play one scene for people who subscribed eight days ago; return what each then read."""
    path = work / f"{play.__name__}.sqlite3"
    shutil.copy(template, path)
    city = CalendarTown(path)
    base = city.db.transact(base_documents.load_base)
    await city.open(base, build_index(base))
    city.clock.passes(days=-8)
    readers = {tag: await city.subscriber(name, tag, "all") for tag, name in PEOPLE.items()}
    city.services.extra["readers"] = readers
    city.clock.at = NOON
    await play(city)
    said = {
        tag: "\n\n---\n\n".join(m.text for m in one.take_unread()) for tag, one in readers.items()
    }
    await city.close()
    return {tag: text or NOTHING for tag, text in said.items()}


async def play_all() -> dict[str, Texts]:
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "town.sqlite3"
        db = Database(f"sqlite:///{template}")
        migrate.upgrade_tables(db)
        db.transact(base_documents.seed_documents, documents(), NOON)
        db.close()
        return {name: await scene(template, Path(folder), play) for name, play in SCENES.items()}


def pages(found: dict[str, Texts]) -> dict[str, str]:
    """Return the text of each page by its name."""
    before: dict[str, Texts] = json.loads(BEFORE.read_text(encoding="utf-8"))
    return {PAGES[tag]: _page(tag, before, found) for tag in PEOPLE}


def _page(tag: str, before: dict[str, Texts], found: dict[str, Texts]) -> str:
    others = ", ".join(f"[{NAMES[o]}]({PAGES[o]})" for o in PEOPLE if o != tag)
    parts = [
        f"# Ten alerts, before and after, in {NAMES[tag]}\n\n"
        "What someone reads who subscribed to every body eight days ago, in the tests' town.\n"
        "Written by `python -m tests.docs.ten_alerts` from the bot itself; a test keeps it true.\n"
        f"The same in {others}. A line `---` parts two messages."
    ]
    for name, texts in found.items():
        lines = [f"## {name}"]
        for label, text in (("Before", before[name][tag]), ("After", texts[tag])):
            said = f"{label}:\n```text\n{text}\n```"
            lines.append(f"{label}: nothing." if text == NOTHING else said)
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    for page, written in pages(asyncio.run(play_all())).items():
        (DOCS / page).write_text(written, encoding="utf-8")
