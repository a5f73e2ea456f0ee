"""Changing what was sent: text, buttons, reactions, deletion; and answering a tap."""

from typing import Final

from bot.playground.bot_api import telegram_limits
from bot.playground.bot_api.api_json import Json, bad_request, utf16_length
from bot.playground.bot_api.markup_checks import check_inline_rows
from bot.playground.simulator.messages import Message
from bot.playground.simulator.methods.method import BotApiMethod, MethodCall
from bot.playground.simulator.methods.text_parameters import caption_of, text_of
from bot.playground.simulator.methods.write_access import own_message, writable_chat

_MESSAGE: Final = "business_connection_id chat_id:chat! message_id:int! inline_message_id "
_TEXTUAL: Final = {"text", "entities", "link_preview_options"}
_CAPTIONED: Final = {"caption", "caption_entities"}


def edit_message_text(call: MethodCall) -> Json:
    """Replace the text of one of the bot's messages; buttons not given again are removed."""
    _, message = own_message(call)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _replace_body(call, message, _TEXTUAL, text_of(call))


def edit_message_caption(call: MethodCall) -> Json:
    """Replace the caption of one of the bot's messages."""
    _, message = own_message(call)
    if not {"document", "photo"} & set(message.body):
        raise bad_request("there is no caption in the message to edit")
    return _replace_body(call, message, _CAPTIONED, caption_of(call))


def edit_message_reply_markup(call: MethodCall) -> Json:
    """Replace the buttons of one of the bot's messages."""
    _, message = own_message(call)
    return _replace_body(call, message, set(), {})


def delete_message(call: MethodCall) -> bool:
    """Delete a message: its own, any in a private chat, or any where it is an administrator."""
    chat = writable_chat(call)
    message = chat.find_message(call.get("message_id"))
    if message is None:
        raise bad_request("message to delete not found", is_mistake=False)
    member = chat.membership_of(call.world.bot.id)
    is_admin = member is not None and member.status == "administrator"
    if not (message.is_from_bot or chat.type == "private" or is_admin):
        raise bad_request("message can't be deleted")
    if call.world.now() - message.sent_at > telegram_limits.DELETABLE_IN:
        raise bad_request("message can't be deleted for everyone", is_mistake=False)
    call.world.delete_message(message)
    return True


def set_message_reaction(call: MethodCall) -> bool:
    """React to a message with at most one emoji."""
    chat = writable_chat(call)
    message = chat.find_message(call.get("message_id"))
    if message is None:
        raise bad_request("message to react not found", is_mistake=False)
    reaction = call.get("reaction", [])
    if len(reaction) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for item in reaction:
        if not isinstance(item, dict) or item.get("type") not in {"emoji", "custom_emoji"}:
            raise bad_request("REACTION_INVALID")
    message.reactions[call.world.bot.id] = reaction
    return True


def answer_callback_query(call: MethodCall) -> bool:
    """Answer a tap, once, while it is young."""
    world = call.world
    query = world.callbacks.get(call.get("callback_query_id"))
    age = world.now() - query.tapped_at if query else None
    if (
        query is None
        or query.answer is not None
        or (age and age > telegram_limits.CALLBACK_KEPT_IN)
    ):
        if query is not None and query.answer is not None:
            world.add_complaint(f"answerCallbackQuery: {query.data!r} was answered twice")
        raise bad_request(
            "query is too old and response timeout expired or query ID is invalid",
            is_mistake=query is None,
        )
    text = call.get("text", "")
    if utf16_length(text) > telegram_limits.CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answer = {"text": text, "show_alert": call.get("show_alert", False)}
    return True


def _replace_body(call: MethodCall, message: Message, old: set[str], new: Json) -> Json:
    markup: Json | None = call.get("reply_markup")
    if markup:
        if set(markup) != {"inline_keyboard"}:
            raise bad_request("inline keyboard expected")
        check_inline_rows(markup["inline_keyboard"])
        if markup["inline_keyboard"]:
            new = {**new, "reply_markup": markup}
    dropped = old | {"reply_markup", "edit_date"}
    body = {key: value for key, value in message.body.items() if key not in dropped} | new
    before = {key: value for key, value in message.body.items() if key != "edit_date"}
    if body == before:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are "
            "exactly the same as a current content and reply markup of the message",
            is_mistake=False,
        )
    call.world.edit_message(message, body)
    return message.body_for_bot()


EDIT_METHODS: Final = {
    "editMessageText": BotApiMethod(
        edit_message_text,
        _MESSAGE + "text! parse_mode entities:list link_preview_options:object "
        "reply_markup:object",
    ),
    "editMessageCaption": BotApiMethod(
        edit_message_caption,
        _MESSAGE + "caption parse_mode caption_entities:list show_caption_above_media:bool "
        "reply_markup:object",
    ),
    "editMessageReplyMarkup": BotApiMethod(
        edit_message_reply_markup, _MESSAGE + "reply_markup:object"
    ),
    "deleteMessage": BotApiMethod(delete_message, "chat_id:chat! message_id:int!"),
    "setMessageReaction": BotApiMethod(
        set_message_reaction, "chat_id:chat! message_id:int! reaction:list is_big:bool"
    ),
    "answerCallbackQuery": BotApiMethod(
        answer_callback_query,
        "callback_query_id! text show_alert:bool url cache_time:int",
    ),
}
