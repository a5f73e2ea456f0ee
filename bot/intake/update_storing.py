"""Write raw updates down, however they came; only then may they be confirmed to Telegram."""

import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.faults import describe_error, is_storage_fault
from bot.storage.database.engine import Database
from bot.storage.intake import answered_updates, inbox

logger = logging.getLogger(__name__)


async def store_updates(
    db: Database,
    raws: Sequence[Mapping[str, Any]],
    now: datetime,
    done: Collection[int] = (),
) -> list[Mapping[str, Any]]:
    """Store updates, each once, and return those not `done`; what the driver refuses is parked.

    Each needs an `update_id` that `inbox.is_number`; those `done` were answered while nothing
    could be stored (`meanwhile`). What was put off is done first: an update may be the wish to be
    forgotten. Raises storage faults alone.
    """
    await db.run_deferred()
    if not raws:
        return []
    if done:
        await db.run(answered_updates.mark_answered, done, now)
    left = [raw for raw in raws if raw["update_id"] not in done]
    try:
        await db.run(inbox.insert_updates, left, now)
    except Exception as error:  # a driver may refuse a value in any way
        if is_storage_fault(error):
            raise
        logger.warning("A batch of updates was refused: %s", describe_error(error))
        await db.run(inbox.insert_one_by_one, left, now)
    return left
