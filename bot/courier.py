"""The only sender of what nobody asked for at this moment: alerts, broadcasts, notices.

Two phases: a message is claimed, leave is taken from the budget, then it is marked as on the wire
and goes. Only what is on the wire when a process dies is uncertain, and that is counted.
"""

import asyncio
import logging
from collections import deque
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
PATIENCE = 1.5  # seconds a message may hold up a lane for the sake of its chat
FRESH = 1.0  # seconds after which a message is worded anew before it goes
GRACE = 3.0  # seconds what is on the wire has when the bot is stopped
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_UNEDITABLE = ("message to edit not found", "message can't be edited")
_GONE = ("chat not found", "user is deactivated", "group chat was deactivated")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message worded for one chat, ready to go; a document goes with it as its caption."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    document: bytes | None = None
    file_name: str = ""
    is_silent: bool = False


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
        self._claiming = asyncio.Lock()
        self._claimed: deque[Queued] = deque()
        self._lanes: set[asyncio.Task[int]] = set()
        self._is_stopping = self._has_begun = False

    async def recover(self) -> None:
        """Take back what dead processes held; all of it at the start of a lone process."""
        services = self._services
        is_alone = services.db.is_sqlite and not self._has_begun
        self._has_begun = True
        again, lost = await services.db.run(outbox.recover, services.now(), everything=is_alone)
        if again or lost:
            logger.warning("After a crash: %s queued again, %s may have arrived", again, lost)

    async def wake(self) -> None:
        """Begin to send what is due, beside what is still on its way; return at once."""
        room = IN_FLIGHT - len(self._lanes)
        if room <= 0 or self._is_stopping or not await self._fill():
            return
        for _ in range(min(room, len(self._claimed))):
            lane = asyncio.get_running_loop().create_task(self._lane())
            self._lanes.add(lane)
            lane.add_done_callback(self._lanes.discard)

    async def deliver(self) -> int:
        """Send everything that is due, to the end; return how many were tried."""
        await self.wake()
        return sum(await asyncio.gather(*self._lanes)) if self._lanes else 0

    async def stop(self) -> None:
        """Let what is on the wire arrive, and give back the rest."""
        self._is_stopping = True
        lanes = set(self._lanes)
        if lanes:
            await asyncio.wait(lanes, timeout=GRACE)
        for lane in lanes:
            lane.cancel()
        left = [one.id for one in self._claimed]
        self._claimed.clear()
        await self._services.db.run(outbox.give_back, left)

    async def close(self) -> None:
        """Close the road, unless the application still needs it."""
        if self._services.settings.token:
            await self._bot.request.shutdown()

    async def _fill(self) -> bool:
        """Claim more if nothing is at hand; tell whether something is."""
        async with self._claiming:
            if not self._claimed and not self._is_stopping:
                self._claimed.extend(
                    await self._services.db.run(outbox.claim, CLAIM, self._services.now())
                )
        return bool(self._claimed)

    async def _lane(self) -> int:
        """Send one message after the other while there are any; return how many were tried.

        A message that hangs holds up its own lane alone.
        """
        tried = 0
        while not self._is_stopping and await self._fill():
            if not self._claimed:
                continue
            await self._one(self._claimed.popleft())
            tried += 1
        return tried

    async def _one(self, one: Queued) -> None:
        """Send one message; a fault in one never stops the rest."""
        try:
            await self._carry(one)
        except Exception as error:  # a renderer or the library may break in any way
            logger.error("Delivery %s failed: %s", one.id, type(error).__name__)
            await self._settle(one, Next(State.REJECTED), fault=type(error).__name__)

    async def _carry(self, one: Queued) -> None:
        db, now, tick = self._services.db, self._services.now, asyncio.get_running_loop().time
        urgency = Urgency.EDIT if one.edits else Urgency(one.urgency)
        pause = self._budget.pause(one.chat_id, new=one.edits is None)
        if pause > PATIENCE:
            await self._settle(one, Next(State.QUEUED, now() + timedelta(seconds=pause)))
            return
        worded_at, rendering = tick(), await self._render(one)
        if rendering.message is not None:
            await self._budget.leave(one.chat_id, urgency, new=one.edits is None)
            if tick() - worded_at > FRESH:
                rendering = await self._render(one)
        if rendering.message is None:
            await self._settle(one, Next(State.DROPPED), fault=rendering.why_not)
            return
        if not await db.run(outbox.begin, one.id):
            return
        await self._budget.depart()
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
                disable_notification=message.is_silent,
            )
        else:
            parts = pages.split(message.text)
            for place, part in enumerate(parts, start=1):
                sent = await self._bot.send_message(
                    one.chat_id,
                    part,
                    parse_mode=ParseMode.HTML,
                    reply_markup=message.keyboard if place == len(parts) else None,
                    disable_notification=message.is_silent,
                )
        return sent.message_id if sent else None

    async def _failed(self, one: Queued, error: TelegramError) -> None:
        db, now = self._services.db, self._services.now()
        if isinstance(error, ChatMigrated):
            await db.run(people.migrated, one.chat_id, error.new_chat_id)
            await db.run(outbox.move, one.chat_id, error.new_chat_id)
            await self._settle(one, Next(State.QUEUED, now), fault="group moved")
            return
        if one.edits is not None and any(words in str(error).lower() for words in _UNEDITABLE):
            await self._settle(one, Next(State.DROPPED), fault="the message is gone")
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
