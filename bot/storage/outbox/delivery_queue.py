"""The outbox: what is to be sent unasked, claimed in two phases, settled once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, func, or_, select, update
from sqlalchemy.orm import Session

from bot.storage.database import runtime_flags
from bot.storage.database.core_tables import table_of
from bot.storage.database.dialect import affected_rows, insert_new
from bot.storage.database.outbox_table import Delivery
from bot.storage.replicas import heartbeats
from knowledge.delivery import MAX_LOST_ANSWERS, DeliveryState, NextState, Urgency

DELIVERY_LEASE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class PlannedDelivery:
    """A message to be sent; `key` makes it once-only, `card` and `facts` word it when due."""

    key: str
    chat_id: int
    card: str
    facts: dict[str, Any]
    urgency: int
    due_at: datetime
    not_before: datetime
    expires_at: datetime | None = None
    about: str = ""
    edits: int | None = None


_PLANNED_FIELDS = tuple(field.name for field in fields(PlannedDelivery))


@dataclass(frozen=True, slots=True)
class ClaimedDelivery:
    """A claimed message."""

    id: int
    key: str
    chat_id: int
    card: str
    about: str
    facts: dict[str, Any]
    urgency: int
    due_at: datetime
    expires_at: datetime | None
    attempts: int
    edits: int | None
    lost_answers: int = 0

    @property
    def is_urgent(self) -> bool:
        """Tell whether it is better told twice than never."""
        return self.urgency <= Urgency.URGENT


def enqueue(session: Session, planned: Iterable[PlannedDelivery]) -> int:
    """Queue messages; one whose key is known falls away. Returns how many were new."""
    new = {
        "state": DeliveryState.QUEUED, "attempts": 0, "lost_answers": 0, "fault": "", "holder": "",
    }  # fmt: skip
    rows = [{name: getattr(one, name) for name in _PLANNED_FIELDS} | new for one in planned]
    return insert_new(session, Delivery, rows)


def _unsent_state(state: DeliveryState) -> ColumnElement[str]:
    """Return the state in which a message ends unsent; one that may have arrived is unknown."""
    return case((Delivery.lost_answers > 0, DeliveryState.UNKNOWN.value), else_=state.value)


# Said every second, so built once; on the table, since no row of the mapper is at hand.
_EXPIRE = (
    update(table_of(Delivery))
    .where(Delivery.state == DeliveryState.QUEUED, Delivery.expires_at <= bindparam("now"))
    .values(state=_unsent_state(DeliveryState.EXPIRED), settled_at=bindparam("now"))
)
_WAITING = (
    select(Delivery.id, Delivery.chat_id)
    .where(Delivery.state == DeliveryState.QUEUED, Delivery.not_before <= bindparam("now"))
    .order_by(Delivery.urgency, Delivery.expires_at, Delivery.id)
    .limit(bindparam("limit"))
)


def claim_deliveries(
    session: Session, limit: int, now: datetime, holder: str = ""
) -> list[ClaimedDelivery]:
    """Claim due messages, the most urgent first, then what expires first; one a chat at a time.

    Those past their time expire. Nothing is claimed while sending is on hold.
    """
    if runtime_flags.is_sending_held(session):
        return []
    session.execute(_EXPIRE, {"now": now})
    waiting = session.execute(_WAITING, {"now": now, "limit": limit * 4}).all()
    firsts: dict[int, int] = {}
    for delivery_id, chat_id in waiting:
        firsts.setdefault(chat_id, delivery_id)
    picked = list(firsts.values())[:limit]
    if not picked:
        return []
    rows = session.scalars(
        update(Delivery)
        .where(Delivery.id.in_(picked), Delivery.state == DeliveryState.QUEUED)
        .values(state=DeliveryState.CLAIMED, lease_until=now + DELIVERY_LEASE, holder=holder)
        .returning(Delivery)
        .execution_options(synchronize_session=False)
    ).all()
    place = {delivery_id: place for place, delivery_id in enumerate(picked)}
    return sorted((_claimed_delivery(row) for row in rows), key=lambda one: place[one.id])


def _claimed_delivery(row: Delivery) -> ClaimedDelivery:
    return ClaimedDelivery(
        row.id, row.key, row.chat_id, row.card, row.about, row.facts, row.urgency, row.due_at,
        row.expires_at, row.attempts, row.edits, row.lost_answers,
    )  # fmt: skip


def release_deliveries(session: Session, ids: Iterable[int], holder: str = "") -> None:
    """Queue again what was claimed and will not be sent by this process."""
    session.execute(
        update(Delivery)
        .where(
            Delivery.id.in_(list(ids)),
            Delivery.state == DeliveryState.CLAIMED,
            Delivery.holder == holder,
        )
        .values(state=DeliveryState.QUEUED, lease_until=None)
    )


def mark_sending(session: Session, delivery_id: int, holder: str = "") -> bool:
    """Mark a claimed message as on the wire; False if it was taken back meanwhile."""
    begins = (
        update(Delivery)
        .where(
            Delivery.id == delivery_id,
            Delivery.state == DeliveryState.CLAIMED,
            Delivery.holder == holder,
        )
        .values(state=DeliveryState.SENDING, attempts=Delivery.attempts + 1)
    )
    return affected_rows(session, begins) == 1


def settle_delivery(
    session: Session,
    delivery_id: int,
    following: NextState,
    now: datetime,
    *,
    message_id: int | None = None,
    fault: str = "",
    in_doubt: bool = False,
    holder: str | None = None,
) -> None:
    """Write down what became of a message; `in_doubt` if this try may have arrived.

    What arrived did so, whoever says it; only who still holds a message may say anything else.
    """
    is_over = following.state is not DeliveryState.QUEUED
    which = Delivery.id == delivery_id
    if holder is not None and following.state is not DeliveryState.SENT:
        held = Delivery.state.in_((DeliveryState.CLAIMED, DeliveryState.SENDING))
        which = which & held & (Delivery.holder == holder)
    session.execute(
        update(Delivery)
        .where(which)
        .values(
            state=following.state,
            not_before=following.at or Delivery.not_before,
            message_id=message_id,
            fault=fault[:200],
            lost_answers=Delivery.lost_answers + int(in_doubt),
            lease_until=None,
            settled_at=now if is_over else None,
        )
    )


def defer_chat(session: Session, chat_id: int, until: datetime) -> None:
    """Keep everything for one chat back, because Telegram said so."""
    session.execute(
        update(Delivery)
        .where(
            Delivery.chat_id == chat_id,
            Delivery.state.in_((DeliveryState.QUEUED, DeliveryState.CLAIMED)),
            Delivery.not_before < until,
        )
        .values(state=DeliveryState.QUEUED, not_before=until, lease_until=None)
    )


def drop_deliveries(
    session: Session, now: datetime, *, chat_id: int | None = None, about: str | None = None
) -> int:
    """Take back what is not yet on the wire for a chat, or about a meeting or campaign."""
    chosen: list[ColumnElement[bool]] = [
        Delivery.state.in_((DeliveryState.QUEUED, DeliveryState.CLAIMED))
    ]
    if chat_id is not None:
        chosen.append(Delivery.chat_id == chat_id)
    if about is not None:
        chosen.append(Delivery.about == about)
    state = _unsent_state(DeliveryState.DROPPED)
    return _change_deliveries(
        session, chosen, {"state": state, "settled_at": now, "lease_until": None}
    )


def recover_deliveries(
    session: Session,
    now: datetime,
    *,
    everything: bool = False,
    but: Collection[int] = (),
    holder: str = "",
) -> tuple[int, int]:
    """Give back what dead processes held, but what is still in hand here.

    Claimed ones are queued again. Of those sent off, urgent ones go again, in doubt; edits too,
    since they change nothing a second time; the rest is unknown. Returns (queued again, unknown).
    `everything` at the start of a lone process; among several, `holder` is our name.
    """
    dead = or_(Delivery.lease_until.is_(None), Delivery.lease_until < now)
    if holder:
        dead = heartbeats.is_abandoned_lease(Delivery.holder, Delivery.id, holder, but)
    elif everything:
        dead = or_(dead, Delivery.lease_until >= now)
    dead = dead & Delivery.id.not_in(but)
    was_sent_off = (Delivery.state == DeliveryState.SENDING, dead)
    repeated = (
        or_(Delivery.expires_at.is_(None), Delivery.expires_at > now),
        or_(
            Delivery.edits.is_not(None),
            (Delivery.urgency <= Urgency.URGENT) & (Delivery.lost_answers < MAX_LOST_ANSWERS),
        ),
    )
    delivery: dict[str, Any] = {"state": DeliveryState.QUEUED, "lease_until": None}
    again = _change_deliveries(session, (Delivery.state == DeliveryState.CLAIMED, dead), delivery)
    is_new = case((Delivery.edits.is_(None), 1), else_=0)
    in_doubt = delivery | {"lost_answers": Delivery.lost_answers + is_new}
    again += _change_deliveries(session, (*was_sent_off, *repeated), in_doubt)
    unknown = {"state": DeliveryState.UNKNOWN, "settled_at": now, "fault": "process ended"}
    return again, _change_deliveries(session, was_sent_off, unknown | {"lease_until": None})


def _change_deliveries(
    session: Session, which: Iterable[ColumnElement[bool]], values: dict[str, Any]
) -> int:
    return affected_rows(session, update(Delivery).where(*which).values(values))


def count_by_state(session: Session, about: str | None = None) -> dict[str, int]:
    """Count messages by state, all or of one campaign."""
    query = select(Delivery.state, func.count()).group_by(Delivery.state)
    if about is not None:
        query = query.where(Delivery.about == about)
    return {row[0]: row[1] for row in session.execute(query)}
