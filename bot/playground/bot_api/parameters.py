"""Reading what a bot sent: declared parameters, their types, Telegram's words when they are wrong.

A declaration is a line such as "chat_id:chat! text! timeout:int": a name, a kind (`str` when
left out), `!` when required. Values arrive as JSON values or, in forms, as text.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.playground.bot_api.api_json import BotApiError, Json, bad_request

_MISSING_TEXTS: Final = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
    "user_id": "invalid user_id specified",
    "action": "wrong parameter action in request",
}
_TRUE_WORDS: Final = {"true", "yes", "1"}
_FALSE_WORDS: Final = {"false", "no", "0"}


def parse_parameters(
    method: str,
    declaration: str,
    given: Mapping[str, object],
    complain: Callable[[str], None],
) -> Json:
    """Return the declared parameters that were given, each as its kind.

    Unknown ones are complained of and ignored, as Telegram does. Raises BotApiError for a wrong
    type or a missing one.
    """
    declared = dict(_parse_declaration(item) for item in declaration.split())
    for name in given:
        if name not in declared:
            complain(f"{method}: there is no parameter {name!r}")
    values: Json = {}
    for name, (kind, is_required) in declared.items():
        value = given.get(name)
        if value is None or (value == "" and is_required):
            if is_required:
                raise bad_request(_MISSING_TEXTS.get(name, f'parameter "{name}" is required'))
        else:
            values[name] = _PARSERS[kind](name, value)
    return values


def loggable_parameters(declaration: str, given: Mapping[str, object]) -> Json:
    """Return parameters for a log: as their declared kind where they can be read, else as sent."""
    declared = dict(_parse_declaration(item) for item in declaration.split())
    return {
        name: _parse_leniently(declared.get(name), name, value) for name, value in given.items()
    }


def _parse_leniently(kind: tuple[str, bool] | None, name: str, value: object) -> Any:
    try:
        return _PARSERS[kind[0]](name, value) if kind else value
    except BotApiError:
        return value


def _parse_declaration(item: str) -> tuple[str, tuple[str, bool]]:
    name, _, kind = item.rstrip("!").partition(":")
    return name, (kind or "str", item.endswith("!"))


def _parse_integer(name: str, value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lstrip("-").isdigit():
        return int(value)
    raise bad_request(f"invalid {name} specified: an integer is expected")


def _parse_boolean(name: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _TRUE_WORDS | _FALSE_WORDS:
        return word in _TRUE_WORDS
    raise bad_request(f"invalid {name} specified: a boolean is expected")


def _parse_string(name: str, value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    raise bad_request(f"invalid {name} specified: a string is expected")


def _parse_chat_id(name: str, value: object) -> int | str:
    if isinstance(value, str) and value.startswith("@"):
        return value
    return _parse_integer(name, value)


def _parse_structure(name: str, value: object) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as fault:
        raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from fault


def _parse_list(name: str, value: object) -> list[Any]:
    items = _parse_structure(name, value)
    if not isinstance(items, list):
        raise bad_request(f"expected an Array for {name}")
    return items


def _parse_object(name: str, value: object) -> Json:
    fields = _parse_structure(name, value)
    if not isinstance(fields, dict):
        raise bad_request(f"can't parse {name.replace('_', ' ')}: expected an Object")
    return fields


_PARSERS: Final[Mapping[str, Callable[[str, object], Any]]] = {
    "int": _parse_integer,
    "bool": _parse_boolean,
    "str": _parse_string,
    "chat": _parse_chat_id,
    "list": _parse_list,
    "object": _parse_object,
}
