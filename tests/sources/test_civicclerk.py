import json
from datetime import UTC, datetime

import httpx

from bot.sources.civicclerk import CivicClerkSource
from knowledge.meetings.calendar_state import SourceMemory
from knowledge.meetings.ingest.record_parsing import parse_record
from knowledge.meetings.meeting import MeetingStatus
from knowledge.meetings.raw_records import FetchOutcome, Presence
from knowledge.town.town_folder import shipped_town
from tests.sources.answers import WINDOW, Remote, always, sample

MEMORY = SourceMemory("x")
PAGE = json.loads(sample("civicclerk_events.json"))


def source(remote: Remote) -> CivicClerkSource:
    return CivicClerkSource(remote.fetcher, "examplekeysfl", "America/New_York")


async def test_the_trailing_z_is_local_time():
    clerk = source(always(lambda: httpx.Response(200, json=PAGE)))
    result = await clerk.fetch_window(WINDOW, MEMORY)
    read = [parse_record(raw, shipped_town().city, clerk.origin) for raw in result.records]
    assert [(r.body_slug, str(r.sessions[0].local_time), r.status) for r in read] == [
        ("city-commission", "09:00:00", MeetingStatus.SCHEDULED),
        ("planning-board", "17:00:00", MeetingStatus.CANCELLED),
        ("city-commission", "17:01:00", MeetingStatus.SCHEDULED),
    ]
    agenda = result.records[0].agenda
    assert agenda.published_at == datetime(2026, 12, 4, 21, 12, 50, 700000, tzinfo=UTC)
    assert agenda.url.startswith("https://examplekeysfl.api.civicclerk.com/v1/stream/")


async def test_every_page_is_read_and_only_from_the_same_host():
    def answer(request: httpx.Request) -> httpx.Response:
        if "skip" in str(request.url):
            return httpx.Response(200, json={"value": [PAGE["value"][2]]})
        first = {"value": PAGE["value"][:2], "@odata.nextLink": f"{request.url}&$skip=2"}
        return httpx.Response(200, json=first)

    result = await source(Remote(answer)).fetch_window(WINDOW, MEMORY)
    assert (result.complete, len(result.records)) == (True, 3)
    away = PAGE | {"@odata.nextLink": "https://evil.example/x"}
    result = await source(always(lambda: httpx.Response(200, json=away))).fetch_window(
        WINDOW, MEMORY
    )
    assert (result.outcome, result.complete) == (FetchOutcome.PARTIAL, False)


async def test_anything_else_is_an_error():
    for content in (b"[]", b"<html>", b'{"error": 1}'):
        remote = always(lambda c=content: httpx.Response(200, content=c))
        assert (await source(remote).fetch_window(WINDOW, MEMORY)).outcome is FetchOutcome.ERROR


async def test_deleted_and_withdrawn_events_are_gone():
    rows = {str(row["id"]): row for row in PAGE["value"]}
    remote = Remote(lambda r: httpx.Response(200, json=rows[r.url.path.rsplit("/", 1)[-1]]))
    found = {name: (await source(remote).confirm_record(name)).presence for name in rows}
    assert found == {
        "841": Presence.PRESENT,
        "842": Presence.PRESENT,
        "843": Presence.PRESENT,
        "844": Presence.GONE,
        "845": Presence.GONE,
    }
    assert (
        await source(always(lambda: httpx.Response(404))).confirm_record("9")
    ).presence is Presence.GONE
    assert await source(remote).fetch_items("841") is None
    assert (
        await source(always(lambda: httpx.Response(304))).fetch_window(WINDOW, MEMORY)
    ).outcome == ("not_modified")


async def test_a_record_without_a_page_of_its_own_links_the_portal():
    bare = {name: value for name, value in PAGE["value"][0].items() if name != "portalUrl"}
    given = bare | {"id": 77, "portalUrl": "https://other.example/77"}
    page = {"value": [bare, given]}
    clerk = source(always(lambda: httpx.Response(200, json=page)))
    first, second = (await clerk.fetch_window(WINDOW, MEMORY)).records
    portal = "https://examplekeysfl.portal.civicclerk.com/event"
    assert first.detail_url == f"{portal}/{first.native_id}/overview"
    assert second.detail_url == "https://other.example/77"


async def test_a_record_that_cannot_be_read_is_named_as_listed():
    broken = PAGE["value"][0] | {"id": 78, "startDateTime": "soon"}
    clerk = source(always(lambda: httpx.Response(200, json={"value": [broken]})))
    result = await clerk.fetch_window(WINDOW, MEMORY)
    assert (result.records, result.unread, len(result.rejected)) == ((), ("78",), 1)
