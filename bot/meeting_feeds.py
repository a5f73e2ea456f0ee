"""Meetings to take along: a calendar (RFC 5545) and a feed (Atom, RFC 4287), by body and language.

`calendar_feed` and `atom_feed` are pure. `render_calendar_feed` and `render_atom_feed` read what
is known and have the shape that an HTTP server wants: they return the bytes, or None for a body
that there is not. `feed_address` is where a server serves them: `/calendar.ics` and `/feed.xml`
with `?body=…&language=…`.
"""

import html
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from xml.etree import ElementTree

from bot.context import Services
from bot.meeting_context import calendar_file_texts
from bot.sources.calendar_file import build_calendar_file
from bot.storage.meetings import calendar_records as stored
from bot.texts import Localizer, meeting_cards
from bot.texts.meeting_cards import ShownMeeting
from bot.texts.time_texts import meeting_time
from knowledge.language import Language
from knowledge.meetings.city import City
from knowledge.meetings.meeting import Meeting

CALENDAR_PATH, ATOM_PATH = "calendar.ics", "feed.xml"
FEED_PAST = timedelta(days=14)  # what was changed or cancelled of late stays visible so long
MAX_ATOM_ENTRIES = 50  # entries of a feed
_ATOM = "http://www.w3.org/2005/Atom"
_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)  # an empty feed was last changed then
# What XML 1.0 cannot hold, however it is escaped (https://www.w3.org/TR/xml/#charsets).
_NO_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed_address(public_url: str, name: str, language: Language, body: str = "") -> str:
    """Return where a feed of one body ("": of all) is served in a language; `name` is its path."""
    asked = {"body": body, "language": language.value}
    return f"{public_url}/{name}?{urlencode({key: text for key, text in asked.items() if text})}"


def meetings_of_body(meetings: Iterable[Meeting], body: str) -> list[Meeting] | None:
    """Return the meetings of a body by its slug ("": all); None if none of them is of it."""
    found = [meeting for meeting in meetings if body in ("", meeting.body_slug)]
    return found if found or not body else None


def calendar_feed(
    meetings: Iterable[Meeting], localizer: Localizer, city: City, now: datetime
) -> bytes:
    """Return an iCalendar of these meetings, worded in one language.

    An event a session, with the same UID for life; SEQUENCE and stamps follow the revision, so
    that equal meetings give equal bytes. What is off is CANCELLED, not left out.
    """
    return build_calendar_file(
        meetings, calendar_domain(city), now, calendar_file_texts(localizer, city)
    )


def calendar_domain(city: City) -> str:
    """Return the name under which ids of this city are unique for good."""
    return f"{city.id}.civic-bot"


def atom_feed(
    meetings: Iterable[Meeting], localizer: Localizer, city: City, here: str = ""
) -> bytes:
    """Return an Atom feed of these meetings, the latest changed first, worded in one language.

    An entry a meeting: its title names the body and the day, and says so if it is off. Ids and
    stamps follow the meeting and its revision, so that equal meetings give equal bytes. `here` is
    the feed's own address, "" if it has none.
    """
    latest = sorted(meetings, key=lambda m: (m.revised_at, m.id), reverse=True)[:MAX_ATOM_ENTRIES]
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": localizer.language.value})
    title = localizer.label("meeting-file-name", city=city.name)
    _add_text_element(feed, "title", title)
    _add_text_element(
        feed, "id", f"tag:{calendar_domain(city)},2026:meetings:{localizer.language.value}"
    )
    _add_text_element(
        feed, "updated", _atom_timestamp(latest[0].revised_at if latest else _BEGINNING)
    )
    _add_text_element(ElementTree.SubElement(feed, "author"), "name", title)
    if here:
        ElementTree.SubElement(feed, "link", {"rel": "self", "href": here})
    for meeting in latest:
        _add_atom_entry(feed, meeting, localizer, city)
    return bytes(ElementTree.tostring(feed, "utf-8", xml_declaration=True))


def _add_atom_entry(
    feed: ElementTree.Element, meeting: Meeting, localizer: Localizer, city: City
) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    shown = ShownMeeting(0, meeting)
    lines = [
        *meeting_cards.status_lines(shown, localizer),
        *meeting_cards.subject_lines(meeting, localizer),
        meeting_time(meeting, localizer),
        *(meeting_cards.place_lines(meeting, localizer) if meeting.is_on else ()),
    ]
    is_off = [localizer.label(f"meeting-status-{meeting.status}")] if not meeting.is_on else []
    named = html.unescape(
        f"{meeting_cards.meeting_name(meeting, localizer)}, {meeting_time(meeting, localizer)}"
    )
    _add_text_element(entry, "title", ": ".join([*is_off, named]))
    _add_text_element(
        entry,
        "id",
        f"tag:{calendar_domain(city)},2026:meeting:{meeting.id}:{localizer.language.value}",
    )
    _add_text_element(entry, "published", _atom_timestamp(meeting.first_seen_at))
    _add_text_element(entry, "updated", _atom_timestamp(meeting.revised_at))
    _add_text_element(entry, "summary", html.unescape("\n".join(lines)))
    links = (("alternate", meeting.detail_url), ("related", meeting.agenda.url))
    for relation, href in links:
        if href:
            ElementTree.SubElement(entry, "link", {"rel": relation, "href": _xml_text(href)})


def _add_text_element(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _xml_text(text)


def _xml_text(text: str) -> str:
    return _NO_CHARACTER.sub("", text)


def _atom_timestamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


# --- for a server ---------------------------------------------------------------------------


async def render_calendar_feed(services: Services, body: str, language: Language) -> bytes | None:
    """Return the calendar of one body ("": of all) as of now; None for an unknown body."""
    found = meetings_of_body(await _recent_meetings(services), body)
    if found is None:
        return None
    return calendar_feed(found, services.localizer(language), services.city, services.now())


async def render_atom_feed(services: Services, body: str, language: Language) -> bytes | None:
    """Return the feed of one body ("": of all) as of now; None for an unknown body."""
    found = meetings_of_body(await _recent_meetings(services), body)
    if found is None:
        return None
    url = services.settings.public_url
    here = feed_address(url, ATOM_PATH, language, body) if url else ""
    return atom_feed(found, services.localizer(language), services.city, here)


async def _recent_meetings(services: Services) -> Sequence[Meeting]:
    rows = await services.db.run(stored.listed_meetings, services.today() - FEED_PAST)
    return [row.meeting for row in rows]
