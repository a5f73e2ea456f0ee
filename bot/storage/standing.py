"""How the database stands, in numbers: for health and metrics."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.storage import faq, meetings, migrate
from bot.storage.tables import Update
from bot.storage.tables_outbox import Delivery
from knowledge.delivery import State

_LEFT = (State.QUEUED, State.CLAIMED, State.SENDING)


@dataclass(frozen=True, slots=True)
class Health:
    """Which tables and which answers a database has; None for tables that no release made."""

    revision: str | None
    base_version: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What waits and since when; ages in seconds, by state and urgency or by source."""

    waiting: int
    oldest: float
    outbox: dict[tuple[str, int], int]
    outbox_ages: dict[tuple[str, int], float]
    source_ages: dict[str, float] = field(default_factory=dict)
    base_version: int = 0


def health(session: Session) -> Health:
    """Return what a process must fit; raises when the tables of the base are missing."""
    return Health(migrate.revision(session.connection()), faq.version(session))


def standing(session: Session, now: datetime) -> Standing:
    """Return how much waits in the inbox and the outbox, and how fresh the sources are."""
    waiting, first = session.execute(
        select(func.count(), func.min(Update.received_at)).where(
            Update.state.in_(("new", "leased"))
        )
    ).one()
    kinds = (Delivery.state, Delivery.urgency)
    counts = session.execute(select(*kinds, func.count()).group_by(*kinds))
    due = session.execute(
        select(*kinds, func.min(Delivery.due_at))
        .where(Delivery.state.in_(_LEFT), Delivery.due_at <= now)
        .group_by(*kinds)
    )
    checked = {one.source_id: one.checked_at for one in meetings.sources(session)}
    return Standing(
        waiting,
        _age(first, now),
        {(state, urgency): count for state, urgency, count in counts},
        {(state, urgency): _age(at, now) for state, urgency, at in due},
        {name: _age(at, now) for name, at in checked.items() if at is not None},
        faq.version(session),
    )


def _age(at: datetime | None, now: datetime) -> float:
    return max(0.0, (now - at).total_seconds()) if at is not None else 0.0
