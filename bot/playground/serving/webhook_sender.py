"""Sending updates to a webhook as Telegram does: in order, again until they are taken.

One queue for each chat's messages, each person's taps and look-ups; the next update of a queue
goes only after a 2xx for the one before. The first repetition comes at once, then after 2, 4,
8 … seconds; `Retry-After` is honoured (github.com/tdlib/telegram-bot-api, WebhookActor.cpp).
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Final

import httpx

from bot.playground.simulator.simulated_telegram import SimulatedTelegram
from bot.playground.simulator.update_queue import QueuedUpdate, Webhook

RETRY_SECONDS: Final = (0.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
REQUEST_TIMEOUT: Final = 60.0  # seconds for an answer
_SECRET: Final = "X-Telegram-Bot-Api-Secret-Token"


class WebhookSender:
    """Posts what waits; `run` until cancelled."""

    def __init__(
        self, telegram: SimulatedTelegram, pauses: Sequence[float] = RETRY_SECONDS
    ) -> None:
        self._updates, self._now, self._pauses = telegram.updates, telegram.now, pauses
        self._busy: dict[str, asyncio.Task[None]] = {}
        self.posts = 0
        """How many requests were made, repetitions included."""
        self.bodies: list[bytes] = []
        """What was answered with a 2xx: Telegram would carry out a method that it names."""

    async def run(self) -> None:
        """Post until cancelled."""
        limits = httpx.Limits(max_connections=100, max_keepalive_connections=100)
        async with httpx.AsyncClient(
            timeout=REQUEST_TIMEOUT, limits=limits, trust_env=False
        ) as http:
            try:
                while True:
                    self._start_queues(http)
                    await self._updates.wait_for_change(0.5)
            finally:
                for task in list(self._busy.values()):
                    task.cancel()

    def _start_queues(self, http: httpx.AsyncClient) -> None:
        hook = self._updates.webhook
        if hook is None:
            return
        for waiting in self._updates.waiting_updates:
            if len(self._busy) >= hook.max_connections:
                return
            queue = waiting.queue
            if queue not in self._busy:
                task = asyncio.get_running_loop().create_task(self._post_queue(http, hook, queue))
                self._busy[queue] = task
                task.add_done_callback(partial(self._forget_queue, queue))

    def _forget_queue(self, queue: str, _task: asyncio.Task[None]) -> None:
        del self._busy[queue]

    async def _post_queue(self, http: httpx.AsyncClient, hook: Webhook, queue: str) -> None:
        """Post what waits in one queue, each until it is taken."""
        failed = 0
        while self._updates.webhook is hook:
            mine = (item for item in self._updates.waiting_updates if item.queue == queue)
            waiting = next(mine, None)
            if waiting is None:
                return
            pause = await self._post_update(http, hook, waiting)
            if pause is None:
                failed = 0
                continue
            await asyncio.sleep(max(pause, self._pauses[min(failed, len(self._pauses) - 1)]))
            failed += 1

    async def _post_update(
        self, http: httpx.AsyncClient, hook: Webhook, item: QueuedUpdate
    ) -> float | None:
        """Post one update; None if it was taken, else how long at least to wait."""
        headers = {"Content-Type": "application/json"}
        if hook.secret:
            headers[_SECRET] = hook.secret
        self.posts += 1
        try:
            answer = await http.post(hook.url, content=item.body, headers=headers)
        except httpx.HTTPError as error:
            self._note_error(hook, type(error).__name__)
            return 0.0
        if answer.is_success:
            self.bodies.append(answer.content)
            self._updates.confirm(item.id)
            return None
        self._note_error(hook, f"Wrong response from the webhook: {answer.status_code}")
        with suppress(ValueError):
            return float(answer.headers.get("Retry-After", "0"))
        return 0.0

    def _note_error(self, hook: Webhook, error: str) -> None:
        hook.last_error, hook.last_error_at = error, self._now()
