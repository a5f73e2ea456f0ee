"""The only sender of what nobody asked for at this moment: alerts, broadcasts, notices.

Two phases: a message is claimed, leave is taken from the budget, then it is marked as on the wire
and goes. Only what is on the wire when a process dies is uncertain: urgent messages go again and
say so, the rest is counted as unknown. While the road is broken nobody is given leave, and what
is claimed waits.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta
from math import inf
from typing import TypeAlias

from telegram import Bot, Message
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.budget import Budget, Passage
from bot.context import Services
from bot.faults import describe, is_storage_fault
from bot.outgoing import Outgoing, Rendering, calls
from bot.refusals import TOPIC_GONE, is_outcome, says
from bot.road import read_error
from bot.storage import outbox, people, subscriptions, switches
from bot.storage.campaigns import BROADCAST
from bot.storage.outbox import Queued
from knowledge.delivery import Next, Result, State, Urgency, after

logger = logging.getLogger(__name__)

IN_FLIGHT = 8
PAID_PER_SECOND = 900  # of the 1,000 that Telegram allows for a fee (sendMessage)
PAID_LOOK = 5.0  # seconds until to look anew
CLAIM = 56  # two seconds' worth: little to give back after a crash
PATIENCE = 1.5  # seconds a message may hold up a lane for the sake of its chat
FRESH = 1.0  # seconds after which a message is worded anew before it goes
GRACE = 3.0  # seconds what is on the wire has when the bot is stopped
_UNEDITABLE = ("message to edit not found", "message can't be edited")


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
        self._member = services.membership
        self._paid_budget = Budget(per_second=PAID_PER_SECOND, told=services.measures.sent)
        self._is_paid, self._looked_at = False, -inf
        self._renderers = renderers
        self._claiming = asyncio.Lock()
        self._claimed: deque[Queued] = deque()
        self._in_hand: set[int] = set()  # claimed here, and not settled yet
        self._lanes: set[asyncio.Task[int]] = set()
        self._is_stopping = self._has_begun = False

    async def recover(self) -> None:
        """Take back what dead processes held; all of it at the start of a lone process."""
        services = self._services
        if not self._member.may_sweep:
            return
        is_alone = services.db.is_sqlite and not self._has_begun
        self._has_begun = True
        again, unknown = await services.db.run(
            outbox.recover,
            services.now(),
            everything=is_alone,
            but=self._in_hand,
            holder=self._member.id,
        )
        if again or unknown:
            logger.warning("After a crash: %s queued again, %s may have arrived", again, unknown)

    async def wake(self) -> None:
        """Begin to send what is due, beside what is still on its way; return at once."""
        room = IN_FLIGHT - len(self._lanes)
        if room <= 0 or not self._may_send or not await self._fill():
            return
        for _ in range(min(room, len(self._claimed))):
            lane = asyncio.get_running_loop().create_task(self._lane())
            self._lanes.add(lane)
            lane.add_done_callback(self._ended)

    def _ended(self, lane: asyncio.Task[int]) -> None:
        self._lanes.discard(lane)
        error = None if lane.cancelled() else lane.exception()
        if error is not None and not is_storage_fault(error):  # the database says so itself
            logger.error("What is due cannot be taken: %s", describe(error))

    async def deliver(self) -> int:
        """Send everything that is due, to the end; return how many were tried."""
        await self.wake()
        return sum(await asyncio.gather(*self._lanes)) if self._lanes else 0

    @property
    def _may_send(self) -> bool:
        return self._member.leads and not self._is_stopping

    async def stop(self) -> None:
        """Let what is on the wire arrive, and give back the rest."""
        self._is_stopping = True
        if lanes := set(self._lanes):
            await asyncio.wait(lanes, timeout=GRACE)
        for lane in lanes:
            lane.cancel()
        await self.give_back()

    async def give_back(self) -> None:
        """Leave what is claimed and not begun to whoever sends next."""
        left = [one.id for one in self._claimed]
        self._claimed.clear()
        self._in_hand.difference_update(left)
        await self._services.db.run(outbox.give_back, left, self._member.id)

    async def close(self) -> None:
        """Close the road, unless the application still needs it."""
        if self._services.settings.token:
            await self._bot.request.shutdown()

    async def _fill(self) -> bool:
        """Claim more if nothing is at hand; tell whether something is."""
        async with self._claiming:
            if not self._claimed and self._may_send:
                claimed = await self._services.db.run(
                    outbox.claim, CLAIM, self._services.now(), self._member.id
                )
                self._claimed.extend(claimed)
                self._in_hand.update(one.id for one in claimed)
        return bool(self._claimed)

    async def _lane(self) -> int:
        """Send one message after the other while there are any; return how many were tried.

        A message that hangs holds up its own lane alone.
        """
        tried = 0
        while self._may_send and await self._fill():
            if not self._claimed:
                continue
            one = self._claimed.popleft()
            try:
                await self._one(one)
            finally:
                self._in_hand.discard(one.id)
            tried += 1
        return tried

    async def _one(self, one: Queued) -> None:
        """Send one message; a fault in one never stops the rest."""
        try:
            await self._carry(one)
        except Exception as error:  # a renderer or the library may break in any way
            if is_storage_fault(error):
                return  # its lease runs out: what dead processes held is taken back likewise
            logger.error("Delivery %s failed: %s", one.id, type(error).__name__)
            await self._settle(one, Next(State.REJECTED), fault=type(error).__name__)

    async def _carry(self, one: Queued) -> None:
        db, now, tick = self._services.db, self._services.now, asyncio.get_running_loop().time
        is_paid = await self._pays(one)
        pause = self._budget.pause(one.chat_id, new=one.edits is None)
        if pause > PATIENCE:
            await self._settle(one, Next(State.QUEUED, now() + timedelta(seconds=pause)))
            return
        worded_at, rendering = tick(), await self._render(one)
        if rendering.message is None:
            await self._drop(one, rendering.why_not)
            return
        async with self._passage(one, is_paid) as passage:
            if tick() - worded_at > FRESH:
                rendering = await self._render(one)
            if rendering.message is None:
                await self._drop(one, rendering.why_not)
                return
            if not self._may_send or not await db.run(outbox.begin, one.id, self._member.id):
                return
            try:
                message_id = await self._speak(one, rendering.message, passage, is_paid)
            except TelegramError as error:
                await self._failed(one, error)
                return
        await self._settle(one, Next(State.SENT), message_id=message_id)

    async def _pays(self, one: Queued) -> bool:
        """Tell whether a message is of a broadcast that is paid for."""
        if one.card != BROADCAST:
            return False
        now = asyncio.get_running_loop().time()
        if now - self._looked_at > PAID_LOOK:
            self._is_paid, self._looked_at = await self._services.db.run(switches.is_paid), now
        return self._is_paid

    def _passage(self, one: Queued, is_paid: bool) -> AbstractAsyncContextManager[Passage]:
        """Wait for leave for one call, in order of urgency."""
        urgency = Urgency.EDIT if one.edits else Urgency(one.urgency)
        budget = self._paid_budget if is_paid else self._budget
        return budget.passage(one.chat_id, urgency, new=one.edits is None)

    async def _render(self, one: Queued) -> Rendering:
        """Word the message as of now, or learn why it is no longer wanted or true."""
        renderer = self._renderers.get(one.card)
        if renderer is None:
            return Rendering(None, f"no renderer for {one.card}")
        rendering = await renderer(self._services, one)
        if rendering.message is None or not one.lost_answers:
            return rendering
        return Rendering(self._again(rendering.message))

    def _again(self, message: Outgoing) -> Outgoing:
        """Say above a message that it may be there already."""
        language = message.language or self._services.settings.default_language
        words = self._services.voice(language).say("alert-again")
        return replace(message, text=f"<i>{words}</i>\n\n{message.text}")

    async def _speak(
        self, one: Queued, message: Outgoing, passage: Passage, is_paid: bool
    ) -> int | None:
        """Send all of it, each part by a leave of its own, or edit; return the last one's id."""
        first, *rest = calls(self._bot, one, message, is_paid=is_paid)
        try:
            sent = await passage.call(first)
            for call in rest:
                async with self._passage(one, is_paid) as another:
                    sent = await another.call(call)
        except BadRequest as error:
            if one.edits is None or "not modified" not in str(error).lower():
                raise
            return one.edits
        return sent.message_id if isinstance(sent, Message) else one.edits

    async def _failed(self, one: Queued, error: TelegramError) -> None:
        db, now = self._services.db, self._services.now()
        if isinstance(error, ChatMigrated):
            await db.surely(people.migrated, one.chat_id, error.new_chat_id)
            await db.surely(outbox.move, one.chat_id, error.new_chat_id)
            await self._settle(one, Next(State.QUEUED, now), fault="group moved")
            return
        if says(error, TOPIC_GONE) and await db.run(subscriptions.leave_topic, one.chat_id):
            await self._settle(one, Next(State.QUEUED, now), fault="topic gone")
            return
        if one.edits is not None and any(words in str(error).lower() for words in _UNEDITABLE):
            await self._drop(one, "the message is gone")
            return
        result, wait = read_error(error)
        if result is Result.MAYBE and one.edits is not None:
            result = Result.NOT_DELIVERED  # an edit changes nothing a second time
        following = after(
            result,
            attempts=one.attempts + 1,
            now=now,
            expires_at=one.expires_at,
            wait=wait,
            is_urgent=one.is_urgent,
            lost_answers=one.lost_answers,
        )
        in_doubt = result is Result.MAYBE
        await self._settle(one, following, fault=type(error).__name__, in_doubt=in_doubt)
        if result is Result.BLOCKED:
            await db.run(people.left, one.chat_id, now)
            await db.run(outbox.drop, now, chat_id=one.chat_id)
        elif result is Result.FLOODED and following.at:
            await db.run(outbox.hold_chat, one.chat_id, following.at)
        elif result is Result.REFUSED and not is_outcome(error):
            logger.error("Telegram refused delivery %s (%s): our fault", one.id, one.card)

    async def _drop(self, one: Queued, why: str) -> None:
        """Let go what is no longer to be sent; it may have arrived before."""
        state = State.UNKNOWN if one.lost_answers else State.DROPPED
        await self._settle(one, Next(state), fault=why)

    async def _settle(
        self,
        one: Queued,
        following: Next,
        *,
        message_id: int | None = None,
        fault: str = "",
        in_doubt: bool = False,
    ) -> None:
        await self._services.db.surely(
            outbox.settle,
            one.id,
            following,
            self._services.now(),
            message_id=message_id, fault=fault, in_doubt=in_doubt, holder=self._member.id,
        )  # fmt: skip
