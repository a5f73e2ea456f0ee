"""Which commands a person is offered in a chat, chosen as Telegram chooses.

Source: Bot API, "Determining list of commands": the narrowest scope that has commands wins, and
within a scope the person's language before the list without a language.
"""

from collections.abc import Iterator

from bot.playground.chats import Account, Chat
from bot.playground.wire import Json
from bot.playground.world import Profile


def menu(profile: Profile, chat: Chat, person: Account) -> list[Json]:
    """Return the commands shown to a person in a chat, with their descriptions."""
    if chat.type == "channel":
        return []
    for scope in _scopes(chat, person):
        for language in (person.language_code or "", ""):
            commands = profile.commands.get((scope, language))
            if commands:
                return commands
    return []


def localised(texts: dict[str, str], person: Account) -> str:
    """Return a description in a person's language, else the one for everybody."""
    return texts.get(person.language_code or "") or texts.get("", "")


def _scopes(chat: Chat, person: Account) -> Iterator[str]:
    if chat.type == "private":
        yield from (f"chat:{chat.id}", "all_private_chats", "default")
        return
    member = chat.member(person.id)
    is_admin = member is not None and member.status in {"creator", "administrator"}
    yield f"chat_member:{chat.id}:{person.id}"
    if is_admin:
        yield f"chat_administrators:{chat.id}"
    yield f"chat:{chat.id}"
    if is_admin:
        yield "all_chat_administrators"
    yield from ("all_group_chats", "default")
