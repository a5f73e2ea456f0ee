"""The line after a quiet month, for those who asked for it: still watching, nothing was due."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage.alerts import alert_records, subscriptions
from bot.storage.database.core_tables import ChatRow
from bot.storage.database.meeting_tables import SubscriptionRow
from bot.storage.database.outbox_table import Delivery
from bot.storage.outbox import delivery_queue
from bot.storage.outbox.delivery_queue import PlannedDelivery
from knowledge.alerts.send_times import after_quiet_hours
from knowledge.alerts.subscription import AlertTopic
from knowledge.delivery import Urgency

QUIET_CARD = "watching"
QUIET_SPAN = timedelta(days=30)


def plan_quiet_notices(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Queue the line for every chat that wants it and got nothing for a month."""
    since = now - QUIET_SPAN
    heard = select(Delivery.chat_id).where(
        Delivery.card.in_((alert_records.ALERT_CARD, QUIET_CARD)), Delivery.due_at > since
    )
    rows = session.scalars(
        select(SubscriptionRow.chat_id)
        .outerjoin(ChatRow, ChatRow.chat_id == SubscriptionRow.chat_id)
        .where(
            (" " + SubscriptionRow.topics + " ").contains(f" {AlertTopic.WATCHING.value} "),
            SubscriptionRow.since_at <= since,
            ChatRow.blocked_at.is_(None),
            SubscriptionRow.chat_id.not_in(heard),
        )
    ).all()
    return delivery_queue.enqueue(
        session, filter(None, (_quiet_notice(session, chat, now, zone) for chat in rows))
    )


def _quiet_notice(
    session: Session, chat_id: int, now: datetime, zone: ZoneInfo
) -> PlannedDelivery | None:
    subscription = subscriptions.load_subscription(session, chat_id)
    if subscription is None or subscription.is_paused(now):
        return None
    due = after_quiet_hours(now, subscription.quiet, zone.key)
    return PlannedDelivery(
        key=f"{QUIET_CARD}:{chat_id}:{now.astimezone(zone).date()}",
        chat_id=chat_id,
        card=QUIET_CARD,
        facts={},
        urgency=Urgency.ROUTINE,
        due_at=due,
        not_before=due,
        expires_at=due + timedelta(days=1),
        about="meetings",
    )
