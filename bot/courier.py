"""The only sender of what nobody asked for at this moment: alerts, broadcasts, notices.

Two phases: a message is claimed, leave is taken from the budget, then it is marked as on the wire
and goes. Only what is on the wire when a process dies is uncertain, and that is counted.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

import httpx
from telegram import Bot, InlineKeyboardMarkup, Message
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.budget import Budget, Urgency
from bot.context import Services
from bot.storage import outbox, people
from bot.storage.outbox import Queued
from bot.texts import pages
from knowledge.delivery import Next, Result, State, after

logger = logging.getLogger(__name__)

IN_FLIGHT = 8
CLAIM = 56  # two seconds' worth: little to give back after a crash
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_GONE = ("chat not found", "user is deactivated", "group chat was deactivated")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message worded for one chat, ready to go; a document goes with it as its caption."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    document: bytes | None = None
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a renderer says: the message, or why it is no longer to be sent."""

    message: Outgoing | None
    why_not: str = ""


Renderer: TypeAlias = Callable[[Services, Queued], Awaitable[Rendering]]


class Courier:
    """Sends what is due, in order of urgency, within the budget."""

    def __init__(
        self,
        bot: Bot,
        services: Services,
        budget: Budget,
        renderers: Mapping[str, Renderer],
    ) -> None:
        """Take a bot of its own, the services, the shared budget, and the renderers by card."""
        self._bot, self._services, self._budget = bot, services, budget
        self._renderers = renderers
        self._busy = asyncio.Lock()

    async def recover(self) -> None:
        """Take back what a dead process held; called once at the start."""
        services = self._services
        again, lost = await services.db.run(
            outbox.recover, services.now(), everything=services.db.is_sqlite
        )
        if again or lost:
            logger.warning("After a crash: %s queued again, %s may have arrived", again, lost)

    async def deliver(self) -> int:
        """Send everything that is due at this moment; return how many were tried."""
        if self._busy.locked():
            return 0
        tried = 0
        async with self._busy:
            while batch := await self._services.db.run(outbox.claim, CLAIM, self._services.now()):
                tried += len(batch)
                await self._send_all(batch)
        return tried

    async def _send_all(self, batch: list[Queued]) -> None:
        waiting = iter(batch)

        async def lane() -> None:
            for one in waiting:
                await self._one(one)

        async with asyncio.TaskGroup() as lanes:
            for _ in range(min(IN_FLIGHT, len(batch))):
                lanes.create_task(lane())

    async def _one(self, one: Queued) -> None:
        """Send one message; a fault in one never stops the rest."""
        try:
            await self._carry(one)
        except Exception as error:  # a renderer or the library may break in any way
            logger.error("Delivery %s failed: %s", one.id, type(error).__name__)
            await self._settle(one, Next(State.REJECTED), fault=type(error).__name__)

    async def _carry(self, one: Queued) -> None:
        db, now = self._services.db, self._services.now
        urgency = Urgency.EDIT if one.edits else Urgency(one.urgency)
        await self._budget.leave(one.chat_id, urgency, new=one.edits is None)
        rendering = await self._render(one)
        if rendering.message is None:
            await self._settle(one, Next(State.DROPPED), fault=rendering.why_not)
            return
        if not await db.run(outbox.begin, one.id):
            return
        try:
            message_id = await self._speak(one, rendering.message)
        except TelegramError as error:
            await self._failed(one, error)
        else:
            await self._settle(
                one,
                after(
                    Result.SENT, attempts=one.attempts + 1, now=now(), expires_at=one.expires_at
                ),
                message_id=message_id,
            )

    async def _render(self, one: Queued) -> Rendering:
        """Word the message as of now, or learn why it is no longer wanted or true."""
        renderer = self._renderers.get(one.card)
        if renderer is None:
            return Rendering(None, f"no renderer for {one.card}")
        return await renderer(self._services, one)

    async def _speak(self, one: Queued, message: Outgoing) -> int | None:
        if one.edits is not None:
            try:
                await self._bot.edit_message_text(
                    message.text,
                    chat_id=one.chat_id,
                    message_id=one.edits,
                    parse_mode=ParseMode.HTML,
                    reply_markup=message.keyboard,
                )
            except BadRequest as error:
                if "not modified" not in str(error).lower():
                    raise
            return one.edits
        sent: Message | None = None
        if message.document is not None:
            sent = await self._bot.send_document(
                one.chat_id,
                message.document,
                filename=message.file_name,
                caption=message.text,
                parse_mode=ParseMode.HTML,
                reply_markup=message.keyboard,
            )
        else:
            for part in pages.split(message.text):
                sent = await self._bot.send_message(
                    one.chat_id, part, parse_mode=ParseMode.HTML, reply_markup=message.keyboard
                )
        return sent.message_id if sent else None

    async def _failed(self, one: Queued, error: TelegramError) -> None:
        db, now = self._services.db, self._services.now()
        if isinstance(error, ChatMigrated):
            await db.run(people.migrated, one.chat_id, error.new_chat_id)
            await db.run(outbox.move, one.chat_id, error.new_chat_id)
            await self._settle(one, Next(State.QUEUED, now), fault="group moved")
            return
        result, wait = read_error(error)
        following = after(
            result, attempts=one.attempts + 1, now=now, expires_at=one.expires_at, wait=wait
        )
        await self._settle(one, following, fault=type(error).__name__)
        if result is Result.BLOCKED:
            await db.run(people.left, one.chat_id, now)
            await db.run(outbox.drop, now, chat_id=one.chat_id)
        elif result is Result.FLOODED and following.at:
            await db.run(outbox.hold_chat, one.chat_id, following.at)
        elif result is Result.REFUSED:
            logger.error("Telegram refused delivery %s (%s): our fault", one.id, one.card)

    async def _settle(
        self, one: Queued, following: Next, *, message_id: int | None = None, fault: str = ""
    ) -> None:
        await self._services.db.run(
            outbox.settle,
            one.id,
            following,
            self._services.now(),
            message_id=message_id,
            fault=fault,
        )


def read_error(error: TelegramError) -> tuple[Result, timedelta | None]:
    """Read what an error from Telegram means for the message; the order matters.

    `BadRequest` is a `NetworkError` in python-telegram-bot and must be looked at first. A network
    error is "not delivered" if no connection came about, or if a server answered 5xx (then there
    is no cause): a cancellation lost to a bad gateway would hurt more than a rare double. A lost
    answer may hide a delivered message, and is not tried again.
    """
    match error:
        case RetryAfter():
            wait = error.retry_after
            return Result.FLOODED, wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
        case Forbidden():
            return Result.BLOCKED, None
        case BadRequest():
            gone = any(words in str(error).lower() for words in _GONE)
            return (Result.BLOCKED if gone else Result.REFUSED), None
        case NetworkError() if error.__cause__ is None or isinstance(error.__cause__, _NEVER_LEFT):
            return Result.NOT_DELIVERED, None
        case NetworkError():
            return Result.MAYBE, None
    return Result.REFUSED, None
