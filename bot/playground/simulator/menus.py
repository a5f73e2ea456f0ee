"""Which commands a person is offered in a chat, chosen as Telegram chooses.

Source: Bot API, "Determining list of commands": the narrowest scope that has commands wins, and
within a scope the person's language before the list without a language.
"""

from collections.abc import Iterator

from bot.playground.bot_api.api_json import Json
from bot.playground.simulator.accounts import Account, SimulatedChat
from bot.playground.simulator.world import Profile


def command_menu(profile: Profile, chat: SimulatedChat, person: Account) -> list[Json]:
    """Return the commands shown to a person in a chat, with their descriptions."""
    if chat.type == "channel":
        return []
    for scope in _menu_scopes(chat, person):
        for language in (person.language_code or "", ""):
            commands = profile.commands.get((scope, language))
            if commands:
                return commands
    return []


def localised_text(texts: dict[str, str], person: Account) -> str:
    """Return a description in a person's language, else the one for everybody."""
    return texts.get(person.language_code or "") or texts.get("", "")


def _menu_scopes(chat: SimulatedChat, person: Account) -> Iterator[str]:
    if chat.type == "private":
        yield from (f"chat:{chat.id}", "all_private_chats", "default")
        return
    member = chat.membership_of(person.id)
    is_admin = member is not None and member.status in {"creator", "administrator"}
    yield f"chat_member:{chat.id}:{person.id}"
    if is_admin:
        yield f"chat_administrators:{chat.id}"
    yield f"chat:{chat.id}"
    if is_admin:
        yield "all_chat_administrators"
    yield from ("all_group_chats", "default")
