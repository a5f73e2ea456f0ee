"""What is to come, as the conversations about meetings share it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.almanac import tell_next
from bot.context import Services
from bot.storage import meetings
from bot.storage.meetings import Numbered
from bot.texts import Voice
from knowledge.content.documents import Entry
from knowledge.meetings.bodies import match_body, slug_of
from knowledge.meetings.calendar import Calendar
from knowledge.meetings.city import City
from knowledge.meetings.listing import upcoming

NEXT = "{next_meeting}"
ITEMLESS = ("ics", "civicclerk", "file")
"""How the ids of sources begin that list no agenda items (`bot.sources`)."""


@dataclass(frozen=True, slots=True)
class Coming:
    """What is to come: all of it numbered, the bodies, and what is remembered of the sources."""

    numbered: Sequence[Numbered]
    calendar: Calendar

    def bodies(self) -> dict[str, str]:
        """Return {slug: name} of the bodies that have something to come."""
        found = {n.meeting.body_slug: n.meeting.body for n in self.numbered}
        return dict(sorted(found.items(), key=lambda pair: pair[1]))


async def coming(services: Services) -> Coming:
    """Read what is to come."""
    rows = await services.db.run(meetings.coming, services.today())
    sources = await services.db.run(meetings.sources)
    order = {row.meeting.id: row for row in rows}
    kept = upcoming((row.meeting for row in rows), services.now(), services.city)
    return Coming([order[m.id] for m in kept], Calendar(sources=sources))


async def body_names(services: Services) -> dict[str, str]:
    """Return {slug: name} of every body there is to follow."""
    found = {body.slug: body.name for body in services.city.bodies if not body.is_hidden}
    return {**(await coming(services)).bodies(), **found}


async def words_are_sought(services: Services, voice: Voice) -> str:
    """Say where words are looked for, and which sources give no agenda items to look in."""
    ids = [memory.source_id for memory in await services.db.run(meetings.sources)]
    without = [name for name in ITEMLESS if any(one.split("-")[0] == name for one in ids)]
    if not without:
        return voice.label("alerts-word-everywhere")
    names = ", ".join(voice.label(f"meeting-source-{name}") for name in without)
    return voice.label("alerts-word-sources", names=names)


async def refresh_live(services: Services, entry: Entry) -> None:
    """Let an answer that quotes the next meeting name the one that holds at this moment."""
    told = (text for w in entry.wordings.values() for text in (w.short, w.points, w.detail))
    if any(NEXT in text for text in told):
        await tell_next(services)


def body_slug(typed: str, known: dict[str, str], city: City) -> str | None:
    """Return the slug of the body a person typed by name, alias or slug; None if there is none."""
    body = match_body(typed, city)
    slug = body.slug if body else slug_of(typed)
    named = {known_slug for known_slug, name in known.items() if slug_of(name) == slug}
    if body or slug in known:
        return slug
    if city.body(slug):
        return slug
    begins = [s for s, name in known.items() if name.lower().startswith(typed.lower())]
    return named.pop() if named else begins[0] if len(begins) == 1 else None
