"""The control door: what another process (a test, a page) may ask of a simulated Telegram.

GET  state                      the bot, people, groups, complaints, counts
GET  messages?chat=&after=      messages of a chat with a revision above `after`
GET  calls?after=&method=       the log of Bot API calls, from an index on
GET  statistics                 calls by method and status, taps unanswered
POST people                     {name, language_code?, id?}
POST groups                     {title, members?, admins?, forum?, supergroup?, with_bot?}
POST channels                   {title, username?, with_bot?}
POST act                        {who, act, …} or {acts: [those]}; see `acts`
POST network                    {fault, …} | {away: bool} | {heal: true}
POST flood                      {on: bool}
POST updates                    any object: a raw update
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.playground.bot_api.api_json import Json
from bot.playground.serving.user_actions import perform_act
from bot.playground.simulator.accounts import SimulatedChat
from bot.playground.simulator.call_log import ApiCall
from bot.playground.simulator.messages import Message
from bot.playground.simulator.network import Network
from bot.playground.simulator.simulated_telegram import SimulatedTelegram

_FAULT_METHODS: Final[Mapping[str, Callable[..., object]]] = {
    "flood": Network.flood,
    "fail": Network.fail,
    "forbid": Network.forbid,
    "refuse": Network.refuse,
    "lose_request": Network.lose_request,
    "lose_answer": Network.lose_answer,
}


class ControlApi:
    """Obeys one order at a time; raises LookupError, TypeError or ValueError for a bad one."""

    def __init__(self, telegram: SimulatedTelegram) -> None:
        self.telegram = telegram
        self.views: dict[str, Callable[[Json], Any]] = {
            "state": self.read_state,
            "messages": self.list_messages,
            "calls": self.list_calls,
            "statistics": self.read_statistics,
        }
        self.orders: dict[str, Callable[[Json], Any]] = {
            "people": self.create_user,
            "groups": self.create_group,
            "channels": self.create_channel,
            "act": self.perform_acts,
            "network": self.set_network,
            "flood": self.set_flood_control,
            "updates": self.queue_update,
        }

    def answer_get(self, path: str, order: Json) -> Any:
        """Return what a GET asks for; it changes nothing."""
        return _find_route(self.views, path)(order)

    def answer_post(self, path: str, order: Json) -> Any:
        """Do what a POST orders; return what came of it."""
        return _find_route(self.orders, path)(order)

    def read_state(self, _order: Json) -> Json:
        """Return who is there and how things stand."""
        telegram, profile = self.telegram, self.telegram.profile
        return {
            "bot": telegram.bot.as_json(),
            "people": [person.account.as_json() for person in telegram.users.values()],
            "groups": [group.chat.as_json() for group in telegram.groups],
            "commands": {":".join(key): value for key, value in profile.commands.items()},
            "descriptions": profile.descriptions,
            "short_descriptions": profile.short_descriptions,
            "complaints": telegram.complaints,
            "pending": telegram.updates.pending_count,
            "confirmed": telegram.updates.confirmed,
            "calls": len(telegram.calls),
            "revision": telegram.revision,
            "is_away": telegram.network.is_away,
        }

    def list_messages(self, order: Json) -> list[Json]:
        """Return the messages of a chat, oldest first, deleted ones only as such."""
        chat = self._find_chat(order["chat"])
        after = int(order.get("after", 0))
        return [message_json(item) for item in chat.all_messages if item.revision > after]

    def list_calls(self, order: Json) -> list[Json]:
        """Return the log of calls from index `after` on, of one method if given."""
        start, method = int(order.get("after", 0)), order.get("method")
        return [
            call_json(place, call)
            for place, call in enumerate(self.telegram.calls[start:], start)
            if method in (None, call.method)
        ]

    def read_statistics(self, _order: Json) -> Json:
        """Return counts of calls, and the taps nobody answered."""
        counts = Counter(f"{call.method} {call.status}" for call in self.telegram.calls)
        unanswered = [query.data for query in self.telegram.unanswered_taps]
        return {"calls": counts, "unanswered_taps": unanswered}

    def create_user(self, order: Json) -> Json:
        """Create a person."""
        person = self.telegram.add_user(
            order["name"], order.get("language_code", "es"), order.get("id")
        )
        return person.account.as_json()

    def create_group(self, order: Json) -> Json:
        """Create a group of people given by id."""
        known = self.telegram.users
        group = self.telegram.add_group(
            order["title"],
            [known[number] for number in order.get("members", [])],
            [known[number] for number in order.get("admins", [])],
            forum=order.get("forum", False),
            supergroup=order.get("supergroup", False),
            with_bot=order.get("with_bot", True),
        )
        return group.chat.as_json()

    def create_channel(self, order: Json) -> Json:
        """Create a channel."""
        channel = self.telegram.add_channel(
            order["title"], username=order.get("username"), with_bot=order.get("with_bot", True)
        )
        return channel.chat.as_json()

    def perform_acts(self, order: Json) -> Any:
        """Let a person or a group do something, or many things in one call."""
        if "acts" in order:
            return [perform_act(self.telegram, act) for act in order["acts"]]
        return perform_act(self.telegram, order)

    def set_network(self, order: Json) -> Json:
        """Break or mend the network."""
        network = self.telegram.network
        if order.get("heal"):
            network.heal()
        if "away" in order:
            (network.go_away if order["away"] else network.come_back)()
        if "fault" in order:
            options = {key: value for key, value in order.items() if key != "fault"}
            _FAULT_METHODS[order["fault"]](network, **options)
        return network_json(network)

    def set_flood_control(self, order: Json) -> Json:
        """Switch flood control."""
        self.telegram.flood.is_on = bool(order["on"])
        return {"on": self.telegram.flood.is_on}

    def queue_update(self, order: Json) -> Json:
        """Queue a raw update."""
        return {"update_id": self.telegram.raw_update(order)}

    def _find_chat(self, number: Any) -> SimulatedChat:
        return self.telegram.chats[int(number)]


def _find_route(doors: Mapping[str, Callable[[Json], Any]], path: str) -> Callable[[Json], Any]:
    if path not in doors:
        raise LookupError(f"there is no {path!r} behind this door, only {', '.join(doors)}")
    return doors[path]


def message_json(message: Message) -> Json:
    """Return a message as a page or a test wants to see it."""
    return {
        **message.body,
        "html": message.html,
        "is_from_bot": message.is_from_bot,
        "is_deleted": message.is_deleted,
        "revision": message.revision,
        "edits": len(message.versions),
    }


def call_json(place: int, call: ApiCall) -> Json:
    """Return one line of the log of calls."""
    return {
        "index": place,
        "method": call.method,
        "parameters": call.parameters,
        "uploads": call.uploads,
        "status": call.status,
        "answer": call.answer,
        "fault": call.fault,
        "at": call.at.isoformat(),
    }


def network_json(network: Network) -> Json:
    """Return what stands in the way of calls."""
    faults = [
        {
            "kind": fault.kind,
            "hits": fault.hits,
            "times": fault.times,
            "method": fault.method,
            "status": fault.answered_status,
        }
        for fault in network.faults
    ]
    return {"is_away": network.is_away, "faults": faults}
