import re
from collections.abc import AsyncIterator
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest

from bot.http import feed_handler
from bot.settings import SettingsError, load_settings
from knowledge.content.faq_base import FaqBase
from knowledge.matching import FaqIndex
from tests.http.conftest import Served
from tests.meetings_town import CalendarTown

PUBLIC = "https://town.example/bot"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
async def shown(database: Path, library: tuple[FaqBase, FaqIndex]) -> AsyncIterator[Served]:
    city = CalendarTown(database, listen="127.0.0.1:0", public_url=PUBLIC)
    await city.open(*library)
    city.clerk.lists("1", "2026-12-02")
    city.clerk.lists("2", "2026-12-03", body_raw="Planning Board")
    await city.begins()
    served = Served(city)
    yield served
    await served.close()
    await city.close()


def events(page: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(page).walk("VEVENT"))


def days(page: bytes) -> list[int]:
    """The days of December on which something is; a meeting may have two sessions."""
    return sorted({event["DTSTART"].dt.day for event in events(page)})


async def test_the_calendar_of_all_or_of_one_body_in_the_language_asked_for(
    shown: Served,
) -> None:
    everything = await shown.client.get("/calendar.ics")
    assert everything.headers["Content-Type"].startswith("text/calendar")
    assert days(everything.content) == [2, 3]
    slug = "planning-board"
    one = await shown.client.get("/calendar.ics", params={"body": slug, "language": "es"})
    [event] = events(one.content)
    assert "Planning Board" in str(event["SUMMARY"])
    calendar = icalendar.Calendar.from_ical(one.content)
    spanish = shown.town.text("meeting-file-name", "es", city=shown.town.services.city.name)
    assert str(calendar["X-WR-CALNAME"]) == spanish


def entries(page: bytes) -> list[str]:
    """The titles of a feed's entries."""
    feed = ElementTree.fromstring(page)
    assert feed.tag == f"{ATOM}feed"
    return [str(entry.findtext(f"{ATOM}title")) for entry in feed.iter(f"{ATOM}entry")]


async def test_the_feed_of_all_or_of_one_body_in_the_language_asked_for(shown: Served) -> None:
    everything = await shown.client.get("/feed.xml")
    assert everything.headers["Content-Type"].startswith("application/atom+xml")
    assert len(entries(everything.content)) == 2
    for language, day in (("en", "December 3"), ("es", "3 de diciembre"), ("ht", "3 desanm")):
        asked = {"body": "planning-board", "language": language}
        one = await shown.client.get("/feed.xml", params=asked)
        [title] = entries(one.content)
        assert "Planning Board" in title
        assert day in title
        feed = ElementTree.fromstring(one.content)
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
        link = feed.find(f"{ATOM}link[@rel='self']")
        assert link is not None
        assert link.get("href") == f"{PUBLIC}/feed.xml?body=planning-board&language={language}"


async def test_every_address_that_the_bot_shows_is_served(shown: Served) -> None:
    town = shown.town
    seen = set()
    for language in ("en", "es", "ht"):
        ana = town.resident("Ana", language)
        for typed in ("/calendar", "/calendar planning board", "/calendar 1"):
            [said] = await town.say(ana, typed)
            found = re.findall(r"https://town\.example\S+", said.text)
            assert found
            seen.update(found)
    assert len(seen) == 3 * 5  # both of all and of a board, and one meeting's calendar
    for address in seen:
        for cut in ("https://town.example", PUBLIC):  # a proxy may take the path away
            answer = await shown.client.get(address.removeprefix(cut))
            assert (answer.status_code, bool(answer.content)) == (200, True)


async def test_other_paths_lead_nowhere(shown: Served) -> None:
    for path in ("/x/feed.xml", "/botfeed.xml", "/feedxml", "/bot/bot/calendar.ics", "/bot/"):
        assert (await shown.client.get(path)).status_code == 404


def test_an_address_is_shown_only_if_something_is_served() -> None:
    with pytest.raises(SettingsError, match="LISTEN: is needed with PUBLIC_URL"):
        load_settings(_env_file=None, public_url=PUBLIC)


@pytest.mark.parametrize("page", ["/calendar.ics", "/feed.xml"])
@pytest.mark.parametrize("asked", [{"body": "no-such"}, {"language": "fr"}, {"body": "x" * 90}])
async def test_what_there_is_not_is_not_found(
    shown: Served, page: str, asked: dict[str, str]
) -> None:
    answer = await shown.client.get(page, params=asked)
    assert (answer.status_code, answer.content) == (404, b"")


async def test_a_reader_who_has_it_is_told_so(shown: Served) -> None:
    first = await shown.client.get("/calendar.ics")
    tag = {"If-None-Match": first.headers["Etag"]}
    assert (await shown.client.get("/calendar.ics", headers=tag)).status_code == 304
    assert (await shown.client.head("/calendar.ics")).content == b""


async def test_a_page_is_rendered_once_a_minute_however_many_ask(
    shown: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await shown.client.get("/calendar.ics")
    city = shown.town
    assert isinstance(city, CalendarTown)
    city.clerk.lists("3", "2026-12-04")
    await city.passes(hours=1)
    again = await shown.client.get("/calendar.ics")
    assert again.content == first.content
    monkeypatch.setattr(feed_handler, "CACHE_SECONDS", 0.0)
    assert days((await shown.client.get("/calendar.ics")).content) == [2, 3, 4]
