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

from bot.playground.bot_api.api_json import BotApiError, Json, too_many_requests
from bot.playground.bot_api.parameters import loggable_parameters, parse_parameters
from bot.playground.simulator.accounts import Account, ChatMembership, SimulatedChat
from bot.playground.simulator.call_log import ApiCall
from bot.playground.simulator.flood_control import FloodControl
from bot.playground.simulator.groups import Group
from bot.playground.simulator.messages import Message
from bot.playground.simulator.methods.method import MethodCall, Upload
from bot.playground.simulator.methods.method_table import find_method
from bot.playground.simulator.network import FaultKind, Network, NetworkFault, NoConnectionError
from bot.playground.simulator.people import SimulatedUser
from bot.playground.simulator.world import World

SIMULATED_TOKEN: Final = "1000000001:SIMULATED-telegram-token-for-tests-0000"
_BAD_GATEWAY_PAGE: Final = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    b"<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
)


class SimulatedTelegram(World):
    """The state of the world, the doors to it, and a log of all that came through."""

    def __init__(
        self,
        now: Callable[[], datetime],
        token: str = SIMULATED_TOKEN,
        username: str = "CivicTestBot",
    ) -> None:
        super().__init__(now, token, username)
        self.network = Network()
        self.network.listeners.append(self._break_polls)
        self.flood = FloodControl()
        self.calls: list[ApiCall] = []
        self.users: dict[int, SimulatedUser] = {}
        self.groups: list[Group] = []
        self.listeners: list[Callable[[], None]] = []
        """Called after each call of the bot, when all it changed is in place."""
        self._heard = asyncio.Event()

    def add_user(
        self, name: str, language_code: str | None = "es", id: int | None = None
    ) -> SimulatedUser:
        """Return a new person; the private chat exists but is not started."""
        account = Account(
            id or 700_000_000 + self.next_number(),
            name,
            username=None,
            language_code=language_code,
        )
        self.accounts[account.id] = account
        chat = self.chats[account.id] = SimulatedChat(account.id, "private", name)
        chat.members[account.id] = ChatMembership(account)
        person = self.users[account.id] = SimulatedUser(self, account)
        return person

    def add_group(
        self,
        title: str,
        members: Iterable[SimulatedUser] = (),
        admins: Iterable[SimulatedUser] = (),
        *,
        forum: bool = False,
        supergroup: bool = False,
        with_bot: bool = True,
    ) -> Group:
        """Return a new group, a forum being a supergroup; with the bot in it unless said not."""
        chat = self.open_chat("supergroup" if forum or supergroup else "group", title)
        chat.is_forum = forum
        return self._create_group(chat, members, admins, "member" if with_bot else None)

    def add_channel(
        self, title: str, *, username: str | None = None, with_bot: bool = True
    ) -> Group:
        """Return a new channel, where the bot is an administrator unless said not."""
        chat = self.open_chat("channel", title)
        chat.username = username
        return self._create_group(chat, (), (), "administrator" if with_bot else None)

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

    def find_message(self, chat_id: int, message_id: int) -> Message | None:
        """Return a message still there, or None."""
        return self.chats[chat_id].find_message(message_id)

    async def wait_until(self, condition: Callable[[], bool], patience: float = 20.0) -> None:
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

    async def wait_for_call(self, patience: float) -> None:
        """Wait for the bot's next call, at most this many real seconds."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._heard.wait(), patience)

    async def call_method(
        self,
        method: str,
        parameters: Mapping[str, object],
        uploads: Mapping[str, Upload] | None = None,
    ) -> tuple[int, Json]:
        """Answer one call, on a sound network: the HTTP status and the JSON envelope."""
        name, known = find_method(method)
        files = uploads or {}
        try:
            if known is None:
                raise BotApiError(404, "Not Found: method not found")
            named = _name_attached_uploads(parameters, files)
            given = parse_parameters(name, known.declaration, named, self.add_complaint)
            self._count_flood(name, given)
            result: Any = known.run(MethodCall(self, given, files))
            if isawaitable(result):
                result = await result
            return 200, {"ok": True, "result": result}
        except BotApiError as refusal:
            if refusal.is_mistake and refusal.code != 409:
                self.add_complaint(f"{name}: {refusal.description}")
            return refusal.code, refusal.as_json()

    async def receive_call(
        self,
        token: str,
        method: str,
        parameters: Mapping[str, object],
        uploads: Mapping[str, Upload] | None = None,
    ) -> tuple[int, bytes]:
        """Answer one call as it comes off the wire, faults of the network included.

        Raises NoConnectionError, RequestLostError or ResponseLostError when no answer gets back.
        """
        fault = self.network.take_fault(method, parameters)
        status: int | None = None
        answer: Json | None = None
        try:
            if fault is None or fault.kind is FaultKind.LOSE_ANSWER:
                status, answer = await self._call_if_authorized(token, method, parameters, uploads)
            if fault is not None:
                status, answer = fault.apply()
            return status or 200, _BAD_GATEWAY_PAGE if answer is None else json.dumps(
                answer
            ).encode()
        finally:
            self._log_call(method, parameters, uploads, status, answer, fault)

    def download_file(self, token: str, path: str) -> tuple[int, bytes]:
        """Return a file a bot may download, as HTTP status and bytes."""
        content = self.stored_content(path) if token == self.token else None
        if content is None:
            return 404, json.dumps(BotApiError(404, "Not Found").as_json()).encode()
        return 200, content

    async def _call_if_authorized(
        self,
        token: str,
        method: str,
        parameters: Mapping[str, object],
        uploads: Mapping[str, Upload] | None,
    ) -> tuple[int, Json]:
        if token == self.token:
            return await self.call_method(method, parameters, uploads)
        looks_right = token.split(":")[0].isdigit() and ":" in token
        refusal = (
            BotApiError(401, "Unauthorized") if looks_right else BotApiError(404, "Not Found")
        )
        return refusal.code, refusal.as_json()

    def _count_flood(self, name: str, given: Json) -> None:
        if name.startswith("send") and name != "sendChatAction":
            chat = self.chats.get(given["chat_id"])
            seconds = self.flood.seconds_to_wait(chat, self.now()) if chat else 0
            if seconds:
                raise too_many_requests(seconds)

    def _log_call(
        self,
        method: str,
        parameters: Mapping[str, object],
        uploads: Mapping[str, Upload] | None,
        status: int | None,
        answer: Json | None,
        fault: NetworkFault | None,
    ) -> None:
        names = tuple(upload.name for upload in (uploads or {}).values())
        name, known = find_method(method)
        shown = loggable_parameters(known.declaration if known else "", parameters)
        kind = fault.kind.value if fault else None
        self.calls.append(ApiCall(name, shown, names, status, answer, kind, self.now()))
        self._heard.set()
        self._heard = asyncio.Event()
        for listener in self.listeners:
            listener()

    def _create_group(
        self,
        chat: SimulatedChat,
        members: Iterable[SimulatedUser],
        admins: Iterable[SimulatedUser],
        bot: Any,
    ) -> Group:
        owner = Account(600_000_000 + self.next_number(), f"Owner of {chat.title}")
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
            self.updates.interrupt(NoConnectionError("Telegram is away."))


def _name_attached_uploads(
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
