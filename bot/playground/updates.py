"""The queue of updates for one bot, with getUpdates' rules: confirm by offset, one caller."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.playground import limits
from bot.playground.wire import Json, Refusal

KINDS: Final = frozenset(
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
_KEPT_IN: Final = {
    "callback_query": limits.CALLBACK_KEPT_IN,
    "inline_query": limits.INLINE_KEPT_IN,
}
_BY_PERSON: Final = {"callback_query", "inline_query", "chosen_inline_result"}
_HOOKED: Final = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
_BY_REQUEST_ONLY: Final = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update not yet confirmed."""

    id: int
    kind: str
    body: bytes
    since_at: datetime
    queue: str
    """Whose updates a webhook gets in order: the chat's; for taps and look-ups the person's."""


@dataclass(slots=True)
class Hook:
    """A webhook that the bot asked for."""

    url: str
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_at: datetime | None = None


class Updates:
    """Updates wait here until a later offset confirms them, or until they are too old."""

    def __init__(self, now: Callable[[], datetime], first_id: int = 500_000_001) -> None:
        self._now = now
        self._waiting: list[Waiting] = []
        self._next_id = first_id
        self._caller = 0
        self._changed = asyncio.Event()
        self._broken: Exception | None = None
        self.allowed: list[str] | None = None
        self.confirmed = 0
        self.polled = asyncio.Event()  # set while a long poll waits
        self.hook: Hook | None = None

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
        queue = _queue(kind, update.get(kind))
        self._waiting.append(Waiting(number, kind, body, self._now(), queue))
        self._next_id = max(self._next_id, number) + 1
        self._wake()
        return number

    def jump(self, update_id: int) -> None:
        """Let a quiet week pass: what waited is gone, the next update has this id, maybe lower."""
        self._waiting.clear()
        self._next_id = update_id

    @property
    def pending(self) -> int:
        """How many updates wait for confirmation."""
        self._expire()
        return len(self._waiting)

    @property
    def waiting(self) -> list[Waiting]:
        """What waits for confirmation, oldest first."""
        self._expire()
        return list(self._waiting)

    def confirm(self, update_id: int) -> None:
        """Let go of one update that a webhook took."""
        before = len(self._waiting)
        self._waiting = [item for item in self._waiting if item.id != update_id]
        self.confirmed += before - len(self._waiting)

    def set_hook(self, hook: Hook | None, allowed: list[str] | None = None) -> None:
        """Send updates to a webhook from now on, or keep them to be asked for (None)."""
        self.hook = hook
        self.allowed = self.allowed if allowed is None else allowed
        if hook is not None:
            self._caller += 1  # whoever asks at this moment is turned away
        self._wake()

    async def news(self, seconds: float) -> None:
        """Wait until something changes, at most so long."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._changed.wait(), seconds)

    def forget(self) -> None:
        """Drop everything that waits (`drop_pending_updates`)."""
        self._waiting.clear()

    def interrupt(self, fault: Exception) -> None:
        """Break the long poll that waits now, if any: it raises `fault`."""
        self._broken = fault
        self._wake()

    async def take(
        self, offset: int, limit: int, seconds: int, allowed: list[str] | None
    ) -> list[Json]:
        """Return up to `limit` updates from `offset` on, waiting ≤ `seconds` for one.

        Raises Refusal(409) in the older of two callers.
        """
        if self.hook is not None:
            raise Refusal(409, _HOOKED)
        if allowed is not None:
            self.allowed = allowed
        self._confirm(offset)
        self._broken = None
        self._caller += 1
        caller = self._caller
        self._wake()
        if not self.pending and seconds > 0:
            await self._wait(seconds)
        if self.hook is not None:
            raise Refusal(409, _HOOKED)
        if caller != self._caller:
            raise Refusal(
                409,
                "Conflict: terminated by other getUpdates request; "
                "make sure that only one bot instance is running",
            )
        if self._broken is not None:
            raise self._broken
        self._expire()
        return [json.loads(update.body) for update in self._waiting[:limit]]

    async def _wait(self, seconds: int) -> None:
        changed = self._changed
        self.polled.set()
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), seconds)
        finally:
            self.polled.clear()

    def _confirm(self, offset: int) -> None:
        before = len(self._waiting)
        if offset < 0:
            self._waiting = self._waiting[offset:]
        elif offset <= self._next_id:  # a higher one is from before a jump and confirms nothing
            self._waiting = [item for item in self._waiting if item.id >= offset]
        self.confirmed += before - len(self._waiting)

    def _expire(self) -> None:
        now = self._now()
        self._waiting = [
            item
            for item in self._waiting
            if now - item.since_at <= _KEPT_IN.get(item.kind, limits.MESSAGE_KEPT_IN)
        ]

    def _is_wanted(self, kind: str) -> bool:
        if not self.allowed:
            return kind not in _BY_REQUEST_ONLY
        return kind in self.allowed

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()


def _queue(kind: str, payload: object) -> str:
    if not isinstance(payload, dict):
        return "odd"
    holder = payload.get("from" if kind in _BY_PERSON else "chat")
    number = holder.get("id") if isinstance(holder, dict) else 0
    return f"{kind if kind in _BY_PERSON else 'chat'} {number}"
