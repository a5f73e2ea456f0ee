from dataclasses import replace
from datetime import timedelta

import pytest

from knowledge.alerts.alert_claims import NoAlertReason
from knowledge.alerts.reminders import due_moments, no_alert_reason
from knowledge.meetings.calendar_state import CalendarSnapshot
from knowledge.meetings.meeting import MeetingStatus
from knowledge.meetings.state_json import StoredStateError, state_from_json
from tests.knowledge.meetings.desk import Desk, raw, resident

WISHES = resident()


def test_every_reason_not_to_remind_has_a_name():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    meeting, city = desk.meeting(), desk.city
    due = next(due_moments(meeting, WISHES, city))
    early = replace(due, due_at=meeting.first_seen_at - timedelta(hours=1))
    soon = replace(meeting, announced_at=due.due_at - timedelta(hours=1))
    found = [
        no_alert_reason(due, meeting, resident(bodies=frozenset()), desk.now, city),
        no_alert_reason(due, meeting, resident(muted=frozenset({meeting.id})), desk.now, city),
        no_alert_reason(
            due, meeting, resident(paused_until=due.due_at + timedelta(1)), desk.now, city
        ),
        no_alert_reason(
            due, replace(meeting, status=MeetingStatus.CANCELLED), WISHES, desk.now, city
        ),
        no_alert_reason(early, meeting, WISHES, desk.now, city),
        no_alert_reason(due, meeting, resident(since_at=due.expires_at), desk.now, city),
        no_alert_reason(due, meeting, WISHES, due.expires_at, city),
        no_alert_reason(due, soon, WISHES, desk.now, city),
        no_alert_reason(due, meeting, WISHES, desk.now, city),
    ]
    assert found == [
        NoAlertReason.BODY_OFF,
        NoAlertReason.MUTED,
        NoAlertReason.PAUSED,
        NoAlertReason.MEETING_OFF,
        NoAlertReason.FOUND_TOO_LATE,
        NoAlertReason.SUBSCRIBED_LATER,
        NoAlertReason.EXPIRED,
        NoAlertReason.JUST_ANNOUNCED,
        None,
    ]


@pytest.mark.parametrize("text", ["", "{", '{"nonsense": 1}', '{"meetings": [{"id": 1}]}'])
def test_a_stored_state_that_does_not_fit_says_so(text):
    with pytest.raises(StoredStateError, match="stored Calendar"):
        state_from_json(CalendarSnapshot, text)
