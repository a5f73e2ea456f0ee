"""What became of what was planned: told on request, gathered, taken back, forgotten."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from bot.storage.alerts.alert_records import ALERT_CARD, FILE_CARD
from bot.storage.database.dialect import affected_rows
from bot.storage.database.meeting_tables import AlertRow
from bot.storage.database.outbox_table import Delivery
from bot.storage.database.row_states import AlertRowState
from knowledge.alerts.alert import AlertKind
from knowledge.alerts.alert_claims import NoAlertReason
from knowledge.alerts.change_alerts import PRESSING_KINDS
from knowledge.alerts.owed_alerts import AlertState, StoredAlert
from knowledge.delivery import DeliveryState

LATE_AFTER, LATE_LIMIT = timedelta(minutes=10), 3  # so many so late become one message
DELIVERIES_KEPT = timedelta(days=90)
# What is queued of these waits for the end of a pause instead of being lost.
LASTING_KINDS = (*(kind.value for kind in PRESSING_KINDS), AlertKind.ISSUE.value)
_LEDGER_STATES = {
    DeliveryState.SENT: AlertState.SENT,
    DeliveryState.UNKNOWN: AlertState.UNKNOWN,
    DeliveryState.EXPIRED: AlertState.EXPIRED,
    DeliveryState.UNREACHABLE: AlertState.UNREACHABLE,
    DeliveryState.REJECTED: AlertState.REJECTED,
    DeliveryState.DROPPED: AlertState.WITHDRAWN,
}


# Asked every second, so built once.
_DUE = (
    Delivery.card == ALERT_CARD,
    Delivery.state == DeliveryState.QUEUED,
    Delivery.not_before <= bindparam("now"),
)
_LATE = (*_DUE, Delivery.due_at < bindparam("late"))
_LATE_CHATS = (
    select(Delivery.chat_id)
    .where(*_LATE)
    .group_by(Delivery.chat_id)
    .having(func.count() >= LATE_LIMIT)
)
_REMINDERS_DUE = (*_DUE, Delivery.key.startswith(f"{AlertKind.REMINDER.value}:"))
_REMINDER_PAIRS = (
    select(Delivery.chat_id, Delivery.about)
    .where(*_REMINDERS_DUE)
    .group_by(Delivery.chat_id, Delivery.about)
    .having(func.count() > 1)
)


def alert_history(session: Session, chat_id: int, since: datetime) -> list[StoredAlert]:
    """Return what was due to a chat since a moment, and what became of each."""
    rows = session.execute(
        select(AlertRow, Delivery.state, Delivery.settled_at)
        .outerjoin(Delivery, Delivery.key == AlertRow.delivery)
        .where(AlertRow.chat_id == chat_id, AlertRow.due_at >= since)
    )
    return [_ledger_row(row, state, at) for row, state, at in rows]


def _ledger_row(row: AlertRow, state: str | None, settled_at: datetime | None) -> StoredAlert:
    became, reason = _LEDGER_STATES.get(DeliveryState(state or "expired"), AlertState.QUEUED), None
    if row.state == AlertRowState.WITHDRAWN:
        became, reason = AlertState.WITHDRAWN, NoAlertReason(row.reason)
    elif became is AlertState.WITHDRAWN:
        reason = NoAlertReason.UNSUBSCRIBED
    return StoredAlert(
        dedupe_key=row.key,
        kind=AlertKind(row.kind),
        meeting_id=row.meeting_id,
        due_at=row.due_at,
        state=became,
        sent_at=settled_at if became is AlertState.SENT else None,
        reason=reason,
        lead=row.lead,
        session=row.session,
    )


def coalesce_late(session: Session, now: datetime) -> int:
    """Make one message of the many that are late for one chat; return how many chats."""
    given = {"now": now, "late": now - LATE_AFTER}
    chats = session.scalars(_LATE_CHATS, given).all()
    for chat_id in chats:
        of_chat = select(Delivery).where(*_LATE, Delivery.chat_id == chat_id)
        _merge_deliveries(session, session.scalars(of_chat, given).all()).about = "meetings"
    _coalesce_reminders(session, now)
    return len(chats)


def _coalesce_reminders(session: Session, now: datetime) -> None:
    """Make one message of the reminders of one meeting that are due at one chat together."""
    given = {"now": now}
    for chat_id, about in session.execute(_REMINDER_PAIRS, given).all():
        mine = (Delivery.chat_id == chat_id, Delivery.about == about)
        of_pair = select(Delivery).where(*_REMINDERS_DUE, *mine)
        _merge_deliveries(session, session.scalars(of_pair, given).all())


def _merge_deliveries(session: Session, rows: Sequence[Delivery]) -> Delivery:
    """Let the most urgent of these messages carry all their alerts; return it."""
    first = min(rows, key=lambda row: (row.urgency, row.id))
    first.expires_at = max((row.expires_at for row in rows if row.expires_at), default=None)
    first.lost_answers = max(row.lost_answers for row in rows)
    keys = [row.key for row in rows if row is not first]
    session.execute(update(AlertRow).where(AlertRow.delivery.in_(keys)).values(delivery=first.key))
    session.execute(delete(Delivery).where(Delivery.key.in_(keys)))
    return first


# --- leaving --------------------------------------------------------------------------------


def cancel_pending(session: Session, chat_id: int) -> int:
    """Forget what is owed to a chat and has not left; it may be owed anew later."""
    waiting = (DeliveryState.QUEUED, DeliveryState.CLAIMED)
    keys = select(Delivery.key).where(Delivery.chat_id == chat_id, Delivery.state.in_(waiting))
    session.execute(
        delete(AlertRow).where(AlertRow.chat_id == chat_id, AlertRow.delivery.in_(keys))
    )
    return affected_rows(
        session,
        delete(Delivery).where(
            Delivery.chat_id == chat_id,
            Delivery.state.in_(waiting),
            Delivery.card.in_((ALERT_CARD, FILE_CARD)),
        ),
    )


def defer_alerts(session: Session, chat_id: int, until: datetime) -> None:
    """Keep queued news that lasts for the end of a pause."""
    keys = select(AlertRow.delivery).where(
        AlertRow.chat_id == chat_id,
        AlertRow.state == AlertRowState.PLANNED,
        AlertRow.kind.in_(LASTING_KINDS),
    )
    session.execute(
        update(Delivery)
        .where(
            Delivery.key.in_(keys),
            Delivery.state == DeliveryState.QUEUED,
            Delivery.not_before < until,
            Delivery.expires_at > until,
        )
        .values(not_before=until)
    )


def prune_deliveries(session: Session, now: datetime) -> None:
    """Forget what is long past, whatever kind of message it was: each names a chat."""
    edge = now - DELIVERIES_KEPT
    session.execute(delete(AlertRow).where(AlertRow.expires_at < edge))
    session.execute(delete(Delivery).where(Delivery.settled_at < edge))
