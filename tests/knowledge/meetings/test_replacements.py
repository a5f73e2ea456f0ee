"""A new date is told only where the source says so; every other new meeting is announced."""

from datetime import date

import pytest

from tests.knowledge.meetings.desk import Desk, kinds, raw, with_

PLANNING = raw("2122", "2027-01-21", "5:00 PM", body_raw="Planning Board", body_id="140")


@pytest.mark.parametrize(
    ("old_words", "new_words"),
    [
        ("Deferred to January 28", ""),
        ("Rescheduled to 1/28/2027", ""),
        ("", "Rescheduled from January 21"),
        ("", "In lieu of the cancelled January 21 meeting"),
        ("", "This meeting replaces the deferred January 21 meeting"),
    ],
)
def test_deferred_and_replaced_is_one_message(old_words, new_words):
    desk = Desk()
    new = with_(PLANNING, native_id="2123", local_date=date(2027, 1, 28), comment_raw=new_words)
    off = with_(PLANNING, status_raw="Deferred", comment_raw=old_words)
    desk.poll(PLANNING)
    [change] = desk.poll(off, new)
    assert (change.kind.value, change.before.local_date, change.replacement.local_date) == (
        "rescheduled",
        date(2027, 1, 21),
        date(2027, 1, 28),
    )
    assert desk.poll(off, new) == []


def test_a_replacement_found_later_turns_postponed_into_rescheduled():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    off = with_(raw(), status_raw="Deferred")
    assert kinds(desk.poll(off)) == ["postponed"]
    new = raw("3", "2026-12-17", comment_raw="Rescheduled from December 10")
    assert kinds(desk.poll(off, new)) == ["rescheduled"]


def test_the_same_subject_on_another_day_is_the_same_meeting():
    desk = Desk("2026-12-09T15:00")
    words = "SPECIAL MEETING - Discussion of the 287(g) agreement with ICE"
    old = raw("1", comment_raw=words)
    desk.poll(old, raw("9", "2027-02-11"))
    off = with_(old, status_raw="Cancelled")
    assert kinds(desk.poll(off, raw("9", "2027-02-11"))) == ["cancelled"]
    changes = desk.poll(off, raw("9", "2027-02-11"), raw("2", "2026-12-16", comment_raw=words))
    assert kinds(changes) == ["rescheduled"]


@pytest.mark.parametrize("status", ["Cancelled", "Deferred"])
@pytest.mark.parametrize(
    ("words", "new_words", "day"),
    [
        ("", "", "2027-01-14"),  # the ordinary meeting of the next month
        (
            "SPECIAL MEETING - storm debris",
            "SPECIAL MEETING - Discussion of the 287(g) agreement",
            "2026-12-16",
        ),
    ],
)
def test_the_next_meeting_of_its_kind_is_a_new_meeting_and_no_new_date(
    status, words, new_words, day
):
    desk = Desk("2026-12-08T15:00")
    old = raw("1", comment_raw=words)
    desk.poll(old)
    off = with_(old, status_raw=status)
    assert kinds(desk.poll(off)) in (["cancelled"], ["postponed"])
    new = raw("2", day, comment_raw=new_words)
    assert kinds(desk.poll(off, new, minutes=60)) == ["new_meeting"]
    assert kinds(desk.poll(off, with_(new, status_raw="Cancelled"), minutes=60)) in (
        ["cancelled"],
        [],
    )


def test_after_a_cancelled_meeting_is_over_the_next_one_is_told_moved_and_cancelled():
    desk = Desk("2026-11-30T13:00")
    past = raw("1", "2026-11-30", comment_raw="Special Meeting")
    desk.poll(past)
    off = with_(past, comment_raw="Special Meeting - CANCELLED")
    desk.poll(off, minutes=24 * 60)
    new = raw("2", "2026-12-07", comment_raw="Special Meeting")
    assert kinds(desk.poll(off, new, minutes=3 * 24 * 60)) == ["new_meeting"]
    moved = with_(new, time_text="11:00 AM")
    assert kinds(desk.poll(off, moved, minutes=2 * 24 * 60)) == ["time_changed"]
    assert kinds(desk.poll(off, with_(moved, status_raw="Cancelled"))) == ["cancelled"]
