from datetime import date

import pytest

from knowledge.alerts.subscription import QuietHours
from knowledge.delivery import Urgency
from knowledge.meetings.calendar_state import RecordQuery
from knowledge.meetings.meeting import MeetingStatus
from knowledge.meetings.raw_records import RawAgenda
from knowledge.meetings.sync.meeting_revisions import combine_changes
from knowledge.meetings.sync.unconfirmed_changes import approve_batch, refuse_batch
from knowledge.meetings.text.status_words import parse_status
from tests.knowledge.meetings.desk import (
    FEED,
    LEGISTAR,
    Desk,
    at,
    bundles,
    entry,
    kinds,
    raw,
    resident,
    with_,
)

AROUND = date(2026, 12, 10)


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param({"status_raw": "Cancelled"}, id="by_status_name"),
        pytest.param({"location_raw": f"{'City Hall'} CANCELLED"}, id="by_location"),
        pytest.param({"comment_raw": "Canceled - no quorum"}, id="by_comment"),
        pytest.param({"title_raw": "City Commission - CANCELED"}, id="by_title"),
        pytest.param(
            {"agenda": RawAgenda("https://a.example/n.pdf", "Notice of Cancellation")},
            id="by_agenda_label",
        ),
    ],
)
def test_to_017_a_cancellation_is_read_wherever_it_stands(edit):
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    changes = desk.poll(with_(raw(), **edit))
    assert (kinds(changes), desk.meeting().status) == (["cancelled"], MeetingStatus.CANCELLED)


def test_rescheduled_from_is_on_and_rescheduled_to_is_off_and_linked():
    desk = Desk()
    desk.poll(raw("1", "2027-01-14"), raw("9", "2027-02-11"))
    moved = with_(raw("1", "2027-01-12"), comment_raw="Rescheduled from January 14")
    desk.poll(moved, raw("9", "2027-02-11"))
    assert kinds(desk.poll(moved, raw("9", "2027-02-11"), minutes=30)) == ["rescheduled"]
    assert desk.meeting(day="2027-01-12").is_on
    old = with_(raw("9", "2027-02-11"), comment_raw="Rescheduled to February 18")
    new = raw("10", "2027-02-18")
    [change] = desk.poll(moved, old, new)
    assert (change.kind.value, change.replacement.local_date) == ("rescheduled", date(2027, 2, 18))
    assert desk.meeting(day="2027-02-11").superseded_by == change.replacement.id


def test_a_cancelled_zoom_option_is_a_flag_and_no_cancellation():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    changes = desk.poll(with_(raw(), comment_raw="Zoom option cancelled, attend in person"))
    assert (kinds(changes), desk.meeting().is_on) == ([], True)
    assert "guarded_word" in desk.flag_kinds()


@pytest.mark.parametrize(
    "words",
    [
        "Cancellation of lease",
        "No meeting materials yet",
        "The meeting has not been cancelled",
        "Public comment cancelled",
        "Cancellation of the parking contract",
        "Item 5 has been cancelled",
        "Revised agenda",
        "Amended",
    ],
)
def test_words_about_other_things_do_not_cancel(words):
    assert parse_status(words, AROUND).status is None


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Meeting cancelled; Zoom is off too", MeetingStatus.CANCELLED),
        ("This meeting will not be held", MeetingStatus.CANCELLED),
        ("No meeting this month", MeetingStatus.CANCELLED),
        ("Cancelled due to lack of agenda items", MeetingStatus.CANCELLED),
        ("Cancellation of the December 10 meeting", MeetingStatus.CANCELLED),
        ("CANCELLED", MeetingStatus.CANCELLED),
        ("Postponed", MeetingStatus.POSTPONED),
        ("Continued to March 3", MeetingStatus.POSTPONED),
    ],
)
def test_words_about_the_meeting_itself_do(words, status):
    assert parse_status(words, AROUND).status is status


def test_a_meeting_that_is_on_again_is_reinstated_and_reminded_of():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    off = with_(raw(), status_raw="Cancelled")
    assert kinds(desk.poll(off)) == ["cancelled"]
    assert desk.alerts(now="2026-12-09T16:00") == []
    assert kinds(desk.poll(raw())) == ["reinstated"]
    assert {a.kind.value for a in desk.alerts(now="2026-12-09T16:00")} == {"reminder"}


def test_and_076_a_cancellation_says_nothing_of_the_agenda():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    off = with_(raw(agenda="https://a.example/a.pdf"), status_raw="Cancelled")
    changes = desk.poll(off) + desk.poll(off)
    assert [(c.kind.value, c.also) for c in changes] == [("cancelled", ())]


def test_a_cancellation_near_the_start_wakes_people_up():
    desk = Desk("2026-12-11T02:00")  # 21:00 in town
    desk.poll(raw(clock="10:50 PM", day="2026-12-10"))
    desk.now = at("2026-12-11T02:45")
    changes = desk.poll(raw(clock="10:50 PM", day="2026-12-10", status_raw="Cancelled"))
    [alert] = desk.alerts(changes, resident(quiet=QuietHours(), leads=()))
    assert (alert.due_at, alert.urgency) == (desk.now, Urgency.URGENT)


def test_a_cancellation_after_the_start_is_silent_but_kept():
    desk = Desk("2026-12-10T13:00")
    desk.poll(raw())
    desk.now = at("2026-12-10T15:00")
    rev = desk.meeting().rev
    assert kinds(desk.poll(with_(raw(), status_raw="Cancelled"))) == []
    assert (desk.meeting().status, desk.meeting().rev) == (MeetingStatus.CANCELLED, rev + 1)


def test_a_recess_is_shown_and_cancels_nothing():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    changes = desk.poll(with_(raw(), comment_raw="Recessed to 12/11/26 at 5:00 p.m."))
    assert (kinds(changes), desk.meeting().is_on) == ([], True)
    assert desk.meeting().continuation == "Recessed to 12/11/26 at 5:00 p.m."


def test_postponed_without_a_new_date_waits_for_a_replacement_and_then_says_so():
    desk = Desk()
    desk.poll(raw("1", "2027-01-14"))
    off = with_(raw("1", "2027-01-14"), status_raw="Deferred")
    assert kinds(desk.poll(off)) == []
    assert desk.meeting().checking == ("status",)
    assert kinds(desk.poll(off)) == ["postponed"]


def test_the_same_id_on_another_day_is_a_move():
    desk = Desk()
    desk.poll(raw("2103", "2027-01-14"))
    name = desk.meeting().id
    moved = raw("2103", "2027-01-12")
    changes = desk.poll(moved) + desk.poll(moved) + desk.poll(moved)
    assert [(c.kind.value, c.meeting_id) for c in changes] == [("rescheduled", name)]


def test_two_deferred_and_two_candidates_are_not_linked():
    desk = Desk()
    one, two = raw("1", "2027-01-14"), raw("2", "2027-01-21")
    desk.poll(one, two)
    off = [with_(one, status_raw="Deferred"), with_(two, status_raw="Deferred")]
    new = [raw("3", "2027-01-28"), raw("4", "2027-02-04")]
    changes = desk.poll(*off, *new) + desk.poll(*off, *new)
    assert kinds(changes) == ["new_meeting", "new_meeting", "postponed", "postponed"]


def test_a_move_nearer_than_the_lead_brings_no_late_reminder():
    desk = Desk()
    desk.poll(raw("1", "2026-12-10"))
    moved = raw("1", "2026-11-24", "11:30 AM")
    assert kinds(desk.poll(moved)) == ["rescheduled"]
    assert desk.alerts(subscription=resident()) == []


def test_moved_twice_is_one_message_from_the_first_to_the_last():
    desk = Desk()
    desk.poll(raw("1", "2026-12-10"))
    first = desk.poll(raw("1", "2026-11-25"))
    second = desk.poll(raw("1", "2026-11-26"))
    both = combine_changes(first + second)
    assert (both.kind.value, both.before.local_date, both.after.local_date) == (
        "rescheduled",
        date(2026, 12, 10),
        date(2026, 11, 26),
    )
    back = desk.poll(raw("1", "2026-12-10"))
    assert combine_changes(first + second + back) is None


def test_there_and_back_within_thirty_minutes_is_silent():
    desk = Desk()
    there, back = raw("1", "2027-01-14"), raw("1", "2027-01-12")
    desk.poll(there)
    assert desk.poll(back) + desk.poll(there, minutes=14) + desk.poll(there, minutes=60) == []


def test_eight_cancellations_at_once_are_held_and_then_one_message():
    desk = Desk()
    days = [f"2026-12-{day:02}" for day in range(1, 9)]
    desk.poll(*(raw(day, day, "5:00 PM") for day in days))
    off = [raw(day, day, "5:00 PM", status_raw="Cancelled") for day in days]
    assert desk.poll(*off) == []
    assert "bulk" in desk.flag_kinds()
    assert desk.poll(*off) == []
    changes = desk.poll(*off)
    assert kinds(changes) == ["cancelled"] * 8
    alerts = desk.alerts(changes, resident(leads=()))
    assert [len(bundle) for bundle in bundles(alerts)] == [8]


def test_an_operator_may_let_a_batch_go_or_drop_it():
    days = [f"2026-12-{day:02}" for day in range(1, 9)]
    off = [raw(day, day, "5:00 PM", status_raw="Cancelled") for day in days]
    for decide, expected in ((approve_batch, 8), (refuse_batch, 0)):
        desk = Desk()
        desk.poll(*(raw(day, day, "5:00 PM") for day in days))
        desk.poll(*off)
        [flag] = [flag for flag in desk.flags if flag.batch]
        desk.calendar = decide(desk.calendar, flag.batch)
        changes = desk.poll(*off) + desk.poll(*off) + desk.poll(*off)
        assert len(changes) == expected


def test_cancelled_at_first_sight_is_listed_in_silence():
    desk = Desk()
    desk.poll(raw())
    assert desk.poll(raw(), raw("2", "2026-12-22", status_raw="Cancelled")) == []
    assert desk.meeting(day="2026-12-22").status is MeetingStatus.CANCELLED


def test_postponed_minutes_before_the_start_is_told_at_once():
    desk = Desk("2026-12-10T21:30")
    desk.poll(raw(clock="5:00 PM"))
    changes = desk.poll(
        raw(clock="5:00 PM", comment_raw="POSTPONED: not advertised as the law asks"), minutes=10
    )
    [alert] = desk.alerts(changes, resident(leads=()))
    assert (alert.kind.value, alert.due_at, alert.urgency) == (
        "postponed",
        desk.now,
        Urgency.URGENT,
    )


def test_a_change_is_confirmed_by_a_second_poll_where_no_answer_comes():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    off = raw(status_raw="Cancelled")
    assert desk.poll(off, confirms=False) == []
    assert desk.step.questions == (RecordQuery(LEGISTAR, "2102", "", desk.meeting().id),)
    assert kinds(desk.poll(off, confirms=False)) == ["cancelled"]


def test_a_lesser_source_that_says_off_within_72_hours_asks_for_a_check():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    desk.poll(entry("City Commission", "2026-12-10", "09:00"), origin=FEED)
    off = entry("City Commission", "2026-12-10", "09:00", status_raw="CANCELLED")
    changes = desk.poll(off, origin=FEED) + desk.poll(off, origin=FEED)
    assert (kinds(changes), desk.meeting().is_on) == (["check"], True)
