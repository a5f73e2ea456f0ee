"""How a bot gets what people sent: updates, files, and who it is itself."""

from typing import Final

from bot.playground import limits
from bot.playground.methods.method import Call, Method
from bot.playground.methods.sending import file_json
from bot.playground.updates import KINDS
from bot.playground.wire import Json, bad_request


def get_me(call: Call) -> Json:
    """Return the bot."""
    return {
        **call.world.bot.json(),
        "can_join_groups": True,
        "can_read_all_group_messages": not call.world.privacy_mode,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_guest_queries": False,
    }


async def get_updates(call: Call) -> list[Json]:
    """Return what waits, confirming everything before `offset`."""
    allowed: list[str] | None = call.get("allowed_updates")
    for kind in allowed or []:
        if kind not in KINDS:
            call.world.complain(f"getUpdates: there is no kind of update {kind!r}")
    limit = min(max(call.get("limit", limits.UPDATES_AT_ONCE), 1), limits.UPDATES_AT_ONCE)
    seconds = max(0, min(call.get("timeout", 0), 50))
    return await call.world.updates.take(call.get("offset", 0), limit, seconds, allowed)


def get_webhook_info(call: Call) -> Json:
    """Return that there is no webhook, and how much waits."""
    return {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": call.world.updates.pending,
    }


def delete_webhook(call: Call) -> bool:
    """Do nothing, for there is no webhook, except drop what waits if asked to."""
    if call.get("drop_pending_updates"):
        call.world.complain("deleteWebhook: drop_pending_updates threw away what people wrote")
        call.world.updates.forget()
    return True


def get_file(call: Call) -> Json:
    """Return where to download a file."""
    kept = call.world.files.get(call.get("file_id"))
    if kept is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if kept.size > limits.DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {**file_json(kept), "file_path": kept.path}


def say_yes(_call: Call) -> bool:
    """Accept `close` or `logOut`."""
    return True


METHODS: Final = {
    "getMe": Method(get_me),
    "getUpdates": Method(get_updates, "offset:int limit:int timeout:int allowed_updates:list"),
    "getWebhookInfo": Method(get_webhook_info),
    "deleteWebhook": Method(delete_webhook, "drop_pending_updates:bool"),
    "getFile": Method(get_file, "file_id!"),
    "close": Method(say_yes),
    "logOut": Method(say_yes),
}
