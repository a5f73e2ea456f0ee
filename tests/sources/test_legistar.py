import json
import re

import httpx
import pytest

from bot.sources.legistar import LegistarSource
from bot.sources.legistar_rows import parse_agenda_item, parse_legistar_event
from knowledge.meetings.calendar_state import SourceMemory
from knowledge.meetings.raw_records import FetchOutcome, ItemOutcome, Presence, Validators, Vote
from tests.sources.answers import WINDOW, Remote, sample

MEMORY = SourceMemory("legistar-keywest")
EVENTS = json.loads(sample("legistar_events.json"))


def event(number: int, day: str = "2026-12-10") -> dict:
    return EVENTS[0] | {"EventId": number, "EventDate": f"{day}T00:00:00"}


def serving(events, bodies=b"[]", headers=None) -> Remote:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/Bodies"):
            return httpx.Response(200, content=bodies)
        page = events(request) if callable(events) else events
        content = page if isinstance(page, bytes) else json.dumps(page).encode()
        return httpx.Response(200, content=content, headers=headers)

    return Remote(answer)


def skip_of(request: httpx.Request) -> int:
    return int(re.search(r"\$skip=(\d+)", str(request.url))[1])


async def fetch(remote: Remote, **rest):
    return await LegistarSource(remote.fetcher, "keywest", **rest).fetch_window(WINDOW, MEMORY)


async def test_the_samples_are_read_whole():
    remote = serving(EVENTS, sample("legistar_bodies.json"))
    result = await fetch(remote)
    assert (result.outcome, result.complete, len(result.records)) == (FetchOutcome.OK, True, 22)
    first = result.records[0]
    assert (first.body_raw, first.body_meets, first.time_text) == (
        "City Commission",
        True,
        "9:00 AM",
    )
    assert "\n" in first.location_raw


async def test_the_address_keeps_its_dollar_signs():
    remote = serving([])
    await fetch(remote)
    assert remote.urls[0] == (
        "https://webapi.legistar.com/v1/keywest/Events?$filter=EventDate%20ge%20"
        "datetime'2026-11-01'%20and%20EventDate%20lt%20datetime'2028-01-01'"
        "&$orderby=EventDate,EventId&$top=1000&$skip=0"
    )
    assert remote.requests[0].headers["Accept"] == "application/json"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"<html>Access Denied</html>", id="html"),
        pytest.param(b'{"Message":"An error has occurred."}', id="object"),
        pytest.param(b'<?xml version="1.0"?><ArrayOfEvent/>', id="xml"),
        pytest.param(b"", id="nothing_at_all"),
        pytest.param(b'[{"EventId": 1', id="cut_off"),
    ],
)
async def test_to_052_anything_but_a_list_is_an_error(body):
    result = await fetch(serving(body))
    assert (result.outcome, result.complete, result.records) == (FetchOutcome.ERROR, False, ())


async def test_exactly_a_thousand_rows_ask_for_a_second_page():
    rows = [event(number) for number in range(1000)]
    remote = serving(lambda r: rows[skip_of(r) : skip_of(r) + 1000])
    result = await fetch(remote)
    assert (result.outcome, len(result.records)) == (FetchOutcome.OK, 1000)
    assert [skip_of(r) for r in remote.requests if "skip" in str(r.url)] == [0, 980]


async def test_a_server_that_ignores_filters_is_filtered_here():
    result = await fetch(serving([event(1), event(2, "2019-01-01"), event(3, "2030-01-01")]))
    assert [raw.native_id for raw in result.records] == ["1"]


async def test_a_server_that_ignores_paging_is_not_believed_to_be_complete():
    result = await fetch(serving([event(number) for number in range(1000)]))
    assert (result.outcome, result.complete) == (FetchOutcome.PARTIAL, False)


async def test_a_row_that_slips_between_pages_is_neither_lost_nor_doubled():
    rows = [event(number) for number in range(1500)]
    for change in (lambda: rows.insert(0, event(9999)), lambda: rows.pop(3)):
        before = {row["EventId"] for row in rows}

        def page(request, change=change):
            listed = rows[skip_of(request) : skip_of(request) + 1000]
            if skip_of(request) == 0:
                change()
            return listed

        found = [int(raw.native_id) for raw in (await fetch(serving(page))).records]
        assert (len(found), set(found) | {9999}) == (len(set(found)), before | {9999})


async def test_a_fault_on_a_later_page_is_a_partial_answer():
    rows = [event(number) for number in range(1000)]
    result = await fetch(serving(lambda r: rows if skip_of(r) == 0 else b"<html>"))
    assert (result.outcome, result.complete, len(result.records)) == (
        FetchOutcome.PARTIAL,
        False,
        1000,
    )


async def test_one_bad_row_costs_one_row():
    result = await fetch(serving([event(1), event(2) | {"EventDate": "soon"}]))
    assert ([raw.native_id for raw in result.records], len(result.rejected)) == (["1"], 1)


async def test_an_unchanged_list_is_not_modified():
    remote = Remote(lambda _: httpx.Response(304))
    memory = SourceMemory("x", validators=Validators('"7"'))
    result = await LegistarSource(remote.fetcher, "keywest").fetch_window(WINDOW, memory)
    assert (result.outcome, result.validators) == (FetchOutcome.NOT_MODIFIED, memory.validators)


async def test_a_refused_key_says_that_a_token_is_needed():
    for response in (httpx.Response(403), httpx.Response(400, text="Key or Token is required")):
        result = await fetch(Remote(lambda _, r=response: r), token="t")
        assert (result.outcome, result.needs_token) == (FetchOutcome.ERROR, True)


async def test_one_event_is_present_gone_or_unknown():
    answers = {
        "1": (httpx.Response(200, json=event(1)), Presence.PRESENT),
        "2": (httpx.Response(404), Presence.GONE),
        "3": (httpx.Response(410), Presence.GONE),
        "4": (httpx.Response(500), Presence.UNKNOWN),
        "5": (httpx.Response(200, json={"Message": "no"}), Presence.UNKNOWN),
        "6": (httpx.Response(200, text="<html>"), Presence.UNKNOWN),
        "7": (httpx.Response(200, json=event(8)), Presence.UNKNOWN),
    }
    remote = Remote(lambda r: answers[r.url.path.rsplit("/", 1)[-1]][0])
    source = LegistarSource(remote.fetcher, "keywest")
    found = {name: (await source.confirm_record(name)).presence for name in answers}
    assert found == {name: presence for name, (_, presence) in answers.items()}
    assert (await source.confirm_record("1")).record.native_id == "1"


async def test_agenda_items_come_in_order_without_dividers():
    remote = serving(sample("legistar_eventitems.json"))
    items = await LegistarSource(remote.fetcher, "keywest").fetch_items("2102")
    assert [item.sequence for item in items] == [1, 2, 3, 4, 5, 6]
    assert (items[3].number, items[3].file, items[3].is_consent) == ("2", "26-8120", True)
    assert await LegistarSource(serving(b"<html>").fetcher, "keywest").fetch_items("2102") is None


async def test_the_doctor_reports_what_an_operator_needs():
    remote = serving(EVENTS, sample("legistar_bodies.json"))
    report = await LegistarSource(remote.fetcher, "keywest").diagnose(WINDOW)
    assert (report.is_healthy, report.lines[:3]) == (
        True,
        ("outcome: ok", "12 bodies listed", "22 meetings in the window"),
    )
    broken = await LegistarSource(serving(b"<html>").fetcher, "keywest").diagnose(WINDOW)
    assert broken.is_healthy is False


def item(**fields):
    row = {"EventItemTitle": "Approve the agreement", "EventItemAgendaSequence": 6}
    return parse_agenda_item(row | {f"EventItem{name}": value for name, value in fields.items()})


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({}, None),
        ({"PassedFlag": None, "PassedFlagName": None, "ActionName": ""}, None),
        (
            {
                "PassedFlag": 1,
                "PassedFlagName": "Pass",
                "ActionName": "Approved",
                "Tally": "4-2",
                "Mover": "A. One",
                "Seconder": "B. Two",
            },
            ItemOutcome(True, "Approved", "4-2", "A. One", "B. Two"),
        ),
        ({"PassedFlag": 0, "PassedFlagName": "Fail"}, ItemOutcome(passed=False)),
        ({"PassedFlag": 1, "PassedFlagName": "Adopted"}, ItemOutcome(passed=True)),
        ({"PassedFlag": 0, "PassedFlagName": "Pass", "Mover": "A"}, ItemOutcome(mover="A")),
        ({"PassedFlag": 0, "ActionName": "Postponed"}, ItemOutcome(action="Postponed")),
    ],
)
def test_an_outcome_is_read_and_never_inferred(fields, outcome):
    assert item(**fields).outcome == outcome


def test_an_outcome_is_no_change_of_the_agenda():
    assert item(PassedFlag=1, PassedFlagName="Pass").as_announced == item()


ROWS = [
    {"EventItemId": 1, "EventItemTitle": "Minutes", "EventItemAgendaSequence": 1},
    {
        "EventItemId": 2, "EventItemTitle": "The agreement", "EventItemAgendaSequence": 2,
        "EventItemPassedFlag": 1, "EventItemPassedFlagName": "Pass", "EventItemTally": "4:2",
    },
    {
        "EventItemId": 3, "EventItemTitle": "Consent", "EventItemAgendaSequence": 3,
        "EventItemPassedFlag": 1, "EventItemPassedFlagName": "Pass", "EventItemConsent": 1,
    },
]  # fmt: skip
VOTES = [
    {"VotePersonName": "Ann", "VoteValueName": "Aye"},
    {"VotePersonName": "", "VoteValueName": "Aye"},
    {"VotePersonName": "Bob", "VoteValueName": "Nay"},
    "nonsense",
]


def with_roll_call(answer) -> Remote:
    """A remote side that lists three items and answers so for a roll call."""
    return Remote(
        lambda request: (
            answer() if "/Votes" in request.url.path else httpx.Response(200, json=ROWS)
        )
    )


async def test_who_voted_how_is_read_for_items_that_were_decided_one_by_one():
    remote = with_roll_call(lambda: httpx.Response(200, json=VOTES))
    items = await LegistarSource(remote.fetcher, "keywest").fetch_items("2102")
    assert [url.rsplit("/v1/keywest/")[1].split("?")[0] for url in remote.urls] == [
        "Events/2102/EventItems",
        "EventItems/2/Votes",
    ]
    assert [item.outcome.votes if item.outcome else None for item in items] == [
        None,
        (Vote("Ann", "Aye"), Vote("Bob", "Nay")),
        (),
    ]


@pytest.mark.parametrize(
    "answer",
    [
        lambda: httpx.Response(404),
        lambda: httpx.Response(200, text="<html>"),
        lambda: httpx.Response(200, json={"Message": "no"}),
    ],
)
async def test_a_roll_call_that_cannot_be_had_costs_only_the_names(answer):
    remote = with_roll_call(answer)
    items = await LegistarSource(remote.fetcher, "keywest").fetch_items("2102")
    assert items[1].outcome == ItemOutcome(passed=True, tally="4:2")


@pytest.mark.parametrize(("status", "final"), [("Final", True), ("Draft", False), (None, False)])
def test_final_minutes_are_known_by_their_status(status, final):
    assert (
        parse_legistar_event(event(1) | {"EventMinutesStatusName": status}, {}).minutes_final
        is final
    )
