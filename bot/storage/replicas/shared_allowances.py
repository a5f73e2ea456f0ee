"""Allowances that several processes share; a speaker is a keyed hash here, never a number."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.storage.database import runtime_flags
from bot.storage.database.dialect import insert_new
from bot.storage.database.replica_tables import AllowanceRow
from knowledge.allowance import Allowance, AllowanceRate

ALLOWANCES_KEPT = timedelta(hours=2)  # by then everyone is rested


def spend_allowance(
    session: Session, gate: str, speaker: int, rate: AllowanceRate, at: datetime, command: str = ""
) -> Allowance | None:
    """Spend one message of a speaker's allowance; None if one was left, else the allowance.

    Whoever had none left counts as told from now on; the allowance says what was so before.
    """
    name = runtime_flags.keyed_hash(session, "allowance", gate, speaker)
    fresh = {"speaker": name, "left": float(rate.burst), "at": at, "told": False, "heard": {}}
    insert_new(session, AllowanceRow, [fresh])
    row = session.scalars(
        select(AllowanceRow).where(AllowanceRow.speaker == name).with_for_update()
    ).one()
    heard = {word: datetime.fromisoformat(when) for word, when in row.heard.items()}
    allowance = Allowance(row.left, row.at, row.told, heard)
    allowed = allowance.spend(rate, at, command)
    row.left, row.at = allowance.left, allowance.at
    row.told = allowance.was_notified or not allowed
    row.heard = {word: when.isoformat() for word, when in allowance.last_used_at.items()}
    return None if allowed else allowance


def prune_allowances(session: Session, now: datetime) -> None:
    """Forget who is rested."""
    session.execute(delete(AllowanceRow).where(AllowanceRow.at < now - ALLOWANCES_KEPT))
