"""The queue of updates for one bot, with getUpdates' rules: confirm by offset, one caller."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.playground.bot_api import telegram_limits
from bot.playground.bot_api.api_json import BotApiError, Json

UPDATE_KINDS: Final = frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "callback_query",
        "my_chat_member",
        "chat_member",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "poll",
        "poll_answer",
        "chat_join_request",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "chat_boost",
        "removed_chat_boost",
        "guest_message",
        "managed_bot",
    ]
)
_KIND_KEPT_IN: Final = {
    "callback_query": telegram_limits.CALLBACK_KEPT_IN,
    "inline_query": telegram_limits.INLINE_KEPT_IN,
}
_BY_PERSON: Final = {"callback_query", "inline_query", "chosen_inline_result"}
_WEBHOOK_CONFLICT: Final = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
_BY_REQUEST_ONLY: Final = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True, slots=True)
class QueuedUpdate:
    """An update not yet confirmed."""

    id: int
    kind: str
    body: bytes
    since_at: datetime
    queue: str
    """Whose updates a webhook gets in order: the chat's; for taps and look-ups the person's."""


@dataclass(slots=True)
class Webhook:
    """A webhook that the bot asked for."""

    url: str
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_at: datetime | None = None


class UpdateQueue:
    """Updates wait here until a later offset confirms them, or until they are too old."""

    def __init__(self, now: Callable[[], datetime], first_id: int = 500_000_001) -> None:
        self._now = now
        self._waiting: list[QueuedUpdate] = []
        self._next_id = first_id
        self._caller = 0
        self._changed = asyncio.Event()
        self._broken: Exception | None = None
        self.allowed: list[str] | None = None
        self.confirmed = 0
        self.polled = asyncio.Event()  # set while a long poll waits
        self.webhook: Webhook | None = None

    def push(self, kind: str, payload: Json) -> int:
        """Queue one update as JSON text; return its id, or 0 if the bot does not want its kind."""
        if not self._is_wanted(kind):
            return 0
        return self.push_raw({"update_id": self._next_id, kind: payload})

    def push_raw(self, update: Json) -> int:
        """Queue an update exactly as given, however broken; `update_id` is filled in."""
        number = int(update.get("update_id", self._next_id))
        body = json.dumps({"update_id": number, **update}).encode()
        kind = next((key for key in update if key != "update_id"), "")
        queue = _queue_name(kind, update.get(kind))
        self._waiting.append(QueuedUpdate(number, kind, body, self._now(), queue))
        self._next_id = max(self._next_id, number) + 1
        self._signal_change()
        return number

    def skip_to(self, update_id: int) -> None:
        """Let a quiet week pass: what waited is gone, the next update has this id, maybe lower."""
        self._waiting.clear()
        self._next_id = update_id

    @property
    def pending_count(self) -> int:
        """How many updates wait for confirmation."""
        self._drop_expired()
        return len(self._waiting)

    @property
    def waiting_updates(self) -> list[QueuedUpdate]:
        """What waits for confirmation, oldest first."""
        self._drop_expired()
        return list(self._waiting)

    def confirm(self, update_id: int) -> None:
        """Let go of one update that a webhook took."""
        before = len(self._waiting)
        self._waiting = [item for item in self._waiting if item.id != update_id]
        self.confirmed += before - len(self._waiting)

    def set_webhook(self, hook: Webhook | None, allowed: list[str] | None = None) -> None:
        """Send updates to a webhook from now on, or keep them to be asked for (None)."""
        self.webhook = hook
        self.allowed = self.allowed if allowed is None else allowed
        if hook is not None:
            self._caller += 1  # whoever asks at this moment is turned away
        self._signal_change()

    async def wait_for_change(self, seconds: float) -> None:
        """Wait until something changes, at most so long."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._changed.wait(), seconds)

    def drop_pending(self) -> None:
        """Drop everything that waits (`drop_pending_updates`)."""
        self._waiting.clear()

    def interrupt(self, fault: Exception) -> None:
        """Break the long poll that waits now, if any: it raises `fault`."""
        self._broken = fault
        self._signal_change()

    async def take(
        self, offset: int, limit: int, seconds: int, allowed: list[str] | None
    ) -> list[Json]:
        """Return up to `limit` updates from `offset` on, waiting ≤ `seconds` for one.

        Raises BotApiError(409) in the older of two callers.
        """
        if self.webhook is not None:
            raise BotApiError(409, _WEBHOOK_CONFLICT)
        if allowed is not None:
            self.allowed = allowed
        self._confirm_before(offset)
        self._broken = None
        self._caller += 1
        caller = self._caller
        self._signal_change()
        if not self.pending_count and seconds > 0:
            await self._wait_for_update(seconds)
        if self.webhook is not None:
            raise BotApiError(409, _WEBHOOK_CONFLICT)
        if caller != self._caller:
            raise BotApiError(
                409,
                "Conflict: terminated by other getUpdates request; "
                "make sure that only one bot instance is running",
            )
        if self._broken is not None:
            raise self._broken
        self._drop_expired()
        return [json.loads(update.body) for update in self._waiting[:limit]]

    async def _wait_for_update(self, seconds: int) -> None:
        changed = self._changed
        self.polled.set()
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), seconds)
        finally:
            self.polled.clear()

    def _confirm_before(self, offset: int) -> None:
        before = len(self._waiting)
        if offset < 0:
            self._waiting = self._waiting[offset:]
        elif offset <= self._next_id:  # a higher one is from before a jump and confirms nothing
            self._waiting = [item for item in self._waiting if item.id >= offset]
        self.confirmed += before - len(self._waiting)

    def _drop_expired(self) -> None:
        now = self._now()
        self._waiting = [
            item
            for item in self._waiting
            if now - item.since_at <= _KIND_KEPT_IN.get(item.kind, telegram_limits.MESSAGE_KEPT_IN)
        ]

    def _is_wanted(self, kind: str) -> bool:
        if not self.allowed:
            return kind not in _BY_REQUEST_ONLY
        return kind in self.allowed

    def _signal_change(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()


def _queue_name(kind: str, payload: object) -> str:
    if not isinstance(payload, dict):
        return "odd"
    holder = payload.get("from" if kind in _BY_PERSON else "chat")
    number = holder.get("id") if isinstance(holder, dict) else 0
    return f"{kind if kind in _BY_PERSON else 'chat'} {number}"
