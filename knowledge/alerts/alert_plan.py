"""Who is owed which message: the only door from changes and meetings to alerts."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from knowledge.alerts.alert import Alert
from knowledge.alerts.alert_claims import body_reason
from knowledge.alerts.change_alerts import AlertableChange
from knowledge.alerts.keyword_matching import Issue
from knowledge.alerts.reminders import (
    DueMoments,
    build_reminder,
    build_unconfirmed_alert,
    due_moments,
    no_alert_reason,
)
from knowledge.alerts.subscription import Subscription
from knowledge.meetings.city import City
from knowledge.meetings.meeting import Meeting
from knowledge.meetings.meeting_change import MeetingChange

ALERT_HORIZON_IN = timedelta(hours=48)


def plan_alerts(
    changes: Sequence[MeetingChange],
    upcoming: Sequence[Meeting],
    subscriptions: Iterable[Subscription],
    now: datetime,
    city: City,
    *,
    horizon_in: timedelta = ALERT_HORIZON_IN,
    issue: Issue | None = None,
    unread: Sequence[Meeting] = (),
) -> list[Alert]:
    """Return the alerts owed: all for the changes, and what falls due until the horizon.

    May be called as often as one likes: equal facts give equal dedupe keys. Something due earlier
    is planned late if it was knowable in time and is still of use (we were down). `issue` is the
    bot's own subject, told to all who did not switch that off. `unread` are near
    meetings that could not be confirmed for a day.
    """
    news = [AlertableChange(change, city, now, issue or Issue()) for change in changes]
    near = [m for m in upcoming if m.is_on and now < m.closes_at]
    known: DueMoments = {}  # a lead before a meeting is the same moment for everyone
    alerts: dict[str, Alert] = {}
    for subscription in subscriptions:
        if not subscription.is_active:
            continue
        for item in news:
            alert = item.alert_for(subscription)
            if alert:
                alerts[alert.dedupe_key] = alert
        for meeting in unread:
            if alert := build_unconfirmed_alert(meeting, subscription, now, city):
                alerts[alert.dedupe_key] = alert
        for meeting in near:
            if body_reason(subscription, meeting.body_slug, city) is None:
                continue
            for due in due_moments(meeting, subscription, city, known):
                if due.due_at > now + horizon_in:
                    continue
                if no_alert_reason(due, meeting, subscription, now, city) is None:
                    alert = build_reminder(due, meeting, subscription, city)
                    alerts[alert.dedupe_key] = alert
    return list(alerts.values())
