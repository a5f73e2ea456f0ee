"""Reading what a bot sent: declared parameters, their types, Telegram's words when they are wrong.

A declaration is a line such as "chat_id:chat! text! timeout:int": a name, a kind (`str` when
left out), `!` when required. Values arrive as JSON values or, in forms, as text.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.playground.wire import Json, Refusal, bad_request

_MISSING: Final = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
    "user_id": "invalid user_id specified",
    "action": "wrong parameter action in request",
}
_TRUE: Final = {"true", "yes", "1"}
_FALSE: Final = {"false", "no", "0"}


def read(
    method: str,
    declaration: str,
    given: Mapping[str, object],
    complain: Callable[[str], None],
) -> Json:
    """Return the declared parameters that were given, each as its kind.

    Unknown ones are complained of and ignored, as Telegram does. Raises Refusal for a wrong type
    or a missing one.
    """
    declared = dict(_declared(item) for item in declaration.split())
    for name in given:
        if name not in declared:
            complain(f"{method}: there is no parameter {name!r}")
    values: Json = {}
    for name, (kind, is_required) in declared.items():
        value = given.get(name)
        if value is None or (value == "" and is_required):
            if is_required:
                raise bad_request(_MISSING.get(name, f'parameter "{name}" is required'))
        else:
            values[name] = _READERS[kind](name, value)
    return values


def readable(declaration: str, given: Mapping[str, object]) -> Json:
    """Return parameters for a log: as their declared kind where they can be read, else as sent."""
    declared = dict(_declared(item) for item in declaration.split())
    return {name: _lenient(declared.get(name), name, value) for name, value in given.items()}


def _lenient(kind: tuple[str, bool] | None, name: str, value: object) -> Any:
    try:
        return _READERS[kind[0]](name, value) if kind else value
    except Refusal:
        return value


def _declared(item: str) -> tuple[str, tuple[str, bool]]:
    name, _, kind = item.rstrip("!").partition(":")
    return name, (kind or "str", item.endswith("!"))


def _integer(name: str, value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lstrip("-").isdigit():
        return int(value)
    raise bad_request(f"invalid {name} specified: an integer is expected")


def _boolean(name: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _TRUE | _FALSE:
        return word in _TRUE
    raise bad_request(f"invalid {name} specified: a boolean is expected")


def _text(name: str, value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    raise bad_request(f"invalid {name} specified: a string is expected")


def _chat(name: str, value: object) -> int | str:
    if isinstance(value, str) and value.startswith("@"):
        return value
    return _integer(name, value)


def _structure(name: str, value: object) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as fault:
        raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from fault


def _list(name: str, value: object) -> list[Any]:
    items = _structure(name, value)
    if not isinstance(items, list):
        raise bad_request(f"expected an Array for {name}")
    return items


def _object(name: str, value: object) -> Json:
    fields = _structure(name, value)
    if not isinstance(fields, dict):
        raise bad_request(f"can't parse {name.replace('_', ' ')}: expected an Object")
    return fields


_READERS: Final[Mapping[str, Callable[[str, object], Any]]] = {
    "int": _integer,
    "bool": _boolean,
    "str": _text,
    "chat": _chat,
    "list": _list,
    "object": _object,
}
