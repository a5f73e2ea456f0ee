"""Who is who when a feed changes its keys, repeats its answer, or cannot be read in part."""

from datetime import date

import pytest

from bot.sources.ical.ical_events import parse_feed
from knowledge.meetings.meeting_change import ChangeKind
from knowledge.meetings.raw_records import FetchOutcome, Presence
from tests.knowledge.meetings.desk import FEED, Desk, entry, kinds, raw

ZONE = "America/New_York"


def series(*blocks: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\n{block}\r\nEND:VEVENT\r\n" for block in blocks)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n".encode()


def block(start: str, *lines: str, uid: str = "a", title: str = "Planning Board") -> str:
    return "\r\n".join([f"UID:{uid}", f"SUMMARY:{title}", f"DTSTART;TZID={ZONE}:{start}", *lines])


WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=4"
AT_FIVE = series(block("20261202T170000", WEEKLY))
AT_SIX = series(block("20261202T180000", WEEKLY))
THURSDAYS = series(block("20261203T170000", WEEKLY))
SPLIT = series(
    block("20261202T170000", "RRULE:FREQ=WEEKLY;UNTIL=20261216T045959Z"),
    block("20261216T180000", "RRULE:FREQ=WEEKLY;COUNT=2", uid="a_R20261216T220000"),
)
FROM_THEN_ON = series(
    block("20261202T170000", WEEKLY),
    block("20261216T180000", f"RECURRENCE-ID;RANGE=THISANDFUTURE;TZID={ZONE}:20261216T170000"),
)
NEW_UID = series(block("20261202T180000", WEEKLY, uid="b"))


class Reader(Desk):
    """A desk that is fed whole calendars."""

    def feed(self, body: bytes, minutes: int = 60):
        window = self.city.poll_window(self.now.date())
        read = parse_feed(body, window, ZONE, "https://city.example/")
        fields = {"unread": read.unread, "rejected": read.rejected}
        return self.poll(*read.records, minutes=minutes, origin=FEED, **fields)


@pytest.mark.parametrize(
    ("edited", "changed"),
    [
        (AT_SIX, {2: 18, 9: 18, 16: 18, 23: 18}),
        (SPLIT, {16: 18, 23: 18}),
        (FROM_THEN_ON, {16: 18, 23: 18}),
        (NEW_UID, {2: 18, 9: 18, 16: 18, 23: 18}),
    ],
)
def test_an_edited_hour_of_a_series_is_a_new_time_of_each_meeting(edited, changed):
    desk = Reader("2026-11-24T15:00")
    desk.feed(AT_FIVE)
    told = [c for _ in range(8) for c in desk.feed(edited, minutes=65)]
    found = {c.after.local_date.day: c.after.local_time.hour for c in told}
    assert ({c.kind for c in told}, found) == ({ChangeKind.TIME_CHANGED}, changed)
    assert len(desk.calendar.meetings) == 4


def test_an_edited_weekday_of_a_series_moves_each_meeting():
    desk = Reader("2026-11-24T15:00")
    desk.feed(AT_FIVE)
    told = [c for _ in range(8) for c in desk.feed(THURSDAYS, minutes=65)]
    moves = {(c.before.local_date.day, c.after.local_date.day) for c in told}
    assert ({c.kind for c in told}, moves) == (
        {ChangeKind.RESCHEDULED},
        {(2, 3), (9, 10), (16, 17), (23, 24)},
    )


def test_a_record_deleted_and_entered_again_the_same_day_is_one_meeting():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw("1", clock="5:00 PM"))
    assert kinds(desk.poll(raw("2", clock="6:00 PM"))) == ["time_changed"]


def test_a_record_that_vanishes_beside_one_of_another_kind_is_not_that_one():
    desk = Desk("2026-12-08T15:00")
    desk.poll(raw("1", clock="5:00 PM"))
    special = raw("2", clock="6:00 PM", comment_raw="SPECIAL MEETING - ICE")
    assert kinds(desk.poll(special)) == ["new_meeting"]


TWO = [block("20261203T170000", title="City Commission"), block("20261217T170000")]


def test_two_events_with_one_uid_are_two_meetings_in_any_order():
    desk = Reader("2026-11-24T15:00")
    desk.feed(series(*TWO))
    assert [m.body for m in desk.calendar.meetings] == ["City Commission", "Planning Board"]
    told = [c for _ in range(8) for c in desk.feed(series(*reversed(TWO)), minutes=65)]
    assert told == []
    assert "rejected" in desk.flag_kinds()


def test_a_second_event_that_takes_a_known_uid_moves_nothing():
    desk = Reader("2026-11-24T15:00")
    desk.feed(series(TWO[0]))
    told = desk.feed(series(*TWO))
    assert [(c.kind.value, c.after.body) for c in told] == [("new_meeting", "Planning Board")]


def test_a_record_that_turns_into_another_body_is_no_move():
    desk = Desk("2026-12-01T15:00")
    desk.poll(entry("City Commission", "2026-12-10", "09:00", "1"), origin=FEED)
    other = entry("Planning Board", "2026-12-17", "17:00", "1")
    changes = desk.poll(other, origin=FEED)
    found = {(c.kind.value, c.after.body) for c in changes}
    assert found == {("unlisted", "City Commission"), ("new_meeting", "Planning Board")}


SAME = {"outcome": FetchOutcome.NOT_MODIFIED, "complete": False}


def test_an_unchanged_answer_confirms_an_absence_too():
    desk = Desk("2026-12-01T15:00")
    desk.poll(raw("1"), raw("2", "2027-01-14"))
    told = desk.poll(raw("2", "2027-01-14"), confirms=False)
    assert not desk.meeting(day="2026-12-10").is_confirmed
    for _ in range(7):
        told += desk.poll(minutes=70, confirms=False, **SAME)
        told += desk.answer([], Presence.GONE)
    assert kinds(told) == ["unlisted"]


def test_an_unchanged_answer_keeps_what_is_listed_and_confirms_a_change():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw("1"))
    assert desk.poll(raw("1", status_raw="Cancelled"), confirms=False) == []
    assert kinds(desk.poll(confirms=False, **SAME)) == ["cancelled"]
    assert all(record.missing_polls == 0 for record in desk.calendar.records)


def test_what_is_listed_but_cannot_be_read_is_not_gone():
    desk = Reader("2026-11-24T15:00")
    desk.feed(AT_FIVE)
    broken = series(block("20261202T170000", "RRULE:FREQ=WEEKLY;INTERVAL=0"))
    told = [c for _ in range(8) for c in desk.feed(broken, minutes=65)]
    assert (told, len(desk.calendar.meetings)) == ([], 4)
    assert any("interval of 0" in flag.text for flag in desk.flags)


def test_the_edited_series_of_a_feed_that_is_still_near_is_told_at_once():
    desk = Reader("2026-12-02T15:00")  # seven hours before
    desk.feed(AT_FIVE)
    told = desk.feed(AT_SIX)
    assert [c.after.local_date for c in told] == [date(2026, 12, 2)]
