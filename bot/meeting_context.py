"""What messages take from the calendar: the scene, the next meeting, calendar files."""

from collections.abc import Iterable
from typing import Final

from bot.context import Services
from bot.sources.calendar_file import CalendarFileTexts, build_calendar_file
from bot.storage.meetings import calendar_records
from bot.texts import Localizer, meeting_cards
from bot.texts.time_texts import RenderContext
from knowledge.alerts.keyword_matching import ISSUE_WORDS, read_issue
from knowledge.content.fact_values import LIVE_VALUES
from knowledge.meetings.calendar_view import upcoming_meetings
from knowledge.meetings.city import City
from knowledge.meetings.meeting import Meeting

PARTICIPATION_SLUGS: Final = ("speak-at-meeting", "written-comment")
"""Slugs of the answers on how to speak and how to write; a base without them names none."""


def render_context(services: Services) -> RenderContext:
    """Return what every text about meetings needs to know."""
    base = services.faq.base
    found = [base.find_entry(slug) for slug in PARTICIPATION_SLUGS]
    codes = tuple(entry.code for entry in found if entry)
    listed = base.scopes.get(ISSUE_WORDS)
    lists = [line for lines in listed.lists.values() for line in lines] if listed else []
    return RenderContext(services.now(), services.city, codes, read_issue(lists))


async def update_next_meeting(services: Services) -> None:
    """Let answers that quote {next_meeting} name the next meeting the calendar holds."""
    rows = await services.db.run(calendar_records.listed_meetings, services.today())
    coming = upcoming_meetings((row.meeting for row in rows), services.now(), services.city)
    meeting = next((one for one in coming if one.is_on), None)
    told = {}
    if meeting is not None:
        localizers = [services.localizer(language) for language in services.town.languages]
        told["next_meeting"] = {
            "kind": "phrase",
            **{v.language.value: meeting_cards.next_meeting_line(meeting, v) for v in localizers},
        }
    services.faq.set_live_values({**LIVE_VALUES, **told})


def calendar_file_texts(localizer: Localizer, city: City) -> CalendarFileTexts:
    """Return the few words of a calendar file in one language."""
    return CalendarFileTexts(
        name=localizer.label("meeting-file-name", city=city.name),
        cancelled=localizer.label("meeting-file-cancelled"),
        estimated_end=localizer.label("meeting-file-end"),
        usual_session=localizer.label("meeting-file-usual"),
        time_unknown=localizer.label("meeting-time-unknown"),
        not_official=localizer.label("meeting-official-none"),
        sessions={n: localizer.label("meeting-file-session", number=n) for n in range(1, 5)},
        subject=localizer.label("meeting-subject", subject="{}"),
    )


def localized_calendar_file(
    services: Services, meetings: Iterable[Meeting], localizer: Localizer
) -> bytes:
    """Return the calendar file of these meetings, worded in one language."""
    words = calendar_file_texts(localizer, services.city)
    return build_calendar_file(meetings, f"{services.city.id}.civic-bot", services.now(), words)
