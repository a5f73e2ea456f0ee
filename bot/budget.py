"""How fast we may speak: one budget for everything this process sends.

Telegram allows about 30 messages a second in all, 1 a second to a private chat and 20 a minute to
a group (core.telegram.org/bots/faq, "My bot is hitting limits"). We keep to 28 in any sliding
second. Replies go ahead of alerts, urgent alerts ahead of routine ones, edits come last.
"""

import asyncio
import heapq
import itertools
from collections import OrderedDict, deque
from collections.abc import Callable, Coroutine
from enum import IntEnum
from typing import Any

from telegram.ext import BaseRateLimiter

SECOND = 1.03  # a little over: the network may bunch up what we spaced
PER_SECOND = 28
SPACING = SECOND / PER_SECOND  # what nobody waits for leaves evenly: a jam on the way adds little
GROUP_MINUTE, PER_GROUP = 60.0, 20
REPLY_BURST = 5  # Telegram tolerates short bursts to one chat; only replies use that
REMEMBERED_CHATS = 20_000


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


class Budget(BaseRateLimiter[Urgency]):
    """Gives leave to send, in order of urgency, never faster than the limits.

    Counters live in the process: losing them in a crash costs one second of caution at most.
    """

    def __init__(self, *, clock: Callable[[], float] | None = None) -> None:
        """Take a monotonic clock in seconds; the running loop's by default."""
        self._clock = clock
        self._sent: deque[float] = deque()  # when leave was given
        self._gone: deque[float] = deque()  # when messages really went
        self._chats: OrderedDict[int, deque[float]] = OrderedDict()
        self._waiting: list[tuple[int, int, int, bool, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._even_at = 0.0  # when the next message that is no reply may go
        self._timer: asyncio.TimerHandle | None = None

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Let nobody wait for a bot that is gone."""
        if self._timer:
            self._timer.cancel()
        for *_, leave in self._waiting:
            leave.cancel()
        self._waiting.clear()

    def _now(self) -> float:
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
        """Wait for leave, then make the call; errors are the caller's."""
        if _is_counted(endpoint):
            chat = data.get("chat_id")
            await self.leave(
                chat if isinstance(chat, int) else 0,
                Urgency.REPLY if rate_limit_args is None else rate_limit_args,
                new=not endpoint.startswith("edit"),
            )
            self._gone.append(self._now())  # a reply goes at once
        return await callback(*args, **kwargs)

    async def leave(self, chat: int, urgency: Urgency, *, new: bool = True) -> None:
        """Return once one message may go to a chat (0: any); `new` is False for an edit."""
        leave = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (urgency, next(self._order), chat, new, leave))
        self._pump()
        try:
            await leave
        except asyncio.CancelledError:
            leave.cancel()
            raise

    async def depart(self) -> None:
        """Return when the message may go this instant: leave may have been given a while ago.

        What came between (a busy database, a stalled machine) would else bunch up departures.
        """
        while True:
            now = self._now()
            while self._gone and now - self._gone[0] >= SECOND:
                self._gone.popleft()
            if len(self._gone) < PER_SECOND:
                self._gone.append(now)
                return
            await asyncio.sleep(self._gone[0] + SECOND - now)

    def pause(self, chat: int, *, new: bool = True) -> float:
        """Return for how many seconds a chat must still be left alone by what nobody asked for."""
        return self._chat_wait(chat, Urgency.ROUTINE, new, self._now())

    def free(self) -> int:
        """Return how many messages may go at this moment."""
        self._forget(self._now())
        return PER_SECOND - len(self._sent)

    def _forget(self, now: float) -> None:
        while self._sent and now - self._sent[0] >= SECOND:
            self._sent.popleft()

    def _chat_wait(self, chat: int, urgency: int, new: bool, now: float) -> float:
        """Return for how many seconds a chat must still be left alone."""
        if not chat or not new:
            return 0.0
        times = self._chats.get(chat)
        if not times:
            return 0.0
        if chat < 0:
            recent = [at for at in times if now - at < GROUP_MINUTE]
            return recent[-PER_GROUP] + GROUP_MINUTE - now if len(recent) >= PER_GROUP else 0.0
        if urgency == Urgency.REPLY:
            allowed = REPLY_BURST
            recent = [at for at in times if now - at < allowed * SECOND]
            return recent[-allowed] + allowed * SECOND - now if len(recent) >= allowed else 0.0
        return max(0.0, times[-1] + SECOND - now)

    def _pump(self) -> None:
        """Give leave to everyone whose turn it is, and come back when the next one's comes."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        now = self._now()
        self._forget(now)
        held, soonest = [], float("inf")
        while self._waiting and len(self._sent) < PER_SECOND:
            item = heapq.heappop(self._waiting)
            urgency, _, chat, new, leave = item
            if leave.done():
                continue
            if urgency != Urgency.REPLY and now < self._even_at:
                held.append(item)  # and all behind it: the most urgent come first
                soonest = min(soonest, self._even_at - now)
                break
            wait = self._chat_wait(chat, urgency, new, now)
            if wait > 0:
                held.append(item)
                soonest = min(soonest, wait)
                continue
            self._spend(chat, new, now)
            if urgency != Urgency.REPLY:
                self._even_at = max(self._even_at, now - 2 * SPACING) + SPACING
            leave.set_result(None)
        for item in held:
            heapq.heappush(self._waiting, item)
        if self._waiting:
            if len(self._sent) >= PER_SECOND:
                soonest = self._sent[0] + SECOND - now
            self._timer = asyncio.get_running_loop().call_later(max(soonest, 0.001), self._pump)

    def _spend(self, chat: int, new: bool, now: float) -> None:
        self._sent.append(now)
        if not chat or not new:
            return
        times = self._chats.setdefault(chat, deque(maxlen=PER_GROUP))
        times.append(now)
        self._chats.move_to_end(chat)
        while len(self._chats) > REMEMBERED_CHATS:
            self._chats.popitem(last=False)
