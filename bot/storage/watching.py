"""The line after a quiet month, for those who asked for it: still watching, nothing was due."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage import alerts, outbox, subscriptions
from bot.storage.outbox import Planned
from bot.storage.tables import Person
from bot.storage.tables_meetings import SubscriptionRow
from bot.storage.tables_outbox import Delivery
from knowledge.alerts.subscription import Topic
from knowledge.alerts.timing import after_quiet
from knowledge.delivery import Urgency

CARD = "watching"
QUIET_IN = timedelta(days=30)


def plan(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Queue the line for every chat that wants it and got nothing for a month."""
    since = now - QUIET_IN
    heard = select(Delivery.chat_id).where(
        Delivery.card.in_((alerts.CARD, CARD)), Delivery.due_at > since
    )
    rows = session.scalars(
        select(SubscriptionRow.chat_id)
        .outerjoin(Person, Person.chat_id == SubscriptionRow.chat_id)
        .where(
            (" " + SubscriptionRow.topics + " ").contains(f" {Topic.WATCHING.value} "),
            SubscriptionRow.since_at <= since,
            Person.blocked_at.is_(None),
            SubscriptionRow.chat_id.not_in(heard),
        )
    ).all()
    return outbox.enqueue(
        session, filter(None, (_line(session, chat, now, zone) for chat in rows))
    )


def _line(session: Session, chat_id: int, now: datetime, zone: ZoneInfo) -> Planned | None:
    wishes = subscriptions.of(session, chat_id)
    if wishes is None or wishes.is_paused(now):
        return None
    due = after_quiet(now, wishes.quiet, zone.key)
    return Planned(
        key=f"{CARD}:{chat_id}:{now.astimezone(zone).date()}",
        chat_id=chat_id,
        card=CARD,
        facts={},
        urgency=Urgency.ROUTINE,
        due_at=due,
        not_before=due,
        expires_at=due + timedelta(days=1),
        about="meetings",
    )
