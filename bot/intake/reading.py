"""Read an update as far as it can be: a part that we never use must not cost the question.

Telegram adds fields, and python-telegram-bot parses all of them to the letter. When it cannot, the
parts we do not use are left out; then all but the bare message.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from telegram import Bot, Update

from bot.storage import inbox

Raw = Mapping[str, Any]

_UNSOUND = re.compile("[\x00\ud800-\udfff]")  # no screen shows them, PostgreSQL holds neither
_MESSAGES = ("message", "edited_message", "channel_post")
_BARE = ("message_id", "date", "chat", "from", "sender_chat", "text")
_USED = (
    *_BARE,
    "edit_date",
    "entities",
    "is_topic_message",
    "message_thread_id",
    "migrate_from_chat_id",
    "migrate_to_chat_id",
    "reply_to_message",
    "via_bot",
)
_CHAT = ("id", "type", "title", "is_forum")
_PERSON = ("id", "is_bot", "first_name", "username", "language_code")
_LOOKED_UP = {
    "inline_query": ("id", "from", "query", "offset"),
    "chosen_inline_result": ("result_id", "from", "query"),
}
_TAP = ("id", "from", "chat_instance", "data", "inline_message_id")


class Unreadable(ValueError):
    """An update of which not even the bare message can be read."""


def read(body: str, bot: Bot) -> Update:
    """Parse a stored update, whole if possible, else what we use of it, else the bare message.

    Raises Unreadable, naming the kind of the first fault.
    """
    try:
        raw = _sound(json.loads(body))
    except (ValueError, RecursionError) as error:
        raise Unreadable(type(error).__name__) from None
    fault = ""
    for reading in _readings(raw):
        try:
            update = Update.de_json(dict(reading), bot)
            _see_numbers(update)
            return update
        except Exception as error:  # an odd update may break the library in any way
            fault = fault or type(error).__name__
    raise Unreadable(fault)


def _see_numbers(update: Update) -> None:
    """Raise TypeError unless all that is told apart by a number has one; the library never looks.

    A chat without one cannot be answered, and each database takes odd ones in its own way.
    """
    message = update.effective_message
    for part in (update.effective_chat, update.effective_user, update.effective_sender):
        if part is not None and not inbox.is_number(part.id):
            raise TypeError("an id is no number")
    if message is not None and not inbox.is_number(message.message_id):
        raise TypeError("an id is no number")


def _readings(raw: Raw) -> Iterator[Raw]:
    yield raw
    yield _reduced(raw, _USED)
    yield _reduced(raw, _BARE)


def _sound(value: Any) -> Any:
    """Replace signs that no text can hold."""
    match value:
        case str():
            return _UNSOUND.sub("\ufffd", value)
        case list():
            return [_sound(one) for one in value]
        case dict():
            return {_sound(name): _sound(one) for name, one in value.items()}
    return value


def _reduced(raw: Raw, wanted: tuple[str, ...]) -> Raw:
    """Leave only the wanted parts of each message in an update."""
    kept = {"update_id": raw.get("update_id")}
    for name in _MESSAGES:
        if isinstance(raw.get(name), dict):
            kept[name] = _message(raw[name], wanted)
    for name, parts in _LOOKED_UP.items():
        if isinstance(raw.get(name), dict):
            kept[name] = _only(raw[name], parts)
    tap = raw.get("callback_query")
    if isinstance(tap, dict):
        kept["callback_query"] = _only(tap, _TAP) | (
            {"message": _message(tap["message"], wanted)}
            if isinstance(tap.get("message"), dict)
            else {}
        )
    if isinstance(raw.get("my_chat_member"), dict):
        kept["my_chat_member"] = raw["my_chat_member"]
    return kept


def _message(raw: Raw, wanted: tuple[str, ...]) -> dict[str, Any]:
    kept = _only(raw, wanted)
    answered = kept.pop("reply_to_message", None)
    if isinstance(answered, dict):
        kept["reply_to_message"] = _message(answered, _BARE)
    return kept


def _only(raw: Raw, names: tuple[str, ...]) -> dict[str, Any]:
    kept = {name: raw[name] for name in names if name in raw}
    for name, parts in (("chat", _CHAT), ("sender_chat", _CHAT), ("from", _PERSON)):
        if isinstance(kept.get(name), dict):
            kept[name] = {part: kept[name][part] for part in parts if part in kept[name]}
    return kept
