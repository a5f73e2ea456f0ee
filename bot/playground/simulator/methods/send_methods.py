"""Sending messages, documents, photos, chat actions."""

from typing import Any, Final

from bot.playground.bot_api import telegram_limits
from bot.playground.bot_api.api_json import Json, bad_request
from bot.playground.bot_api.markup_checks import check_markup
from bot.playground.simulator.accounts import SimulatedChat
from bot.playground.simulator.methods.method import BotApiMethod, MethodCall, Upload
from bot.playground.simulator.methods.text_parameters import caption_of, text_of
from bot.playground.simulator.methods.write_access import target_topic, writable_chat
from bot.playground.simulator.world import StoredFile

_COMMON_PARAMETERS: Final = (
    "business_connection_id chat_id:chat! message_thread_id:int direct_messages_topic_id:int "
    "disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id "
    "suggested_post_parameters:object reply_parameters:object reply_markup:object parse_mode "
)
_CHAT_ACTIONS: Final = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
_MIME: Final = {
    "ics": "text/calendar", "csv": "text/csv", "json": "application/json", "txt": "text/plain",
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "html": "text/html",
    "zip": "application/zip", "md": "text/markdown", "toml": "application/toml",
}  # fmt: skip


def send_message(call: MethodCall) -> Json:
    """Send a text."""
    chat = writable_chat(call)
    return _post_message(call, chat, text_of(call))


def send_document(call: MethodCall) -> Json:
    """Send a file as it is."""
    chat = writable_chat(call)
    kept = _stored_file(call, "document", "documents", telegram_limits.UPLOAD_BYTES)
    document = {"file_name": kept.name, "mime_type": mime_type(kept.name), **file_json(kept)}
    return _post_message(call, chat, {"document": document, **caption_of(call)})


def send_photo(call: MethodCall) -> Json:
    """Send a picture."""
    chat = writable_chat(call)
    kept = _stored_file(call, "photo", "photos", telegram_limits.PHOTO_BYTES)
    size = {"width": 800, "height": 600, **file_json(kept)}
    return _post_message(call, chat, {"photo": [size], **caption_of(call)})


def send_chat_action(call: MethodCall) -> bool:
    """Show that the bot is busy."""
    chat = writable_chat(call)
    target_topic(call, chat)
    if call.get("action") not in _CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.actions.append(call.get("action"))
    return True


def file_json(kept: StoredFile) -> Json:
    """Return the fields every kind of file shares."""
    return {"file_id": kept.id, "file_unique_id": f"U{kept.id}", "file_size": kept.size}


def mime_type(name: str) -> str:
    """Return the MIME type Telegram would guess from a file's name."""
    return _MIME.get(name.rsplit(".", 1)[-1].lower(), "application/octet-stream")


def _post_message(call: MethodCall, chat: SimulatedChat, content: Json) -> Json:
    body: Json = {}
    if chat.type == "channel":
        body["sender_chat"] = chat.as_json()
    else:
        body["from"] = call.world.bot.as_json()
    body |= _reply_fields(call, chat)
    thread = target_topic(call, chat) or body.get("reply_to_message", {}).get("message_thread_id")
    if chat.is_forum and thread:
        body |= {"message_thread_id": thread, "is_topic_message": True}
    body |= content | _markup_fields(call)
    if call.get("protect_content"):
        body["has_protected_content"] = True
    return call.world.add_message(chat, body, is_from_bot=True).body_for_bot()


def _reply_fields(call: MethodCall, chat: SimulatedChat) -> Json:
    wanted: Json | None = call.get("reply_parameters")
    if wanted is None:
        return {}
    if not isinstance(wanted.get("message_id"), int):
        raise bad_request("can't parse reply parameters: Can't find field \"message_id\"")
    original = chat.find_message(wanted["message_id"])
    if original is None or wanted.get("chat_id", chat.id) != chat.id:
        if wanted.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found", is_mistake=False)
    return {"reply_to_message": original.quoted_body()}


def _markup_fields(call: MethodCall) -> Json:
    markup: Json | None = call.get("reply_markup")
    if not markup:
        return {}
    check_markup(markup)
    return {"reply_markup": markup} if markup.get("inline_keyboard") else {}


def _stored_file(call: MethodCall, field: str, folder: str, most: int) -> StoredFile:
    named: Any = call.get(field)
    part = str(named).removeprefix("attach://")
    upload: Upload | None = call.uploads.get(part) or call.uploads.get(field)
    if upload is None:
        kept = call.world.files.get(part)
        if kept is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return kept
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > most:
        raise bad_request(f"file of {len(upload.content)} bytes is too big")
    return call.world.store_file(upload.name, upload.content, folder)


SEND_METHODS: Final = {
    "sendMessage": BotApiMethod(
        send_message, _COMMON_PARAMETERS + "text! entities:list link_preview_options:object"
    ),
    "sendDocument": BotApiMethod(
        send_document,
        _COMMON_PARAMETERS + "document! thumbnail caption caption_entities:list "
        "disable_content_type_detection:bool",
    ),
    "sendPhoto": BotApiMethod(
        send_photo,
        _COMMON_PARAMETERS + "photo! caption caption_entities:list show_caption_above_media:bool "
        "has_spoiler:bool",
    ),
    "sendChatAction": BotApiMethod(
        send_chat_action,
        "business_connection_id chat_id:chat! message_thread_id:int action!",
    ),
}
