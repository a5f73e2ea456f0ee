"""When something will next be due; read only, for a clock that is moved by hand."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.storage import meetings, subscriptions
from bot.storage.tables_outbox import Delivery
from knowledge.alerts.plan import plan
from knowledge.delivery import State
from knowledge.meetings.city import City
from knowledge.meetings.times import local_day

PAGE = 500
LONGEST_LEAD_IN = timedelta(days=33)
SETTLE_IN = timedelta(minutes=5)


def next_due(session: Session, now: datetime, city: City, within: timedelta) -> datetime | None:
    """Return the first moment after `now` at which a message falls due, or None within the span.

    While the calendar holds something that only settles with time, that is five minutes away.
    """
    moments = [
        *_queued(session, now),
        *_reminders(session, now, city, within),
        *([now + SETTLE_IN] if meetings.clockwork(session).waits else []),
    ]
    near = [moment for moment in moments if now < moment <= now + within]
    return min(near, default=None)


def _queued(session: Session, now: datetime) -> list[datetime]:
    first = session.scalar(
        select(func.min(Delivery.not_before)).where(
            Delivery.state == State.QUEUED, Delivery.not_before > now
        )
    )
    return [] if first is None else [first]


def _reminders(session: Session, now: datetime, city: City, within: timedelta) -> list[datetime]:
    today = local_day(now, city.tz)
    until = today + within + LONGEST_LEAD_IN
    listed = [numbered.meeting for numbered in meetings.coming(session, today, until)]
    found: list[datetime] = []
    after: int | None = None
    while listed:
        chats = subscriptions.page(session, after, PAGE)
        owed = plan((), listed, chats, now, city, horizon_in=within)
        found += [alert.due_at for alert in owed]
        if len(chats) < PAGE:
            break
        after = chats[-1].chat_id
    return found
