"""Several processes on one PostgreSQL: who lives, and who may send how much.

Time is the database's, so that the clocks of the machines do not matter. A process that has not
been seen for four seconds is dead: what it held is anybody's. It knows that itself a second
earlier (`bot.replication.replica.BEAT_VALID_SECONDS`) and is silent by then.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, false, func, or_, select, text
from sqlalchemy.orm import Session

from bot.storage.database import base_version
from bot.storage.database.dialect import lock_until_commit, upsert_into
from bot.storage.database.replica_tables import ReplicaRow

DEAD_AFTER = timedelta(seconds=4)
REPLICAS_KEPT = timedelta(hours=1)  # the row of a dead process
RESERVED_SLOTS = 2  # messages a second that everyone may send whatever the others do


@dataclass(frozen=True, slots=True)
class Beat:
    """What a process says of itself: its name, its tables, how many messages a second it uses.

    `waits` tells whether messages wait for leave, `is_hungry` whether others shall take less.
    """

    id: str
    revision: str
    slots: int
    waits: bool
    is_hungry: bool


@dataclass(frozen=True, slots=True)
class BeatAnswer:
    """What a beat is answered with.

    `granted` more messages a second; how many live, this one included; whether another lacks;
    whether we counted as dead until now; the version of the base, and of the tables; whether some
    process was lost sight of and did not end in order.
    """

    granted: int
    live: int
    others_hungry: bool
    was_dead: bool
    base_version: int
    tables: str
    others_lost: bool = False


def _is_live() -> ColumnElement[bool]:
    return ReplicaRow.seen_at > func.clock_timestamp() - DEAD_AFTER


def record_beat(session: Session, said: Beat, budget: int) -> BeatAnswer:
    """Note that a process lives; share out of `budget` messages a second what nobody has."""
    lock_until_commit(session, "slots")
    known = session.execute(select(ReplicaRow, _is_live())).all()
    live = {row.id: row for row, is_live in known if is_live}
    others_lost = any(not is_live and row.id != said.id for row, is_live in known)
    was_dead = live.pop(said.id, None) is None
    others_hungry = any(row.is_hungry for row in live.values())
    free = max(0, budget - said.slots - sum(row.slots for row in live.values()))
    granted = min(free, max(0, _wanted_slots(said, len(live), others_hungry, budget) - said.slots))
    values: dict[str, Any] = {
        "revision": said.revision,
        "seen_at": func.clock_timestamp(),
        "slots": said.slots + granted,
        "is_hungry": said.is_hungry,
    }
    session.execute(
        upsert_into(session, ReplicaRow)
        .values(id=said.id, **values)
        .on_conflict_do_update(index_elements=["id"], set_=values)
    )
    tables = session.scalar(text("SELECT version_num FROM alembic_version"))
    return BeatAnswer(
        granted,
        len(live) + 1,
        others_hungry,
        was_dead,
        base_version.content_version(session),
        str(tables),
        others_lost,
    )


def _wanted_slots(said: Beat, others: int, others_hungry: bool, budget: int) -> int:
    """Return how many messages a second a process may have, if there are so many."""
    share = max(RESERVED_SLOTS, budget // (others + 1))
    if said.waits:
        return share if others_hungry else budget
    return RESERVED_SLOTS if others_hungry else share


def remove_replica(session: Session, name: str) -> None:
    """Note that a process ends in order: what it may send is free at once."""
    session.execute(delete(ReplicaRow).where(ReplicaRow.id == name))


def prune_replicas(session: Session) -> None:
    """Drop what is kept of processes long dead."""
    session.execute(delete(ReplicaRow).where(ReplicaRow.seen_at < func.now() - REPLICAS_KEPT))


def live_revisions() -> Select[str]:
    """Return the query for the newest tables that each process alive knows."""
    return select(ReplicaRow.revision).where(_is_live())


def is_abandoned_lease(
    holder: Any, key: Any, me: str, in_hand: Collection[int]
) -> ColumnElement[bool]:
    """Return the condition that a lease is nobody's: its holder is dead, or we let go of it."""
    live = select(ReplicaRow.id).where(_is_live()).scalar_subquery()
    mine = (holder == me) & key.not_in(list(in_hand)) if me else false()
    return or_(mine, (holder != me) & holder.not_in(live))
