"""Rules and pauses an owner or editor sets, checked for the right to and written in the audit."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.storage.database import runtime_flags
from bot.storage.database.outbox_table import Delivery
from bot.storage.editors import audit_log, editor_members
from bot.storage.editors.editor_members import Actor
from bot.storage.outbox import delivery_queue
from knowledge.delivery import DeliveryState
from knowledge.editing.roles import Right


def is_review_required(session: Session) -> bool:
    """Tell whether a second person must approve what becomes public."""
    return runtime_flags.is_review_on(session)


def set_review_required(session: Session, actor: Actor, on: bool, now: datetime) -> None:
    """Turn the two-person rule on or off."""
    owner = editor_members.require_right(session, actor, Right.TEAM)
    before = {"on": is_review_required(session)}
    runtime_flags.store_flag(session, runtime_flags.REVIEW_REQUIRED, {"on": on})
    audit_log.add_audit_entry(
        session, owner, "rule", "two-persons", now, before=before, after={"on": on}
    )


def set_paid_broadcasts(session: Session, actor: Actor, on: bool, now: datetime) -> None:
    """Let broadcasts be paid for, or not; raises NotAllowedError for anyone but an owner."""
    owner = editor_members.require_right(session, actor, Right.TEAM)
    before = {"on": runtime_flags.are_broadcasts_paid(session)}
    runtime_flags.store_flag(session, runtime_flags.PAID_BROADCASTS, {"on": on})
    audit_log.add_audit_entry(
        session, owner, "rule", "paid-broadcasts", now, before=before, after={"on": on}
    )


def pause_answers(
    session: Session, actor: Actor, text: str, alerts: bool, now: datetime
) -> dict[str, Any]:
    """Stop the answers, with a public notice; `alerts` says whether those go on."""
    member = editor_members.require_right(session, actor, Right.PAUSE)
    value = {"text": text, "alerts": alerts}
    runtime_flags.store_flag(session, runtime_flags.PAUSE, value)
    audit_log.add_audit_entry(session, member, "off", "answers", now, after=value)
    return value


def current_pause(session: Session) -> dict[str, Any] | None:
    """Return the pause that is on, or None."""
    return runtime_flags.load_flag(session, runtime_flags.PAUSE)


def resume_answers(session: Session, actor: Actor, now: datetime) -> bool:
    """Answer again; tell whether the answers were off."""
    member = editor_members.require_right(session, actor, Right.PAUSE)
    before = runtime_flags.load_flag(session, runtime_flags.PAUSE)
    if before is None:
        return False
    runtime_flags.store_flag(session, runtime_flags.PAUSE, None)
    audit_log.add_audit_entry(session, member, "on", "answers", now, before=before)
    return True


def current_hold(session: Session) -> tuple[dict[str, Any] | None, int]:
    """Return the hold on sending, or None, and how many messages wait."""
    return runtime_flags.load_flag(session, runtime_flags.HOLD), delivery_queue.count_by_state(
        session
    ).get(DeliveryState.QUEUED, 0)


def release_hold(session: Session, actor: Actor, now: datetime, *, drop: bool) -> int:
    """End the hold a restore set; send what waits, or drop it. Returns how many that is.

    Raises NotAllowedError for anyone but an owner.
    """
    owner = editor_members.require_right(session, actor, Right.TEAM)
    waiting = len(
        session.scalars(select(Delivery.id).where(Delivery.state == DeliveryState.QUEUED)).all()
    )
    if drop:
        session.execute(
            update(Delivery)
            .where(Delivery.state == DeliveryState.QUEUED)
            .values(state=DeliveryState.DROPPED, settled_at=now, fault="dropped after a restore")
        )
    runtime_flags.store_flag(session, runtime_flags.HOLD, None)
    audit_log.add_audit_entry(
        session, owner, "go", "sending", now, after={"dropped": drop, "count": waiting}
    )
    return waiting
