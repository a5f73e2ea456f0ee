from dataclasses import replace
from datetime import date, time, timedelta

from knowledge.alerts.alert import AlertKind, AlertReason
from knowledge.alerts.alert_claims import NoAlertReason, find_objection
from knowledge.alerts.alert_edits import SentAlert, plan_edits
from knowledge.alerts.lead_time import EVENING_BEFORE, LeadTime
from knowledge.alerts.owed_alerts import AlertState, StoredAlert, explain_alerts
from knowledge.alerts.reminders import deadline_moments
from knowledge.alerts.subscription import AlertPace, AlertTopic, QuietHours
from knowledge.delivery import Urgency
from knowledge.meetings.city import DeadlineRule
from tests.knowledge.meetings.desk import KEY_WEST, Desk, at, raw, resident, with_

EVENING = resident(leads=(EVENING_BEFORE,))


def desk_with_one(now: str = "2026-12-09T15:00") -> Desk:
    desk = Desk(now)
    desk.poll(raw())
    return desk


def test_planning_twice_gives_the_same_keys():
    desk = desk_with_one()
    changes = desk.poll(raw(status_raw="Cancelled"))
    once, twice = desk.alerts(changes), desk.alerts(changes)
    assert (once, len({alert.dedupe_key for alert in once})) == (twice, len(once))
    assert once[0].dedupe_key == f"change:7:{desk.meeting().id}:cancelled:{changes[0].revision}"


def test_a_reminder_is_keyed_by_its_start_and_not_by_the_revision():
    desk = desk_with_one()
    [before] = desk.alerts(subscription=EVENING)
    desk.poll(with_(raw(), minutes_url="https://a.example/m.pdf"))
    [after] = desk.alerts(subscription=EVENING)
    assert (before.dedupe_key, before.revision + 1) == (after.dedupe_key, after.revision)
    desk.poll(raw(clock="10:00 AM"))
    assert desk.alerts(subscription=EVENING)[0].dedupe_key != before.dedupe_key


def test_a_reminder_due_while_we_were_down_is_planned_late_if_it_is_still_of_use():
    desk = desk_with_one()
    late = desk.alerts(subscription=EVENING, now="2026-12-10T02:00")
    assert [alert.due_at for alert in late] == [at("2026-12-09T23:00")]
    assert desk.alerts(subscription=EVENING, now="2026-12-10T14:00") == []


def test_nothing_is_owed_that_was_due_before_the_subscription():
    desk = desk_with_one()
    wishes = replace(EVENING, since_at=at("2026-12-10T01:00"))
    assert desk.alerts(subscription=wishes, now="2026-12-10T02:00") == []


def test_a_queued_alert_is_not_sent_to_someone_who_left_or_changed_their_mind():
    desk = desk_with_one()
    [alert] = desk.alerts(subscription=EVENING)
    meeting, now = desk.meeting(), alert.due_at
    wishes = {
        None: NoAlertReason.UNSUBSCRIBED,
        replace(EVENING, is_active=False): NoAlertReason.UNSUBSCRIBED,
        replace(EVENING, paused_until=now + timedelta(hours=1)): NoAlertReason.PAUSED,
        replace(EVENING, muted=frozenset({meeting.id})): NoAlertReason.MUTED,
        replace(EVENING, topics=frozenset({AlertTopic.NEW})): NoAlertReason.TOPIC_OFF,
        replace(EVENING, leads=()): NoAlertReason.LEAD_OFF,
        replace(EVENING, bodies=frozenset({"harc"})): NoAlertReason.BODY_OFF,
        EVENING: None,
    }
    assert {w: find_objection(alert, meeting, w, now) for w in wishes} == wishes
    assert find_objection(alert, meeting, EVENING, alert.expires_at) is NoAlertReason.EXPIRED


def test_a_message_held_overnight_is_checked_again():
    desk = desk_with_one("2026-12-05T03:45")
    wishes = resident(quiet=QuietHours(), leads=())
    changes = desk.poll(raw(agenda="https://a.example/a.pdf"))
    [held] = desk.alerts(changes, wishes)
    assert held.due_at > desk.now
    assert find_objection(held, desk.meeting(), wishes, held.due_at) is None
    desk.poll(raw(status_raw="Cancelled"))
    desk.poll(raw(status_raw="Cancelled"))
    assert find_objection(held, desk.meeting(), wishes, held.due_at) is not None


def test_a_reminder_is_untrue_once_the_meeting_moved_or_is_off():
    desk = desk_with_one()
    [alert] = desk.alerts(subscription=EVENING)
    desk.poll(raw(clock="10:00 AM"))
    assert find_objection(alert, desk.meeting(), EVENING, desk.now) is NoAlertReason.MEETING_MOVED
    desk.poll(raw(clock="10:00 AM", status_raw="Cancelled"))
    assert find_objection(alert, desk.meeting(), EVENING, desk.now) is NoAlertReason.MEETING_OFF


def test_a_digest_gathers_what_can_wait_and_lets_through_what_cannot():
    desk = Desk("2026-12-01T15:00")
    desk.poll(raw())
    agenda = desk.poll(raw(agenda="https://a.example/a.pdf"))
    daily = resident(pace=AlertPace.DAILY, leads=())
    [gathered] = desk.alerts(agenda, daily)
    assert (gathered.due_at, gathered.bundle) == (
        at("2026-12-01T23:00"),
        "digest:7:2026-12-01",
    )
    near = desk_with_one()
    cancelled = near.poll(raw(status_raw="Cancelled"))
    weekly = resident(pace=AlertPace.WEEKLY, leads=())
    assert [a.due_at for a in near.alerts(cancelled, weekly)] == [near.now]


def test_a_weekly_digest_comes_on_its_day_and_closes_five_minutes_before():
    desk = Desk("2026-12-06T22:25")  # Sunday, 17:25 in town
    desk.poll(raw(day="2027-01-14"))
    weekly = resident(pace=AlertPace.WEEKLY, leads=())
    open_ = desk.poll(raw(day="2027-01-14", agenda="https://a.example/a.pdf"), minutes=10)
    assert [a.due_at for a in desk.alerts(open_, weekly)] == [at("2026-12-06T23:00")]
    closed = desk.alerts(open_, weekly, now="2026-12-06T22:56")
    assert [a.due_at for a in closed] == [at("2026-12-13T23:00")]


def test_a_reminder_that_quiet_hours_would_push_past_the_start_comes_in_silence():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw(clock="7:00 AM"))
    wishes = resident(leads=(LeadTime(minutes=30),), quiet=QuietHours())
    [alert] = desk.alerts(subscription=wishes, now="2026-12-10T02:00")
    assert (alert.due_at, alert.is_silent) == (at("2026-12-10T11:30"), True)


def test_a_cancellation_during_a_pause_is_told_when_the_pause_ends():
    desk = desk_with_one("2026-12-08T15:00")
    changes = desk.poll(raw(status_raw="Cancelled"))
    pause = desk.now + timedelta(hours=5)
    [alert] = desk.alerts(changes, resident(paused_until=pause))
    assert (alert.due_at, alert.kind) == (pause, AlertKind.CANCELLED)
    assert desk.alerts(changes, resident(paused_until=at("2026-12-11"))) == []


def test_topics_bodies_and_mutes_are_respected():
    desk = desk_with_one()
    changes = desk.poll(raw(status_raw="Cancelled"))
    for wishes in (
        resident(topics=frozenset({AlertTopic.REMINDER})),
        resident(bodies=frozenset({"harc"})),
        resident(muted=frozenset({desk.meeting().id})),
        resident(is_active=False),
    ):
        assert desk.alerts(changes, wishes) == []
    [alert] = desk.alerts(changes, resident(bodies=frozenset("*")))
    assert (alert.why, alert.urgency) == (AlertReason.EVERY_BODY, Urgency.URGENT)


def test_those_who_took_the_file_get_the_new_one():
    desk = desk_with_one()
    wishes = resident(calendar_files=frozenset({desk.meeting().id}))
    changes = desk.poll(raw(status_raw="Cancelled"))
    assert [alert.sends_file for alert in desk.alerts(changes, wishes)] == [True]


def test_deadlines_are_told_a_day_ahead_where_a_body_has_rules():
    rules = (
        DeadlineRule("written", hours_before=24),
        DeadlineRule("speak", days_before=1, at=time(12)),
        DeadlineRule("accommodation", business_days=5, at=time(17)),
    )
    body = replace(KEY_WEST.bodies[0], deadlines=rules)
    city = replace(KEY_WEST, bodies=(body,), holidays=frozenset({date(2026, 11, 26)}))
    desk = Desk("2026-11-24T15:00", city)
    desk.poll(raw(day="2026-12-03"))
    found = {rule.purpose: at_ for rule, at_, _ in deadline_moments(desk.meeting(), city)}
    assert found == {
        "written": at("2026-12-02T14:00"),
        "speak": at("2026-12-02T17:00"),
        "accommodation": at("2026-11-25T22:00"),
    }
    alerts = desk.alerts(subscription=resident(leads=()))
    assert [(a.lead, a.due_at) for a in alerts] == [("accommodation", at("2026-11-24T22:00"))]
    closed = Desk("2026-11-24T15:00", city)
    closed.poll(raw(comment_raw="CLOSED SESSION"))
    assert deadline_moments(closed.meeting(), city) == []


def test_sent_messages_that_became_untrue_are_edited_in_place():
    desk = desk_with_one()
    [reminder] = desk.alerts(subscription=EVENING)
    sent = SentAlert(reminder, 55, desk.now, desk.meeting().location_key)
    moved = desk.poll(raw(location_raw="Truman Waterfront"))
    [intent] = plan_edits(moved, [sent], desk.now)
    assert (intent.message_id, intent.alert_keys) == (55, (reminder.dedupe_key,))
    posted = desk.poll(raw(location_raw="Truman Waterfront", agenda="https://a.example/a.pdf"))
    assert plan_edits(posted, [replace(sent, shown_place="truman waterfront")], desk.now) == []
    cancelled = desk.poll(raw(status_raw="Cancelled"))
    assert len(plan_edits(cancelled, [sent, sent], desk.now)) == 1


def test_what_was_due_to_me_is_explained():
    desk = Desk("2026-12-08T15:00")
    desk.poll(raw())
    wishes = resident(leads=(LeadTime(days=7), EVENING_BEFORE, LeadTime(minutes=120)))
    evening = desk.alerts(subscription=EVENING)[0]
    row = StoredAlert(
        evening.dedupe_key,
        evening.kind,
        evening.meeting_id,
        evening.due_at,
        AlertState.SENT,
        sent_at=evening.due_at,
        lead=evening.lead,
    )
    now = at("2026-12-10T11:00")
    owed = explain_alerts(wishes, desk.calendar.meetings, [row], now, desk.city)
    assert [(one.lead, one.sent_at is not None, one.why_not, one.is_coming) for one in owed] == [
        ("7d0m", False, NoAlertReason.FOUND_TOO_LATE, False),
        ("evening", True, None, False),
        ("0d120m", False, None, True),
    ]
