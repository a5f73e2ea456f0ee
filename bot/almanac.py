"""What messages take from the calendar: the scene, the next meeting, calendar files."""

from collections.abc import Iterable
from typing import Final

from bot.context import Services
from bot.sources.calendar_file import Wording, calendar_file
from bot.storage import meetings
from bot.texts import Voice, meeting_cards
from bot.texts.moments import Scene
from knowledge.alerts.keywords import ISSUE_WORDS, read_issue
from knowledge.content.values import LIVE
from knowledge.meetings.city import City
from knowledge.meetings.listing import upcoming
from knowledge.meetings.meeting import Meeting

TAKING_PART: Final = ("speak-at-meeting", "written-comment")
"""Slugs of the answers on how to speak and how to write; a base without them names none."""


def scene(services: Services) -> Scene:
    """Return what every text about meetings needs to know."""
    base = services.library.base
    found = [base.find(slug) for slug in TAKING_PART]
    codes = tuple(entry.code for entry in found if entry)
    listed = base.scopes.get(ISSUE_WORDS)
    lists = [line for lines in listed.lists.values() for line in lines] if listed else []
    return Scene(services.now(), services.city, codes, read_issue(lists))


async def tell_next(services: Services) -> None:
    """Let answers that quote {next_meeting} name the next meeting the calendar holds."""
    rows = await services.db.run(meetings.coming, services.today())
    coming = upcoming((row.meeting for row in rows), services.now(), services.city)
    meeting = next((one for one in coming if one.is_on), None)
    told = {}
    if meeting is not None:
        voices = [services.voice(language) for language in services.town.languages]
        told["next_meeting"] = {
            "kind": "phrase",
            **{v.language.value: meeting_cards.next_line(meeting, v) for v in voices},
        }
    services.library.tell({**LIVE, **told})


def calendar_wording(voice: Voice, city: City) -> Wording:
    """Return the few words of a calendar file in one language."""
    return Wording(
        name=voice.label("meeting-file-name", city=city.name),
        cancelled=voice.label("meeting-file-cancelled"),
        estimated_end=voice.label("meeting-file-end"),
        usual_session=voice.label("meeting-file-usual"),
        time_unknown=voice.label("meeting-time-unknown"),
        not_official=voice.label("meeting-official-none"),
        sessions={n: voice.label("meeting-file-session", number=n) for n in range(1, 5)},
        subject=voice.label("meeting-subject", subject="{}"),
    )


def ics(services: Services, meetings: Iterable[Meeting], voice: Voice) -> bytes:
    """Return the calendar file of these meetings, worded in one language."""
    words = calendar_wording(voice, services.city)
    return calendar_file(meetings, f"{services.city.id}.civic-bot", services.now(), words)
