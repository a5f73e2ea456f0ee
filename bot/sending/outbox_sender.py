"""The only sender of what nobody asked for at this moment: alerts, broadcasts, notices.

Two phases: a message is claimed, the rate limiter gives a permit, then it is marked as on the wire
and goes. Only what is on the wire when a process dies is uncertain: urgent messages go again and
say so, the rest is counted as unknown. While Telegram is away nobody is given one, and what
is claimed waits.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import TypeAlias

from telegram import Bot, Message
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.context import Services
from bot.faults import describe_error, is_storage_fault
from bot.sending.outgoing import OutgoingMessage, Rendering, send_calls, with_repeat_notice
from bot.sending.paid_broadcasts import PaidBroadcasts
from bot.sending.rate_limiter import RateLimiter, SendPermit
from bot.sending.refusals import TOPIC_GONE, error_mentions, is_chat_unreachable
from bot.sending.transport import classify_send_error
from bot.storage.alerts import subscriptions
from bot.storage.chats import chat_records
from bot.storage.outbox import delivery_queue
from bot.storage.outbox.delivery_queue import ClaimedDelivery
from knowledge.delivery import DeliveryState, NextState, SendResult, Urgency, decide_next_state

logger = logging.getLogger(__name__)

MAX_IN_FLIGHT = 8
CLAIM_LIMIT = 56  # two seconds' worth: little to give back after a crash
MAX_CHAT_WAIT = 1.5  # seconds a message may hold up a lane for the sake of its chat
RENDERING_VALID_SECONDS = 1.0  # seconds after which a message is worded anew before it goes
SENDER_STOP_SECONDS = 3.0  # seconds what is on the wire has when the bot is stopped
_UNEDITABLE = ("message to edit not found", "message can't be edited")
Renderer: TypeAlias = Callable[[Services, ClaimedDelivery], Awaitable[Rendering]]


class OutboxSender:
    """Sends what is due, in order of urgency, within the budget."""

    def __init__(
        self,
        bot: Bot,
        services: Services,
        rate_limiter: RateLimiter,
        renderers: Mapping[str, Renderer],
    ) -> None:
        """Take a bot of its own, the services, the shared budget, and the renderers by card."""
        self._bot, self._services, self._rate_limiter = bot, services, rate_limiter
        self._replica_status = services.replica_status
        self._paid = PaidBroadcasts(services)
        self._renderers = renderers
        self._claiming = asyncio.Lock()
        self._claimed: deque[ClaimedDelivery] = deque()
        self._unsettled: set[int] = set()  # claimed here, and not settled yet
        self._lanes: set[asyncio.Task[int]] = set()
        self._is_stopping = self._has_begun = False

    async def recover_claims(self) -> None:
        """Take back what dead processes held; all of it at the start of a lone process."""
        services = self._services
        if not self._replica_status.may_sweep:
            return
        is_alone = services.db.is_sqlite and not self._has_begun
        self._has_begun = True
        again, unknown = await services.db.run(
            delivery_queue.recover_deliveries,
            services.now(),
            everything=is_alone,
            but=self._unsettled,
            holder=self._replica_status.id,
        )
        if again or unknown:
            logger.warning("After a crash: %s queued again, %s may have arrived", again, unknown)

    async def start_sending(self) -> None:
        """Begin to send what is due, beside what is still on its way; return at once."""
        room = MAX_IN_FLIGHT - len(self._lanes)
        if room <= 0 or not self._may_send or not await self._claim_more():
            return
        for _ in range(min(room, len(self._claimed))):
            lane = asyncio.get_running_loop().create_task(self._run_lane())
            self._lanes.add(lane)
            lane.add_done_callback(self._on_lane_done)

    def _on_lane_done(self, lane: asyncio.Task[int]) -> None:
        self._lanes.discard(lane)
        error = None if lane.cancelled() else lane.exception()
        if error is not None and not is_storage_fault(error):  # the database says so itself
            logger.error("What is due cannot be taken: %s", describe_error(error))

    async def send_all_due(self) -> int:
        """Send everything that is due, to the end; return how many were tried."""
        await self.start_sending()
        return sum(await asyncio.gather(*self._lanes)) if self._lanes else 0

    @property
    def _may_send(self) -> bool:
        return self._replica_status.leads and not self._is_stopping

    async def stop(self) -> None:
        """Let what is on the wire arrive, and give back the rest."""
        self._is_stopping = True
        if lanes := set(self._lanes):
            await asyncio.wait(lanes, timeout=SENDER_STOP_SECONDS)
        for lane in lanes:
            lane.cancel()
        await self.release_claims()

    async def release_claims(self) -> None:
        """Leave what is claimed and not begun to whoever sends next."""
        left = [one.id for one in self._claimed]
        self._claimed.clear()
        self._unsettled.difference_update(left)
        await self._services.db.run(
            delivery_queue.release_deliveries, left, self._replica_status.id
        )

    async def close(self) -> None:
        """Close the road, unless the application still needs it."""
        if self._services.settings.token:
            await self._bot.request.shutdown()

    async def _claim_more(self) -> bool:
        """Claim more if nothing is at hand; tell whether something is."""
        async with self._claiming:
            if not self._claimed and self._may_send:
                claimed = await self._services.db.run(
                    delivery_queue.claim_deliveries,
                    CLAIM_LIMIT,
                    self._services.now(),
                    self._replica_status.id,
                )
                self._claimed.extend(claimed)
                self._unsettled.update(one.id for one in claimed)
        return bool(self._claimed)

    async def _run_lane(self) -> int:
        """Send one message after the other while there are any; return how many were tried.

        A message that hangs holds up its own lane alone.
        """
        tried = 0
        while self._may_send and await self._claim_more():
            if not self._claimed:
                continue
            one = self._claimed.popleft()
            try:
                await self._deliver(one)
            finally:
                self._unsettled.discard(one.id)
            tried += 1
        return tried

    async def _deliver(self, one: ClaimedDelivery) -> None:
        """Send one message; a fault in one never stops the rest."""
        try:
            await self._attempt_delivery(one)
        except Exception as error:  # a renderer or python-telegram-bot may break in any way
            if is_storage_fault(error):
                return  # its lease runs out: what dead processes held is taken back likewise
            logger.error("Delivery %s failed: %s", one.id, type(error).__name__)
            await self._settle_delivery(
                one, NextState(DeliveryState.REJECTED), fault=type(error).__name__
            )

    async def _attempt_delivery(self, one: ClaimedDelivery) -> None:
        db, now, tick = self._services.db, self._services.now, asyncio.get_running_loop().time
        is_paid = await self._paid.include(one)
        pause = self._rate_limiter.alert_wait_seconds(one.chat_id, new=one.edits is None)
        if pause > MAX_CHAT_WAIT:
            await self._settle_delivery(
                one, NextState(DeliveryState.QUEUED, now() + timedelta(seconds=pause))
            )
            return
        worded_at, rendering = tick(), await self._render(one)
        if rendering.message is None:
            await self._drop_delivery(one, rendering.why_not)
            return
        async with self._acquire_permit(one, is_paid) as passage:
            if tick() - worded_at > RENDERING_VALID_SECONDS:
                rendering = await self._render(one)
            if rendering.message is None:
                await self._drop_delivery(one, rendering.why_not)
                return
            if not self._may_send or not await db.run(
                delivery_queue.mark_sending, one.id, self._replica_status.id
            ):
                return
            try:
                message_id = await self._send_parts(one, rendering.message, passage, is_paid)
            except TelegramError as error:
                await self._handle_failure(one, error)
                return
        await self._settle_delivery(one, NextState(DeliveryState.SENT), message_id=message_id)

    def _acquire_permit(
        self, one: ClaimedDelivery, is_paid: bool
    ) -> AbstractAsyncContextManager[SendPermit]:
        """Wait for leave for one call, in order of urgency."""
        urgency = Urgency.EDIT if one.edits else Urgency(one.urgency)
        rate_limiter = self._paid.rate_limiter if is_paid else self._rate_limiter
        return rate_limiter.permit(one.chat_id, urgency, new=one.edits is None)

    async def _render(self, one: ClaimedDelivery) -> Rendering:
        """Word the message as of now, or learn why it is no longer wanted or true."""
        renderer = self._renderers.get(one.card)
        if renderer is None:
            return Rendering(None, f"no renderer for {one.card}")
        rendering = await renderer(self._services, one)
        if rendering.message is None or not one.lost_answers:
            return rendering
        language = rendering.message.language or self._services.settings.default_language
        words = self._services.localizer(language).html("alert-again")
        return Rendering(with_repeat_notice(rendering.message, words))

    async def _send_parts(
        self, one: ClaimedDelivery, message: OutgoingMessage, passage: SendPermit, is_paid: bool
    ) -> int | None:
        """Send all of it, each part by a leave of its own, or edit; return the last one's id."""
        first, *rest = send_calls(self._bot, one, message, is_paid=is_paid)
        try:
            sent = await passage.use(first)
            for call in rest:
                async with self._acquire_permit(one, is_paid) as another:
                    sent = await another.use(call)
        except BadRequest as error:
            if one.edits is None or "not modified" not in str(error).lower():
                raise
            return one.edits
        return sent.message_id if isinstance(sent, Message) else one.edits

    async def _handle_failure(self, one: ClaimedDelivery, error: TelegramError) -> None:
        db, now = self._services.db, self._services.now()
        if isinstance(error, ChatMigrated):
            await db.run_surely(chat_records.migrate_chat, one.chat_id, error.new_chat_id)
            await self._settle_delivery(
                one, NextState(DeliveryState.QUEUED, now), fault="group moved"
            )
            return
        if error_mentions(error, TOPIC_GONE) and await db.run(
            subscriptions.clear_topic, one.chat_id
        ):
            await self._settle_delivery(
                one, NextState(DeliveryState.QUEUED, now), fault="topic gone"
            )
            return
        if one.edits is not None and any(words in str(error).lower() for words in _UNEDITABLE):
            await self._drop_delivery(one, "the message is gone")
            return
        result, wait = classify_send_error(error)
        if result is SendResult.MAYBE and one.edits is not None:
            result = SendResult.NOT_DELIVERED  # an edit changes nothing a second time
        following = decide_next_state(
            result,
            attempts=one.attempts + 1,
            now=now,
            expires_at=one.expires_at,
            wait=wait,
            is_urgent=one.is_urgent,
            lost_answers=one.lost_answers,
        )
        in_doubt = result is SendResult.MAYBE
        await self._settle_delivery(one, following, fault=type(error).__name__, in_doubt=in_doubt)
        if result is SendResult.BLOCKED:
            await db.run(chat_records.mark_chat_left, one.chat_id, now)
            await db.run(delivery_queue.drop_deliveries, now, chat_id=one.chat_id)
        elif result is SendResult.FLOODED and following.at:
            await db.run(delivery_queue.defer_chat, one.chat_id, following.at)
        elif result is SendResult.REFUSED and not is_chat_unreachable(error):
            logger.error("Telegram refused delivery %s (%s): our fault", one.id, one.card)

    async def _drop_delivery(self, one: ClaimedDelivery, why: str) -> None:
        """Let go what is no longer to be sent; it may have arrived before."""
        state = DeliveryState.UNKNOWN if one.lost_answers else DeliveryState.DROPPED
        await self._settle_delivery(one, NextState(state), fault=why)

    async def _settle_delivery(
        self,
        one: ClaimedDelivery,
        following: NextState,
        *,
        message_id: int | None = None,
        fault: str = "",
        in_doubt: bool = False,
    ) -> None:
        await self._services.db.run_surely(
            delivery_queue.settle_delivery,
            one.id,
            following,
            self._services.now(),
            message_id=message_id, fault=fault, in_doubt=in_doubt, holder=self._replica_status.id,
        )  # fmt: skip
