"""Part of a day that is called off, and the second sitting that is only usual."""

from datetime import time

import pytest

from tests.knowledge.meetings.desk import Desk, at, kinds, raw, with_

DAY = "9:00 AM; evening 5:00 PM"
NINE, FIVE = time(9), time(17)


@pytest.mark.parametrize(
    ("clock", "words", "left", "off"),
    [
        (DAY, "The 5 p.m. session is cancelled", [NINE], (FIVE,)),
        (DAY, "EVENING SESSION CANCELLED", [NINE], (FIVE,)),
        (DAY, "No evening session", [NINE], (FIVE,)),
        (DAY, "The second session will not be held", [NINE], (FIVE,)),
        (DAY, "Morning session cancelled", [FIVE], (NINE,)),
        (DAY, "9:00 A.M. hearing cancelled due to storm", [FIVE], (NINE,)),
        ("9:00 AM", "Evening session cancelled", [NINE], (FIVE,)),
    ],
)
def test_only_that_session_is_off(clock, words, left, off):
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw(clock=clock))
    [change] = desk.poll(raw(clock=clock, comment_raw=words))
    meeting = desk.meeting()
    assert (change.kind.value, meeting.is_on, meeting.off_times) == ("sittings", True, off)
    assert [session.local_time for session in meeting.sessions] == left


def test_the_only_session_is_the_meeting():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw(clock="5:00 PM"))
    changes = desk.poll(raw(clock="5:00 PM", comment_raw="The 5 p.m. session is cancelled"))
    assert kinds(changes) == ["cancelled"]


def test_a_session_nobody_knows_is_for_people_to_check():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw(clock="5:00 PM"))
    changes = desk.poll(raw(clock="5:00 PM", comment_raw="The 7 p.m. session is cancelled"))
    assert (kinds(changes), desk.meeting().is_on) == (["check"], True)


def test_the_evening_is_called_off_after_the_morning_has_begun():
    desk = Desk("2026-12-10T13:00")
    desk.poll(raw())
    desk.now = at("2026-12-10T20:15")  # 15:15 in town
    [change] = desk.poll(raw(comment_raw="EVENING SESSION CANCELLED"))
    assert (change.kind.value, change.after.off_times) == ("sittings", (FIVE,))


def test_a_whole_meeting_is_called_off_before_its_announced_evening():
    desk = Desk("2026-12-10T13:00")
    desk.poll(raw(clock=DAY))
    desk.now = at("2026-12-10T20:15")
    assert kinds(desk.poll(raw(clock=DAY, status_raw="Cancelled"))) == ["cancelled"]


def test_a_usual_session_is_not_withdrawn_when_the_morning_moves():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    [change] = desk.poll(raw(clock="11:00 AM"))
    hours = [(s.local_time, s.is_usual) for s in change.after.sessions]
    assert hours == [(time(11), False), (FIVE, True)]
    [change] = desk.poll(raw(clock="4:00 PM"))
    assert [s.local_time for s in change.after.sessions] == [time(16)]
    assert [s.local_time for s in change.before.sessions] == [time(11)]


def test_a_usual_session_called_off_after_a_move_is_off():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    desk.poll(raw(clock="10:00 AM"))
    [change] = desk.poll(raw(clock="10:00 AM", comment_raw="Evening session cancelled"))
    assert ([s.local_time for s in change.after.sessions], change.after.off_times) == (
        [time(10)],
        (FIVE,),
    )


def test_a_usual_session_that_is_announced_or_no_longer_named_is_no_news():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    assert desk.poll(raw(clock=DAY)) == []
    assert desk.poll(raw()) == []


def test_a_meeting_that_has_begun_keeps_the_hour_the_clerk_emptied():
    desk = Desk("2026-12-10T13:00")
    desk.poll(raw(clock="9:00 AM"))
    desk.now = at("2026-12-10T15:00")
    assert desk.poll(raw(clock="TBD")) == []
    assert desk.meeting().has_begun(desk.now)


def test_a_cancelled_meeting_keeps_the_hours_the_clerk_emptied():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw(clock="5:00 PM"))
    desk.poll(with_(raw(clock=""), status_raw="Cancelled"))
    assert desk.meeting().local_time == FIVE
