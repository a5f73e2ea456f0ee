"""Calendars as programs and people really write them: each date right, or refused aloud."""

import pytest

from bot.sources.ical.ical_events import MAX_RECORDS, parse_feed
from bot.sources.ical.ical_text import MAX_EVENTS
from tests.sources.answers import WINDOW

ZONE = "America/New_York"
URL = "https://city.example/feed.ics"
START = "DTSTART;TZID=America/New_York:20261202T170000"
WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=4"


def event(*lines: str, start: str = START, uid: str = "a", title: str = "Planning Board") -> str:
    return "\r\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", start, f"SUMMARY:{title}", *lines, "END:VEVENT"]
    )


def feed(*events: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR\r\n"]).encode()


def read(*events: str):
    return parse_feed(feed(*events), WINDOW, ZONE, URL)


def slots(found) -> list[str]:
    return [f"{r.local_date:%m-%d} {r.start_time:%H:%M}" for r in found.records]


FOUR = ["12-02 17:00", "12-09 17:00", "12-16 17:00", "12-23 17:00"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([WEEKLY, WEEKLY], FOUR, id="the same rule twice"),
        pytest.param(
            ["RRULE:FREQ=WEEKLY;COUNT=2", "RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=2"],
            ["12-02 17:00", "12-07 17:00", "12-09 17:00", "01-04 17:00"],
            id="two rules",
        ),
        pytest.param([WEEKLY, "EXDATE:"], FOUR, id="an empty EXDATE"),
        pytest.param(
            [WEEKLY, "EXDATE;TZID=America/New_York:20261209T170000,"],
            [FOUR[0], *FOUR[2:]],
            id="a comma after the last EXDATE",
        ),
        pytest.param(
            ["RDATE;VALUE=PERIOD:20261211T220000Z/PT2H"],
            ["12-02 17:00", "12-11 17:00"],
            id="a period as RDATE",
        ),
        pytest.param(
            ["RRULE:FREQ=WEEKLY;UNTIL=20261216T170000;BYDAY=WE"], FOUR[:3], id="UNTIL local"
        ),
        pytest.param(["RRULE:FREQ=WEEKLY;UNTIL=20261216"], FOUR[:3], id="UNTIL a date"),
        pytest.param(
            ["RRULE:FREQ=MONTHLY;BYDAY=2TH;BYHOUR=9,17;COUNT=2"],
            ["12-02 17:00", "12-10 09:00", "12-10 17:00"],
            id="twice a day",
        ),
        pytest.param(
            [WEEKLY, "DTSTART;TZID=America/New_York:20261203T170000"], FOUR, id="two starts"
        ),
    ],
)
def test_what_can_be_read_is_right_and_raises_no_remark(lines, expected):
    found = read(event(*lines))
    assert (slots(found), found.rejected, found.unread) == (expected, (), ())


def test_until_in_local_time_on_a_start_in_utc():
    found = read(
        event("RRULE:FREQ=WEEKLY;UNTIL=20261216T220000", start="DTSTART:20261202T220000Z")
    )
    assert slots(found) == FOUR[:3]


@pytest.mark.parametrize(
    ("lines", "expected", "words"),
    [
        (["RRULE:FREQ=DAILY;INTERVAL=0"], FOUR[:1], "an interval of 0"),
        (["RRULE:FREQ=WEEKLY;INTERVAL=-1"], FOUR[:1], "an interval of -1"),
        (["RRULE:FREQ=SECONDLY"], FOUR[:1], "repeats more than daily"),
        (
            ["RRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7;BYMINUTE=0,1,2,3,4,5,6,7"],
            FOUR[:1],
            "repeats 64 times a day",
        ),
        (
            ["RRULE:FREQ=YEARLY;BYHOUR=1,2;BYMINUTE=1,2;BYSECOND=1,2"],
            FOUR[:1],
            "repeats 8 times a day",
        ),
        (["RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"], FOUR[:1], "never gives a date"),
        (["RRULE:FREQ=DAILY;BYSETPOS=2"], FOUR[:1], "never gives a date"),
        (["RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6"], FOUR[:1], "never gives a date"),
        (["RRULE:BYDAY=MO"], FOUR[:1], "names no frequency"),
        (["RRULE:FREQ=NEVER"], FOUR[:1], "RRULE cannot be read"),
        (["RRULE:FREQ=WEEKLY;COUNT=x", "RRULE:FREQ=WEEKLY;COUNT=2"], FOUR[:2], "cannot be read"),
        ([WEEKLY, "RDATE:x"], FOUR, "RDATE cannot be read: x"),
        (
            [WEEKLY, "EXDATE;TZID=America/New_York:20261209T170000,foo"],
            [FOUR[0], *FOUR[2:]],
            "EXDATE cannot be read: foo",
        ),
    ],
)
def test_a_part_that_cannot_be_read_is_left_out_aloud_and_its_dates_are_not_gone(
    lines, expected, words
):
    found = read(event(*lines))
    assert (slots(found), found.unread) == (expected, ("a",))
    assert words in " ".join(found.rejected)


@pytest.mark.parametrize("line", ["DURATION:soon", "DTEND:later", "SEQUENCE:x", "CREATED:never"])
def test_a_broken_part_without_dates_costs_nothing(line):
    found = read(event(WEEKLY, line))
    assert (slots(found), found.unread) == (FOUR, ())


def test_an_exrule_is_refused_aloud():
    assert "EXRULE" in read(event(WEEKLY, "EXRULE:FREQ=WEEKLY;INTERVAL=2")).rejected[0]


def change(slot: str, start: str, *lines: str, form: str = ";TZID=America/New_York") -> str:
    moved = f"DTSTART;TZID=America/New_York:{start}"
    return event(f"RECURRENCE-ID{form}:{slot}", *lines, start=moved)


ON = ";RANGE=THISANDFUTURE;TZID=America/New_York"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            [change("20261216T170000", "20261216T180000", form=ON)],
            [*FOUR[:2], "12-16 18:00", "12-23 18:00"],
            id="another hour from then on",
        ),
        pytest.param(
            [change("20261216T170000", "20261217T180000", form=ON)],
            [*FOUR[:2], "12-17 18:00", "12-24 18:00"],
            id="another day from then on",
        ),
        pytest.param(
            [
                change("20261209T170000", "20261209T180000", form=ON),
                change("20261216T170000", "20261218T100000"),
                change("20261223T170000", "20261223T190000", form=ON),
            ],
            [FOUR[0], "12-09 18:00", "12-18 10:00", "12-23 19:00"],
            id="several, and one instance of its own",
        ),
        pytest.param(
            [change("20261209", "20261211T170000", form=";VALUE=DATE")],
            [FOUR[0], "12-11 17:00", *FOUR[2:]],
            id="a date for an instance with an hour",
        ),
        pytest.param(
            [change("20261209T170000", "20261211T170000", form="")],
            [FOUR[0], "12-11 17:00", *FOUR[2:]],
            id="a floating time for an instance in a zone",
        ),
    ],
)
def test_changed_instances_take_the_place_of_their_own_slot(changes, expected):
    found = read(event(WEEKLY), *changes)
    assert (slots(found), found.rejected) == (expected, ())
    names = {(r.native_id, r.recurrence_id) for r in found.records}
    assert len(names) == 4
    assert names == {(r.native_id, r.recurrence_id) for r in read(event(WEEKLY)).records}


def test_a_title_and_a_cancellation_from_then_on_are_taken_over():
    [*_, last] = read(
        event(WEEKLY), change("20261216T170000", "20261216T170000", "STATUS:CANCELLED", form=ON)
    ).records
    assert last.status_raw == "CANCELLED"


def test_a_change_whose_instance_cannot_be_told_is_refused_aloud():
    found = read(event(WEEKLY), event("RECURRENCE-ID:bad", start="DTSTART:20261211T170000"))
    assert (slots(found), found.unread) == (FOUR, ("a",))
    assert "the date it changes cannot be read" in found.rejected[0]


def test_events_that_share_a_uid_are_all_read_and_older_versions_are_not():
    other = "DTSTART;TZID=America/New_York:20261217T170000"
    found = read(event(title="City Commission"), event(start=other))
    assert slots(found) == ["12-02 17:00", "12-17 17:00"]
    assert "2 events share its UID" in found.rejected[0]
    newer = read(event("SEQUENCE:1", start=other), event("SEQUENCE:0"))
    assert (slots(newer), newer.rejected) == (["12-17 17:00"], ())
    same = read(event(), event())
    assert (slots(same), same.rejected) == (FOUR[:1], ())
    both = read(event(), event(start=other))
    assert len({r.native_id for r in both.records}) == 2


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_a_fold_inside_a_character_spoils_nothing(newline):
    body = feed(event(title="City Commission – Sesión"), event(uid="b", title="Reunión"))
    fold = f"{newline} ".encode()
    body = body.replace(b"\r\n", newline.encode()).replace(
        b"\xe2\x80\x93", b"\xe2" + fold + b"\x80\x93"
    )
    titles = [r.title_raw for r in parse_feed(body, WINDOW, ZONE, URL).records]
    assert titles == ["City Commission – Sesión", "Reunión"]


def test_one_line_in_an_old_code_page_leaves_the_others_as_they_are():
    body = feed(event(title="Reunión"), event(uid="b", title="Café")).replace(
        "Café".encode(), "Café".encode("cp1252")
    )
    assert {r.title_raw for r in parse_feed(body, WINDOW, ZONE, URL).records} == {
        "Reunión",
        "Café",
    }


@pytest.mark.parametrize(
    ("rule", "old", "near"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "19700106", "20260106"),  # 2,922 weeks
        ("FREQ=DAILY;INTERVAL=3", "19700106", "20260106"),  # 20,454 days
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "19700106", "20260106"),  # begins beside its rule
    ],
)
def test_an_old_endless_series_gives_the_dates_of_one_that_began_lately(rule, old, near):
    found, expected = (
        read(event(f"RRULE:{rule}", start=f"DTSTART;TZID=America/New_York:{day}T170000"))
        for day in (old, near)
    )
    assert slots(found) == slots(expected) != []


@pytest.mark.parametrize(
    "events",
    [
        [event(uid=str(n)) for n in range(MAX_EVENTS + 1)],
        [
            event("RRULE:FREQ=DAILY", start="DTSTART:20000101T170000", uid=str(n))
            for n in range(MAX_RECORDS // 400)
        ],
    ],
)
def test_a_feed_beyond_measure_is_refused_whole(events):
    with pytest.raises(ValueError, match=r"(gives|holds) more than"):
        read(*events)


def test_components_that_never_end_are_left_out_aloud():
    body = feed("BEGIN:VTIMEZONE\r\n" * 2000, event(), "BEGIN:VEVENT\r\n" * 2000, "X")
    found = parse_feed(body, WINDOW, ZONE, URL)
    assert slots(found) == FOUR[:1]
    assert "event by event" in found.rejected[0]
