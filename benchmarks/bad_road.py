"""One cancellation through a bad road: who missed it, who heard it twice, how fast it arrived.

The real process against a loopback Bot API that each call reaches 20 to 250 ms late, and that
counts what it receives; on top of it storms, resets, an outage and two kills.
"""

import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path

from benchmarks.rig import Bench, between, busiest_second, now, until
from bot.playground.simulator.methods.method import Upload
from bot.playground.simulator.network import FaultKind, Network, NetworkFault
from bot.playground.simulator.people import SimulatedUser
from bot.playground.simulator.simulated_telegram import SimulatedTelegram

SUBSCRIBERS = 2_000
JITTER = (0.02, 0.25)  # seconds a call is on its way
SEED = 287
STORM, RESETS, OUTAGE = 20.0, 8.0, 60.0  # seconds
BEGUN = 3.0  # seconds of sound road before it breaks
ASKED_EACH = 0.5  # seconds between two questions, each of another resident
MARK = ("Again, to be sure", "De nuevo, para mayor", "Ankò, pou nou")
_COUNTED = ("send", "edit")


class Weather(Network):
    """A road on which each call may break, by chance, in one of several ways."""

    def __init__(self, listeners: list[Callable[[bool], None]]) -> None:
        super().__init__()
        self.listeners = listeners
        self.chance, self.kinds = 0.0, tuple[FaultKind, ...]()
        self.random = random.Random(SEED)

    def take_fault(self, method: str, parameters: Mapping[str, object]) -> NetworkFault | None:
        if not self.is_away and self.random.random() < self.chance:
            return NetworkFault(self.random.choice(self.kinds), None, hold=0)
        return super().take_fault(method, parameters)


class FarTelegram(SimulatedTelegram):
    """A Telegram that calls reach late, each by another while."""

    def __init__(self) -> None:
        super().__init__(now)
        self.weather = self.network = Weather(self.network.listeners)
        self.random = random.Random(SEED)
        self.reached: list[float] = []

    async def receive_call(
        self,
        token: str,
        method: str,
        parameters: Mapping[str, object],
        uploads: Mapping[str, Upload] | None = None,
    ) -> tuple[int, bytes]:
        if method.startswith(_COUNTED):
            await asyncio.sleep(self.random.uniform(*JITTER))
            self.reached.append(now().timestamp())
        return await super().receive_call(token, method, parameters, uploads)


async def calm(_bench: Bench, _telegram: FarTelegram) -> None:
    """Let nothing happen."""


async def storm(_bench: Bench, telegram: FarTelegram) -> None:
    await _break(telegram, 0.3, (FaultKind.FAIL,), STORM)


async def resets(_bench: Bench, telegram: FarTelegram) -> None:
    """Close every connection, half of them after the message was taken."""
    await _break(telegram, 1.0, (FaultKind.REFUSE, FaultKind.LOSE_ANSWER), RESETS)


async def _break(
    telegram: FarTelegram, chance: float, kinds: tuple[FaultKind, ...], span: float
) -> None:
    await asyncio.sleep(BEGUN)
    telegram.weather.chance, telegram.weather.kinds = chance, kinds
    await asyncio.sleep(span)
    telegram.weather.chance = 0.0


async def outage(_bench: Bench, telegram: FarTelegram) -> None:
    await asyncio.sleep(BEGUN)
    telegram.network.go_away()
    await asyncio.sleep(OUTAGE)
    telegram.network.come_back()


def _told_a_share(bench: Bench, share: float) -> bool:
    return len(bench.alerts()) >= bench.count / share


async def kills(bench: Bench, _telegram: FarTelegram) -> None:
    """Kill the process at a third and at two thirds of the way."""
    for share in (3, 1.5):
        await until(partial(_told_a_share, bench, share), 0.05)
        assert bench.process
        bench.process.kill()
        await bench.process.wait()
        await bench.start()


async def floods(_bench: Bench, telegram: FarTelegram) -> None:
    """Answer 429 to everything for eight seconds."""
    await asyncio.sleep(BEGUN)
    fault = telegram.network.flood(retry_after=8, times=None, method="sendMessage")
    await asyncio.sleep(8)
    telegram.network.faults.remove(fault)


SCENES: Mapping[str, Callable[[Bench, FarTelegram], Awaitable[None]]] = {
    "jitter alone": calm,
    "502 storm, 30 % for 20 s": storm,
    "resets for 8 s": resets,
    "outage of 60 s": outage,
    "429 to all for 8 s": floods,
    "kill -9 twice": kills,
}


async def ask(telegram: FarTelegram, asked: list[SimulatedUser]) -> None:
    """Ask something every half second, each time as someone else."""
    while True:
        asked.append(telegram.add_user(f"Q{len(asked)}", "en"))
        asked[-1].says("what was the vote on june 30")
        await asyncio.sleep(ASKED_EACH)


async def scene(folder: Path, name: str, count: int) -> None:
    """Play one scene to its end and print what came of it."""
    telegram = FarTelegram()
    bench = Bench(folder, count, telegram)
    bench.prepare()
    await bench.start()
    await asyncio.sleep(BEGUN)
    telegram.reached.clear()
    bench.cancel()
    await until(lambda: bool(bench.alerts()), 0.1)
    asked = list[SimulatedUser]()
    asking = asyncio.ensure_future(ask(telegram, asked))
    await SCENES[name](bench, telegram)
    await until(lambda: len(bench.alerts()) >= count * 0.9, 0.5)
    asking.cancel()
    await until(lambda: is_over(bench), 0.5)
    told = Counter(int(str(call.parameters["chat_id"])) for call in bench.alerts())
    at = [call.at.timestamp() for call in bench.alerts()]
    marked = sum(str(call.parameters["text"]).startswith(tuple(f"<i>{m}" for m in MARK))
                 for call in bench.alerts())  # fmt: skip
    refused = sum(call.status == 429 for call in telegram.calls)
    doubled = sum(times > 1 for times in told.values())
    rate = between(at, at[0], at[-1]) / (at[-1] - at[0])
    replies = Counter(len(person.chat.from_bot) for person in asked)
    states = dict(bench.select("SELECT state, count(*) FROM deliveries GROUP BY state"))
    print(
        f"{name}, {count} subscribers: missed {count - len(told)}, doubled {doubled} "
        f"({100 * doubled / count:.1f} %), said to be again {marked}, busiest second "
        f"{busiest_second(sorted(telegram.reached))}, 429 {refused}, "
        f"{at[-1] - at[0]:.0f} s, {rate:.1f} alerts/s, {states}; {len(asked)} questions: "
        f"{replies[0]} unanswered, {sum(n for times, n in replies.items() if times > 1)} doubled",
        flush=True,
    )
    await bench.close()


def is_over(bench: Bench) -> bool:
    left = "SELECT count(*) FROM deliveries WHERE state IN ('queued', 'claimed', 'sending')"
    waits = "SELECT count(*) FROM inbox WHERE state IN ('new', 'leased')"
    return bench.select(left) == [(0,)] and bench.select(waits) == [(0,)]


def run(count: int = SUBSCRIBERS) -> None:
    for name in SCENES:
        with tempfile.TemporaryDirectory(prefix="civic-wire-") as folder:
            asyncio.run(scene(Path(folder), name, count))
