"""Telegram as the receiver of what a budget lets go, in a time that jumps from timer to timer."""

import asyncio
import random
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import TelegramError

from bot.sending.rate_limiter import RateLimiter
from knowledge.delivery import Urgency


class JumpingLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to the next timer, so that minutes pass at once."""

    _at = 0.0

    def time(self) -> float:
        return self._at

    def _run_once(self) -> None:
        if not self._ready and self._scheduled:
            self._at = max(self._at, self._scheduled[0].when())
        super()._run_once()


def in_jumping_time(work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        return runner.run(work())


def now() -> float:
    return asyncio.get_running_loop().time()


Way = Callable[[], float]


def at_once() -> float:
    return 0.0


class Receiver:
    """Telegram: when it was reached, by whom; what it answers, and how long the ways are."""

    def __init__(self, there: Way = at_once, back: Way = at_once) -> None:
        self.there, self.back = there, back
        self.budget = RateLimiter()
        self.left, self.reached = list[float](), list[tuple[float, int]]()
        self.errors: list[TelegramError] = []
        """What the next calls are answered with."""

    @property
    def times(self) -> list[float]:
        return sorted(at for at, _ in self.reached)

    async def call(self, chat: int) -> bool:
        self.left.append(now())
        await asyncio.sleep(self.there())
        self.reached.append((now(), chat))
        await asyncio.sleep(self.back())
        if self.errors:
            raise self.errors.pop(0)
        return True

    async def alert(self, chat: int, urgency: Urgency = Urgency.ROUTINE) -> bool:
        async with self.budget.permit(chat, urgency) as passage:
            return await passage.use(lambda: self.call(chat))

    async def reply(self, chat: int, endpoint: str = "sendMessage") -> Any:
        return await self.budget.process_request(
            lambda: self.call(chat), (), {}, endpoint, {"chat_id": chat}, None
        )

    async def all(self, calls: list[Coroutine[Any, Any, Any]]) -> list[Any]:
        return await asyncio.gather(*calls, return_exceptions=True)


def most_within(span: float, times: list[float]) -> int:
    return max(sum(1 for other in times if at <= other < at + span) for at in times)


def jitter(low: float, high: float, seed: int) -> Way:
    chance = random.Random(seed)
    return lambda: chance.uniform(low, high)


def jams(slow: float, every: int) -> Way:
    """Everything is slow, but each so manieth comes through at once."""
    sent = iter(range(10_000))
    return lambda: 0.0 if next(sent) % every == 0 else slow
