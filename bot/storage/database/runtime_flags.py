"""Rules and states of the whole bot, kept in the database so that every process obeys them."""

import hmac
import secrets
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.storage.database.dialect import insert_new, upsert_into
from bot.storage.database.editor_tables import RuntimeFlag

REVIEW_REQUIRED = "two-persons"  # {"on": bool}: someone else must approve what becomes public
PAUSE = "pause"  # {"text": {language: HTML}, "alerts": bool}: answers are off
PAID_BROADCASTS = "paid-broadcasts"  # {"on": bool}: broadcasts go faster than is free, for a fee
HOLD = "hold"  # {"why": str}: nothing is sent unasked
PARKED = "parked"  # {fault: count}: what processes other than the leader have set aside
KEY = "key"  # {"hex": str}: for the hashes below
WEBHOOK = "webhook"  # {"secret": keyed hash}: of the secret Telegram was last given

_HOLDING = select(RuntimeFlag.name, RuntimeFlag.value).where(RuntimeFlag.name.in_((PAUSE, HOLD)))


def load_flag(session: Session, name: str) -> dict[str, Any] | None:
    """Return a switch's value, or None when it is not set."""
    row = session.get(RuntimeFlag, name)
    return row.value if row else None


def store_flag(session: Session, name: str, value: dict[str, Any] | None) -> None:
    """Set a switch, or take it away with None."""
    if value is None:
        session.execute(delete(RuntimeFlag).where(RuntimeFlag.name == name))
        return
    session.execute(
        upsert_into(session, RuntimeFlag)
        .values(name=name, value=value)
        .on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )


def is_review_on(session: Session) -> bool:
    """Tell whether a second person must approve what becomes public."""
    return bool((load_flag(session, REVIEW_REQUIRED) or {}).get("on"))


def are_broadcasts_paid(session: Session) -> bool:
    """Tell whether broadcasts are paid for."""
    return bool((load_flag(session, PAID_BROADCASTS) or {}).get("on"))


def is_sending_held(session: Session) -> bool:
    """Tell whether nothing may be sent unasked, by a restore or by a pause of alerts too."""
    found = {row.name: row.value for row in session.execute(_HOLDING)}
    return HOLD in found or not found.get(PAUSE, {}).get("alerts", True)


def installation_key(session: Session) -> bytes:
    """Return this installation's own key, made at the first need."""
    found = load_flag(session, KEY)
    if found is None:  # another process may be making it at this moment: one of them is kept
        insert_new(session, RuntimeFlag, [{"name": KEY, "value": {"hex": secrets.token_hex(32)}}])
        found = load_flag(session, KEY)
    assert found is not None
    return bytes.fromhex(found["hex"])


def keyed_hash(session: Session, *parts: object) -> str:
    """Return a hash that only this installation can make."""
    text = "\x1f".join(map(str, parts)).encode()
    return hmac.new(installation_key(session), text, sha256).hexdigest()
