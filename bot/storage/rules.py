"""Rules and pauses an owner or editor sets, checked for the right to and written in the audit."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.storage import audit, editors, outbox, switches
from bot.storage.editors import Actor
from bot.storage.tables_outbox import Delivery
from knowledge.delivery import State
from knowledge.editing.roles import Right


def two_persons(session: Session) -> bool:
    """Tell whether a second person must approve what becomes public."""
    return switches.two_persons(session)


def set_two_persons(session: Session, actor: Actor, on: bool, now: datetime) -> None:
    """Turn the two-person rule on or off."""
    owner = editors.require(session, actor, Right.TEAM)
    before = {"on": two_persons(session)}
    switches.put(session, switches.TWO_PERSONS, {"on": on})
    audit.note(session, owner, "rule", "two-persons", now, before=before, after={"on": on})


def set_paid(session: Session, actor: Actor, on: bool, now: datetime) -> None:
    """Let broadcasts be paid for, or not; raises NotAllowed for anyone but an owner."""
    owner = editors.require(session, actor, Right.TEAM)
    before = {"on": switches.is_paid(session)}
    switches.put(session, switches.PAID, {"on": on})
    audit.note(session, owner, "rule", "paid-broadcasts", now, before=before, after={"on": on})


def pause(
    session: Session, actor: Actor, text: str, alerts: bool, now: datetime
) -> dict[str, Any]:
    """Stop the answers, with a public notice; `alerts` says whether those go on."""
    member = editors.require(session, actor, Right.PAUSE)
    value = {"text": text, "alerts": alerts}
    switches.put(session, switches.PAUSE, value)
    audit.note(session, member, "off", "answers", now, after=value)
    return value


def paused(session: Session) -> dict[str, Any] | None:
    """Return the pause that is on, or None."""
    return switches.get(session, switches.PAUSE)


def resume(session: Session, actor: Actor, now: datetime) -> bool:
    """Answer again; tell whether the answers were off."""
    member = editors.require(session, actor, Right.PAUSE)
    before = switches.get(session, switches.PAUSE)
    if before is None:
        return False
    switches.put(session, switches.PAUSE, None)
    audit.note(session, member, "on", "answers", now, before=before)
    return True


def held(session: Session) -> tuple[dict[str, Any] | None, int]:
    """Return the hold on sending, or None, and how many messages wait."""
    return switches.get(session, switches.HOLD), outbox.counts(session).get(State.QUEUED, 0)


def release(session: Session, actor: Actor, now: datetime, *, drop: bool) -> int:
    """End the hold a restore set; send what waits, or drop it. Returns how many that is.

    Raises NotAllowed for anyone but an owner.
    """
    owner = editors.require(session, actor, Right.TEAM)
    waiting = len(session.scalars(select(Delivery.id).where(Delivery.state == State.QUEUED)).all())
    if drop:
        session.execute(
            update(Delivery)
            .where(Delivery.state == State.QUEUED)
            .values(state=State.DROPPED, settled_at=now, fault="dropped after a restore")
        )
    switches.put(session, switches.HOLD, None)
    audit.note(session, owner, "go", "sending", now, after={"dropped": drop, "count": waiting})
    return waiting
