"""Updates as Telegram gave them: stored before they are confirmed, handled once, in chat order."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, delete, func, select, update
from sqlalchemy.orm import Session

from bot.faults import is_storage_fault
from bot.storage.database.core_tables import UpdateRow
from bot.storage.database.dialect import insert_new
from bot.storage.database.engine import ERASED
from bot.storage.database.row_states import HANDLED_UPDATES, UNHANDLED_UPDATES, UpdateState
from bot.storage.intake.update_rows import chat_key as chat_key
from bot.storage.intake.update_rows import is_number as is_number
from bot.storage.intake.update_rows import parked_row, update_row
from bot.storage.intake.update_statements import CROWDED_CHAT_UPDATES as CROWDED_CHAT_UPDATES
from bot.storage.intake.update_statements import LEASE_WAITING, MARK_DONE, MARK_FORGOTTEN
from bot.storage.replicas import heartbeats

UPDATE_LEASE = timedelta(seconds=60)
UPDATES_KEPT = timedelta(
    hours=72
)  # longer than Telegram offers an update (24 h), to know duplicates
MAX_TRIES = 3
UNSTORED_KINDS = frozenset({"inline_query", "chosen_inline_result"})  # kinds that are never stored
MAX_DEATHS = 10  # of a process with the same update in hand: then it is the update's fault
MAX_REPLY_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class LeasedUpdate:
    """An update a worker has leased."""

    seq: int
    update_id: int
    chat_key: int
    body: str
    tries: int
    received_at: datetime


def insert_updates(session: Session, raws: Sequence[Mapping[str, Any]], now: datetime) -> int:
    """Store updates, each once by its `update_id`; return how many were new.

    Membership decides, not a high-water mark: ids are redrawn at random after a quiet week. What
    cannot be held is parked without its text, so that it can be confirmed and harms no other; what
    is of `UNSTORED_KINDS` is left out. Each `update_id` must be a number (`is_number`).
    """
    rows = [update_row(raw, now) for raw in raws if UNSTORED_KINDS.isdisjoint(raw)]
    return insert_new(session, UpdateRow, rows)


def insert_one_by_one(session: Session, raws: Sequence[Mapping[str, Any]], now: datetime) -> int:
    """Do the same for a batch that the driver refused: the row it refuses is parked alone."""
    return sum(
        _insert_alone(session, update_row(raw, now))
        for raw in raws
        if UNSTORED_KINDS.isdisjoint(raw)
    )


def _insert_alone(session: Session, row: dict[str, Any]) -> int:
    try:
        with session.begin_nested():
            return insert_new(session, UpdateRow, [row])
    except Exception as error:  # a driver may refuse a value in any way
        if is_storage_fault(error):
            raise
        return insert_new(session, UpdateRow, [parked_row(row, error)])


def lease_updates(
    session: Session, limit: int, now: datetime, holder: str = ""
) -> list[LeasedUpdate]:
    """Lease the oldest waiting update of up to `limit` chats that have none in hand anywhere.

    A chat that says more than can be answered (`CROWDED`) comes after all the others.
    On PostgreSQL what another process is leasing at this moment is passed over, not waited for.
    """
    given = {
        "now": now,
        "too_far": now + MAX_REPLY_WAIT,
        "until": now + UPDATE_LEASE,
        "leased_by": holder,
        "limit": limit,
    }
    rows = session.execute(LEASE_WAITING, given).all()
    leased = [
        LeasedUpdate(r.seq, r.update_id, r.chat_key, r.body or "", r.tries, r.received_at)
        for r in rows
    ]
    return sorted(leased, key=lambda waiting: waiting.seq)


def leased_seqs(session: Session, holder: str) -> set[int]:
    """Return the updates that a process still holds."""
    mine = select(UpdateRow.seq).where(
        UpdateRow.state == UpdateState.LEASED, UpdateRow.holder == holder
    )
    return set(session.scalars(mine))


@dataclass(frozen=True, slots=True)
class ReplyLink:
    """Which of our messages answers which of theirs."""

    message_id: int
    reply_id: int


def mark_done(
    session: Session, seq: int, reply: ReplyLink | None = None, *, forgotten: bool = False
) -> None:
    """Mark an update handled and drop its text.

    Which message of ours answers it is kept, unless the chat asked to be forgotten.
    """
    handled: dict[str, int | None] = {"of": seq, "message_id": None, "reply_id": None}
    if forgotten:
        session.info[ERASED] = True
        session.execute(MARK_FORGOTTEN, handled)
        return
    if reply is not None:
        handled |= {"message_id": reply.message_id, "reply_id": reply.reply_id}
    session.execute(MARK_DONE, handled)


def _is_ours(seq: int, holder: str | None) -> ColumnElement[bool]:
    """Return the condition that we still hold an update; None asks nobody.

    Whoever was held for dead meanwhile must not put back what another has handled since.
    """
    held = UpdateRow.seq == seq
    return (
        held
        if holder is None
        else held & (UpdateRow.state == UpdateState.LEASED) & (UpdateRow.holder == holder)
    )


def defer_update(session: Session, seq: int, until: datetime, holder: str | None = None) -> None:
    """Put an update back because its reply cannot be given yet; no try is counted."""
    session.execute(
        update(UpdateRow)
        .where(_is_ours(seq, holder))
        .values(state=UpdateState.NEW, lease_until=None, not_before=until, abandoned=0)
    )


def count_failure(
    session: Session, seq: int, fault: str, until: datetime, holder: str | None = None
) -> bool:
    """Count a failed try; after the third the update is parked without its text (True)."""
    tries = session.scalar(select(UpdateRow.tries).where(UpdateRow.seq == seq)) or 0
    parked = tries + 1 >= MAX_TRIES
    values = (
        {"state": UpdateState.DEAD, "body": None}
        if parked
        else {"state": UpdateState.NEW, "not_before": until}
    )
    session.execute(
        update(UpdateRow)
        .where(_is_ours(seq, holder))
        .values(tries=tries + 1, fault=fault[:200], lease_until=None, **values)
    )
    return parked


def park_update(session: Session, seq: int, fault: str, holder: str | None = None) -> None:
    """Park an update nobody can read, without its text."""
    session.execute(
        update(UpdateRow)
        .where(_is_ours(seq, holder))
        .values(state=UpdateState.DEAD, body=None, lease_until=None, fault=fault[:200])
    )


def release_updates(
    session: Session,
    now: datetime,
    *,
    everything: bool = False,
    in_hand: Collection[int] = (),
    holder: str = "",
) -> int:
    """Give back updates whose worker died; `everything` at the start of a lone process.

    Those `in_hand` are ours and alive: their lease is renewed. Among several processes (`holder`
    is our name) a lease ends with its holder. One that was in hand whenever its process died is
    parked: it may be what kills them.
    """
    dead = UpdateRow.state == UpdateState.LEASED
    if holder:
        dead = dead & heartbeats.is_abandoned_lease(
            UpdateRow.holder, UpdateRow.seq, holder, in_hand
        )
    elif not everything:
        _renew_leases(session, in_hand, now)
        dead = dead & (UpdateRow.lease_until < now)
    too_often = UpdateRow.abandoned + 1 >= MAX_DEATHS
    rows = session.execute(
        update(UpdateRow)
        .where(dead)
        .values(
            state=case((too_often, UpdateState.DEAD.value), else_=UpdateState.NEW.value),
            body=case((too_often, None), else_=UpdateRow.body),
            fault=case((too_often, "its process died each time"), else_=UpdateRow.fault),
            abandoned=UpdateRow.abandoned + 1,
            lease_until=None,
        )
        .returning(UpdateRow.seq)
        .execution_options(synchronize_session=False)
    )
    return len(rows.all())


def _renew_leases(session: Session, in_hand: Collection[int], now: datetime) -> None:
    if in_hand:
        session.execute(
            update(UpdateRow)
            .where(UpdateRow.seq.in_(list(in_hand)), UpdateRow.state == UpdateState.LEASED)
            .values(lease_until=now + UPDATE_LEASE)
        )


def count_waiting(session: Session) -> int:
    """Count updates not yet handled."""
    return (
        session.scalar(
            select(func.count())
            .select_from(UpdateRow)
            .where(UpdateRow.state.in_(UNHANDLED_UPDATES))
        )
        or 0
    )


def prune_updates(session: Session, now: datetime) -> None:
    """Drop handled updates once Telegram can no longer offer them again."""
    session.execute(
        delete(UpdateRow).where(
            UpdateRow.state.in_(HANDLED_UPDATES),
            UpdateRow.received_at < now - UPDATES_KEPT,
        )
    )
