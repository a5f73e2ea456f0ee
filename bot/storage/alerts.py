"""The ledger of what each chat is owed about meetings: planned once, tied to what carries it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bot.storage import outbox
from bot.storage.dialect import many
from bot.storage.outbox import Planned
from bot.storage.tables_meetings import AlertRow
from bot.storage.tables_outbox import Delivery
from knowledge.alerts.alert import Alert, AlertKind, Match, Urgency, Why
from knowledge.alerts.claims import WhyNot
from knowledge.alerts.mine import LedgerRow, LedgerState
from knowledge.delivery import State
from knowledge.language import Language
from knowledge.meetings.raw import AgendaItem

CARD, AMENDED, FILE = "alert", "amended", "calendar"
PLANNED, CARRIED, WITHDRAWN = "planned", "carried", "withdrawn"
AT_ONCE = 500
LATE_IN, LATE_FROM = timedelta(minutes=10), 3  # so many so late become one message
KEPT_IN = timedelta(days=90)
_SPEED = {Urgency.URGENT: 1, Urgency.SOON: 1, Urgency.ROUTINE: 2, Urgency.EDIT: 3}
"""bot.budget.Urgency has one step less; within a step, what expires first goes first."""


def chunks(items: Sequence[Any], size: int = AT_ONCE) -> Iterator[Sequence[Any]]:
    """Yield a sequence in pieces that a statement can hold."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def add(session: Session, alerts: Sequence[Alert]) -> int:
    """Write down what is newly owed and queue what carries it; return how many were new.

    Alerts of one bundle and moment travel together, unless that message has already left.
    """
    fresh = _unknown(session, alerts)
    if not fresh:
        return 0
    parcels = _parcels(session, fresh)
    rows = [_row(alert, key) for key, group in parcels.items() for alert in group]
    session.execute(many(session, AlertRow).on_conflict_do_nothing(index_elements=["key"]), rows)
    plans = [_planned(key, group) for key, group in parcels.items()]
    plans += [_file(alert) for alert in fresh if alert.sends_file]
    outbox.enqueue(session, plans)
    return len(rows)


def _unknown(session: Session, alerts: Sequence[Alert]) -> list[Alert]:
    known = {
        key
        for some in chunks(alerts)
        for key in session.scalars(
            select(AlertRow.key).where(AlertRow.key.in_([a.dedupe_key for a in some]))
        )
    }
    return [alert for alert in alerts if alert.dedupe_key not in known]


def _parcels(session: Session, alerts: Sequence[Alert]) -> dict[str, list[Alert]]:
    """Return alerts by the key of the delivery that carries them."""
    wanted: dict[str, list[Alert]] = {}
    for alert in alerts:
        wanted.setdefault(f"{alert.bundle}@{alert.due_at:%y%m%d%H%M%S}", []).append(alert)
    taken = {
        key: state
        for some in chunks(list(wanted))
        for key, state in session.execute(
            select(Delivery.key, Delivery.state).where(Delivery.key.in_(some))
        )
    }
    found: dict[str, list[Alert]] = {}
    for key, group in wanted.items():
        place, chosen = 1, key
        while taken.get(chosen, State.QUEUED) != State.QUEUED:
            place, chosen = place + 1, f"{key}+{place + 1}"
            again = session.scalar(select(Delivery.state).where(Delivery.key == chosen))
            taken |= {chosen: again} if again else {}
        found[chosen] = group
    return found


def _row(alert: Alert, delivery: str) -> dict[str, Any]:
    return {
        "key": alert.dedupe_key,
        "chat_id": alert.chat_id,
        "language": alert.language,
        "meeting_id": alert.meeting_id,
        "kind": alert.kind,
        "revision": alert.revision,
        "why": alert.why,
        "claim": alert.claim,
        "session": alert.session,
        "lead": alert.lead,
        "matches": [[m.keyword, m.item.sequence, m.item.title] for m in alert.matches],
        "silent": alert.is_silent,
        "wanted_at": alert.wanted_at,
        "due_at": alert.due_at,
        "expires_at": alert.expires_at,
        "delivery": delivery,
        "state": PLANNED,
        "reason": "",
        "shown_place": "",
    }


def _planned(key: str, group: Sequence[Alert]) -> Planned:
    meetings = {alert.meeting_id for alert in group}
    due = min(alert.due_at for alert in group)
    return Planned(
        key=key,
        chat_id=group[0].chat_id,
        card=CARD,
        facts={},
        urgency=min(_SPEED[alert.urgency] for alert in group),
        due_at=due,
        not_before=due,
        expires_at=max(alert.expires_at for alert in group),
        about=f"meeting:{meetings.pop()}" if len(meetings) == 1 else "meetings",
    )


def _file(alert: Alert) -> Planned:
    """Return the new calendar file that follows an alert."""
    return Planned(
        key=f"file:{alert.chat_id}:{alert.meeting_id}:{alert.revision}",
        chat_id=alert.chat_id,
        card=FILE,
        facts={"meeting": alert.meeting_id, "revision": alert.revision},
        urgency=_SPEED[alert.urgency],
        due_at=alert.due_at,
        not_before=alert.due_at,
        expires_at=alert.expires_at + timedelta(seconds=1),  # after the words it goes with
        about=f"meeting:{alert.meeting_id}",
    )


def read(row: AlertRow) -> Alert:
    """Return a row as the rules know it."""
    return Alert(
        dedupe_key=row.key,
        chat_id=row.chat_id,
        kind=AlertKind(row.kind),
        meeting_id=row.meeting_id,
        revision=row.revision,
        due_at=row.due_at,
        expires_at=row.expires_at,
        urgency=Urgency.ROUTINE,
        language=Language(row.language),
        why=Why(row.why),
        claim=row.claim,
        bundle=row.delivery,
        wanted_at=row.wanted_at,
        is_silent=row.silent,
        session=row.session,
        lead=row.lead,
        matches=tuple(
            Match(keyword, AgendaItem(sequence, title)) for keyword, sequence, title in row.matches
        ),
    )


# --- what became of it ----------------------------------------------------------------------

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
        first = min(rows, key=lambda row: (row.urgency, row.id))
        first.expires_at = max((row.expires_at for row in rows if row.expires_at), default=None)
        first.about = "meetings"
        keys = [row.key for row in rows if row is not first]
        session.execute(
            update(AlertRow).where(AlertRow.delivery.in_(keys)).values(delivery=first.key)
        )
        session.execute(delete(Delivery).where(Delivery.key.in_(keys)))
    return len(chats)


# --- leaving --------------------------------------------------------------------------------


def take_back(session: Session, chat_id: int) -> int:
    """Forget what is owed to a chat and has not left; it may be owed anew later."""
    waiting = (State.QUEUED, State.CLAIMED)
    keys = select(Delivery.key).where(Delivery.chat_id == chat_id, Delivery.state.in_(waiting))
    session.execute(
        delete(AlertRow).where(AlertRow.chat_id == chat_id, AlertRow.delivery.in_(keys))
    )
    result = session.execute(
        delete(Delivery).where(
            Delivery.chat_id == chat_id,
            Delivery.state.in_(waiting),
            Delivery.card.in_((CARD, FILE)),
        )
    )
    return int(result.rowcount)  # type: ignore[attr-defined]  # a DELETE's CursorResult


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


def stored(session: Session, chat_id: int) -> int:
    """Count what is kept of what a chat was owed."""
    return (
        session.scalar(
            select(func.count()).select_from(AlertRow).where(AlertRow.chat_id == chat_id)
        )
        or 0
    )


def forget(session: Session, chat_id: int) -> None:
    """Delete the whole ledger of a chat."""
    session.execute(delete(AlertRow).where(AlertRow.chat_id == chat_id))


def move(session: Session, old: int, new: int) -> None:
    """Follow a group to its new id; its keys name the chat and must go on naming it."""
    for table, column in ((AlertRow, AlertRow.delivery), (AlertRow, AlertRow.key)):
        session.execute(
            update(table)
            .where(AlertRow.chat_id == old)
            .values({column: func.replace(column, f":{old}:", f":{new}:")})
        )
    session.execute(update(AlertRow).where(AlertRow.chat_id == old).values(chat_id=new))
    session.execute(
        update(Delivery)
        .where(Delivery.chat_id == old, Delivery.card.in_((CARD, FILE, AMENDED)))
        .values(key=func.replace(Delivery.key, f":{old}:", f":{new}:"), chat_id=new)
    )


def prune(session: Session, now: datetime) -> None:
    """Forget what is long past."""
    edge = now - KEPT_IN
    session.execute(delete(AlertRow).where(AlertRow.expires_at < edge))
    session.execute(
        delete(Delivery).where(
            Delivery.card.in_((CARD, FILE, AMENDED)), Delivery.settled_at < edge
        )
    )
