"""What the bot tells about itself: commands, descriptions, name, menu button."""

import re
from typing import Any, Final

from bot.playground.bot_api import telegram_limits
from bot.playground.bot_api.api_json import Json, bad_request
from bot.playground.simulator.methods.method import BotApiMethod, MethodCall

_COMMAND_NAME: Final = re.compile(r"[a-z0-9_]{1,32}")
_SCOPE_FIELDS: Final = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
_MENUS: Final = {"commands", "default", "web_app"}


def set_my_commands(call: MethodCall) -> bool:
    """Keep the commands of one scope and language."""
    key = (_command_scope(call), _language_code(call))
    commands = call.get("commands")
    if len(commands) > telegram_limits.COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for item in commands:
        _check_command(item)
    names = [item["command"] for item in commands]
    if len(set(names)) != len(names):
        call.world.add_complaint(f"setMyCommands: a command is listed twice among {names}")
    call.world.profile.commands[key] = commands
    return True


def get_my_commands(call: MethodCall) -> list[Json]:
    """Return the commands of exactly one scope and language."""
    return call.world.profile.commands.get((_command_scope(call), _language_code(call)), [])


def delete_my_commands(call: MethodCall) -> bool:
    """Forget the commands of one scope and language."""
    call.world.profile.commands.pop((_command_scope(call), _language_code(call)), None)
    return True


def set_my_description(call: MethodCall) -> bool:
    """Keep the text of an empty chat."""
    return _store_text(
        call, call.world.profile.descriptions, "description", telegram_limits.DESCRIPTION
    )


def get_my_description(call: MethodCall) -> Json:
    """Return the text of an empty chat."""
    return {"description": _stored_text(call, call.world.profile.descriptions)}


def set_my_short_description(call: MethodCall) -> bool:
    """Keep the text of the bot's profile page."""
    shorts = call.world.profile.short_descriptions
    return _store_text(call, shorts, "short_description", telegram_limits.SHORT_DESCRIPTION)


def get_my_short_description(call: MethodCall) -> Json:
    """Return the text of the bot's profile page."""
    return {"short_description": _stored_text(call, call.world.profile.short_descriptions)}


def set_my_name(call: MethodCall) -> bool:
    """Keep the bot's name."""
    return _store_text(call, call.world.profile.names, "name", telegram_limits.NAME)


def get_my_name(call: MethodCall) -> Json:
    """Return the bot's name."""
    return {"name": _stored_text(call, call.world.profile.names) or call.world.bot.first_name}


def set_chat_menu_button(call: MethodCall) -> bool:
    """Keep the menu button of one private chat, or of all."""
    button = call.get("menu_button", {"type": "default"})
    if button.get("type") not in _MENUS:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    call.world.profile.menu_buttons[call.get("chat_id", 0)] = button
    return True


def get_chat_menu_button(call: MethodCall) -> Json:
    """Return the menu button of one private chat, or the default one."""
    buttons = call.world.profile.menu_buttons
    return buttons.get(call.get("chat_id", 0)) or buttons.get(0) or {"type": "commands"}


def _command_scope(call: MethodCall) -> str:
    scope: Json = call.get("scope", {"type": "default"})
    kind = scope.get("type")
    if kind not in _SCOPE_FIELDS:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    for field in _SCOPE_FIELDS[kind]:
        if field not in scope:
            raise bad_request(f"can't parse BotCommandScope: Can't find field \"{field}\"")
    if "chat_id" in scope:
        call.world.find_chat(scope["chat_id"])
    return ":".join([kind, *(str(scope[field]) for field in _SCOPE_FIELDS[kind])])


def _language_code(call: MethodCall) -> str:
    code: str = call.get("language_code", "")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def _check_command(item: Any) -> None:
    if not isinstance(item, dict) or not isinstance(item.get("command"), str):
        raise bad_request("can't parse BotCommand: Can't find field \"command\"")
    if not _COMMAND_NAME.fullmatch(item["command"]):
        raise bad_request("BOT_COMMAND_INVALID")
    words = item.get("description")
    if not isinstance(words, str):
        raise bad_request("can't parse BotCommand: Can't find field \"description\"")
    if not 1 <= len(words) <= telegram_limits.COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def _store_text(call: MethodCall, kept: dict[str, str], field: str, most: int) -> bool:
    language, words = _language_code(call), call.get(field, "")
    if len(words) > most:
        raise bad_request(f"{field.replace('_', ' ')} is too long")
    kept.pop(language, None)
    if words:
        kept[language] = words
    return True


def _stored_text(call: MethodCall, kept: dict[str, str]) -> str:
    return kept.get(_language_code(call)) or kept.get("", "")


_SCOPED: Final = "scope:object language_code"
PROFILE_METHODS: Final = {
    "setMyCommands": BotApiMethod(set_my_commands, "commands:list! " + _SCOPED),
    "getMyCommands": BotApiMethod(get_my_commands, _SCOPED),
    "deleteMyCommands": BotApiMethod(delete_my_commands, _SCOPED),
    "setMyDescription": BotApiMethod(set_my_description, "description language_code"),
    "getMyDescription": BotApiMethod(get_my_description, "language_code"),
    "setMyShortDescription": BotApiMethod(
        set_my_short_description, "short_description language_code"
    ),
    "getMyShortDescription": BotApiMethod(get_my_short_description, "language_code"),
    "setMyName": BotApiMethod(set_my_name, "name language_code"),
    "getMyName": BotApiMethod(get_my_name, "language_code"),
    "setChatMenuButton": BotApiMethod(set_chat_menu_button, "chat_id:int menu_button:object"),
    "getChatMenuButton": BotApiMethod(get_chat_menu_button, "chat_id:int"),
}
