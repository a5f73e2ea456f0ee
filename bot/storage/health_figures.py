"""How the database stands, in numbers: for health and metrics."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.storage import migrate
from bot.storage.database import base_version
from bot.storage.database.core_tables import UpdateRow
from bot.storage.database.outbox_table import Delivery
from bot.storage.database.row_states import UNHANDLED_UPDATES
from bot.storage.meetings import calendar_records
from knowledge.delivery import DeliveryState

_UNSENT = (DeliveryState.QUEUED, DeliveryState.CLAIMED, DeliveryState.SENDING)


@dataclass(frozen=True, slots=True)
class DatabaseHealth:
    """Which tables and which answers a database has; None for tables that no release made."""

    revision: str | None
    base_version: int


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits and since when; ages in seconds, by state and urgency or by source."""

    waiting: int
    oldest: float
    outbox: dict[tuple[str, int], int]
    outbox_ages: dict[tuple[str, int], float]
    source_ages: dict[str, float] = field(default_factory=dict)
    base_version: int = 0


def load_health(session: Session) -> DatabaseHealth:
    """Return what a process must fit; raises when the tables of the base are missing."""
    return DatabaseHealth(
        migrate.connection_revision(session.connection()), base_version.content_version(session)
    )


def load_backlog(session: Session, now: datetime) -> Backlog:
    """Return how much waits in the inbox and the outbox, and how fresh the sources are."""
    waiting, first = session.execute(
        select(func.count(), func.min(UpdateRow.received_at)).where(
            UpdateRow.state.in_(UNHANDLED_UPDATES)
        )
    ).one()
    kinds = (Delivery.state, Delivery.urgency)
    counts = session.execute(select(*kinds, func.count()).group_by(*kinds))
    due = session.execute(
        select(*kinds, func.min(Delivery.due_at))
        .where(Delivery.state.in_(_UNSENT), Delivery.due_at <= now)
        .group_by(*kinds)
    )
    checked = {one.source_id: one.checked_at for one in calendar_records.source_memories(session)}
    return Backlog(
        waiting,
        _age_seconds(first, now),
        {(state, urgency): count for state, urgency, count in counts},
        {(state, urgency): _age_seconds(at, now) for state, urgency, at in due},
        {name: _age_seconds(at, now) for name, at in checked.items() if at is not None},
        base_version.content_version(session),
    )


def _age_seconds(at: datetime | None, now: datetime) -> float:
    return max(0.0, (now - at).total_seconds()) if at is not None else 0.0
