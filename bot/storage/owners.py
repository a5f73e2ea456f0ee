"""Word to the owners about the state of the machine, through the outbox."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.storage import outbox, switches
from bot.storage.dialect import one_at_a_time
from bot.storage.outbox import Planned
from bot.storage.publishing import CARD
from knowledge.delivery import Urgency

WORTH = timedelta(days=1)


def gather(session: Session, counts: Mapping[str, int]) -> None:
    """Keep what was counted here until the process that leads tells the owners."""
    one_at_a_time(session, switches.PARKED)
    kept = Counter(switches.get(session, switches.PARKED) or {})
    switches.put(session, switches.PARKED, dict(kept + Counter(counts)))


def take_gathered(session: Session) -> Counter[str]:
    """Return what all others counted, and begin anew."""
    one_at_a_time(session, switches.PARKED)
    kept = Counter(switches.get(session, switches.PARKED) or {})
    if kept:
        switches.put(session, switches.PARKED, None)
    return kept


def tell(
    session: Session,
    owners: Iterable[int],
    name: str,
    facts: Mapping[str, object],
    now: datetime,
) -> None:
    """Queue word to each owner, once for each name; `facts["what"]` says how it is worded."""
    outbox.enqueue(
        session,
        [
            Planned(
                key=f"{name}:{owner}",
                chat_id=owner,
                card=CARD,
                facts=dict(facts),
                urgency=Urgency.URGENT,
                due_at=now,
                not_before=now,
                expires_at=now + WORTH,
            )
            for owner in owners
        ],
    )
