"""What the bot tells about itself: commands, descriptions, name, menu button."""

import re
from typing import Any, Final

from bot.playground import limits
from bot.playground.methods.method import Call, Method
from bot.playground.wire import Json, bad_request

_COMMAND: Final = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES: Final = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
_MENUS: Final = {"commands", "default", "web_app"}


def set_my_commands(call: Call) -> bool:
    """Keep the commands of one scope and language."""
    key = (_scope(call), _language(call))
    commands = call.get("commands")
    if len(commands) > limits.COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for item in commands:
        _check_command(item)
    names = [item["command"] for item in commands]
    if len(set(names)) != len(names):
        call.world.complain(f"setMyCommands: a command is listed twice among {names}")
    call.world.profile.commands[key] = commands
    return True


def get_my_commands(call: Call) -> list[Json]:
    """Return the commands of exactly one scope and language."""
    return call.world.profile.commands.get((_scope(call), _language(call)), [])


def delete_my_commands(call: Call) -> bool:
    """Forget the commands of one scope and language."""
    call.world.profile.commands.pop((_scope(call), _language(call)), None)
    return True


def set_my_description(call: Call) -> bool:
    """Keep the text of an empty chat."""
    return _set(call, call.world.profile.descriptions, "description", limits.DESCRIPTION)


def get_my_description(call: Call) -> Json:
    """Return the text of an empty chat."""
    return {"description": _get(call, call.world.profile.descriptions)}


def set_my_short_description(call: Call) -> bool:
    """Keep the text of the bot's profile page."""
    shorts = call.world.profile.short_descriptions
    return _set(call, shorts, "short_description", limits.SHORT_DESCRIPTION)


def get_my_short_description(call: Call) -> Json:
    """Return the text of the bot's profile page."""
    return {"short_description": _get(call, call.world.profile.short_descriptions)}


def set_my_name(call: Call) -> bool:
    """Keep the bot's name."""
    return _set(call, call.world.profile.names, "name", limits.NAME)


def get_my_name(call: Call) -> Json:
    """Return the bot's name."""
    return {"name": _get(call, call.world.profile.names) or call.world.bot.first_name}


def set_chat_menu_button(call: Call) -> bool:
    """Keep the menu button of one private chat, or of all."""
    button = call.get("menu_button", {"type": "default"})
    if button.get("type") not in _MENUS:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    call.world.profile.menu_buttons[call.get("chat_id", 0)] = button
    return True


def get_chat_menu_button(call: Call) -> Json:
    """Return the menu button of one private chat, or the default one."""
    buttons = call.world.profile.menu_buttons
    return buttons.get(call.get("chat_id", 0)) or buttons.get(0) or {"type": "commands"}


def _scope(call: Call) -> str:
    scope: Json = call.get("scope", {"type": "default"})
    kind = scope.get("type")
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    for field in _SCOPES[kind]:
        if field not in scope:
            raise bad_request(f"can't parse BotCommandScope: Can't find field \"{field}\"")
    if "chat_id" in scope:
        call.world.find_chat(scope["chat_id"])
    return ":".join([kind, *(str(scope[field]) for field in _SCOPES[kind])])


def _language(call: Call) -> str:
    code: str = call.get("language_code", "")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def _check_command(item: Any) -> None:
    if not isinstance(item, dict) or not isinstance(item.get("command"), str):
        raise bad_request("can't parse BotCommand: Can't find field \"command\"")
    if not _COMMAND.fullmatch(item["command"]):
        raise bad_request("BOT_COMMAND_INVALID")
    words = item.get("description")
    if not isinstance(words, str):
        raise bad_request("can't parse BotCommand: Can't find field \"description\"")
    if not 1 <= len(words) <= limits.COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def _set(call: Call, kept: dict[str, str], field: str, most: int) -> bool:
    language, words = _language(call), call.get(field, "")
    if len(words) > most:
        raise bad_request(f"{field.replace('_', ' ')} is too long")
    kept.pop(language, None)
    if words:
        kept[language] = words
    return True


def _get(call: Call, kept: dict[str, str]) -> str:
    return kept.get(_language(call)) or kept.get("", "")


_SCOPED: Final = "scope:object language_code"
METHODS: Final = {
    "setMyCommands": Method(set_my_commands, "commands:list! " + _SCOPED),
    "getMyCommands": Method(get_my_commands, _SCOPED),
    "deleteMyCommands": Method(delete_my_commands, _SCOPED),
    "setMyDescription": Method(set_my_description, "description language_code"),
    "getMyDescription": Method(get_my_description, "language_code"),
    "setMyShortDescription": Method(set_my_short_description, "short_description language_code"),
    "getMyShortDescription": Method(get_my_short_description, "language_code"),
    "setMyName": Method(set_my_name, "name language_code"),
    "getMyName": Method(get_my_name, "language_code"),
    "setChatMenuButton": Method(set_chat_menu_button, "chat_id:int menu_button:object"),
    "getChatMenuButton": Method(get_chat_menu_button, "chat_id:int"),
}
