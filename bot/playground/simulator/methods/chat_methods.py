"""Looking at chats and their members, and leaving them."""

from typing import Final

from bot.playground.bot_api.api_json import Json, bad_request
from bot.playground.simulator.accounts import Account, ChatMembership
from bot.playground.simulator.methods.method import BotApiMethod, MethodCall
from bot.playground.simulator.methods.write_access import writable_chat


def get_chat(call: MethodCall) -> Json:
    """Return a chat with the fields ChatFullInfo requires."""
    chat = call.world.find_chat(call.get("chat_id"))
    gifts = dict.fromkeys(
        [
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ],
        False,
    )
    return {
        **chat.as_json(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts,
    }


def get_chat_member(call: MethodCall) -> Json:
    """Return one account's place in a chat."""
    chat = writable_chat(call)
    user_id: int = call.get("user_id")
    member = chat.membership_of(user_id)
    if member is not None:
        return member.as_json()
    account: Account | None = call.world.accounts.get(user_id)
    if account is None:
        raise bad_request("user not found")
    return ChatMembership(account, "left").as_json()


def get_chat_administrators(call: MethodCall) -> list[Json]:
    """Return the administrators of a chat, other bots left out."""
    chat = writable_chat(call)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    return [
        member.as_json()
        for member in chat.members.values()
        if member.status in {"creator", "administrator"}
        and (not member.account.is_bot or member.account is call.world.bot)
    ]


def get_chat_member_count(call: MethodCall) -> int:
    """Return how many are in a chat."""
    chat = call.world.find_chat(call.get("chat_id"))
    return sum(member.status not in {"left", "kicked"} for member in chat.members.values())


def leave_chat(call: MethodCall) -> bool:
    """Leave a group or a channel."""
    chat = writable_chat(call)
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    old, new = chat.members[call.world.bot.id], ChatMembership(call.world.bot, "left")
    chat.members[call.world.bot.id] = new
    call.world.report_own_place(chat, call.world.bot, old, new)
    return True


CHAT_METHODS: Final = {
    "getChat": BotApiMethod(get_chat, "chat_id:chat!"),
    "getChatMember": BotApiMethod(get_chat_member, "chat_id:chat! user_id:int!"),
    "getChatAdministrators": BotApiMethod(
        get_chat_administrators, "chat_id:chat! return_bots:bool"
    ),
    "getChatMemberCount": BotApiMethod(get_chat_member_count, "chat_id:chat!"),
    "leaveChat": BotApiMethod(leave_chat, "chat_id:chat!"),
}
