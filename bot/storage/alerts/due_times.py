"""When something will next be due; read only, for a clock that is moved by hand."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.storage.alerts import subscriptions
from bot.storage.database.outbox_table import Delivery
from bot.storage.meetings import calendar_records
from knowledge.alerts.alert_plan import plan_alerts
from knowledge.delivery import DeliveryState
from knowledge.meetings.city import City
from knowledge.meetings.clock_times import local_day

CHATS_PER_PAGE = 500
LONGEST_LEAD = timedelta(days=33)
CHANGE_SETTLE_TIME = timedelta(minutes=5)


def next_due(session: Session, now: datetime, city: City, within: timedelta) -> datetime | None:
    """Return the first moment after `now` at which a message falls due, or None within the span.

    While the calendar holds something that only settles with time, that is five minutes away.
    """
    moments = [
        *_queued_times(session, now),
        *_reminder_times(session, now, city, within),
        *([now + CHANGE_SETTLE_TIME] if calendar_records.calendar_times(session).waits else []),
    ]
    near = [moment for moment in moments if now < moment <= now + within]
    return min(near, default=None)


def _queued_times(session: Session, now: datetime) -> list[datetime]:
    first = session.scalar(
        select(func.min(Delivery.not_before)).where(
            Delivery.state == DeliveryState.QUEUED, Delivery.not_before > now
        )
    )
    return [] if first is None else [first]


def _reminder_times(
    session: Session, now: datetime, city: City, within: timedelta
) -> list[datetime]:
    today = local_day(now, city.tz)
    until = today + within + LONGEST_LEAD
    listed = [
        numbered.meeting for numbered in calendar_records.listed_meetings(session, today, until)
    ]
    found: list[datetime] = []
    after: int | None = None
    while listed:
        chats = subscriptions.subscriber_page(session, after, CHATS_PER_PAGE)
        owed = plan_alerts((), listed, chats, now, city, horizon_in=within)
        found += [alert.due_at for alert in owed]
        if len(chats) < CHATS_PER_PAGE:
            break
        after = chats[-1].chat_id
    return found
