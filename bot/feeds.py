"""Meetings to take along: a calendar (RFC 5545) and a feed (Atom, RFC 4287), by body and language.

`calendar` and `atom` are pure. `render_calendar` and `render_atom` read what is known and have the
shape that an HTTP server wants: they return the bytes, or None for a body that there is not.
`address` is where a server serves them: `/calendar.ics` and `/feed.xml` with `?body=…&language=…`.
"""

import html
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from xml.etree import ElementTree

from bot.almanac import calendar_wording
from bot.context import Services
from bot.sources.calendar_file import calendar_file
from bot.storage import meetings as stored
from bot.texts import Voice, meeting_cards
from bot.texts.meeting_cards import Shown
from bot.texts.moments import when
from knowledge.language import Language
from knowledge.meetings.city import City
from knowledge.meetings.meeting import Meeting

CALENDAR, FEED = "calendar.ics", "feed.xml"
BACK_IN = timedelta(days=14)  # what was changed or cancelled of late stays visible so long
NEWEST = 50  # entries of a feed
_ATOM = "http://www.w3.org/2005/Atom"
_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)  # an empty feed was last changed then
# What XML 1.0 cannot hold, however it is escaped (https://www.w3.org/TR/xml/#charsets).
_NO_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def address(public_url: str, name: str, language: Language, body: str = "") -> str:
    """Return where a feed of one body ("": of all) is served in a language; `name` is its path."""
    asked = {"body": body, "language": language.value}
    return f"{public_url}/{name}?{urlencode({key: text for key, text in asked.items() if text})}"


def of_body(meetings: Iterable[Meeting], body: str) -> list[Meeting] | None:
    """Return the meetings of a body by its slug ("": all); None if none of them is of it."""
    found = [meeting for meeting in meetings if body in ("", meeting.body_slug)]
    return found if found or not body else None


def calendar(meetings: Iterable[Meeting], voice: Voice, city: City, now: datetime) -> bytes:
    """Return an iCalendar of these meetings, worded in one language.

    An event a session, with the same UID for life; SEQUENCE and stamps follow the revision, so
    that equal meetings give equal bytes. What is off is CANCELLED, not left out.
    """
    return calendar_file(meetings, domain(city), now, calendar_wording(voice, city))


def domain(city: City) -> str:
    """Return the name under which ids of this city are unique for good."""
    return f"{city.id}.civic-bot"


def atom(meetings: Iterable[Meeting], voice: Voice, city: City, here: str = "") -> bytes:
    """Return an Atom feed of these meetings, the latest changed first, worded in one language.

    An entry a meeting: its title names the body and the day, and says so if it is off. Ids and
    stamps follow the meeting and its revision, so that equal meetings give equal bytes. `here` is
    the feed's own address, "" if it has none.
    """
    latest = sorted(meetings, key=lambda m: (m.revised_at, m.id), reverse=True)[:NEWEST]
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": voice.language.value})
    title = voice.label("meeting-file-name", city=city.name)
    _text(feed, "title", title)
    _text(feed, "id", f"tag:{domain(city)},2026:meetings:{voice.language.value}")
    _text(feed, "updated", _stamp(latest[0].revised_at if latest else _BEGINNING))
    _text(ElementTree.SubElement(feed, "author"), "name", title)
    if here:
        ElementTree.SubElement(feed, "link", {"rel": "self", "href": here})
    for meeting in latest:
        _entry(feed, meeting, voice, city)
    return bytes(ElementTree.tostring(feed, "utf-8", xml_declaration=True))


def _entry(feed: ElementTree.Element, meeting: Meeting, voice: Voice, city: City) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    shown = Shown(0, meeting)
    lines = [
        *meeting_cards.status(shown, voice),
        *meeting_cards.subject(meeting, voice),
        when(meeting, voice),
        *(meeting_cards.place(meeting, voice) if meeting.is_on else ()),
    ]
    is_off = [voice.label(f"meeting-status-{meeting.status}")] if not meeting.is_on else []
    named = html.unescape(f"{meeting_cards.name(meeting, voice)}, {when(meeting, voice)}")
    _text(entry, "title", ": ".join([*is_off, named]))
    _text(entry, "id", f"tag:{domain(city)},2026:meeting:{meeting.id}:{voice.language.value}")
    _text(entry, "published", _stamp(meeting.first_seen_at))
    _text(entry, "updated", _stamp(meeting.revised_at))
    _text(entry, "summary", html.unescape("\n".join(lines)))
    links = (("alternate", meeting.detail_url), ("related", meeting.agenda.url))
    for relation, href in links:
        if href:
            ElementTree.SubElement(entry, "link", {"rel": relation, "href": _fit(href)})


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _fit(text)


def _fit(text: str) -> str:
    return _NO_CHARACTER.sub("", text)


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


# --- for a server ---------------------------------------------------------------------------


async def render_calendar(services: Services, body: str, language: Language) -> bytes | None:
    """Return the calendar of one body ("": of all) as of now; None for an unknown body."""
    found = of_body(await _known(services), body)
    if found is None:
        return None
    return calendar(found, services.voice(language), services.city, services.now())


async def render_atom(services: Services, body: str, language: Language) -> bytes | None:
    """Return the feed of one body ("": of all) as of now; None for an unknown body."""
    found = of_body(await _known(services), body)
    if found is None:
        return None
    url = services.settings.public_url
    here = address(url, FEED, language, body) if url else ""
    return atom(found, services.voice(language), services.city, here)


async def _known(services: Services) -> Sequence[Meeting]:
    rows = await services.db.run(stored.coming, services.today() - BACK_IN)
    return [row.meeting for row in rows]
