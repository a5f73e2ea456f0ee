"""What a page has not seen yet: messages, calls, verdicts, complaints, and how things stand."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from bot.playground.bot_api.api_json import Json
from bot.playground.serving.control_api import call_json, message_json, network_json
from bot.playground.simulator.accounts import SimulatedChat
from bot.playground.simulator.call_log import ApiCall
from bot.playground.simulator.groups import may_bot_see
from bot.playground.simulator.menus import command_menu, localised_text
from bot.playground.simulator.messages import Message
from bot.playground.simulator.simulated_clock import SimulatedClock
from bot.playground.simulator.simulated_telegram import SimulatedTelegram
from bot.playground.web.city_calendar import STATUSES, CityCalendar
from bot.playground.web.sample_users import SampleUsers
from knowledge.verdict import Verdict

MAX_CALLS_KEPT: Final = 300  # a page that opens late need not read a day of calls


@dataclass(frozen=True, slots=True)
class MatchedQuestion:
    """A question and what the matcher said to it."""

    text: str
    verdict: Verdict
    at: datetime


class ClockMover(Protocol):
    """What moves the clock while the bot acts: `TimeLapse`, or a double of it."""

    async def advance(self, span: timedelta) -> str:
        """Let a span of time go by; return what came of it."""

    async def advance_to_next(self) -> str:
        """Go to the next moment at which somebody hears of something."""


@dataclass(slots=True)
class PageState:
    """All a page may show. Without a bot in process there is no clock, calendar or verdict."""

    telegram: SimulatedTelegram
    cast: SampleUsers
    zone: str
    clock: SimulatedClock | None = None
    calendar: CityCalendar | None = None
    asked: list[MatchedQuestion] | None = None
    lapse: ClockMover | None = None
    is_ready: bool = False


class EventFeed:
    """One page's place in the stream of news."""

    def __init__(self, scene: PageState) -> None:
        self._scene = scene
        self._revision = self._complaints = self._asked = 0
        self._calls = max(0, len(scene.telegram.calls) - MAX_CALLS_KEPT)
        self._state: Json = {}

    def new_events(self) -> Json:
        """Return what is new since the last time, by kind; empty when nothing is."""
        state = page_state_json(self._scene)
        found: dict[str, Any] = {
            "state": state if state != self._state else None,
            "messages": self._new_messages(),
            "calls": self._new_calls(),
            "complaints": self._scene.telegram.complaints[self._complaints :],
            "verdicts": [question_json(item) for item in (self._scene.asked or [])[self._asked :]],
        }
        self._state = state
        self._complaints = len(self._scene.telegram.complaints)
        self._asked = len(self._scene.asked or [])
        return {kind: items for kind, items in found.items() if items}

    def _new_messages(self) -> list[Json]:
        telegram = self._scene.telegram
        if telegram.revision == self._revision:
            return []
        fresh = [
            page_message_json(self._scene, chat, message)
            for chat in telegram.chats.values()
            for message in chat.all_messages
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


def page_message_json(scene: PageState, chat: SimulatedChat, message: Message) -> Json:
    """Return a message for the page, and whether the bot gets to see it."""
    heard = message.is_from_bot or may_bot_see(scene.telegram, chat, message)
    return {**message_json(message), "chat_id": message.chat_id, "is_heard": heard}


def question_json(asked: MatchedQuestion) -> Json:
    """Return a question with its verdict."""
    return {**asdict(asked.verdict), "text": asked.text, "at": asked.at.isoformat()}


def page_state_json(scene: PageState) -> Json:
    """Return who is there and how things stand, as plain JSON."""
    telegram = scene.telegram
    return {
        "bot": telegram.bot.as_json(),
        "people": [_user_json(scene, person.id) for person in scene.cast.all_users],
        "zone": scene.zone,
        "network": network_json(telegram.network),
        "flood": telegram.flood.is_on,
        "is_ready": scene.is_ready,
        "ahead": scene.clock.ahead.total_seconds() if scene.clock else None,
        "meetings": [row.as_json() for row in scene.calendar.sorted_meetings()]
        if scene.calendar
        else None,
        "bodies": scene.calendar.bodies if scene.calendar else (),
        "statuses": STATUSES,
        "has_verdicts": scene.asked is not None,
    }


def _user_json(scene: PageState, person_id: int) -> Json:
    telegram = scene.telegram
    person = telegram.users[person_id]
    own = person.chat.membership_of(telegram.bot.id)
    return {
        **person.account.as_json(),
        "role": scene.cast.role_of(person_id),
        "has_blocked": own is not None and own.status == "kicked",
        "description": localised_text(telegram.profile.descriptions, person.account),
        "try": scene.cast.suggested_questions(person),
        "chats": [
            _chat_json(scene, chat, person_id)
            for chat in (person.chat, *(group.chat for group in telegram.groups))
            if person_id in chat.members
        ],
    }


def _chat_json(scene: PageState, chat: SimulatedChat, person_id: int) -> Json:
    person = scene.telegram.users[person_id]
    member = chat.members[person_id]
    is_admin = member.status in {"creator", "administrator"}
    return {
        "id": chat.id,
        "type": chat.type,
        "title": scene.telegram.bot.first_name if chat.type == "private" else chat.title,
        "is_admin": is_admin,
        "may_write": chat.type != "channel" or is_admin,
        "menu": command_menu(scene.telegram.profile, chat, person.account),
    }


def _is_idle(call: ApiCall) -> bool:
    """Tell whether a call brought nothing: a long poll that ran out."""
    return call.method == "getUpdates" and call.status == 200 and not call.answer["result"]  # type: ignore[index]
