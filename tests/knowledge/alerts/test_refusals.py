from dataclasses import replace
from datetime import timedelta

import pytest

from knowledge.alerts.claims import WhyNot
from knowledge.alerts.reminders import moments, refusal
from knowledge.meetings.calendar import Calendar
from knowledge.meetings.meeting import Status
from knowledge.meetings.wire import UnreadableState, from_json
from tests.knowledge.meetings.desk import Desk, raw, resident

WISHES = resident()


def test_every_reason_not_to_remind_has_a_name():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    meeting, city = desk.meeting(), desk.city
    due = next(moments(meeting, WISHES, city))
    early = replace(due, due_at=meeting.first_seen_at - timedelta(hours=1))
    soon = replace(meeting, announced_at=due.due_at - timedelta(hours=1))
    found = [
        refusal(due, meeting, resident(bodies=frozenset()), desk.now, city),
        refusal(due, meeting, resident(muted=frozenset({meeting.id})), desk.now, city),
        refusal(due, meeting, resident(paused_until=due.due_at + timedelta(1)), desk.now, city),
        refusal(due, replace(meeting, status=Status.CANCELLED), WISHES, desk.now, city),
        refusal(early, meeting, WISHES, desk.now, city),
        refusal(due, meeting, resident(since_at=due.expires_at), desk.now, city),
        refusal(due, meeting, WISHES, due.expires_at, city),
        refusal(due, soon, WISHES, desk.now, city),
        refusal(due, meeting, WISHES, desk.now, city),
    ]
    assert found == [
        WhyNot.BODY_OFF,
        WhyNot.MUTED,
        WhyNot.PAUSED,
        WhyNot.MEETING_OFF,
        WhyNot.FOUND_TOO_LATE,
        WhyNot.SUBSCRIBED_LATER,
        WhyNot.EXPIRED,
        WhyNot.JUST_ANNOUNCED,
        None,
    ]


@pytest.mark.parametrize("text", ["", "{", '{"nonsense": 1}', '{"meetings": [{"id": 1}]}'])
def test_a_stored_state_that_does_not_fit_says_so(text):
    with pytest.raises(UnreadableState, match="stored Calendar"):
        from_json(Calendar, text)
