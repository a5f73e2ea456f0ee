"""Answers that need no write, for as long as the database can be read and takes nothing.

An update that could not be stored is not confirmed to Telegram, so it is offered again and again.
If its handler gets by without a write, it is answered from what can be read, and confirmed by that
alone: there is nothing left to store. Whatever needs a write waits, and whoever wrote it waits
with it, so that each chat keeps its order.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from telegram.error import Forbidden

from bot.faults import describe_error
from bot.intake.update_workers import MAX_CONCURRENT_UPDATES, UpdateWorkers
from bot.sending.transport import AnswerLostError
from bot.storage.database.engine import Database
from bot.storage.database.read_only import read_only_work
from bot.storage.intake import answered_updates, inbox

logger = logging.getLogger(__name__)

RawUpdate = Mapping[str, Any]


class ReadOnlyIntake:
    """What was answered of the updates that cannot be stored."""

    def __init__(self, workers: UpdateWorkers, db: Database, now: Callable[[], datetime]) -> None:
        """Take what hands updates to the handlers, the database and the clock."""
        self._workers, self._db, self._now = workers, db, now
        self.answered: set[int] = set()
        self._waiting: set[int] = set()  # what needs a write, or cannot be read: tried once

    async def answer_updates(self, raws: Sequence[RawUpdate]) -> bool:
        """Try those that were not tried yet, a few at once; tell whether any was answered.

        At most one of a chat, and none of a chat of which an earlier one waits.
        """
        held: set[int] = set()
        tried: list[tuple[RawUpdate, int]] = []
        for raw in raws:
            key = inbox.chat_key(raw)
            if raw["update_id"] in self.answered:
                continue
            is_next = key not in held and raw["update_id"] not in self._waiting
            held.add(key)
            if is_next and not self._workers.chat_wait_seconds(key):
                tried.append((raw, key))
            if len(tried) == MAX_CONCURRENT_UPDATES:
                break
        done = await asyncio.gather(*(self._answer_update(raw, key) for raw, key in tried))
        return any(done)

    def confirmed_offset(self, raws: Sequence[RawUpdate]) -> int | None:
        """Return the offset that confirms all before the first that waits; None if there is none.

        What Telegram will not offer again need not be remembered.
        """
        offset = None
        for raw in raws:
            if raw["update_id"] not in self.answered:
                break
            offset = int(raw["update_id"]) + 1
        if offset is not None:
            self.answered = {one for one in self.answered if one >= offset}
        return offset

    def forget_answered(self) -> None:
        """Note that all of it is stored."""
        self.answered.clear()
        self._waiting.clear()

    async def _answer_update(self, raw: RawUpdate, key: int) -> bool:
        """Handle one update without a write; tell whether that was all it needed."""
        number = int(raw["update_id"])
        self._waiting.add(number)
        with read_only_work() as look:
            try:
                if await self._db.run(answered_updates.is_still_waiting, number, key):
                    return False
                body = json.dumps(raw)
                hand = await self._workers.process_update(
                    inbox.LeasedUpdate(0, number, key, body, 0, self._now())
                )
            except Exception as error:  # whatever it is: stored later, it is dealt with in order
                logger.debug("An update waits for the database: %s", describe_error(error))
                return False
        if look.needs_write or not isinstance(hand.failure, Forbidden | AnswerLostError | None):
            return False
        self._waiting.discard(number)
        self.answered.add(number)
        return True
