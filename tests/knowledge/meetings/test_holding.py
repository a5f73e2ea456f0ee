"""Nothing is held back into its start, and silence of a source delays no one for ever."""

from knowledge.meetings.meeting import MeetingStatus
from tests.knowledge.meetings.desk import Desk, at, kinds, raw, with_


def test_twelve_dates_after_seven_cancellations_are_all_told():
    desk = Desk("2026-11-24T15:00")
    old = [raw(f"o{n}", f"2026-12-{n:02}", "5:00 PM") for n in range(1, 8)]
    desk.poll(*old)
    off = [with_(one, status_raw="Cancelled") for one in old]
    told = desk.poll(*off) + desk.poll(*off) + desk.poll(*off, minutes=30)
    assert kinds(told) == ["cancelled"] * 7
    year = [raw(f"n{n}", f"2027-{n:02}-14") for n in range(1, 13)]
    assert kinds(desk.poll(*off, *year)) == ["new_meeting"] * 12


def test_many_cancellations_minutes_before_the_start_are_told_at_once():
    desk = Desk("2026-12-10T21:20")  # 16:20 in town
    names = [str(n) for n in range(7)]
    bodies = [{"body_raw": f"Board {n}", "body_id": f"9{n}", "clock": "5:00 PM"} for n in names]
    on = [raw(n, **body) for n, body in zip(names, bodies, strict=True)]
    desk.poll(*on)
    off = [with_(one, status_raw="Cancelled") for one in on]
    assert kinds(desk.poll(*off, minutes=5)) == ["cancelled"] * 7


def test_many_cancellations_of_today_and_of_next_week_wait_only_where_there_is_time():
    desk = Desk("2026-12-10T19:40")
    today = [raw(f"t{n}", clock="5:00 PM", body_raw=f"B{n}", body_id=f"9{n}") for n in range(4)]
    later = [raw(f"l{n}", f"2026-12-1{n}", "5:00 PM") for n in range(5, 9)]
    desk.poll(*today, *later)
    off = [with_(one, status_raw="Cancelled") for one in [*today, *later]]
    assert {c.after.local_date.day for c in desk.poll(*off)} == {10}
    assert desk.meeting(day="2026-12-15").checking_status is MeetingStatus.CANCELLED
    assert not desk.meeting(day="2026-12-15").is_confirmed


def test_a_batch_of_new_hours_that_nobody_approves_is_told_before_it_is_too_late():
    desk = Desk("2026-12-01T15:00")
    rows = [raw(str(n), f"2026-12-{n}", "5:00 PM") for n in range(10, 16)]
    desk.poll(*rows)
    moved = [with_(row, time_text="6:00 PM") for row in rows]
    early = [c for _ in range(6) for c in desk.poll(*moved, minutes=24 * 60)]
    assert early == []
    late = [c for _ in range(3) for c in desk.poll(*moved, minutes=24 * 60)]
    assert {c.after.local_date.day for c in late} >= {10, 11}


def test_a_cancellation_is_told_where_the_source_falls_silent_after_it():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    assert desk.poll(raw(status_raw="Cancelled"), confirms=False) == []
    assert desk.wait(30) == []
    assert kinds(desk.wait(31)) == ["cancelled"]


def test_a_meeting_that_is_over_and_is_set_anew_without_an_hour_is_told():
    desk = Desk("2026-12-10T13:00")
    desk.poll(raw())
    desk.now = at("2026-12-10T16:00")
    anew = raw("2102", "2026-12-11", "TBD")
    assert kinds(desk.poll(anew) + desk.poll(anew)) == ["rescheduled"]


def test_a_meeting_that_was_off_and_over_and_is_set_anew_is_told():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    desk.poll(raw(status_raw="Cancelled"))
    desk.now = at("2026-12-11T15:00")
    anew = raw("2102", "2026-12-20")
    changes = desk.poll(anew) + desk.poll(anew, minutes=60)
    assert [(c.kind.value, c.after.local_date.day) for c in changes] == [("rescheduled", 20)]
    assert "reinstated" in {kind.value for kind in changes[0].all_kinds}
