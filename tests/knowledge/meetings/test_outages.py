from datetime import timedelta

from knowledge.meetings.calendar_view import EmptyReason, check_freshness, empty_reason
from knowledge.meetings.raw_records import FetchOutcome, Presence
from knowledge.meetings.sync.unconfirmed_changes import accept_short_list
from tests.knowledge.meetings.desk import LEGISTAR, Desk, at, kinds, raw, with_

ERROR = {"outcome": FetchOutcome.ERROR, "complete": False, "error": "no route"}
YEAR = [raw(str(n), f"2027-{n:02}-14") for n in range(1, 11)]


def test_a_cancellation_found_after_six_dark_hours_is_told_once():
    desk = Desk("2026-12-09T13:00")
    desk.poll(raw())
    dark = [change for _ in range(6) for change in desk.poll(minutes=60, **ERROR)]
    off = raw(status_raw="Cancelled")
    assert (dark, kinds(desk.poll(off) + desk.poll(off))) == ([], ["cancelled"])
    assert "source_error" in desk.flag_kinds()


def test_an_empty_list_keeps_what_is_known():
    desk = Desk()
    desk.poll(*YEAR)
    changes = [change for _ in range(40) for change in desk.poll(minutes=60)]
    assert (changes, len(desk.calendar.meetings)) == ([], 10)
    assert "suspect_empty" in desk.flag_kinds()


def test_half_a_list_keeps_what_is_known():
    desk = Desk()
    desk.poll(*YEAR)
    off = [with_(record, status_raw="Cancelled") for record in YEAR[:4]]
    assert desk.poll(*off) + desk.poll(*off) + desk.poll(*off) == []
    desk.calendar = accept_short_list(desk.calendar, LEGISTAR.id)
    assert kinds(desk.poll(*off, minutes=30) + desk.poll(*off, minutes=30)) == ["cancelled"] * 4


def test_a_week_of_unchanged_answers_is_worth_a_note():
    desk = Desk()
    desk.poll(raw(day="2027-01-14"))
    for _ in range(7):
        desk.poll(outcome=FetchOutcome.NOT_MODIFIED, complete=False, minutes=24 * 60)
    assert "stale" in desk.flag_kinds()
    assert not check_freshness(desk.calendar, desk.meeting(), desk.now, desk.city).is_stale


def test_an_older_copy_changes_nothing_back():
    desk = Desk("2026-12-09T15:00")
    old = raw(modified_at=at("2026-12-01"))
    new = raw(clock="10:00 AM", modified_at=at("2026-12-09"))
    desk.poll(old, raw_sha256="a")
    assert kinds(desk.poll(new, raw_sha256="b")) == ["time_changed"]
    assert desk.poll(old, raw_sha256="a") + desk.poll(old, raw_sha256="a") == []
    assert "old_copy" in desk.flag_kinds()
    assert desk.poll(old, raw_sha256="c") == []
    assert f"{desk.meeting().local_time:%H:%M}" == "10:00"


def test_a_source_that_insists_on_its_older_stamp_is_believed_in_the_end():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw(modified_at=at("2026-12-08")))
    insisted = raw(clock="10:00 AM", modified_at=at("2026-12-01"))
    changes = [c for _ in range(6) for c in desk.poll(insisted, confirms=False)]
    assert kinds(changes) == ["time_changed"]


def test_a_revoked_key_is_told_to_the_operator():
    desk = Desk()
    desk.poll(raw())
    desk.poll(needs_token=True, **ERROR)
    assert desk.flag_kinds() == ["needs_token"]
    desk.poll(raw())
    assert "needs_token:legistar-keywest" not in desk.calendar.flags


def test_a_meeting_that_leaves_the_window_leaves_in_silence():
    past = Desk("2026-12-10T13:00")
    past.poll(raw(), *YEAR)
    gone = [c for _ in range(20) for c in past.poll(raw(), *YEAR, minutes=60)]
    gone += [c for _ in range(20) for c in past.poll(*YEAR, minutes=24 * 60)]
    assert kinds(gone) == []


def test_missing_once_and_back_is_silent():
    desk = Desk()
    desk.poll(raw(), *YEAR)
    assert desk.poll(*YEAR) + desk.poll(raw(), *YEAR) == []


def test_missing_long_enough_and_gone_by_id_is_unlisted():
    desk = Desk("2026-12-01T15:00")
    desk.poll(raw(), *YEAR)
    changes = []
    for _ in range(7):
        changes += desk.poll(*YEAR, minutes=70, confirms=False)
        changes += desk.answer([], Presence.GONE)
    assert kinds(changes) == ["unlisted"]
    back = raw()
    assert kinds(desk.poll(back, *YEAR, minutes=60) + desk.poll(back, *YEAR)) == []
    assert kinds(desk.poll(back, *YEAR)) == ["reinstated"]


def test_missing_from_the_list_but_there_by_id_is_a_flag():
    desk = Desk("2026-12-01T15:00")
    desk.poll(raw(), *YEAR)
    changes = []
    for _ in range(7):
        changes += desk.poll(*YEAR, minutes=70, confirms=False)
        changes += desk.answer([raw()], Presence.PRESENT)
    assert (kinds(changes), desk.meeting(day="2026-12-10").is_on) == ([], True)
    assert "missing_but_present" in desk.flag_kinds()


def test_the_first_run_is_silent():
    desk = Desk()
    days = [f"2027-{month:02}-{day:02}" for month in range(1, 10) for day in range(1, 21)]
    assert desk.poll(*(raw(day, day) for day in days)) == []
    assert len(desk.calendar.meetings) == 180
    desk.poll(*(raw(day, day) for day in days))
    assert all(meeting.is_told for meeting in desk.calendar.meetings)


def test_a_partial_answer_neither_sets_the_baseline_nor_counts_absences():
    desk = Desk()
    desk.poll(raw("1"), outcome=FetchOutcome.PARTIAL, complete=False)
    assert desk.poll(raw("1"), *YEAR) == []
    for _ in range(9):
        desk.poll(*YEAR, outcome=FetchOutcome.PARTIAL, complete=False, minutes=60)
    assert desk.step.questions == ()


def test_nothing_to_list_has_three_different_reasons():
    desk = Desk()
    assert empty_reason(desk.calendar, desk.now, desk.city) is EmptyReason.NEVER_REACHED
    desk.poll()
    assert empty_reason(desk.calendar, desk.now, desk.city) is EmptyReason.NO_MEETING
    later = desk.now + timedelta(hours=3)
    assert empty_reason(desk.calendar, later, desk.city) is EmptyReason.SOURCE_DOWN
