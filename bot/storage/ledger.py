"""What became of what was planned: told on request, gathered, taken back, forgotten."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bot.storage.alerts import CARD, FILE, PLANNED, WITHDRAWN
from bot.storage.dialect import count
from bot.storage.tables_meetings import AlertRow
from bot.storage.tables_outbox import Delivery
from knowledge.alerts.alert import AlertKind
from knowledge.alerts.claims import WhyNot
from knowledge.alerts.mine import LedgerRow, LedgerState
from knowledge.delivery import State

LATE_IN, LATE_FROM = timedelta(minutes=10), 3  # so many so late become one message
KEPT_IN = timedelta(days=90)
_STATES = {
    State.SENT: LedgerState.SENT,
    State.UNKNOWN: LedgerState.UNKNOWN,
    State.EXPIRED: LedgerState.EXPIRED,
    State.UNREACHABLE: LedgerState.UNREACHABLE,
    State.REJECTED: LedgerState.REJECTED,
    State.DROPPED: LedgerState.WITHDRAWN,
}


def ledger(session: Session, chat_id: int, since: datetime) -> list[LedgerRow]:
    """Return what was due to a chat since a moment, and what became of each."""
    rows = session.execute(
        select(AlertRow, Delivery.state, Delivery.settled_at)
        .outerjoin(Delivery, Delivery.key == AlertRow.delivery)
        .where(AlertRow.chat_id == chat_id, AlertRow.due_at >= since)
    )
    return [_ledger_row(row, state, at) for row, state, at in rows]


def _ledger_row(row: AlertRow, state: str | None, settled_at: datetime | None) -> LedgerRow:
    became, reason = _STATES.get(State(state or "expired"), LedgerState.QUEUED), None
    if row.state == WITHDRAWN:
        became, reason = LedgerState.WITHDRAWN, WhyNot(row.reason)
    elif became is LedgerState.WITHDRAWN:
        reason = WhyNot.UNSUBSCRIBED
    return LedgerRow(
        dedupe_key=row.key,
        kind=AlertKind(row.kind),
        meeting_id=row.meeting_id,
        due_at=row.due_at,
        state=became,
        sent_at=settled_at if became is LedgerState.SENT else None,
        reason=reason,
        lead=row.lead,
        session=row.session,
    )


def gather(session: Session, now: datetime) -> int:
    """Make one message of the many that are late for one chat; return how many chats."""
    late = (
        Delivery.card == CARD,
        Delivery.state == State.QUEUED,
        Delivery.due_at < now - LATE_IN,
        Delivery.not_before <= now,
    )
    chats = session.scalars(
        select(Delivery.chat_id)
        .where(*late)
        .group_by(Delivery.chat_id)
        .having(func.count() >= LATE_FROM)
    ).all()
    for chat_id in chats:
        rows = session.scalars(select(Delivery).where(*late, Delivery.chat_id == chat_id)).all()
        _join(session, rows).about = "meetings"
    _gather_reminders(session, now)
    return len(chats)


def _gather_reminders(session: Session, now: datetime) -> None:
    """Make one message of the reminders of one meeting that are due at one chat together."""
    due = (
        Delivery.card == CARD,
        Delivery.state == State.QUEUED,
        Delivery.not_before <= now,
        Delivery.key.startswith(f"{AlertKind.REMINDER.value}:"),
    )
    pairs = session.execute(
        select(Delivery.chat_id, Delivery.about)
        .where(*due)
        .group_by(Delivery.chat_id, Delivery.about)
        .having(func.count() > 1)
    ).all()
    for chat_id, about in pairs:
        mine = (Delivery.chat_id == chat_id, Delivery.about == about)
        _join(session, session.scalars(select(Delivery).where(*due, *mine)).all())


def _join(session: Session, rows: Sequence[Delivery]) -> Delivery:
    """Let the most urgent of these messages carry all their alerts; return it."""
    first = min(rows, key=lambda row: (row.urgency, row.id))
    first.expires_at = max((row.expires_at for row in rows if row.expires_at), default=None)
    first.lost_answers = max(row.lost_answers for row in rows)
    keys = [row.key for row in rows if row is not first]
    session.execute(update(AlertRow).where(AlertRow.delivery.in_(keys)).values(delivery=first.key))
    session.execute(delete(Delivery).where(Delivery.key.in_(keys)))
    return first


# --- leaving --------------------------------------------------------------------------------


def take_back(session: Session, chat_id: int) -> int:
    """Forget what is owed to a chat and has not left; it may be owed anew later."""
    waiting = (State.QUEUED, State.CLAIMED)
    keys = select(Delivery.key).where(Delivery.chat_id == chat_id, Delivery.state.in_(waiting))
    session.execute(
        delete(AlertRow).where(AlertRow.chat_id == chat_id, AlertRow.delivery.in_(keys))
    )
    return count(
        session,
        delete(Delivery).where(
            Delivery.chat_id == chat_id,
            Delivery.state.in_(waiting),
            Delivery.card.in_((CARD, FILE)),
        ),
    )


def put_off(session: Session, chat_id: int, until: datetime, kinds: Iterable[str]) -> None:
    """Keep queued news of these kinds for the end of a pause."""
    keys = select(AlertRow.delivery).where(
        AlertRow.chat_id == chat_id, AlertRow.state == PLANNED, AlertRow.kind.in_(list(kinds))
    )
    session.execute(
        update(Delivery)
        .where(
            Delivery.key.in_(keys),
            Delivery.state == State.QUEUED,
            Delivery.not_before < until,
            Delivery.expires_at > until,
        )
        .values(not_before=until)
    )


def prune(session: Session, now: datetime) -> None:
    """Forget what is long past, whatever kind of message it was: each names a chat."""
    edge = now - KEPT_IN
    session.execute(delete(AlertRow).where(AlertRow.expires_at < edge))
    session.execute(delete(Delivery).where(Delivery.settled_at < edge))
