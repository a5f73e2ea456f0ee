"""What is to come, as the conversations about meetings share it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.context import Services
from bot.meeting_context import update_next_meeting
from bot.storage.meetings import calendar_records
from bot.storage.meetings.calendar_records import NumberedMeeting
from bot.texts import Localizer
from knowledge.content.documents import Entry
from knowledge.meetings.calendar_state import CalendarSnapshot
from knowledge.meetings.calendar_view import upcoming_meetings
from knowledge.meetings.city import City
from knowledge.meetings.text.body_names import match_body_name, slug_of

NEXT_MEETING_QUOTE = "{next_meeting}"
ITEMLESS_PLATFORMS = ("ics", "civicclerk", "file")
"""How the ids of sources begin that list no agenda items (`bot.sources`)."""


@dataclass(frozen=True, slots=True)
class UpcomingCalendar:
    """What is to come: all of it numbered, the bodies, and what is remembered of the sources."""

    numbered: Sequence[NumberedMeeting]
    calendar: CalendarSnapshot

    def upcoming_bodies(self) -> dict[str, str]:
        """Return {slug: name} of the bodies that have something to come."""
        found = {n.meeting.body_slug: n.meeting.body for n in self.numbered}
        return dict(sorted(found.items(), key=lambda pair: pair[1]))


async def load_upcoming(services: Services) -> UpcomingCalendar:
    """Read what is to come."""
    rows = await services.db.run(calendar_records.listed_meetings, services.today())
    sources = await services.db.run(calendar_records.source_memories)
    order = {row.meeting.id: row for row in rows}
    kept = upcoming_meetings((row.meeting for row in rows), services.now(), services.city)
    return UpcomingCalendar([order[m.id] for m in kept], CalendarSnapshot(sources=sources))


async def load_body_names(services: Services) -> dict[str, str]:
    """Return {slug: name} of every body there is to follow."""
    found = {body.slug: body.name for body in services.city.bodies if not body.is_hidden}
    return {**(await load_upcoming(services)).upcoming_bodies(), **found}


async def keyword_search_note(services: Services, localizer: Localizer) -> str:
    """Say where words are looked for, and which sources give no agenda items to look in."""
    ids = [memory.source_id for memory in await services.db.run(calendar_records.source_memories)]
    without = [
        name for name in ITEMLESS_PLATFORMS if any(one.split("-")[0] == name for one in ids)
    ]
    if not without:
        return localizer.label("alerts-word-everywhere")
    names = ", ".join(localizer.label(f"meeting-source-{name}") for name in without)
    return localizer.label("alerts-word-sources", names=names)


async def refresh_live_values(services: Services, entry: Entry) -> None:
    """Let an answer that quotes the next meeting name the one that holds at this moment."""
    told = (text for w in entry.wordings.values() for text in (w.short, w.points, w.detail))
    if any(NEXT_MEETING_QUOTE in text for text in told):
        await update_next_meeting(services)


def find_body_slug(typed: str, known: dict[str, str], city: City) -> str | None:
    """Return the slug of the body a person typed by name, alias or slug; None if there is none."""
    body = match_body_name(typed, city)
    slug = body.slug if body else slug_of(typed)
    named = {known_slug for known_slug, name in known.items() if slug_of(name) == slug}
    if body or slug in known:
        return slug
    if city.find_body(slug):
        return slug
    begins = [s for s, name in known.items() if name.lower().startswith(typed.lower())]
    return named.pop() if named else begins[0] if len(begins) == 1 else None
