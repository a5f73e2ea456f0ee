"""May the bot speak here? Blocks, kicks, upgrades, closed topics."""

from bot.playground.bot_api.api_json import BotApiError, bad_request, forbidden_error
from bot.playground.simulator.accounts import SimulatedChat
from bot.playground.simulator.messages import Message
from bot.playground.simulator.methods.method import MethodCall
from bot.playground.simulator.world import World


def writable_chat(call: MethodCall) -> SimulatedChat:
    """Return the chat of a call that writes. Raises BotApiError when the bot may not."""
    chat = call.world.find_chat(call.get("chat_id"))
    if chat.migrated_to_id is not None:
        raise BotApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": chat.migrated_to_id},
            is_mistake=False,
        )
    member = chat.membership_of(call.world.bot.id)
    if chat.type == "private":
        _check_private(chat, call.world)
    elif member is None or member.status == "left":
        raise forbidden_error(f"bot is not a member of the {chat.type} chat")
    elif member.status == "kicked":
        raise forbidden_error(f"bot was kicked from the {chat.type} chat")
    elif chat.type == "channel" and member.status != "administrator":
        raise bad_request("need administrator rights in the channel chat")
    return chat


def own_message(call: MethodCall) -> tuple[SimulatedChat, Message]:
    """Return the chat and the bot's own message a call wants to change."""
    chat = writable_chat(call)
    message = chat.find_message(call.get("message_id"))
    if message is None:
        raise bad_request("message to edit not found", is_mistake=False)
    if not message.is_from_bot:
        raise bad_request("message can't be edited")
    return chat, message


GENERAL_TOPIC = 1
"""The topic of a forum in which what names no topic lands (Bot API, forums)."""


def target_topic(call: MethodCall, chat: SimulatedChat) -> int | None:
    """Return the forum topic of a call that sends.

    Raises BotApiError when there is none such, when it is closed, or when the bot may not write.
    """
    number: int | None = call.get("message_thread_id")
    member = chat.membership_of(call.world.bot.id)
    if member is not None and member.status == "restricted":
        raise bad_request("not enough rights to send text messages to the chat", is_mistake=False)
    if number is None:
        if chat.is_forum and GENERAL_TOPIC in chat.closed_topics:
            raise bad_request("TOPIC_CLOSED", is_mistake=False)
        return None
    if number in chat.deleted_topics:
        raise bad_request("message thread not found", is_mistake=False)
    if not chat.is_forum or number not in chat.topics:
        raise bad_request("message thread not found")
    if number in chat.closed_topics:
        raise bad_request("TOPIC_CLOSED", is_mistake=False)
    return number


def _check_private(chat: SimulatedChat, world: World) -> None:
    member = chat.membership_of(world.bot.id)
    if member is not None and member.status == "kicked":
        raise forbidden_error("bot was blocked by the user")
    if member is not None and member.status == "left":
        raise forbidden_error("user is deactivated")
    if not chat.is_started:
        raise forbidden_error("bot can't initiate conversation with a user")
