"""What a `reply_markup` may hold, as strict as the Bot API page says."""

from typing import Any, Final
from urllib.parse import urlsplit

from bot.playground.bot_api import telegram_limits
from bot.playground.bot_api.api_json import Json, bad_request

_BUTTON_ACTIONS: Final = [
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
]
_DECORATIONS: Final = {"text", "style", "icon_custom_emoji_id"}
_STYLES: Final = {"danger", "success", "primary"}
_MARKUP_KINDS: Final = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")


def check_markup(markup: Json) -> None:
    """Raise BotApiError unless this is one of the four kinds of reply markup, and sound."""
    kinds = [kind for kind in _MARKUP_KINDS if kind in markup]
    if len(kinds) != 1:
        raise bad_request("object expected as reply markup")
    if kinds == ["inline_keyboard"]:
        check_inline_rows(markup["inline_keyboard"])
    elif kinds == ["keyboard"]:
        for button in _flatten_rows(markup["keyboard"], "keyboard"):
            words = button.get("text") if isinstance(button, dict) else button
            if not isinstance(words, str) or not words:
                raise bad_request("can't parse keyboard button: Can't find field \"text\"")


def check_inline_rows(rows: Any) -> None:
    """Raise BotApiError unless these rows are sound inline buttons."""
    buttons = _flatten_rows(rows, "inline keyboard")
    if len(buttons) > telegram_limits.BUTTONS or any(
        len(row) > telegram_limits.BUTTONS_IN_A_ROW for row in rows
    ):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for button in buttons:
        _check_button(button)


def _flatten_rows(rows: Any, kind: str) -> list[Any]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f"can't parse {kind} markup: expected an Array of Array of buttons")
    return [button for row in rows for button in row]


def _check_button(button: Any) -> None:
    broken = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(broken + "InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request(broken + 'Can\'t find field "text"')
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    actions = [action for action in _BUTTON_ACTIONS if action in button]
    if not actions:
        raise bad_request(broken + "Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(broken + f"exactly one action is allowed, found {', '.join(actions)}")
    unknown = set(button) - _DECORATIONS - set(_BUTTON_ACTIONS)
    if unknown:
        raise bad_request(broken + f"there is no field {sorted(unknown)[0]!r}")
    if button.get("style", "primary") not in _STYLES:
        raise bad_request("BUTTON_STYLE_INVALID")
    _check_action(actions[0], button[actions[0]])


def _check_action(action: str, value: Any) -> None:
    if action == "callback_data":
        length = len(value.encode()) if isinstance(value, str) else 0
        if not 1 <= length <= telegram_limits.CALLBACK_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif action == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= len(text) <= telegram_limits.COPY_TEXT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    elif action == "url":
        address = urlsplit(value if isinstance(value, str) else "")
        if address.scheme not in {"http", "https", "tg"} or not address.netloc:
            raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
