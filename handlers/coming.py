"""What is to come, as the conversations about meetings share it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.context import BotContext
from bot.storage import meetings
from bot.storage.meetings import Numbered
from knowledge.meetings.bodies import match_body, slug_of
from knowledge.meetings.calendar import Calendar
from knowledge.meetings.listing import upcoming


@dataclass(frozen=True, slots=True)
class Coming:
    """What is to come: all of it numbered, the bodies, and what is remembered of the sources."""

    numbered: Sequence[Numbered]
    calendar: Calendar

    def bodies(self) -> dict[str, str]:
        """Return {slug: name} of the bodies that have something to come."""
        found = {n.meeting.body_slug: n.meeting.body for n in self.numbered}
        return dict(sorted(found.items(), key=lambda pair: pair[1]))


async def coming(context: BotContext) -> Coming:
    """Read what is to come."""
    services = context.services
    rows = await services.db.run(meetings.coming, services.today())
    sources = await services.db.run(meetings.sources)
    order = {row.meeting.id: row for row in rows}
    kept = upcoming((row.meeting for row in rows), services.now(), services.city)
    return Coming([order[m.id] for m in kept], Calendar(sources=sources))


def body_slug(typed: str, known: dict[str, str], context: BotContext) -> str | None:
    """Return the slug of the body a person typed by name, alias or slug; None if there is none."""
    body = match_body(typed, context.services.city)
    slug = body.slug if body else slug_of(typed)
    named = {known_slug for known_slug, name in known.items() if slug_of(name) == slug}
    if body or slug in known:
        return slug
    if context.services.city.body(slug):
        return slug
    begins = [s for s, name in known.items() if name.lower().startswith(typed.lower())]
    return named.pop() if named else begins[0] if len(begins) == 1 else None
