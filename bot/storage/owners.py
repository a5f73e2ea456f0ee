"""Word to the owners about the state of the machine, through the outbox."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.storage import outbox
from bot.storage.outbox import Planned
from bot.storage.publishing import CARD

_SOON = 1  # bot.budget.Urgency.URGENT
WORTH = timedelta(days=1)


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
                urgency=_SOON,
                due_at=now,
                not_before=now,
                expires_at=now + WORTH,
            )
            for owner in owners
        ],
    )
