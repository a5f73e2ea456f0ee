"""Word to the owners about the state of the machine, through the outbox."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.storage.database import runtime_flags
from bot.storage.database.dialect import lock_until_commit
from bot.storage.faq.publishing import EDITOR_CARD
from bot.storage.outbox import delivery_queue
from bot.storage.outbox.delivery_queue import PlannedDelivery
from knowledge.delivery import Urgency

NOTICE_EXPIRES_IN = timedelta(days=1)


def store_parked_counts(session: Session, counts: Mapping[str, int]) -> None:
    """Keep what was counted here until the process that leads tells the owners."""
    lock_until_commit(session, runtime_flags.PARKED)
    kept = Counter(runtime_flags.load_flag(session, runtime_flags.PARKED) or {})
    runtime_flags.store_flag(session, runtime_flags.PARKED, dict(kept + Counter(counts)))


def take_parked_counts(session: Session) -> Counter[str]:
    """Return what all others counted, and begin anew."""
    lock_until_commit(session, runtime_flags.PARKED)
    kept = Counter(runtime_flags.load_flag(session, runtime_flags.PARKED) or {})
    if kept:
        runtime_flags.store_flag(session, runtime_flags.PARKED, None)
    return kept


def notify_owners(
    session: Session,
    owners: Iterable[int],
    name: str,
    facts: Mapping[str, object],
    now: datetime,
) -> None:
    """Queue word to each owner, once for each name; `facts["what"]` says how it is worded."""
    delivery_queue.enqueue(
        session,
        [
            PlannedDelivery(
                key=f"{name}:{owner}",
                chat_id=owner,
                card=EDITOR_CARD,
                facts=dict(facts),
                urgency=Urgency.URGENT,
                due_at=now,
                not_before=now,
                expires_at=now + NOTICE_EXPIRES_IN,
            )
            for owner in owners
        ],
    )
