"""Free text calls a meeting off only if the meeting is what the word is about."""

from datetime import date

import pytest

from knowledge.meetings.meeting import MeetingStatus
from knowledge.meetings.text.status_words import parse_status
from tests.knowledge.meetings.desk import Desk, kinds, raw, with_

AROUND = date(2026, 12, 10)
NAMES = ("City Commission", "Key West City Commission", "Key West")

CANCELLED = """
CANCELLED
CXLD
Meeting CXLD due to weather
WITHDRAWN
Meeting has been withdrawn
Meeting called off
No quorum
Canceled - no quorum
Cancelled for lack of a quorum
Due to lack of quorum, the meeting is cancelled
Meeting will not take place
Because of the storm this meeting will not take place
Due to the hurricane the meeting is canceled
Due to ice storm the meeting is cancelled
Meeting not held
Will not be held
The City Commission will not meet
There will be no meeting
NOTICE OF CANCELLATION
Notice of cancellation of regular meeting
Cancellation of the December 10 meeting
The regular meeting of December 10, 2026 is cancelled.
The December 3 and 10 meetings are cancelled
The City Commission meeting has been cancelled
City is cancelling tonight's meeting due to storm
Cancelled per Mayor
Meeting cancelled by the City Manager because of the storm
cancelled 12/1/26 due to weather
SPECIAL MEETING - Discussion of the 287(g) agreement - CANCELLED
Meeting cancelled; Zoom is off too
CANCELLED - ITEMS MOVED TO JANUARY 5 MEETING
Meeting canceled by order of the Mayor, agenda items moved to January
There will not be a meeting on December 10
No regular meeting in December
City Commission will not be meeting on December 10
Canceled/No items
CANCELLED—Lack of quorum
Due to no quorum this meeting is cancelled
The next meeting is January 14; the December 10 meeting is cancelled
CANCELLED - Special Meeting to discuss the ICE agreement
"""
MOVED = """
moved to 12/17/2026
Meeting moved to Dec. 17
Date changed to December 17
Cancelled and rescheduled to December 17
Cancelled; new date: December 17, 2026
Deferred to December 17
This meeting has been rescheduled to Thursday, December 17, 2026 at 5:00 p.m.
Continued to December 17
Meeting date has been changed to December 17
Date change: December 17
"""
POSTPONED = """
Deferred
Suspended due to Hurricane
Meeting postponed to a date to be determined
The meeting scheduled for 12/10 was postponed until further notice
POSTPONED: not advertised as the law asks
Deferred to next month
Meeting will be rescheduled
"""
ABOUT_A_THING = """
Discussion: cancellation of 287(g) agreement with ICE
SPECIAL MEETING - Consideration of cancelling the 287(g) agreement with ICE
Cancellation of 287(g) agreement
Cancelling 287(g)
Cancel the agreement with ICE
Void and cancel the MOA
The 287(g) agreement is cancelled
Withdraw from the 287(g) agreement
Withdrawn from the 287(g) agreement
287(g) suspended
Police agreement suspended pending review
Cancelled by vote on ICE agreement
Rescinding the 287(g) MOA; discussion of suspending the agreement
This meeting replaces the cancelled December 8 meeting
Special Meeting (in lieu of cancelled regular meeting)
Makeup for meeting cancelled Dec 3
The December 8 meeting was cancelled
Vote to cancel the December 22 meeting
Workshop on deferred maintenance
Deferred Retirement Option Plan (DROP)
Deferred compensation plan review
Meeting location changed; original room reservation cancelled
Item 6 withdrawn by the applicant
Withdrawn: Item 4
CANCELLED - Item 6
Zoom option cancelled, attend in person
Spanish interpretation cancelled
Reception will not be held
No quorum is expected; two commissioners may attend
Commissioner suspended by the governor
Cancellation policy for beach permits
Update: 287(g) agreement cancelled by sheriff
The MOA was cancelled on July 8
Suspended 287(g) operations
Item 7 - moved to January 14
Ordinance 26-10 continued to January 14
The reception following the meeting is cancelled
Previously cancelled meeting reinstated
"""
UNCLEAR = """
This meeting will not be held at City Hall but at Truman Waterfront
Dinner will not take place
Adjourned to December 17
The agreement, cancelled June 30, and its return
The special meeting on the ICE agreement is cancelled
Meeting was cancelled in error and will be held as scheduled
Public hearing moved to January 14
"""
NOTHING = """
Revised agenda
The meeting has not been cancelled
If the meeting is cancelled, a notice will be posted
Meetings may be cancelled without notice
Rescheduled from January 14
Rescheduled to December 10
Moved to City Hall
Moved to 5 PM
Void the 287(g) agreement
This meeting is no longer cancelled
Commission vote on whether the agreement is cancelled
"""


def lines(text: str) -> list[str]:
    return text.strip().split("\n")


@pytest.mark.parametrize("words", lines(CANCELLED))
def test_the_meeting_itself_is_cancelled(words):
    assert parse_status(words, AROUND, NAMES).status is MeetingStatus.CANCELLED


@pytest.mark.parametrize("words", lines(MOVED))
def test_a_new_date_is_read_with_the_word_that_gives_it(words):
    found = parse_status(words, AROUND, NAMES)
    assert (found.status, found.moved_to) == (MeetingStatus.POSTPONED, date(2026, 12, 17))


@pytest.mark.parametrize("words", lines(POSTPONED))
def test_postponed_without_a_date(words):
    found = parse_status(words, AROUND, NAMES)
    assert (found.status, found.moved_to) == (MeetingStatus.POSTPONED, None)


@pytest.mark.parametrize("words", lines(ABOUT_A_THING))
def test_another_thing_is_only_an_operators_remark(words):
    found = parse_status(words, AROUND, NAMES)
    assert (found.status, bool(found.guarded), found.unclear) == (None, True, "")


@pytest.mark.parametrize("words", lines(UNCLEAR))
def test_in_doubt_people_are_asked_to_check(words):
    found = parse_status(words, AROUND, NAMES)
    assert (found.status, bool(found.unclear)) == (None, True)


@pytest.mark.parametrize("words", lines(NOTHING))
def test_what_calls_nothing_off_leaves_no_trace(words):
    found = parse_status(words, AROUND, NAMES)
    assert (found.status, found.guarded, found.unclear) == (None, "", "")


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("City Commission - CANCELED", MeetingStatus.CANCELLED),
        ("CANCELLED: Sustainability Board", MeetingStatus.CANCELLED),
        ("CANCELLED Sustainability Advisory Board", MeetingStatus.CANCELLED),
        ("Sustainability Board cancelled", MeetingStatus.CANCELLED),
        ("CXLD - Planning Board", MeetingStatus.CANCELLED),
        ("CANCELLED: Workshop on the ICE agreement", MeetingStatus.CANCELLED),
        ("Harvey Government Center CANCELLED", MeetingStatus.CANCELLED),
        ("Planning Board Meeting: POSTPONED", MeetingStatus.POSTPONED),
        ("Cancelled Contracts Workshop", None),
        ("Deferred Retirement Option Plan Board", None),
        ("Special Meeting: Cancellation of 287(g) Agreement", None),
        ("City Commission Special Meeting – Cancel Lease at Truman", None),
    ],
)
def test_a_mark_beside_a_name_counts_in_titles_and_places(title, status):
    assert parse_status(title, AROUND, ("Key West",), is_label=True).status is status


def test_a_board_whose_name_holds_such_a_word_meets_and_can_be_cancelled():
    board = ("Deferred Compensation Board",)
    assert parse_status("Deferred Compensation Board", AROUND, board).status is None
    said = parse_status("Deferred Compensation Board meeting cancelled", AROUND, board)
    assert said.status is MeetingStatus.CANCELLED


def test_a_special_meeting_about_cancelling_the_agreement_is_announced():
    desk = Desk("2026-12-01T15:00")
    desk.poll(raw())
    words = "SPECIAL MEETING - Consideration of cancelling the 287(g) agreement with ICE"
    changes = desk.poll(raw(), raw("9", "2026-12-08", comment_raw=words, status_raw="Final"))
    assert kinds(changes) == ["new_meeting"]
    assert changes[0].after.subject == (
        "Consideration of cancelling the 287(g) agreement with ICE"
    )


@pytest.mark.parametrize("body", ["Adjourned to December 17", "Dinner will not take place"])
def test_an_unclear_note_is_told_as_a_doubt_with_its_words(body):
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    [change] = desk.poll(with_(raw(), comment_raw=body))
    assert (change.kind.value, change.after.is_on, change.after.note) == ("check", True, body)
    assert "unclear_word" in desk.flag_kinds()


def test_the_reason_is_taken_from_the_comment_when_the_status_is_bare():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    [change] = desk.poll(
        with_(raw(), status_raw="Cancelled", comment_raw="Meeting cancelled due to storm")
    )
    assert change.after.status_reason == "Meeting cancelled due to storm"
    [_] = desk.poll(raw())
    agenda = "Discussion: cancellation of agreement with ICE"
    [change] = desk.poll(with_(raw(), status_raw="Cancelled", comment_raw=agenda))
    assert change.after.status_reason == "Cancelled"
