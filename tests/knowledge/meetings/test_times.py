from datetime import date, time, timedelta

import pytest

from knowledge.alerts.alert_claims import NoAlertReason
from knowledge.alerts.lead_time import EVENING_BEFORE, LeadTime
from knowledge.alerts.owed_alerts import explain_alerts
from knowledge.alerts.subscription import QuietHours
from knowledge.meetings.calendar_view import upcoming_meetings
from knowledge.meetings.clock_times import is_skipped, parse_times, to_utc
from knowledge.meetings.meeting import MeetingStatus
from knowledge.town.town_folder import shipped_town
from tests.knowledge.meetings.desk import Desk, at, entry, kinds, raw, resident, with_

NEW_YORK = "America/New_York"


def test_nine_o_clock_is_nine_o_clock_on_both_sides_of_the_clock_change():
    desk = Desk()
    desk.poll(raw("1", "2027-03-11"), raw("2", "2027-04-08"))
    assert [(m.local_time, m.start_at) for m in desk.calendar.meetings] == [
        (time(9), at("2027-03-11T14:00")),
        (time(9), at("2027-04-08T13:00")),
    ]


def test_the_evening_before_is_18_on_the_wall_clock_of_the_sunday_that_springs_forward():
    desk = Desk("2027-03-01T15:00")
    desk.poll(raw("1", "2027-03-15", "5:00 PM"))
    alerts = desk.alerts(subscription=resident(leads=(EVENING_BEFORE,)), now="2027-03-14T00:00")
    assert [alert.due_at for alert in alerts] == [at("2027-03-14T22:00")]


def test_an_hour_that_does_not_exist_is_flagged_and_one_that_comes_twice_is_the_first():
    desk = Desk("2027-03-01T15:00")
    desk.poll(entry("City Commission", "2027-03-14", "02:30"))
    meeting = desk.meeting()
    assert (meeting.local_date, meeting.sessions) == (date(2027, 3, 14), ())
    assert "odd_time" in desk.flag_kinds()
    assert is_skipped(date(2027, 3, 14), time(2, 30), NEW_YORK)
    assert to_utc(date(2027, 11, 7), time(1, 30), NEW_YORK) == at("2027-11-07T05:30")


def test_midnight_is_a_placeholder_and_a_long_night_stays_on_its_day():
    desk = Desk()
    desk.poll(raw("1", clock="12:00 AM"), raw("2", "2026-12-11", "10:00 PM"))
    placeholder, late = desk.calendar.meetings
    assert (placeholder.status, placeholder.sessions, placeholder.time_note) == (
        MeetingStatus.TENTATIVE,
        (),
        "",
    )
    assert (late.local_date, len(late.sessions)) == (date(2026, 12, 11), 1)


@pytest.mark.parametrize("typed", ["", "TBD", "N/A", "n/a", "TBA"])
def test_without_a_time_there_is_an_evening_before_but_no_two_hours_before(typed):
    desk = Desk()
    desk.poll(raw(clock=typed))
    alerts = desk.alerts(now="2026-12-09T12:00")
    assert [(a.lead, a.session, a.due_at) for a in alerts] == [
        ("evening", 0, at("2026-12-09T23:00"))
    ]
    owed = explain_alerts(
        resident(), desk.calendar.meetings, [], at("2026-12-09T12:00"), desk.city
    )
    assert NoAlertReason.UNKNOWN_TIME in {one.why_not for one in owed}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("13:00", time(13)),
        ("17:01", time(17, 1)),
        ("5:01 PM", time(17, 1)),
        ("5:00 P.M.", time(17)),
        ("06:00  PM", time(18)),
        ("noon", time(12)),
        ("9 am", time(9)),
        ("5:05 p.m. or soon thereafter", time(17, 5)),
        ("9:00 AM - 12:00 PM", time(9)),
    ],
)
def test_typed_times_are_read(typed, expected):
    assert parse_times(typed).times == (expected,)


@pytest.mark.parametrize("typed", ["5:00", "04:00", "4:00 AM", "11:30 PM", "5-7 PM"])
def test_doubtful_times_are_flagged_and_not_guessed(typed):
    reading = parse_times(typed)
    assert (reading.times, bool(reading.problem), reading.note) == ((), True, typed)


def test_prose_is_shown_as_it_stands():
    desk = Desk()
    desk.poll(raw(clock="Immediately following the evening session"))
    meeting = desk.meeting()
    assert (meeting.sessions, meeting.time_note) == (
        (),
        "Immediately following the evening session",
    )
    assert parse_times("After the 5:00 PM meeting").times == ()


def test_two_sessions_have_their_own_reminders():
    desk = Desk()
    desk.poll(raw(clock="9:00 A.M.; evening session 5:00 P.M."))
    wishes = resident(leads=(LeadTime(minutes=120, each=True),))
    alerts = desk.alerts(subscription=wishes, now="2026-12-10T11:00")
    assert [(a.session, a.due_at) for a in alerts] == [
        (1, at("2026-12-10T12:00")),
        (2, at("2026-12-10T20:00")),
    ]


def test_nothing_depends_on_the_zone_of_the_machine(monkeypatch):
    found = []
    for zone in ("UTC", "Asia/Tokyo"):
        monkeypatch.setenv("TZ", zone)
        __import__("time").tzset()
        desk = Desk()
        desk.poll(raw(), raw("2", "2027-03-14", "5:00 PM"))
        changes = desk.poll(raw(), raw("2", "2027-03-14", "5:00 PM"), raw("3", "2026-11-26"))
        found.append((desk.calendar, desk.alerts(changes, now="2026-12-09T12:00")))
    monkeypatch.undo()
    __import__("time").tzset()
    assert found[0] == found[1]


def test_a_reminder_in_quiet_hours_goes_when_they_end():
    desk = Desk()
    desk.poll(raw())
    wishes = resident(leads=(LeadTime(minutes=120),), quiet=QuietHours())
    [alert] = desk.alerts(subscription=wishes, now="2026-12-10T05:00")
    assert (alert.wanted_at, alert.due_at) == (at("2026-12-10T12:00"), at("2026-12-10T12:30"))
    assert alert.expires_at - alert.due_at == timedelta(minutes=90)


def test_the_turn_of_the_year_loses_and_repeats_nothing():
    days = ["2026-12-31", "2027-01-01", "2028-02-29"]
    desk = Desk("2026-12-31T01:00")
    records = [raw(day, day, "5:00 PM") for day in days[:2]]
    desk.poll(*records)
    changes = []
    for _ in range(8):
        changes += desk.poll(*records, minutes=360)
    assert kinds(changes) == []
    assert [
        m.local_date.isoformat()
        for m in upcoming_meetings(desk.calendar.meetings, at("2026-12-31T15:00"), desk.city)
    ] == days[:2]
    leap = Desk("2028-02-20T12:00")
    leap.poll(raw("leap", days[2]))
    assert leap.meeting().start_at == at("2028-02-29T14:00")
    assert shipped_town().city.poll_window(date(2026, 12, 31)).contains(date(2027, 12, 31))


def test_a_usual_evening_session_is_added_and_said_to_be_usual():
    desk = Desk()
    desk.poll(raw())
    assert [(s.local_time, s.is_usual) for s in desk.meeting().sessions] == [
        (time(9), False),
        (time(17), True),
    ]
    changes = desk.poll(
        with_(raw(), comment_raw="Morning session 9:00 A.M.; evening session 5 PM")
    )
    assert (changes, desk.meeting().sessions[1].is_usual) == ([], False)


def test_an_evening_session_called_off_is_not_a_cancelled_meeting():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    changes = desk.poll(with_(raw(), comment_raw="Evening session cancelled"))
    assert (kinds(changes), len(desk.meeting().sessions)) == (["sittings"], 1)
