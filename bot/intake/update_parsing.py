"""Read an update as far as it can be: a part that we never use must not cost the question.

Telegram adds fields, and python-telegram-bot parses all of them to the letter. When it cannot, the
parts we do not use are left out; then all but the bare message.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from telegram import Bot, Update

from bot.storage.intake import inbox
from knowledge.errors import CivicBotError

RawPart = Mapping[str, Any]

_INVALID_CHARACTERS = re.compile(
    "[\x00\ud800-\udfff]"
)  # no screen shows them, PostgreSQL holds neither
_MESSAGE_KINDS = ("message", "edited_message", "channel_post")
_BARE_FIELDS = ("message_id", "date", "chat", "from", "sender_chat", "text")
_USED_FIELDS = (
    *_BARE_FIELDS,
    "edit_date",
    "entities",
    "is_topic_message",
    "message_thread_id",
    "migrate_from_chat_id",
    "migrate_to_chat_id",
    "reply_to_message",
    "via_bot",
)
_CHAT_FIELDS = ("id", "type", "title", "is_forum")
_USER_FIELDS = ("id", "is_bot", "first_name", "username", "language_code")
_INLINE_FIELDS = {
    "inline_query": ("id", "from", "query", "offset"),
    "chosen_inline_result": ("result_id", "from", "query"),
}
_CALLBACK_FIELDS = ("id", "from", "chat_instance", "data", "inline_message_id")


class UnreadableUpdateError(CivicBotError):
    """An update of which not even the bare message can be read."""


def parse_update(body: str, bot: Bot) -> Update:
    """Parse a stored update, whole if possible, else what we use of it, else the bare message.

    Raises UnreadableUpdateError, naming the kind of the first fault.
    """
    try:
        raw = _with_valid_text(json.loads(body))
    except (ValueError, RecursionError) as error:
        raise UnreadableUpdateError(type(error).__name__) from None
    fault = ""
    for reading in _reductions(raw):
        try:
            update = Update.de_json(dict(reading), bot)
            _check_numbers(update)
            return update
        except Exception as error:  # an odd update may break the library in any way
            fault = fault or type(error).__name__
    raise UnreadableUpdateError(fault)


def _check_numbers(update: Update) -> None:
    """Raise TypeError unless all that is told apart by a number has one; the library never looks.

    A chat without one cannot be answered, and each database takes odd ones in its own way.
    """
    message = update.effective_message
    for part in (update.effective_chat, update.effective_user, update.effective_sender):
        if part is not None and not inbox.is_number(part.id):
            raise TypeError("an id is no number")
    if message is not None and not inbox.is_number(message.message_id):
        raise TypeError("an id is no number")


def _reductions(raw: RawPart) -> Iterator[RawPart]:
    yield raw
    yield _reduced_update(raw, _USED_FIELDS)
    yield _reduced_update(raw, _BARE_FIELDS)


def _with_valid_text(value: Any) -> Any:
    """Replace signs that no text can hold."""
    match value:
        case str():
            return _INVALID_CHARACTERS.sub("\ufffd", value)
        case list():
            return [_with_valid_text(one) for one in value]
        case dict():
            return {_with_valid_text(name): _with_valid_text(one) for name, one in value.items()}
    return value


def _reduced_update(raw: RawPart, wanted: tuple[str, ...]) -> RawPart:
    """Leave only the wanted parts of each message in an update."""
    kept = {"update_id": raw.get("update_id")}
    for name in _MESSAGE_KINDS:
        if isinstance(raw.get(name), dict):
            kept[name] = _reduced_message(raw[name], wanted)
    for name, parts in _INLINE_FIELDS.items():
        if isinstance(raw.get(name), dict):
            kept[name] = _selected_fields(raw[name], parts)
    tap = raw.get("callback_query")
    if isinstance(tap, dict):
        kept["callback_query"] = _selected_fields(tap, _CALLBACK_FIELDS) | (
            {"message": _reduced_message(tap["message"], wanted)}
            if isinstance(tap.get("message"), dict)
            else {}
        )
    if isinstance(raw.get("my_chat_member"), dict):
        kept["my_chat_member"] = raw["my_chat_member"]
    return kept


def _reduced_message(raw: RawPart, wanted: tuple[str, ...]) -> dict[str, Any]:
    kept = _selected_fields(raw, wanted)
    answered = kept.pop("reply_to_message", None)
    if isinstance(answered, dict):
        kept["reply_to_message"] = _reduced_message(answered, _BARE_FIELDS)
    return kept


def _selected_fields(raw: RawPart, names: tuple[str, ...]) -> dict[str, Any]:
    kept = {name: raw[name] for name in names if name in raw}
    for name, parts in (
        ("chat", _CHAT_FIELDS),
        ("sender_chat", _CHAT_FIELDS),
        ("from", _USER_FIELDS),
    ):
        if isinstance(kept.get(name), dict):
            kept[name] = {part: kept[name][part] for part in parts if part in kept[name]}
    return kept
