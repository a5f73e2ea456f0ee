"""Write raw updates down, however they came; only then may they be confirmed to Telegram."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.faults import describe, is_storage_fault
from bot.storage import inbox
from bot.storage.engine import Database

logger = logging.getLogger(__name__)


async def store(db: Database, raws: Sequence[Mapping[str, Any]], now: datetime) -> None:
    """Store updates, each once; of a batch that the driver refuses, what it refuses is parked.

    Each needs an `update_id` that `inbox.is_number`. Raises storage faults alone.
    """
    try:
        await db.run(inbox.ingest, raws, now)
    except Exception as error:
        if is_storage_fault(error):
            raise
        logger.warning("A batch of updates was refused: %s", describe(error))
        await db.run(inbox.ingest_one_by_one, raws, now)
