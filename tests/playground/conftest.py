"""A simulated Telegram on a clock the test sets, and a bot that calls it by hand."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.playground.simulator.people import SimulatedUser
from bot.playground.simulator.simulated_telegram import SimulatedTelegram

Ask = Callable[..., Awaitable[Any]]


class Clock:
    """A clock that moves when told to."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def passes(self, **span: float) -> None:
        self.time += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def telegram(clock: Clock) -> SimulatedTelegram:
    return SimulatedTelegram(clock)


@pytest.fixture
def rosa(telegram: SimulatedTelegram) -> SimulatedUser:
    """A resident who has started the bot; nothing of it waits."""
    person = telegram.add_user("Rosa")
    person.starts()
    telegram.updates.drop_pending()
    return person


@pytest.fixture
def ask(telegram: SimulatedTelegram) -> Ask:
    """Call a method; return its result, or the description of the refusal."""

    async def ask_telegram(method: str, **parameters: object) -> Any:
        _, answer = await telegram.call_method(method, parameters)
        return answer["result"] if answer["ok"] else answer["description"]

    return ask_telegram


@pytest.fixture
def updates(ask: Ask) -> Callable[[], Awaitable[list[Any]]]:
    """Take and confirm everything that waits."""

    async def take() -> list[Any]:
        waiting: list[Any] = await ask("getUpdates")
        if waiting:
            await ask("getUpdates", offset=waiting[-1]["update_id"] + 1)
        return waiting

    return take
