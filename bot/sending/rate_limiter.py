"""How fast we may speak: one budget for everything this process sends.

Telegram allows about 30 messages a second in all, 1 a second to a private chat and 20 a minute to
a group (core.telegram.org/bots/faq, "My bot is hitting limits"). `slots` keeps to 28 in any second
*as Telegram counts it*. Replies go ahead of alerts, urgent alerts ahead of routine ones, edits
come last.
"""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from math import inf
from typing import Any, TypeVar

from telegram.error import RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.sending.chat_limits import ChatLimits
from bot.sending.circuit_breaker import CircuitBreaker
from bot.sending.send_slots import SENDS_PER_SECOND, SendSlots
from bot.sending.transport import AnswerLostError, classify_send_error
from knowledge.delivery import SendResult, Urgency

T = TypeVar("T")

REPLY_MAX_WAIT = 20.0  # seconds a handler may be held up; then its update is put back
SLOTS_POLL_SECONDS = 0.05  # seconds until to look again whether slots were lent to us anew
PROBE_POLL_SECONDS = 0.5  # seconds until to look again whether a probe came through


def _counts_against_limits(endpoint: str) -> bool:
    return (
        endpoint.startswith(("send", "edit", "copy", "forward")) and endpoint != "sendChatAction"
    )


@dataclass(frozen=True, slots=True, eq=False)
class _SendWaiter:
    urgency: int
    position: int
    chat: int
    is_new: bool
    granted: asyncio.Future[None]


class SendPermit:
    """Leave for one call."""

    def __init__(self, rate_limiter: "RateLimiter", chat: int, new: bool) -> None:
        """Take who gave it, and for what."""
        self._rate_limiter, self._chat, self._new = rate_limiter, chat, new
        self.is_used = False

    async def use(self, call: Callable[[], Awaitable[T]]) -> T:
        """Make the call and note its answer; errors are the caller's."""
        await self._rate_limiter.wait_for_departure()
        self.is_used = True
        left_at = self._rate_limiter.now()
        result, wait = None, None  # broken off: nothing is learnt
        try:
            answer = await call()
            result = SendResult.SENT
            return answer
        except TelegramError as error:
            result, wait = classify_send_error(error)
            raise
        finally:
            self._rate_limiter.note_answer(
                self._chat, result, wait, left_at=left_at, new=self._new
            )


class RateLimiter(BaseRateLimiter[Urgency]):
    """Gives leave to send, in order of urgency, never faster than the limits."""

    def __init__(
        self,
        *,
        per_second: int = SENDS_PER_SECOND,
        clock: Callable[[], float] | None = None,
        told: Callable[[SendResult], None] = lambda _result: None,
    ) -> None:
        """Take a monotonic clock in seconds (the running loop's), and whom to tell of results."""
        self._clock, self._on_result = clock, told
        self._breaker = CircuitBreaker()
        self.slots, self._spacing = SendSlots(per_second), 1.0 / per_second
        self._given_at = self._gone_at = -inf  # the last leave, the last departure
        self.chat_limits = ChatLimits()
        self._waiting: list[_SendWaiter] = []
        self._positions = itertools.count()
        self._timer: asyncio.TimerHandle | None = None

    async def initialize(self) -> None:
        """Do nothing."""

    async def shutdown(self) -> None:
        """Let nobody wait for a bot that is gone."""
        if self._timer:
            self._timer.cancel()
        for one in self._waiting:
            one.granted.cancel()
        self._waiting.clear()

    def now(self) -> float:
        """Return the moment, in seconds of the budget's clock."""
        return self._clock() if self._clock else asyncio.get_running_loop().time()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | dict[str, Any] | list[dict[str, Any]]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Urgency | None,
    ) -> bool | dict[str, Any] | list[dict[str, Any]]:
        """Wait for leave, then make the call.

        Raises RetryAfter when leave takes too long, AnswerLostError for a new message that may
        have arrived; other errors are the library's.
        """
        if not _counts_against_limits(endpoint):
            return await callback(*args, **kwargs)
        named = data.get("chat_id")
        chat = named if isinstance(named, int) else 0
        urgency = Urgency.REPLY if rate_limit_args is None else rate_limit_args
        new = not endpoint.startswith("edit")
        try:
            async with self.permit(chat, urgency, new=new, patience=REPLY_MAX_WAIT) as passage:
                return await passage.use(lambda: callback(*args, **kwargs))
        except TelegramError as error:
            if new and classify_send_error(error)[0] is SendResult.MAYBE:
                raise AnswerLostError("No answer came") from error
            raise

    @asynccontextmanager
    async def permit(
        self, chat: int, urgency: Urgency, *, new: bool = True, patience: float | None = None
    ) -> AsyncIterator[SendPermit]:
        """Wait for leave for one call to a chat and hold it; unused, it is given back.

        Raises RetryAfter when it is not given within `patience` seconds.
        """
        try:
            async with asyncio.timeout(patience):
                await self.acquire_slot(chat, urgency, new=new)
        except TimeoutError:
            raise RetryAfter(int(patience or 0)) from None
        passage = SendPermit(self, chat, new)
        try:
            yield passage
        finally:
            if not passage.is_used:
                self._free_slot()

    async def acquire_slot(self, chat: int, urgency: Urgency, *, new: bool = True) -> None:
        """Return once one message may go to a chat (0: any); `new` is False for an edit.

        A slot is taken until `note_answer`.
        """
        leave = asyncio.get_running_loop().create_future()
        one = _SendWaiter(urgency, next(self._positions), chat, new, leave)
        self._waiting.append(one)
        self._grant_ready()
        try:
            await leave
        except asyncio.CancelledError:
            if one in self._waiting:
                self._waiting.remove(one)
            elif leave.done() and not leave.cancelled():
                self._free_slot()
            raise

    async def wait_for_departure(self) -> None:
        """Return when the message may go this instant: leave may have been given a while ago.

        What came between (a busy database, a stalled machine) would else bunch up departures.
        """
        while True:
            now = self.now()
            wait = self._gone_at + self._spacing - now
            if now > self.slots.valid_until:
                wait = SLOTS_POLL_SECONDS  # a stalled machine: others have our slots by now
            elif wait <= 0:
                self._gone_at = now
                return
            await asyncio.sleep(max(wait, 0.001))

    def note_answer(
        self,
        chat: int,
        result: SendResult | None,
        wait: timedelta | None,
        *,
        left_at: float,
        new: bool = True,
    ) -> None:
        """Note what became of a call (None: it was broken off); its slot is free in a second."""
        now = self.now()
        if not self.slots.note_answer(now):
            return  # nobody took leave
        if new:
            self.chat_limits.note_answer(chat, left_at, now)
        if result is None:
            self._breaker.note_unused()
        else:
            self._on_result(result)
            pause = wait.total_seconds() if wait else 0.0
            self._breaker.note_result(result, chat=chat, left_at=left_at, now=now, wait=pause)
        self._grant_ready()

    @property
    def has_waiters(self) -> bool:
        """Tell whether anybody waits for leave."""
        return bool(self._waiting)

    def grant_slots(self, most: int, valid_until: float, live: int = 1) -> None:
        """Have so many slots until a moment, and the chats' limits divided by who lives."""
        self.slots.limit, self.slots.valid_until = most, valid_until
        self.chat_limits.divided_by = live
        self._grant_ready()

    def _free_slot(self) -> None:
        """Free a slot from which nothing went."""
        self.slots.release_slot()
        self._breaker.note_unused()
        self._grant_ready()

    def alert_wait_seconds(self, chat: int, *, new: bool = True) -> float:
        """Return for how many seconds a chat must still be left alone by what nobody asked for."""
        return self.chat_limits.wait_seconds(chat, self.now(), is_reply=False) if new else 0.0

    def reply_wait_seconds(self, chat: int) -> float:
        """Return for how many seconds no reply can go to a chat, so that none need be begun."""
        now = self.now()
        everyone = self._breaker.wait_seconds(now)
        return max(
            self.chat_limits.wait_seconds(chat, now, is_reply=True),
            PROBE_POLL_SECONDS if everyone == inf else everyone,
        )

    def _chat_wait_seconds(self, one: _SendWaiter, now: float) -> float:
        if not one.chat or not one.is_new:
            return 0.0
        return self.chat_limits.wait_seconds(one.chat, now, is_reply=one.urgency == Urgency.REPLY)

    def _common_wait_seconds(self, now: float) -> float:
        """Return for how many seconds nobody may go; without end until an answer comes."""
        spacing = self._given_at + self._spacing - now
        return max(self.slots.wait_seconds(now), spacing, self._breaker.wait_seconds(now))

    def _grant_ready(self) -> None:
        """Give leave to whose turn it is, and come back when the next one's comes."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        self._waiting = [one for one in self._waiting if not one.granted.done()]  # some gave up
        now = self.now()
        wait = self._common_wait_seconds(now)
        while self._waiting and wait <= 0:
            waits = [self._chat_wait_seconds(one, now) for one in self._waiting]
            ready = [one for one, it in zip(self._waiting, waits, strict=True) if it <= 0]
            if not ready:
                wait = min(waits)
                break
            one = min(ready, key=self._waiting_order)
            self._waiting.remove(one)
            self._grant_slot(one, now)
            wait = self._common_wait_seconds(now)
        if self._waiting and wait < inf:
            later = asyncio.get_running_loop().call_later
            self._timer = later(max(wait, 0.001), self._grant_ready)

    def _waiting_order(self, one: _SendWaiter) -> tuple[bool, int, int]:
        """Return the order of going. A probe is no reply if it can be helped.

        An alert that is lost on the way is sent again; a reply is not.
        """
        return self._breaker.is_stopped and one.urgency == Urgency.REPLY, one.urgency, one.position

    def _grant_slot(self, one: _SendWaiter, now: float) -> None:
        self.slots.take_slot()
        self._given_at = now
        self._breaker.note_departure()
        one.granted.set_result(None)
        if one.chat and one.is_new:
            self.chat_limits.note_departure(one.chat, now)
