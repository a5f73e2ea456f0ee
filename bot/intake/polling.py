"""Ask Telegram for updates, store them, and only then confirm them.

python-telegram-bot's own polling confirms what merely sits in memory, and one unparsable update
stops it for good; so we read raw JSON and parse each update alone, later.
"""

import asyncio
import logging
import warnings
from collections.abc import Callable
from datetime import datetime
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.faults import describe_error, is_storage_fault
from bot.intake.inline_queries import InlineQueries
from bot.intake.read_only_intake import ReadOnlyIntake
from bot.intake.update_storing import store_updates
from bot.storage.database.engine import Database
from bot.storage.intake import inbox

logger = logging.getLogger(__name__)

# The library would rather parse for us; raw JSON is the point of this module.
warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'")

ALLOWED_UPDATES = [
    "message", "edited_message", "channel_post", "callback_query", "my_chat_member",
    *sorted(inbox.UNSTORED_KINDS),
]  # fmt: skip
"""Never `Update.ALL_TYPES`: that would opt in to reactions and guest messages."""
LONG_POLL_SECONDS = 20  # seconds Telegram may hold an empty request open
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
OUTAGE_PAUSE = 2.0  # at most, while the database is away: it may be readable, and people ask


class Polling:
    """The loop that fetches updates."""

    def __init__(
        self,
        bot: Bot,
        db: Database,
        now: Callable[[], datetime],
        stored: asyncio.Event,
        meanwhile: ReadOnlyIntake,
        passing: InlineQueries,
    ) -> None:
        """Take the bot, the database, the clock, an event to set when updates were stored, what
        answers those that cannot be, and those that never are.
        """
        self._bot, self._db, self._now, self._stored = bot, db, now, stored
        self._meanwhile, self._passing = meanwhile, passing

    async def run(self) -> None:
        """Fetch and store until cancelled; while Telegram or the database is away, wait.

        Raises InvalidToken when Telegram no longer knows the token.
        """
        offset, pause, quiet = 0, SHORTEST_PAUSE, False
        while True:
            raws: list[dict[str, Any]] = []
            try:
                raws = await self.fetch_updates(offset)
                if quiet:
                    logger.info("Telegram answers again")
                quiet = False
                offset = await self._store_updates(raws) or offset
            except InvalidToken:
                raise
            except Exception as error:  # nothing that Telegram or a disk does may end the loop
                if is_storage_fault(error):  # the database says so itself
                    # shielded: what is on its way when another leads is remembered as answered
                    if await asyncio.shield(self._meanwhile.answer_updates(raws)):
                        offset = self._meanwhile.confirmed_offset(raws) or offset
                        continue  # at once: the next request confirms what was answered
                elif not quiet:
                    logger.warning("%s", explain_fetch_error(error))
                    quiet = True
                await asyncio.sleep(self._fault_pause(error, pause))
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                pause = SHORTEST_PAUSE

    async def fetch_updates(self, offset: int) -> list[dict[str, Any]]:
        """Return the updates from `offset` on, as raw JSON; what lies before is confirmed.

        Only what has an id can be confirmed; the rest is left out, as if it had not come.
        """
        raws: Any = await self._bot.do_api_request(
            "getUpdates",
            api_kwargs={
                "offset": offset,
                "timeout": LONG_POLL_SECONDS,
                "allowed_updates": ALLOWED_UPDATES,
            },
            read_timeout=LONG_POLL_SECONDS + 10,
        )
        return [
            raw for raw in raws if isinstance(raw, dict) and inbox.is_number(raw.get("update_id"))
        ]

    async def _store_updates(self, raws: list[dict[str, Any]]) -> int | None:
        """Store updates; return the offset that confirms them, None if there were none."""
        left = await store_updates(self._db, raws, self._now(), self._meanwhile.answered)
        if not raws:
            return None
        self._passing.start_answering(left)
        self._meanwhile.forget_answered()
        self._stored.set()
        return 1 + max(int(raw["update_id"]) for raw in raws)

    @staticmethod
    def _fault_pause(error: Exception, pause: float) -> float:
        if isinstance(error, RetryAfter):
            wait = error.retry_after
            return wait.total_seconds() if not isinstance(wait, int) else float(wait)
        return min(pause, OUTAGE_PAUSE) if is_storage_fault(error) else pause


def explain_fetch_error(error: Exception) -> str:
    """Say what an error while fetching means to the person who runs the bot."""
    match error:
        case Conflict() if "webhook" in error.message.lower():
            return (
                "Telegram sends this bot's updates to a webhook, so that we cannot ask for them: "
                "end that with `python -m bot webhook remove`, or set WEBHOOK_URL; waiting"
            )
        case Conflict():
            return "Another copy of this bot is running with the same token; waiting for it to end"
        case RetryAfter():
            return f"Telegram asks us to wait {error.retry_after} s"
        case TelegramError():
            return f"Telegram cannot be reached ({type(error).__name__}); trying again"
        case _:
            return f"What Telegram answered cannot be read ({describe_error(error)}); trying again"
