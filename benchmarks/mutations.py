"""Updates as Telegram gives them, of every kind of Bot API 10.1, and as nobody should."""

import json
import random
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Final

from bot.playground.simulator.update_queue import UPDATE_KINDS

SECRET: Final = "zanzibarqux"  # in every text: it must be in no log
ODD: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1.5, "", "x", "²", "\x00", "\ud800", "a\udc00b", [], {}, [None],
    {"id": None}, 2**31, 2**53, 2**63 - 1, 2**63, -(2**63) - 1, 10**40, 1e300,
    "9" * 400, "x" * 5000, [[[[[]]]]],
    {"type": "private"}, {"a": {"b": {"c": {}}}}, "<b>", "KW-" * 300, "/start " + "y" * 300,
)  # fmt: skip
_TEXTS = (
    "KW-3", "what is 287g", "/start", "/meetings", "/subscribe", "/language es", "/forget",
    "/mydata", "/topics 2", "STOP", "30 min", "/send is it so", "/follow KW-1", "/alerts",
    "/verify KW-1.1",
)  # fmt: skip
_TAPS = (
    "ask:show:KW-1", "rate:no:KW-1.1", "suggest:tell:1.2", "browse:topic:votes.1", "alerts:end:",
    "forget:yes:", "language:set:ht", "meeting:show:1", "draft:publish:1", "held:yes:1",
    "nonsense",
)  # fmt: skip


def _person(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "is_bot": False,
        "first_name": SECRET,
        "username": f"{SECRET}{number}",
        "language_code": "en",
    }


def _message(dice: random.Random, number: int, at: int) -> dict[str, Any]:
    person = dice.randrange(10**6, 10**7)
    private = dice.random() < 0.7
    chat = {"id": person, "type": "private", "first_name": SECRET}
    if not private:
        chat = {"id": -dice.randrange(10**6, 10**7), "type": "supergroup", "title": SECRET}
    text = f"{dice.choice(_TEXTS)} {dice.choice(('', SECRET))}".strip()
    message: dict[str, Any] = {
        "message_id": number,
        "date": at,
        "chat": chat,
        "from": _person(person),
        "text": text,
    }
    if text.startswith("/"):
        length = len(text.split()[0])
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
    message |= dice.choice(
        (
            {},
            {"forward_origin": {"type": "user", "date": at, "sender_user": _person(8)}},
            {"quote": {"text": SECRET, "position": 0}},
            {"location": {"latitude": 24.5, "longitude": -81.8}},
            {"contact": {"phone_number": "305", "first_name": SECRET}},
            {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]},
            {"reply_to_message": {"message_id": 1, "date": at, "chat": chat, "text": SECRET}},
            {"migrate_to_chat_id": -(10**12)},
            {"via_bot": _person(9)},
        )
    )
    return message


def _update(dice: random.Random, number: int, at: int) -> dict[str, Any]:
    kind = dice.choice(
        ("message",) * 6 + ("callback_query",) * 3 + ("edited_message", "channel_post") * 2
        + ("my_chat_member",) * 2 + tuple(sorted(UPDATE_KINDS))
    )  # fmt: skip
    message = _message(dice, number, at)
    if "message" in kind or "post" in kind:
        return {"update_id": number, kind: message | {"edit_date": at}}
    person = message["from"]
    body: dict[str, Any] = {
        "id": str(number),
        "from": person,
        "user": person,
        "chat": message["chat"],
        "date": at,
        "query": SECRET,
        "offset": "",
        "question": SECRET,
        "chat_instance": "1",
        "data": dice.choice(_TAPS),
        "message": message,
    }
    if "member" in kind:
        status = {"user": person, "status": "member"}
        body |= {"old_chat_member": status, "new_chat_member": status | {"status": "left"}}
    return {"update_id": number, kind: body}


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _places(part, (*path, name))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _places(part, (*path, place))


def _mutate(dice: random.Random, update: dict[str, Any]) -> None:
    path = dice.choice([path for path in _places(update) if path != ("update_id",)])
    holder: Any = update
    for step in path[:-1]:
        holder = holder[step]
    if dice.random() < 0.3:
        del holder[path[-1]]
    else:
        holder[path[-1]] = deepcopy(dice.choice(ODD))


def mutated(seed: int, count: int, at: int) -> Iterator[dict[str, Any]]:
    """Yield updates with one to four things wrong in each; the same for the same seed."""
    dice = random.Random(seed)
    for number in range(1, count + 1):
        update = _update(dice, number, at)
        for _ in range(dice.randint(1, 4)):
            if len(update) > 1:
                _mutate(dice, update)
        json.dumps(update)  # all of it is JSON
        yield update
