import asyncio
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import httpx
import pytest
from telegram.error import Forbidden, NetworkError, RetryAfter, TelegramError

from bot.sending.chat_limits import ChatLimits
from bot.sending.rate_limiter import REPLY_MAX_WAIT, RateLimiter
from bot.sending.send_slots import SENDS_PER_SECOND
from bot.sending.transport import AnswerLostError, NotDeliveredError
from knowledge.delivery import SendResult, Urgency
from tests.receiver import (
    Receiver,
    Way,
    at_once,
    in_jumping_time,
    jams,
    jitter,
    most_within,
    now,
)

ALL = 400
SEND_SPACING = 1.0 / SENDS_PER_SECOND  # seconds between two departures


@pytest.mark.parametrize(
    ("there", "pace"),
    [
        (jitter(0.02, 0.25, 1), 22.0),
        (jitter(0.0, 1.5, 2), 14.0),
        (jams(0.9, 3), 14.0),
        (at_once, 26.0),
    ],
    ids=["jitter", "wild", "jams", "calm"],
)
def test_the_receiver_never_sees_more_than_28_in_any_second_and_the_pace_is_kept(
    there: Way, pace: float
) -> None:
    async def crowd() -> Receiver:
        telegram = Receiver(there)
        await telegram.all([telegram.alert(chat) for chat in range(1, ALL + 1)])
        return telegram

    times = in_jumping_time(crowd).times
    assert len(times) == ALL
    assert most_within(1.0, times) <= 28
    assert ALL / times[-1] >= pace


def test_replies_edits_and_alerts_share_the_same_28() -> None:
    async def crowd() -> Receiver:
        telegram = Receiver(jitter(0.02, 0.25, 3), jitter(0.0, 0.2, 4))
        endpoints = ("sendMessage", "editMessageText", "sendDocument")
        calls = [telegram.reply(chat, endpoints[chat % 3]) for chat in range(1, 101)]
        calls += [telegram.alert(chat) for chat in range(200, 300)]
        await telegram.all(calls)
        return telegram

    times = in_jumping_time(crowd).times
    assert len(times) == 200
    assert most_within(1.0, times) <= 28


def test_departures_are_spaced_and_nothing_catches_up_after_a_pause() -> None:
    async def held_up() -> list[float]:
        telegram = Receiver()

        async def one(chat: int) -> None:
            async with telegram.budget.permit(chat, Urgency.ROUTINE) as passage:
                await asyncio.sleep(max(0.0, 1.5 - now()))  # a jam that ends for all at once
                await passage.use(lambda: telegram.call(chat))

        await telegram.all([one(chat) for chat in range(1, 81)])
        return telegram.left

    left = in_jumping_time(held_up)
    assert len(left) == 80
    assert min(later - sooner for sooner, later in pairwise(left)) >= SEND_SPACING - 1e-9


def test_a_private_chat_gets_one_alert_a_second_as_it_arrives() -> None:
    async def five() -> list[float]:
        telegram = Receiver(jams(0.25, 2))
        await telegram.all([telegram.alert(7) for _ in range(5)])
        return telegram.times

    assert all(later - sooner >= 1.0 for sooner, later in pairwise(in_jumping_time(five)))


def test_replies_may_come_in_a_short_burst() -> None:
    async def six() -> list[float]:
        telegram = Receiver()
        await telegram.all([telegram.reply(7) for _ in range(6)])
        return telegram.times

    *burst, late = in_jumping_time(six)
    assert burst[-1] - burst[0] < 0.2
    assert late >= 5.0


def test_a_group_gets_twenty_messages_a_minute_as_they_arrive() -> None:
    async def many() -> list[float]:
        telegram = Receiver(jams(0.4, 2))
        await telegram.all([telegram.alert(-7) for _ in range(41)])
        return telegram.times

    times = in_jumping_time(many)
    assert len(times) == 41
    assert most_within(60.0, times) == 20


def test_of_chats_long_silent_nothing_is_kept_and_a_group_of_this_minute_is() -> None:
    limits = ChatLimits()
    for number in range(1, 5_001):
        limits.note_departure(number, at := number / 50)
        limits.note_answer(number, at, at)
    for number in range(20):
        limits.note_departure(-7, 150.0 + number)
    assert len(limits) == 1
    limits.note_departure(8, 205.0)  # 55 seconds after the group's first, 36 after its last
    assert len(limits) == 2
    assert limits.wait_seconds(-7, 205.0, is_reply=True) == pytest.approx(5.0)
    limits.note_departure(8, 270.0)
    assert len(limits) == 1
    assert limits.wait_seconds(-7, 270.0, is_reply=True) == 0.0


def test_replies_go_ahead_of_urgent_ahead_of_routine_ahead_of_edits() -> None:
    async def crowded() -> list[int]:
        telegram = Receiver()
        calls = [telegram.alert(chat, Urgency.EDIT) for chat in range(100, 130)]
        calls += [telegram.alert(chat) for chat in range(200, 230)]
        calls += [telegram.alert(chat, Urgency.URGENT) for chat in range(300, 330)]
        calls += [telegram.reply(chat) for chat in range(400, 430)]
        await telegram.alert(1)  # so that all the others wait
        await telegram.all(calls)
        return [chat // 100 for _, chat in telegram.reached[1:]]

    assert in_jumping_time(crowded) == [4] * 30 + [3] * 30 + [2] * 30 + [1] * 30


@pytest.mark.parametrize("patience", [0.0, 0.5], ids=["while waiting", "with leave in hand"])
def test_someone_who_gives_up_takes_no_slot_along(patience: float) -> None:
    async def given_up() -> float:
        telegram = Receiver()

        async def dawdles(chat: int) -> None:
            async with telegram.budget.permit(chat, Urgency.REPLY):
                await asyncio.sleep(60)

        tasks = [asyncio.ensure_future(dawdles(chat)) for chat in range(1, 60)]
        await asyncio.sleep(patience)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        began = now()
        await telegram.all([telegram.alert(chat) for chat in range(60, 88)])
        assert len(telegram.reached) == 28
        return telegram.times[-1] - began

    assert in_jumping_time(given_up) <= 1.1


def test_who_is_called_off_in_the_very_moment_of_leave_takes_no_slot_along() -> None:
    async def called_off() -> int:
        telegram = Receiver()
        for chat in range(1, 30):
            await telegram.alert(100)
            late = asyncio.ensure_future(telegram.budget.acquire_slot(chat, Urgency.REPLY))
            await asyncio.sleep(0)  # it waits for the time between two departures
            asyncio.get_running_loop().call_later(SEND_SPACING, late.cancel)
            await asyncio.gather(late, return_exceptions=True)
        telegram.reached.clear()
        async with asyncio.timeout(10):
            await telegram.all([telegram.alert(chat) for chat in range(200, 228)])
        return len(telegram.reached)

    assert in_jumping_time(called_off) == 28


def broken() -> TelegramError:
    error = NetworkError("httpx.ReadError: ")
    error.__cause__ = httpx.ReadError("reset")
    return error


@pytest.mark.parametrize("fault", [broken, lambda: NotDeliveredError(502)], ids=["resets", "502"])
def test_after_three_faults_in_a_row_all_stop_and_one_tries(
    fault: Callable[[], TelegramError],
) -> None:
    async def outage() -> list[float]:
        telegram = Receiver(lambda: 0.01)
        telegram.errors = [fault() for _ in range(6)]
        await telegram.all([telegram.alert(chat) for chat in range(1, 40)])
        return telegram.times

    times = in_jumping_time(outage)
    assert len(times) == 39
    gaps = [round(later - sooner) for sooner, later in pairwise(times)]
    assert gaps[:6] == [0, 0, 1, 2, 4, 8]  # three, then a probe each, then all again
    assert set(gaps[6:]) == {0}


def test_single_faults_between_answers_stop_nobody() -> None:
    async def bumpy() -> float:
        telegram = Receiver()
        refused: list[TelegramError] = [NotDeliveredError(502), broken(), Forbidden("blocked")]
        telegram.errors = refused * 5
        await telegram.all([telegram.alert(chat) for chat in range(1, 29)])
        return telegram.times[-1]

    assert in_jumping_time(bumpy) < 1.1


def test_what_tries_the_road_is_an_alert_because_a_lost_reply_is_not_said_again() -> None:
    async def outage() -> list[int]:
        telegram = Receiver(lambda: 0.01)
        telegram.errors = [broken() for _ in range(4)]
        await telegram.all([telegram.alert(chat) for chat in range(1, 4)])
        calls = [telegram.reply(chat) for chat in range(10, 15)]
        await telegram.all([*calls, telegram.alert(20), telegram.alert(21)])
        return [chat for _, chat in telegram.reached[3:]]

    first, second, *others = in_jumping_time(outage)
    assert (first, second) == (20, 21)
    assert others == [10, 11, 12, 13, 14]


def test_two_429s_in_a_row_pause_everyone_for_as_long_as_telegram_says() -> None:
    async def storm() -> list[float]:
        telegram = Receiver(lambda: 0.01)
        telegram.errors = [RetryAfter(30), RetryAfter(33)]
        await telegram.all([telegram.alert(1), telegram.alert(2)])
        await telegram.all([telegram.alert(chat) for chat in range(3, 10)])
        return telegram.times

    times = in_jumping_time(storm)
    assert times[1] < 1
    assert times[2] >= 33
    assert len(times) == 9


def test_one_chats_own_limit_stops_nobody_else() -> None:
    async def one_chat() -> list[float]:
        telegram = Receiver()
        telegram.errors = [RetryAfter(30), RetryAfter(30), RetryAfter(30)]
        await telegram.all([telegram.reply(-5) for _ in range(3)])
        await telegram.all([telegram.alert(chat) for chat in range(1, 10)])
        return telegram.times

    assert in_jumping_time(one_chat)[-1] < 1


def test_a_handler_is_not_held_up_for_longer_than_its_lease() -> None:
    async def paused() -> tuple[list[Any], float]:
        telegram = Receiver()
        telegram.errors = [RetryAfter(300), RetryAfter(300)]
        await telegram.all([telegram.alert(1), telegram.alert(2)])
        assert telegram.budget.reply_wait_seconds(9) > 290
        return await telegram.all([telegram.reply(9)]), now()

    [error], at = in_jumping_time(paused)
    assert isinstance(error, RetryAfter)
    assert at <= REPLY_MAX_WAIT + 1


def test_a_reply_that_may_have_arrived_is_told_apart_and_a_lost_edit_is_not() -> None:
    async def lost() -> list[Any]:
        telegram = Receiver()
        telegram.errors = [broken(), NotDeliveredError(502)]
        first = await telegram.all([telegram.reply(1)])
        second = await telegram.all([telegram.reply(2)])
        telegram.errors = [broken()]
        return first + second + await telegram.all([telegram.reply(3, "editMessageText")])

    said, refused, edited = in_jumping_time(lost)
    assert isinstance(said, AnswerLostError)
    assert isinstance(refused, NotDeliveredError)
    assert type(edited) is NetworkError


def test_what_became_of_each_message_is_told_to_who_counts() -> None:
    told: list[SendResult] = []

    async def work() -> None:
        receiver = Receiver()
        receiver.budget = RateLimiter(told=told.append)
        receiver.errors = [RetryAfter(1)]
        await receiver.all([receiver.alert(1), receiver.alert(2)])

    in_jumping_time(work)
    assert sorted(told) == [SendResult.FLOODED, SendResult.SENT]
