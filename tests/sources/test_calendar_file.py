from datetime import timedelta

import icalendar

from bot.sources.calendar_file import build_calendar_file
from tests.knowledge.meetings.desk import Desk, raw, with_

DOMAIN = "bot.example"


def events(body: bytes):
    return list(icalendar.Calendar.from_ical(body).walk("VEVENT"))


def test_the_file_keeps_its_ids_raises_its_sequence_and_its_bytes_are_stable():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    meeting = desk.meeting()
    first = build_calendar_file([meeting], DOMAIN, desk.now)
    desk.poll(raw())
    assert build_calendar_file([desk.meeting()], DOMAIN, desk.now + timedelta(days=1)) == first
    desk.poll(raw(day="2026-12-11"))
    moved = build_calendar_file([desk.meeting()], DOMAIN, desk.now)
    desk.poll(raw(day="2026-12-11", status_raw="Cancelled"))
    off = build_calendar_file([desk.meeting()], DOMAIN, desk.now)
    found = [
        [(str(e["UID"]), int(e["SEQUENCE"]), str(e["STATUS"])) for e in events(body)]
        for body in (first, moved, off)
    ]
    ids = [f"{meeting.id}-1@{DOMAIN}", f"{meeting.id}-2@{DOMAIN}"]
    assert found == [
        [(ids[0], 1, "CONFIRMED"), (ids[1], 1, "CONFIRMED")],
        [(ids[0], 2, "CONFIRMED"), (ids[1], 2, "CONFIRMED")],
        [(ids[0], 3, "CANCELLED"), (ids[1], 3, "CANCELLED")],
    ]
    assert str(events(off)[0]["SUMMARY"]) == "CANCELLED: City Commission (1)"


def test_local_times_carry_a_small_zone_and_lines_are_folded():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw(), raw("2", "2027-04-08"))
    body = build_calendar_file(desk.calendar.meetings, DOMAIN, desk.now)
    starts = [e["DTSTART"].dt for e in events(body)]
    assert [s.isoformat() for s in starts][:3:2] == [
        "2026-12-10T09:00:00-05:00",
        "2027-04-08T09:00:00-04:00",
    ]
    assert body.count(b"BEGIN:VTIMEZONE") == 1
    assert body.count(b"BEGIN:DAYLIGHT") + body.count(b"BEGIN:STANDARD") <= 8
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert b"METHOD:PUBLISH" in body


def test_an_unknown_time_is_a_tentative_whole_day():
    desk = Desk()
    desk.poll(raw(clock="TBD"))
    [event] = events(build_calendar_file([desk.meeting()], DOMAIN, desk.now))
    assert (event["DTSTART"].dt.isoformat(), str(event["STATUS"])) == ("2026-12-10", "TENTATIVE")


def test_a_cancelled_meeting_leaves_the_file_after_thirty_days():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    desk.poll(with_(raw(), status_raw="Cancelled"))
    meeting = desk.meeting()
    counts = [
        len(
            events(
                build_calendar_file([meeting], DOMAIN, meeting.closes_at + timedelta(days=days))
            )
        )
        for days in (1, 29, 31)
    ]
    assert counts == [2, 2, 0]
