"""Who is owed which message: the only door from changes and meetings to alerts."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from knowledge.alerts.alert import Alert
from knowledge.alerts.claims import wants_body
from knowledge.alerts.keywords import Issue
from knowledge.alerts.news import News
from knowledge.alerts.reminders import Moments, doubt, moments, refusal, remind
from knowledge.alerts.subscription import Subscription
from knowledge.meetings.change import Change
from knowledge.meetings.city import City
from knowledge.meetings.meeting import Meeting

HORIZON_IN = timedelta(hours=48)


def plan(
    changes: Sequence[Change],
    upcoming: Sequence[Meeting],
    subscriptions: Iterable[Subscription],
    now: datetime,
    city: City,
    *,
    horizon_in: timedelta = HORIZON_IN,
    issue: Issue | None = None,
    unread: Sequence[Meeting] = (),
) -> list[Alert]:
    """Return the alerts owed: all for the changes, and what falls due until the horizon.

    May be called as often as one likes: equal facts give equal dedupe keys. Something due earlier
    is planned late if it was knowable in time and is still of use (we were down). `issue` is the
    bot's own subject, told to all who did not switch that off. `unread` are near
    meetings that could not be confirmed for a day.
    """
    news = [News(change, city, now, issue or Issue()) for change in changes]
    near = [m for m in upcoming if m.is_on and now < m.closes_at]
    known: Moments = {}  # a lead before a meeting is the same moment for everyone
    alerts: dict[str, Alert] = {}
    for subscription in subscriptions:
        if not subscription.is_active:
            continue
        for item in news:
            alert = item.alert(subscription)
            if alert:
                alerts[alert.dedupe_key] = alert
        for meeting in unread:
            if alert := doubt(meeting, subscription, now, city):
                alerts[alert.dedupe_key] = alert
        for meeting in near:
            if wants_body(subscription, meeting.body_slug, city) is None:
                continue
            for due in moments(meeting, subscription, city, known):
                if due.due_at > now + horizon_in:
                    continue
                if refusal(due, meeting, subscription, now, city) is None:
                    alert = remind(due, meeting, subscription, city)
                    alerts[alert.dedupe_key] = alert
    return list(alerts.values())
