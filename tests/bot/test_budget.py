import asyncio
from collections.abc import Callable, Coroutine
from itertools import pairwise
from typing import Any

from bot.budget import Budget, Urgency


class JumpingLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to the next timer, so that minutes pass at once."""

    _at = 0.0

    def time(self) -> float:
        return self._at

    def _run_once(self) -> None:
        if not self._ready and self._scheduled:  # type: ignore[attr-defined]
            self._at = max(self._at, self._scheduled[0].when())  # type: ignore[attr-defined]
        super()._run_once()  # type: ignore[misc]


def in_jumping_time(work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        return runner.run(work())


async def leave_times(
    budget: Budget, wanted: list[tuple[int, Urgency]]
) -> list[tuple[float, int]]:
    loop, left = asyncio.get_running_loop(), []

    async def one(chat: int, urgency: Urgency) -> None:
        await budget.leave(chat, urgency)
        left.append((loop.time(), chat))

    async with asyncio.TaskGroup() as group:
        for chat, urgency in wanted:
            group.create_task(one(chat, urgency))
    return left


def most_in_a_second(times: list[float]) -> int:
    return max(sum(1 for other in times if at <= other < at + 1.0) for at in times)


def test_no_sliding_second_holds_more_than_28_and_the_pace_is_kept_up() -> None:
    wanted = [(chat, Urgency.ROUTINE) for chat in range(1, 401)]
    left = in_jumping_time(lambda: leave_times(Budget(), wanted))
    times = [at for at, _ in left]
    assert most_in_a_second(times) == 28
    assert len(times) / max(times) >= 27


def test_a_private_chat_gets_one_alert_a_second() -> None:
    left = in_jumping_time(lambda: leave_times(Budget(), [(7, Urgency.ROUTINE)] * 5))
    gaps = [later - sooner for (sooner, _), (later, _) in pairwise(left)]
    assert all(gap >= 1.0 for gap in gaps)


def test_replies_may_come_in_a_short_burst() -> None:
    left = in_jumping_time(lambda: leave_times(Budget(), [(7, Urgency.REPLY)] * 5))
    assert [at for at, _ in left] == [0.0] * 5


def test_a_group_gets_twenty_messages_a_minute() -> None:
    left = in_jumping_time(lambda: leave_times(Budget(), [(-7, Urgency.ROUTINE)] * 41))
    times = [at for at, _ in left]
    assert max(sum(1 for o in times if at <= o < at + 60.0) for at in times) == 20


def test_replies_go_ahead_of_urgent_ahead_of_routine_ahead_of_edits() -> None:
    wanted = [(chat, Urgency.EDIT) for chat in range(100, 130)]
    wanted += [(chat, Urgency.ROUTINE) for chat in range(200, 230)]
    wanted += [(chat, Urgency.URGENT) for chat in range(300, 330)]
    wanted += [(chat, Urgency.REPLY) for chat in range(400, 430)]

    async def crowded() -> list[tuple[float, int]]:
        budget = Budget()
        for chat in range(1, 29):  # the first second is spent
            await budget.leave(chat, Urgency.ROUTINE)
        return await leave_times(budget, wanted)

    left = in_jumping_time(crowded)
    assert [chat // 100 for _, chat in left] == [4] * 30 + [3] * 30 + [2] * 30 + [1] * 30


def test_someone_who_stops_waiting_does_not_block_the_rest() -> None:
    async def given_up() -> int:
        budget = Budget()
        for chat in range(1, 29):
            await budget.leave(chat, Urgency.ROUTINE)
        impatient = asyncio.ensure_future(budget.leave(50, Urgency.REPLY))
        await asyncio.sleep(0)
        impatient.cancel()
        return len(await leave_times(budget, [(chat, Urgency.ROUTINE) for chat in range(60, 88)]))

    assert in_jumping_time(given_up) == 28


def test_what_was_held_up_after_its_leave_still_departs_within_the_limit() -> None:
    async def stalled() -> list[float]:
        budget, loop, gone = Budget(), asyncio.get_running_loop(), list[float]()

        async def one(chat: int) -> None:
            await budget.leave(chat, Urgency.ROUTINE)
            await asyncio.sleep(max(0.0, 1.5 - loop.time()))  # a jam that ends for all at once
            await budget.depart()
            gone.append(loop.time())

        async with asyncio.TaskGroup() as group:
            for chat in range(1, 81):
                group.create_task(one(chat))
        return gone

    assert most_in_a_second(in_jumping_time(stalled)) <= 28
