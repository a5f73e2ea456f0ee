"""What each chat wants to hear, and which calendar files it holds."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, delete, func, or_, select, update
from sqlalchemy.orm import Session

from bot.storage.alerts import alert_outcomes, calendar_files
from bot.storage.database.core_tables import ChatRow
from bot.storage.database.dialect import affected_rows as changed
from bot.storage.database.dialect import upsert_into
from bot.storage.database.meeting_tables import CalendarFileRow, SubscriptionRow
from knowledge.alerts.lead_time import LeadTime
from knowledge.alerts.subscription import AlertPace, AlertTopic, QuietHours, Subscription
from knowledge.language import Language
from knowledge.meetings.meeting import Meeting


def load_subscription(session: Session, chat_id: int) -> Subscription | None:
    """Return the wishes of a chat, or None if it is not subscribed."""
    row = session.execute(_subscription_query().where(SubscriptionRow.chat_id == chat_id)).first()
    if row is None:
        return None
    held = calendar_files.subscribed_files(session, [chat_id]).get(chat_id, frozenset())
    return replace(_subscription_of_row(row), calendar_files=held)


def subscriber_page(session: Session, after: int | None, limit: int) -> list[Subscription]:
    """Return the reachable subscribers after a chat id, in order, at most `limit`."""
    query = _subscription_query().where(ChatRow.blocked_at.is_(None))
    if after is not None:
        query = query.where(SubscriptionRow.chat_id > after)
    rows = session.execute(query.order_by(SubscriptionRow.chat_id).limit(limit)).all()
    files = calendar_files.subscribed_files(session, [row.chat_id for row in rows]) if rows else {}
    return [
        replace(one, calendar_files=files[one.chat_id]) if one.chat_id in files else one
        for one in map(_subscription_of_row, rows)
    ]


def _subscription_query() -> Select[*tuple[Any, ...]]:
    """Ask for columns, not for rows of the mapper: ten thousand of them are read at once."""
    return select(
        *SubscriptionRow.__table__.columns,
        ChatRow.language.label("spoken"),
        ChatRow.language_chosen.label("chosen"),
        ChatRow.blocked_at.label("blocked_at"),
    ).outerjoin(ChatRow, ChatRow.chat_id == SubscriptionRow.chat_id)


def _subscription_of_row(row: Any) -> Subscription:
    return Subscription(
        chat_id=row.chat_id,
        language=Language(row.spoken if row.chosen and row.spoken else row.language),
        since_at=row.since_at,
        bodies=_parse_words(row.bodies),
        topics=_parse_topics(row.topics),
        leads=_parse_leads(row.leads),
        keywords=tuple(row.keywords.split("\n")) if row.keywords else (),
        quiet=_parse_quiet_hours(row.quiet),
        pace=AlertPace(row.pace),
        paused_until=row.paused_until,
        muted=_parse_words(row.muted),
        is_active=row.blocked_at is None,
        begun_at=row.begun_at,
        thread_id=row.thread_id,
    )


@lru_cache(4096)
def _parse_words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@lru_cache(1024)
def _parse_topics(text: str) -> frozenset[AlertTopic]:
    return frozenset(map(AlertTopic, text.split()))


@lru_cache(4096)
def _parse_leads(text: str) -> tuple[LeadTime, ...]:
    return tuple(map(LeadTime.from_key, text.split()))


@lru_cache(1024)
def _parse_quiet_hours(text: str) -> QuietHours | None:
    if not text:
        return None
    begins, ends = text.split("-")
    return QuietHours(time.fromisoformat(begins), time.fromisoformat(ends))


def save_subscription(session: Session, kind: str, subscription: Subscription) -> None:
    """Write the wishes of a chat; it becomes known to us, so that it can be forgotten."""
    calendar_files.ensure_chat(session, subscription.chat_id, kind, subscription.language)
    quiet = subscription.quiet
    values: dict[str, Any] = {
        "language": subscription.language,
        "since_at": subscription.since_at,
        "begun_at": subscription.begun_at,
        "thread_id": subscription.thread_id,
        "bodies": " ".join(sorted(subscription.bodies)),
        "topics": " ".join(topic for topic in AlertTopic if topic in subscription.topics),
        "leads": " ".join(lead.key for lead in subscription.leads),
        "keywords": "\n".join(subscription.keywords),
        "quiet": f"{quiet.begins:%H:%M}-{quiet.ends:%H:%M}" if quiet else "",
        "pace": subscription.pace,
        "paused_until": subscription.paused_until,
        "muted": " ".join(sorted(subscription.muted)),
    }
    session.execute(
        upsert_into(session, SubscriptionRow)
        .values(chat_id=subscription.chat_id, **values)
        .on_conflict_do_update(index_elements=["chat_id"], set_=values)
    )


def change_subscription(
    session: Session, kind: str, subscription: Subscription, now: datetime
) -> None:
    """Write the wishes of a chat; while it pauses, what is queued and lasts waits for the end."""
    save_subscription(session, kind, subscription)
    until = subscription.paused_until
    if until and until > now:
        alert_outcomes.defer_alerts(session, subscription.chat_id, until)


def effective_subscription(
    session: Session, chat_id: int, meetings: Sequence[Meeting]
) -> Subscription | None:
    """Return what a chat wants to hear of these meetings, subscribed or holding a file."""
    found = load_subscription(session, chat_id)
    if found is not None:
        return found
    return next(iter(calendar_files.file_subscriptions(session, meetings, chat_id)), None)


# --- leaving --------------------------------------------------------------------------------


def clear_topic(session: Session, chat_id: int) -> bool:
    """Forget the topic a chat's alerts go to, since it is gone; tell whether there was one."""
    left = [
        changed(
            session,
            update(table)
            .where(table.chat_id == chat_id, table.thread_id.is_not(None))
            .values(thread_id=None),
        )
        for table in (SubscriptionRow, CalendarFileRow)
    ]
    return any(left)


def end_subscription(session: Session, chat_id: int) -> bool:
    """End the subscription of a chat and forget its files; tell whether there was any."""
    ended = [
        changed(session, delete(table).where(table.chat_id == chat_id))
        for table in (SubscriptionRow, CalendarFileRow)
    ]
    return any(ended)


def unsubscribe_chat(session: Session, chat_id: int) -> bool:
    """End a subscription and take back what is queued; tell whether there was any to end."""
    was_subscribed = end_subscription(session, chat_id)
    alert_outcomes.cancel_pending(session, chat_id)
    return was_subscribed


def restart_subscription(session: Session, chat_id: int, now: datetime) -> None:
    """Begin anew with a chat that let us in again: nothing from its absence is owed."""
    session.execute(
        update(SubscriptionRow).where(SubscriptionRow.chat_id == chat_id).values(since_at=now)
    )


def count_subscribers(session: Session, slugs: Iterable[str], topic: AlertTopic) -> int:
    """Count the reachable chats that hear about one of these bodies, by kind of message."""
    names = [*slugs, "*"]
    padded = " " + SubscriptionRow.bodies + " "
    return (
        session.scalar(
            select(func.count())
            .select_from(SubscriptionRow)
            .outerjoin(ChatRow, ChatRow.chat_id == SubscriptionRow.chat_id)
            .where(
                ChatRow.blocked_at.is_(None),
                or_(*(padded.contains(f" {name} ", autoescape=True) for name in names)),
                (" " + SubscriptionRow.topics + " ").contains(f" {topic.value} "),
            )
        )
        or 0
    )
