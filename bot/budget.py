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

from bot.breaker import Breaker
from bot.chat_limits import ChatLimits
from bot.road import AnswerLost, read_error
from bot.slots import PER_SECOND, Slots
from knowledge.delivery import Result, Urgency

T = TypeVar("T")

SPACING = 1.0 / PER_SECOND  # between two departures: what waited never catches up in a burst
REPLY_PATIENCE = 20.0  # seconds a handler may be held up; then its update is put back
LOAN_LOOK = 0.05  # seconds until to look again whether slots were lent to us anew
PROBE_LOOK = 0.5  # seconds until to look again whether a probe came through


def _is_counted(endpoint: str) -> bool:
    return (
        endpoint.startswith(("send", "edit", "copy", "forward")) and endpoint != "sendChatAction"
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    urgency: int
    place: int
    chat: int
    new: bool
    leave: asyncio.Future[None]


class Passage:
    """Leave for one call."""

    def __init__(self, budget: "Budget", chat: int, new: bool) -> None:
        """Take who gave it, and for what."""
        self._budget, self._chat, self._new = budget, chat, new
        self.is_used = False

    async def call(self, call: Callable[[], Awaitable[T]]) -> T:
        """Make the call and note its answer; errors are the caller's."""
        await self._budget.depart()
        self.is_used = True
        left_at = self._budget.now()
        result, wait = None, None  # broken off: nothing is learnt
        try:
            answer = await call()
            result = Result.SENT
            return answer
        except TelegramError as error:
            result, wait = read_error(error)
            raise
        finally:
            self._budget.answered(self._chat, result, wait, left_at=left_at, new=self._new)


class Budget(BaseRateLimiter[Urgency]):
    """Gives leave to send, in order of urgency, never faster than the limits."""

    def __init__(
        self,
        *,
        per_second: int = PER_SECOND,
        clock: Callable[[], float] | None = None,
        told: Callable[[Result], None] = lambda _result: None,
    ) -> None:
        """Take a monotonic clock in seconds (the running loop's), and whom to tell of results."""
        self._clock, self._told = clock, told
        self._breaker = Breaker()
        self.slots, self._spacing = Slots(per_second), 1.0 / per_second
        self._given_at = self._gone_at = -inf  # the last leave, the last departure
        self.chats = ChatLimits()
        self._waiting: list[_Waiting] = []
        self._places = itertools.count()
        self._timer: asyncio.TimerHandle | None = None

    async def initialize(self) -> None:
        """Do nothing."""

    async def shutdown(self) -> None:
        """Let nobody wait for a bot that is gone."""
        if self._timer:
            self._timer.cancel()
        for one in self._waiting:
            one.leave.cancel()
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

        Raises RetryAfter when leave takes too long, AnswerLost for a new message that may have
        arrived; other errors are the library's.
        """
        if not _is_counted(endpoint):
            return await callback(*args, **kwargs)
        named = data.get("chat_id")
        chat = named if isinstance(named, int) else 0
        urgency = Urgency.REPLY if rate_limit_args is None else rate_limit_args
        new = not endpoint.startswith("edit")
        try:
            async with self.passage(chat, urgency, new=new, patience=REPLY_PATIENCE) as passage:
                return await passage.call(lambda: callback(*args, **kwargs))
        except TelegramError as error:
            if new and read_error(error)[0] is Result.MAYBE:
                raise AnswerLost("No answer came") from error
            raise

    @asynccontextmanager
    async def passage(
        self, chat: int, urgency: Urgency, *, new: bool = True, patience: float | None = None
    ) -> AsyncIterator[Passage]:
        """Wait for leave for one call to a chat and hold it; unused, it is given back.

        Raises RetryAfter when it is not given within `patience` seconds.
        """
        try:
            async with asyncio.timeout(patience):
                await self.leave(chat, urgency, new=new)
        except TimeoutError:
            raise RetryAfter(int(patience or 0)) from None
        passage = Passage(self, chat, new)
        try:
            yield passage
        finally:
            if not passage.is_used:
                self._give_back()

    async def leave(self, chat: int, urgency: Urgency, *, new: bool = True) -> None:
        """Return once one message may go to a chat (0: any); `new` is False for an edit.

        A slot is taken until `answered`.
        """
        leave = asyncio.get_running_loop().create_future()
        one = _Waiting(urgency, next(self._places), chat, new, leave)
        self._waiting.append(one)
        self._pump()
        try:
            await leave
        except asyncio.CancelledError:
            if one in self._waiting:
                self._waiting.remove(one)
            elif leave.done() and not leave.cancelled():
                self._give_back()
            raise

    async def depart(self) -> None:
        """Return when the message may go this instant: leave may have been given a while ago.

        What came between (a busy database, a stalled machine) would else bunch up departures.
        """
        while True:
            now = self.now()
            wait = self._gone_at + self._spacing - now
            if now > self.slots.valid_until:
                wait = LOAN_LOOK  # a stalled machine: others have our slots by now
            elif wait <= 0:
                self._gone_at = now
                return
            await asyncio.sleep(max(wait, 0.001))

    def answered(
        self,
        chat: int,
        result: Result | None,
        wait: timedelta | None,
        *,
        left_at: float,
        new: bool = True,
    ) -> None:
        """Note what became of a call (None: it was broken off); its slot is free in a second."""
        now = self.now()
        if not self.slots.answered(now):
            return  # nobody took leave
        if new:
            self.chats.answered(chat, left_at, now)
        if result is None:
            self._breaker.stays()
        else:
            self._told(result)
            pause = wait.total_seconds() if wait else 0.0
            self._breaker.answered(result, chat=chat, left_at=left_at, now=now, wait=pause)
        self._pump()

    @property
    def is_waited_for(self) -> bool:
        """Tell whether anybody waits for leave."""
        return bool(self._waiting)

    def lend(self, most: int, valid_until: float, live: int = 1) -> None:
        """Have so many slots until a moment, and the chats' limits divided by who lives."""
        self.slots.most, self.slots.valid_until = most, valid_until
        self.chats.divided_by = live
        self._pump()

    def _give_back(self) -> None:
        """Free a slot from which nothing went."""
        self.slots.give_back()
        self._breaker.stays()
        self._pump()

    def pause(self, chat: int, *, new: bool = True) -> float:
        """Return for how many seconds a chat must still be left alone by what nobody asked for."""
        return self.chats.wait(chat, self.now(), is_reply=False) if new else 0.0

    def reply_pause(self, chat: int) -> float:
        """Return for how many seconds no reply can go to a chat, so that none need be begun."""
        now = self.now()
        everyone = self._breaker.wait(now)
        return max(
            self.chats.wait(chat, now, is_reply=True),
            PROBE_LOOK if everyone == inf else everyone,
        )

    def _chat_wait(self, one: _Waiting, now: float) -> float:
        if not one.chat or not one.new:
            return 0.0
        return self.chats.wait(one.chat, now, is_reply=one.urgency == Urgency.REPLY)

    def _wait(self, now: float) -> float:
        """Return for how many seconds nobody may go; without end until an answer comes."""
        spacing = self._given_at + self._spacing - now
        return max(self.slots.wait(now), spacing, self._breaker.wait(now))

    def _pump(self) -> None:
        """Give leave to whose turn it is, and come back when the next one's comes."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        self._waiting = [one for one in self._waiting if not one.leave.done()]  # some gave up
        now = self.now()
        wait = self._wait(now)
        while self._waiting and wait <= 0:
            waits = [self._chat_wait(one, now) for one in self._waiting]
            ready = [one for one, it in zip(self._waiting, waits, strict=True) if it <= 0]
            if not ready:
                wait = min(waits)
                break
            one = min(ready, key=self._turn)
            self._waiting.remove(one)
            self._take(one, now)
            wait = self._wait(now)
        if self._waiting and wait < inf:
            later = asyncio.get_running_loop().call_later
            self._timer = later(max(wait, 0.001), self._pump)

    def _turn(self, one: _Waiting) -> tuple[bool, int, int]:
        """Return the order of going. A probe is no reply if it can be helped.

        An alert that is lost on the way is sent again; a reply is not.
        """
        return self._breaker.is_stopped and one.urgency == Urgency.REPLY, one.urgency, one.place

    def _take(self, one: _Waiting, now: float) -> None:
        self.slots.take()
        self._given_at = now
        self._breaker.leaves()
        one.leave.set_result(None)
        if one.chat and one.new:
            self.chats.leaves(one.chat, now)
