"""A Telegram of our own: one bot, any number of people, the Bot API in JSON.

    telegram = SimulatedTelegram(now)
    rosa = telegram.resident("Rosa", "es")
    rosa.says("/start")
    ... a bot runs against `SimulatedRequest(telegram)` or `serve(telegram)` ...
    assert rosa.last.labels == [...] and telegram.complaints == []

Everything runs on one event loop; nothing here is safe to call from another thread.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from inspect import isawaitable
from typing import Any, Final

from bot.playground.calls import ApiCall
from bot.playground.chats import Account, Chat, Member
from bot.playground.flood import FloodControl
from bot.playground.groups import Group
from bot.playground.messages import Message
from bot.playground.methods.method import Call, Upload
from bot.playground.methods.table import find
from bot.playground.network import Fault, Kind, Network, Refused
from bot.playground.parameters import read, readable
from bot.playground.people import Person
from bot.playground.wire import Json, Refusal, too_many_requests
from bot.playground.world import World

TOKEN: Final = "1000000001:SIMULATED-telegram-token-for-tests-0000"
_BAD_GATEWAY: Final = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    b"<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
)


class SimulatedTelegram(World):
    """The state of the world, the doors to it, and a log of all that came through."""

    def __init__(
        self,
        now: Callable[[], datetime],
        token: str = TOKEN,
        username: str = "CivicTestBot",
    ) -> None:
        super().__init__(now, token, username)
        self.network = Network()
        self.network.listeners.append(self._break_polls)
        self.flood = FloodControl()
        self.calls: list[ApiCall] = []
        self.people: dict[int, Person] = {}
        self.groups: list[Group] = []
        self.listeners: list[Callable[[], None]] = []
        """Called after each call of the bot, when all it changed is in place."""
        self._heard = asyncio.Event()

    def resident(
        self, name: str, language_code: str | None = "es", id: int | None = None
    ) -> Person:
        """Return a new person; the private chat exists but is not started."""
        account = Account(
            id or 700_000_000 + self.number(), name, username=None, language_code=language_code
        )
        self.accounts[account.id] = account
        chat = self.chats[account.id] = Chat(account.id, "private", name)
        chat.members[account.id] = Member(account)
        person = self.people[account.id] = Person(self, account)
        return person

    def group(
        self,
        title: str,
        members: Iterable[Person] = (),
        admins: Iterable[Person] = (),
        *,
        forum: bool = False,
        supergroup: bool = False,
        with_bot: bool = True,
    ) -> Group:
        """Return a new group, a forum being a supergroup; with the bot in it unless said not."""
        chat = self.open_chat("supergroup" if forum or supergroup else "group", title)
        chat.is_forum = forum
        return self._settle(chat, members, admins, "member" if with_bot else None)

    def channel(self, title: str, *, username: str | None = None, with_bot: bool = True) -> Group:
        """Return a new channel, where the bot is an administrator unless said not."""
        chat = self.open_chat("channel", title)
        chat.username = username
        return self._settle(chat, (), (), "administrator" if with_bot else None)

    def find_group(self, chat_id: int) -> Group:
        """Return the group or channel of this id. Raises LookupError when there is none."""
        for group in self.groups:
            if group.id == chat_id:
                return group
        raise LookupError(f"There is no group or channel {chat_id}.")

    def raw_update(self, update: Json) -> int:
        """Queue an update exactly as given, however broken; return its update_id."""
        return self.updates.push_raw(update)

    def calls_of(self, method: str) -> list[ApiCall]:
        """Return the calls of one method, oldest first."""
        return [call for call in self.calls if call.method == method]

    def message(self, chat_id: int, message_id: int) -> Message | None:
        """Return a message still there, or None."""
        return self.chats[chat_id].message(message_id)

    async def until(self, condition: Callable[[], bool], patience: float = 20.0) -> None:
        """Wait until a condition holds, looking anew after each call of the bot.

        `patience` is in real seconds; past it TimeoutError names the last calls.
        """
        try:
            async with asyncio.timeout(patience):
                while not condition():
                    await self._heard.wait()
        except TimeoutError:
            last = [f"{call.method} {call.status}" for call in self.calls[-8:]]
            raise TimeoutError(f"It did not come to pass; the last calls were {last}.") from None

    async def heard(self, patience: float) -> None:
        """Wait for the bot's next call, at most this many real seconds."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._heard.wait(), patience)

    async def call(
        self,
        method: str,
        parameters: Mapping[str, object],
        uploads: Mapping[str, Upload] | None = None,
    ) -> tuple[int, Json]:
        """Answer one call, on a sound network: the HTTP status and the JSON envelope."""
        name, known = find(method)
        files = uploads or {}
        try:
            if known is None:
                raise Refusal(404, "Not Found: method not found")
            named = _with_attached(parameters, files)
            given = read(name, known.declaration, named, self.complain)
            self._count(name, given)
            result: Any = known.run(Call(self, given, files))
            if isawaitable(result):
                result = await result
            return 200, {"ok": True, "result": result}
        except Refusal as refusal:
            if refusal.is_mistake and refusal.code != 409:
                self.complain(f"{name}: {refusal.description}")
            return refusal.code, refusal.body()

    async def receive(
        self,
        token: str,
        method: str,
        parameters: Mapping[str, object],
        uploads: Mapping[str, Upload] | None = None,
    ) -> tuple[int, bytes]:
        """Answer one call as it comes off the wire, faults of the network included.

        Raises Refused, RequestLost or AnswerLost when no answer gets back.
        """
        fault = self.network.hit(method, parameters)
        status: int | None = None
        answer: Json | None = None
        try:
            if fault is None or fault.kind is Kind.LOSE_ANSWER:
                status, answer = await self._admit(token, method, parameters, uploads)
            if fault is not None:
                status, answer = fault.strike()
            return status or 200, _BAD_GATEWAY if answer is None else json.dumps(answer).encode()
        finally:
            self._log(method, parameters, uploads, status, answer, fault)

    def file(self, token: str, path: str) -> tuple[int, bytes]:
        """Return a file a bot may download, as HTTP status and bytes."""
        content = self.download(path) if token == self.token else None
        if content is None:
            return 404, json.dumps(Refusal(404, "Not Found").body()).encode()
        return 200, content

    async def _admit(
        self,
        token: str,
        method: str,
        parameters: Mapping[str, object],
        uploads: Mapping[str, Upload] | None,
    ) -> tuple[int, Json]:
        if token == self.token:
            return await self.call(method, parameters, uploads)
        looks_right = token.split(":")[0].isdigit() and ":" in token
        refusal = Refusal(401, "Unauthorized") if looks_right else Refusal(404, "Not Found")
        return refusal.code, refusal.body()

    def _count(self, name: str, given: Json) -> None:
        if name.startswith("send") and name != "sendChatAction":
            chat = self.chats.get(given["chat_id"])
            seconds = self.flood.wait(chat, self.now()) if chat else 0
            if seconds:
                raise too_many_requests(seconds)

    def _log(
        self,
        method: str,
        parameters: Mapping[str, object],
        uploads: Mapping[str, Upload] | None,
        status: int | None,
        answer: Json | None,
        fault: Fault | None,
    ) -> None:
        names = tuple(upload.name for upload in (uploads or {}).values())
        name, known = find(method)
        shown = readable(known.declaration if known else "", parameters)
        kind = fault.kind.value if fault else None
        self.calls.append(ApiCall(name, shown, names, status, answer, kind, self.now()))
        self._heard.set()
        self._heard = asyncio.Event()
        for listener in self.listeners:
            listener()

    def _settle(
        self, chat: Chat, members: Iterable[Person], admins: Iterable[Person], bot: Any
    ) -> Group:
        owner = Account(600_000_000 + self.number(), f"Owner of {chat.title}")
        self.accounts[owner.id] = owner
        group = Group(self, chat, owner)
        self.groups.append(group)
        for person in members:
            group.adds(person.account)
        for person in admins:
            group.adds(person.account, "administrator")
        if bot is not None:
            group.adds_bot(bot)
        return group

    def _break_polls(self, is_away: bool) -> None:
        if is_away:
            self.updates.interrupt(Refused("Telegram is away."))


def _with_attached(
    parameters: Mapping[str, object], uploads: Mapping[str, Upload]
) -> Mapping[str, object]:
    """Name the uploads that came as a part of their own, not by `attach://`."""
    values = [value for value in parameters.values() if isinstance(value, str)]
    alone = {
        part: f"attach://{part}"
        for part in uploads
        if part not in parameters and not any(f"attach://{part}" in value for value in values)
    }
    return {**parameters, **alone}
