"""The calendar and the feed: by body, by language, the same bytes while nothing changed."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import icalendar
import pytest

from bot import meeting_feeds
from bot.texts import Texts
from knowledge.language import Language
from knowledge.meetings.meeting import Meeting
from tests.knowledge.meetings.desk import KEY_WEST, Desk, raw, with_
from tests.meetings_town import CalendarTown

NOW = datetime(2026, 12, 1, 15, tzinfo=UTC)
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SPECIAL = "SPECIAL MEETING - Bids < $5 & \u2028ICE"


def voice(language: Language = Language.EN):
    return Texts(strict=True).localizer(language)


def meetings() -> tuple[Meeting, ...]:
    desk = Desk("2026-12-01T15:00")
    listed = (
        raw(agenda="https://a.example/a.pdf?x=1&y=2"),
        raw("7", "2026-12-14", "5:00 PM", body_raw="Planning Board", body_id="9"),
        raw("8", "2026-12-15", comment_raw=SPECIAL, detail_url="https://a.example/8"),
    )
    desk.poll(*listed)
    desk.poll(*listed[:2], with_(listed[2], status_raw="Cancelled"))
    desk.poll(*listed[:2], with_(listed[2], status_raw="Cancelled"))
    return desk.calendar.meetings


def entries(body: bytes) -> list[ElementTree.Element]:
    return ElementTree.fromstring(body).findall("a:entry", ATOM)


def said(entry: ElementTree.Element, name: str) -> str:
    return entry.findtext(f"a:{name}", "", ATOM)


def test_a_feed_has_what_rfc_4287_asks_for():
    body = meeting_feeds.atom_feed(
        meetings(), voice(), KEY_WEST, "https://bot.example/feed.xml?language=en"
    )
    feed = ElementTree.fromstring(body)
    assert [len(feed.findall(f"a:{name}", ATOM)) for name in ("id", "title", "updated")] == [1] * 3
    assert feed.find("a:author/a:name", ATOM) is not None
    [link] = feed.findall("a:link", ATOM)
    assert link.attrib == {"rel": "self", "href": "https://bot.example/feed.xml?language=en"}
    found = entries(body)
    assert len({said(entry, "id") for entry in found}) == len(found) == 3
    for entry in found:
        assert all(said(entry, name) for name in ("id", "title", "updated", "summary"))
        datetime.fromisoformat(said(entry, "updated"))
    stamps = [said(entry, "updated") for entry in found]
    assert stamps == sorted(stamps, reverse=True)
    assert said(feed, "updated") == stamps[0]


def test_what_is_off_says_so_and_signs_are_escaped():
    first = entries(meeting_feeds.atom_feed(meetings(), voice(), KEY_WEST))[0]
    assert said(first, "title").startswith("Cancelled: City Commission (special meeting), Tuesday")
    assert "Bids < $5 & ICE" in " ".join(said(first, "summary").split())
    links = {link.get("rel"): link.get("href") for link in first.findall("a:link", ATOM)}
    assert links == {"alternate": "https://a.example/8"}


def test_what_xml_cannot_hold_is_left_out():
    [one] = [m for m in meetings() if m.body == "Planning Board"]
    odd = with_(one, location_text="Room\x0b \x00\ud8004")
    assert "Place: Room 4" in said(
        entries(meeting_feeds.atom_feed([odd], voice(), KEY_WEST))[0], "summary"
    )


@pytest.mark.parametrize("language", list(Language))
def test_both_speak_the_readers_language_and_stay_the_same(language: Language):
    spoken, known = voice(language), meetings()
    for render in (
        lambda: meeting_feeds.atom_feed(known, spoken, KEY_WEST),
        lambda: meeting_feeds.calendar_feed(known, spoken, KEY_WEST, NOW),
    ):
        assert render() == render()
    title = spoken.label("meeting-file-name", city=KEY_WEST.name)
    feed = ElementTree.fromstring(meeting_feeds.atom_feed(known, spoken, KEY_WEST))
    assert said(feed, "title") == title
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language.value
    calendar = icalendar.Calendar.from_ical(
        meeting_feeds.calendar_feed(known, spoken, KEY_WEST, NOW)
    )
    assert str(calendar["X-WR-CALNAME"]) == title


def test_a_calendar_tells_the_subject_and_what_is_off():
    body = meeting_feeds.calendar_feed(meetings(), voice(), KEY_WEST, NOW)
    events = icalendar.Calendar.from_ical(body).walk("VEVENT")
    off = [event for event in events if str(event["STATUS"]) == "CANCELLED"]
    assert off
    assert all("Subject: Bids < $5" in str(one["DESCRIPTION"]).replace("“", "") for one in off)
    assert all(b"\r\n" in body and len(line) <= 75 for line in body.split(b"\r\n"))


def test_an_empty_feed_is_valid_and_does_not_change():
    feed = ElementTree.fromstring(meeting_feeds.atom_feed((), voice(), KEY_WEST))
    assert said(feed, "updated") == "2026-01-01T00:00:00Z"
    assert b"VEVENT" not in meeting_feeds.calendar_feed((), voice(), KEY_WEST, NOW)


def test_a_body_is_chosen_by_its_slug_and_an_unknown_one_is_none():
    known = meetings()
    assert [m.body for m in meeting_feeds.meetings_of_body(known, "planning-board") or ()] == [
        "Planning Board"
    ]
    assert meeting_feeds.meetings_of_body(known, "") == list(known)
    assert meeting_feeds.meetings_of_body(known, "chess-club") is None
    assert meeting_feeds.meetings_of_body((), "") == []


async def test_a_server_gets_bytes_or_none(city: CalendarTown) -> None:
    city.clerk.lists("a", "2026-12-10")
    await city.begins()
    for render in (meeting_feeds.render_calendar_feed, meeting_feeds.render_atom_feed):
        assert b"City Commission" in (await render(city.services, "", Language.EN) or b"")
        assert await render(city.services, "city-commission", Language.ES)
        assert await render(city.services, "chess-club", Language.EN) is None
