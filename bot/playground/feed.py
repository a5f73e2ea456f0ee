"""What a page has not seen yet: messages, calls, verdicts, complaints, and how things stand."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from bot.playground.calendar import STATUSES, Calendar
from bot.playground.calls import ApiCall
from bot.playground.cast import Cast
from bot.playground.chats import Chat
from bot.playground.clock import Clock
from bot.playground.control import call_json, message_json, network_json
from bot.playground.groups import may_see
from bot.playground.menus import localised, menu
from bot.playground.messages import Message
from bot.playground.telegram import SimulatedTelegram
from bot.playground.wire import Json
from knowledge.verdict import Verdict

KEPT_CALLS: Final = 300  # a page that opens late need not read a day of calls


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what the matcher said to it."""

    text: str
    verdict: Verdict
    at: datetime


class Moves(Protocol):
    """What moves the clock while the bot acts: `lapse.Lapse`, or a double of it."""

    async def advance(self, span: timedelta) -> str:
        """Let a span of time go by; return what came of it."""

    async def to_next(self) -> str:
        """Go to the next moment at which somebody hears of something."""


@dataclass(slots=True)
class Scene:
    """All a page may show. Without a bot in process there is no clock, calendar or verdict."""

    telegram: SimulatedTelegram
    cast: Cast
    zone: str
    clock: Clock | None = None
    calendar: Calendar | None = None
    asked: list[Asked] | None = None
    lapse: Moves | None = None
    is_ready: bool = False


class Feed:
    """One page's place in the stream of news."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._revision = self._complaints = self._asked = 0
        self._calls = max(0, len(scene.telegram.calls) - KEPT_CALLS)
        self._state: Json = {}

    def news(self) -> Json:
        """Return what is new since the last time, by kind; empty when nothing is."""
        state = standing(self._scene)
        found: dict[str, Any] = {
            "state": state if state != self._state else None,
            "messages": self._messages(),
            "calls": self._new_calls(),
            "complaints": self._scene.telegram.complaints[self._complaints :],
            "verdicts": [asked_json(item) for item in (self._scene.asked or [])[self._asked :]],
        }
        self._state = state
        self._complaints = len(self._scene.telegram.complaints)
        self._asked = len(self._scene.asked or [])
        return {kind: items for kind, items in found.items() if items}

    def _messages(self) -> list[Json]:
        telegram = self._scene.telegram
        if telegram.revision == self._revision:
            return []
        fresh = [
            shown(self._scene, chat, message)
            for chat in telegram.chats.values()
            for message in chat.everything
            if message.revision > self._revision
        ]
        self._revision = telegram.revision
        return fresh

    def _new_calls(self) -> list[Json]:
        calls = self._scene.telegram.calls
        fresh = [
            call_json(place, call)
            for place, call in enumerate(calls[self._calls :], self._calls)
            if not _is_idle(call)
        ]
        self._calls = len(calls)
        return fresh


def shown(scene: Scene, chat: Chat, message: Message) -> Json:
    """Return a message for the page, and whether the bot gets to see it."""
    heard = message.is_from_bot or may_see(scene.telegram, chat, message)
    return {**message_json(message), "chat_id": message.chat_id, "is_heard": heard}


def asked_json(asked: Asked) -> Json:
    """Return a question with its verdict."""
    return {**asdict(asked.verdict), "text": asked.text, "at": asked.at.isoformat()}


def standing(scene: Scene) -> Json:
    """Return who is there and how things stand, as plain JSON."""
    telegram = scene.telegram
    return {
        "bot": telegram.bot.json(),
        "people": [_person(scene, person.id) for person in scene.cast.people],
        "zone": scene.zone,
        "network": network_json(telegram.network),
        "flood": telegram.flood.is_on,
        "is_ready": scene.is_ready,
        "ahead": scene.clock.ahead.total_seconds() if scene.clock else None,
        "meetings": [row.json() for row in scene.calendar.rows()] if scene.calendar else None,
        "bodies": scene.calendar.bodies if scene.calendar else (),
        "statuses": STATUSES,
        "has_verdicts": scene.asked is not None,
    }


def _person(scene: Scene, person_id: int) -> Json:
    telegram = scene.telegram
    person = telegram.people[person_id]
    own = person.chat.member(telegram.bot.id)
    return {
        **person.account.json(),
        "role": scene.cast.role(person_id),
        "has_blocked": own is not None and own.status == "kicked",
        "description": localised(telegram.profile.descriptions, person.account),
        "try": scene.cast.suggestions(person),
        "chats": [
            _place(scene, chat, person_id)
            for chat in (person.chat, *(group.chat for group in telegram.groups))
            if person_id in chat.members
        ],
    }


def _place(scene: Scene, chat: Chat, person_id: int) -> Json:
    person = scene.telegram.people[person_id]
    member = chat.members[person_id]
    is_admin = member.status in {"creator", "administrator"}
    return {
        "id": chat.id,
        "type": chat.type,
        "title": scene.telegram.bot.first_name if chat.type == "private" else chat.title,
        "is_admin": is_admin,
        "may_write": chat.type != "channel" or is_admin,
        "menu": menu(scene.telegram.profile, chat, person.account),
    }


def _is_idle(call: ApiCall) -> bool:
    """Tell whether a call brought nothing: a long poll that ran out."""
    return call.method == "getUpdates" and call.status == 200 and not call.answer["result"]  # type: ignore[index]
