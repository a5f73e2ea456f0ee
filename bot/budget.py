"""How fast we may speak: one budget for everything this process sends.

Telegram allows about 30 messages a second in all, 1 a second to a private chat and 20 a minute to
a group (core.telegram.org/bots/faq, "My bot is hitting limits"). We keep to 28 in any second *as
Telegram counts it*: a message arrives somewhere between its departure and its answer, so its slot
is free again only a little over a second after the answer. Two messages in one slot then arrive
at least a second apart, whatever happens on the way. Replies go ahead of alerts, urgent alerts
ahead of routine ones, edits come last.
"""

import asyncio
import itertools
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from math import inf
from typing import Any, TypeVar

from telegram.error import RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.breaker import Breaker
from bot.chat_limits import SECOND, ChatLimits
from bot.road import AnswerLost, read_error
from knowledge.delivery import Result

T = TypeVar("T")

PER_SECOND = 28
SPACING = 1.0 / PER_SECOND  # between two departures: what waited never catches up in a burst
REPLY_PATIENCE = 20.0  # seconds a handler may be held up; then its update is put back
PROBE_LOOK = 0.5  # seconds until to look again whether a probe came through


class Urgency(IntEnum):
    """Who goes first when the budget is short."""

    REPLY = 0
    URGENT = 1
    ROUTINE = 2
    EDIT = 3


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
    """Gives leave to send, in order of urgency, never faster than the limits.

    Counters live in the process: losing them in a crash costs one second of caution at most.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] | None = None,
        told: Callable[[Result], None] = lambda result: None,  # noqa: ARG005
    ) -> None:
        """Take a monotonic clock in seconds (the running loop's), and whom to tell of results."""
        self._clock, self._told = clock, told
        self._breaker = Breaker()
        self._under_way = 0  # slots taken whose answer has not come
        self._cooling: deque[float] = deque()  # when each other taken slot is free again
        self._given_at = self._gone_at = -inf  # the last leave, the last departure
        self._chats = ChatLimits()
        self._waiting: list[_Waiting] = []
        self._places = itertools.count()
        self._timer: asyncio.TimerHandle | None = None

    async def initialize(self) -> None:
        """Nothing to prepare."""

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
            if now >= self._gone_at + SPACING:
                self._gone_at = now
                return
            await asyncio.sleep(max(self._gone_at + SPACING - now, 0.001))

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
        if not self._under_way:
            return  # nobody took leave
        now = self.now()
        self._under_way -= 1
        self._cooling.append(now + SECOND)
        if new:
            self._chats.answered(chat, left_at, now)
        if result is None:
            self._breaker.stays()
        else:
            self._told(result)
            pause = wait.total_seconds() if wait else 0.0
            self._breaker.answered(result, chat=chat, left_at=left_at, now=now, wait=pause)
        self._pump()

    def _give_back(self) -> None:
        """Free a slot from which nothing went."""
        self._under_way = max(0, self._under_way - 1)
        self._breaker.stays()
        self._pump()

    def pause(self, chat: int, *, new: bool = True) -> float:
        """Return for how many seconds a chat must still be left alone by what nobody asked for."""
        return self._chats.wait(chat, self.now(), is_reply=False) if new else 0.0

    def reply_pause(self, chat: int) -> float:
        """Return for how many seconds no reply can go to a chat, so that none need be begun."""
        now = self.now()
        everyone = self._breaker.wait(now)
        return max(
            self._chats.wait(chat, now, is_reply=True),
            PROBE_LOOK if everyone == inf else everyone,
        )

    def _chat_wait(self, one: _Waiting, now: float) -> float:
        if not one.chat or not one.new:
            return 0.0
        return self._chats.wait(one.chat, now, is_reply=one.urgency == Urgency.REPLY)

    def _wait(self, now: float) -> float:
        """Return for how many seconds nobody may go; without end until an answer comes."""
        while self._cooling and self._cooling[0] <= now:
            self._cooling.popleft()
        slot = 0.0
        if self._under_way + len(self._cooling) >= PER_SECOND:
            slot = self._cooling[0] - now if self._cooling else inf
        return max(slot, self._given_at + SPACING - now, self._breaker.wait(now))

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
        self._under_way += 1
        self._given_at = now
        self._breaker.leaves()
        one.leave.set_result(None)
        if one.chat and one.new:
            self._chats.leaves(one.chat, now)
