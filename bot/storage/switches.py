"""Rules and states of the whole bot, kept in the database so that every process obeys them."""

import hmac
import secrets
from hashlib import sha256
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.storage.dialect import add_new, upsert
from bot.storage.tables_editors import Switch

TWO_PERSONS = "two-persons"  # {"on": bool}: someone else must approve what becomes public
PAUSE = "pause"  # {"text": {language: HTML}, "alerts": bool}: answers are off
PAID = "paid-broadcasts"  # {"on": bool}: broadcasts go faster than is free, for a fee
HOLD = "hold"  # {"why": str}: nothing is sent unasked
PARKED = "parked"  # {fault: count}: what processes other than the leader have set aside
KEY = "key"  # {"hex": str}: for the hashes below
WEBHOOK = "webhook"  # {"secret": keyed hash}: of the secret Telegram was last given


def get(session: Session, name: str) -> dict[str, Any] | None:
    """Return a switch's value, or None when it is not set."""
    row = session.get(Switch, name)
    return row.value if row else None


def put(session: Session, name: str, value: dict[str, Any] | None) -> None:
    """Set a switch, or take it away with None."""
    if value is None:
        session.execute(delete(Switch).where(Switch.name == name))
        return
    session.execute(
        upsert(session, Switch)
        .values(name=name, value=value)
        .on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )


def two_persons(session: Session) -> bool:
    """Tell whether a second person must approve what becomes public."""
    return bool((get(session, TWO_PERSONS) or {}).get("on"))


def is_paid(session: Session) -> bool:
    """Tell whether broadcasts are paid for."""
    return bool((get(session, PAID) or {}).get("on"))


def is_held(session: Session) -> bool:
    """Tell whether nothing may be sent unasked, by a restore or by a pause of alerts too."""
    pause = get(session, PAUSE)
    return get(session, HOLD) is not None or (pause is not None and not pause.get("alerts", True))


def key(session: Session) -> bytes:
    """Return this installation's own key, made at the first need."""
    found = get(session, KEY)
    if found is None:  # another process may be making it at this moment: one of them is kept
        add_new(session, Switch, [{"name": KEY, "value": {"hex": secrets.token_hex(32)}}])
        found = get(session, KEY)
    assert found is not None
    return bytes.fromhex(found["hex"])


def keyed_hash(session: Session, *parts: object) -> str:
    """Return a hash that only this installation can make."""
    text = "\x1f".join(map(str, parts)).encode()
    return hmac.new(key(session), text, sha256).hexdigest()
