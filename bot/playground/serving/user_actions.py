"""What people and groups do, by name, for orders that come as JSON.

An act names `who` (a person's or a group's id) and `act` (a method of Person or Group), and
gives its arguments as they are called there; a `chat` is a group's id, a `message` or
`reply_to` a message id in the chat where it happens, `content` of a file is base64.
"""

from base64 import b64decode
from typing import Any, Final

from bot.playground.bot_api.api_json import Json
from bot.playground.simulator.messages import Message
from bot.playground.simulator.simulated_telegram import SimulatedTelegram
from bot.playground.simulator.world import CallbackQuery

_USER_ACTS: Final = frozenset(
    [
        "starts", "says", "edits", "taps", "forges", "sends_sticker", "sends_photo",
        "sends_voice", "sends_location", "sends_document", "sends", "looks_up", "blocks",
        "unblocks", "leaves_telegram",
    ]
)  # fmt: skip
_GROUP_ACTS: Final = frozenset(
    ["adds_bot", "removes_bot", "opens_topic", "closes_topic", "posts", "becomes_supergroup"]
)


def perform_act(telegram: SimulatedTelegram, act: Json) -> Json:
    """Let it happen; return the id of what it made.

    Raises LookupError, TypeError or ValueError for an act that cannot be.
    """
    who, name = act["who"], act["act"]
    is_person = who in telegram.users
    actor = telegram.users[who] if is_person else telegram.find_group(who)
    allowed = _USER_ACTS if is_person else _GROUP_ACTS
    if name not in allowed:
        raise LookupError(f"{who!r} cannot do {name!r}, only {', '.join(sorted(allowed))}")
    arguments = {key: value for key, value in act.items() if key not in {"who", "act"}}
    return _act_result(getattr(actor, name)(**_resolve_arguments(telegram, who, arguments)))


def _resolve_arguments(telegram: SimulatedTelegram, who: int, arguments: Json) -> Json:
    values = dict(arguments)
    place = values.pop("in", values.get("chat", who))
    for key in ("message", "reply_to"):
        if isinstance(values.get(key), int):
            values[key] = _find_message(telegram, place, values[key])
    if "chat" in values:
        values["chat"] = telegram.find_group(values["chat"])
    if isinstance(values.get("content"), str):
        values["content"] = b64decode(values["content"])
    return values


def _find_message(telegram: SimulatedTelegram, chat_id: int, message_id: int) -> Message:
    for message in telegram.chats[chat_id].all_messages:
        if message.id == message_id:
            return message
    raise LookupError(f"there is no message {message_id} in the chat {chat_id}")


def _act_result(made: Any) -> Json:
    if isinstance(made, Message):
        return {"message_id": made.id, "revision": made.revision}
    if isinstance(made, CallbackQuery):
        return {"callback_query_id": made.id, "data": made.data}
    if isinstance(made, int):
        return {"topic": made}
    return {} if made is None else {"id": made.id}
