"""What people look up by naming the bot in any chat: answered at once or not at all, never stored.

A look-up comes with each pause in typing and is worth nothing half a minute later (Telegram keeps
it for thirty seconds). So it takes no place in the inbox, no word of it reaches a disk, and one
that is lost harms nobody: the next letter asks anew.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.faults import describe_error
from bot.intake.update_workers import MAX_CONCURRENT_UPDATES, UpdateWorkers
from bot.storage.intake import inbox

logger = logging.getLogger(__name__)

RawInlineUpdate = Mapping[str, Any]


class InlineQueries:
    """The look-ups under way."""

    def __init__(self, workers: UpdateWorkers, now: Callable[[], datetime]) -> None:
        """Take what hands updates to the handlers, and the clock."""
        self._workers, self._now = workers, now
        self._running: set[asyncio.Task[None]] = set()

    def start_answering(self, raws: Sequence[RawInlineUpdate]) -> None:
        """Begin to answer the look-ups among these updates, of each person only the latest.

        A few at once; what is more is let go. Which card was sent is always heard.
        """
        latest = {inbox.chat_key(raw): raw for raw in raws if "inline_query" in raw}
        chosen = [raw for raw in raws if "chosen_inline_result" in raw]
        room = max(0, MAX_CONCURRENT_UPDATES - len(self._running))
        for raw in (*chosen, *list(latest.values())[-room:][:room]):
            task = asyncio.get_running_loop().create_task(self._answer_query(raw))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def drain(self) -> None:
        """Wait for all that is under way."""
        while self._running:
            await asyncio.wait(self._running)

    async def _answer_query(self, raw: RawInlineUpdate) -> None:
        """Take one through the handlers; what goes wrong is noted without a word of it."""
        try:
            key = inbox.chat_key(raw)
            waiting = inbox.LeasedUpdate(
                0, int(raw["update_id"]), key, json.dumps(raw), 0, self._now()
            )
            await self._workers.process_update(waiting)
        except Exception as error:  # an odd update may break anything
            logger.info("A look-up was let go: %s", describe_error(error))
