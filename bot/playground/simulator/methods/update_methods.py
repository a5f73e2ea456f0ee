"""How a bot gets what people sent: updates, files, and who it is itself."""

import re
from typing import Final
from urllib.parse import urlsplit

from bot.playground.bot_api import telegram_limits
from bot.playground.bot_api.api_json import Json, bad_request
from bot.playground.simulator.methods.method import BotApiMethod, MethodCall
from bot.playground.simulator.methods.send_methods import file_json
from bot.playground.simulator.update_queue import UPDATE_KINDS, Webhook


def get_me(call: MethodCall) -> Json:
    """Return the bot."""
    return {
        **call.world.bot.as_json(),
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


async def get_updates(call: MethodCall) -> list[Json]:
    """Return what waits, confirming everything before `offset`."""
    allowed: list[str] | None = call.get("allowed_updates")
    for kind in allowed or []:
        if kind not in UPDATE_KINDS:
            call.world.add_complaint(f"getUpdates: there is no kind of update {kind!r}")
    limit = min(
        max(call.get("limit", telegram_limits.UPDATES_AT_ONCE), 1), telegram_limits.UPDATES_AT_ONCE
    )
    seconds = max(0, min(call.get("timeout", 0), 50))
    return await call.world.updates.take(call.get("offset", 0), limit, seconds, allowed)


def set_webhook(call: MethodCall) -> bool:
    """Send updates to an address from now on; plain http is allowed on this machine alone."""
    url, updates = str(call.get("url", "")), call.world.updates
    parts = urlsplit(url)
    if not url:
        return delete_webhook(call)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = str(call.get("secret_token", ""))
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    _drop_pending(call, "setWebhook")
    most = int(call.get("max_connections", 40))
    updates.set_webhook(Webhook(url, secret, most), call.get("allowed_updates"))
    return True


def get_webhook_info(call: MethodCall) -> Json:
    """Return what is known of the webhook, and how much waits."""
    updates = call.world.updates
    hook = updates.webhook or Webhook("")
    told: Json = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": updates.pending_count,
    }
    if hook.url:
        told |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
    if updates.allowed:
        told["allowed_updates"] = updates.allowed
    if hook.last_error_at:
        told["last_error_date"] = int(hook.last_error_at.timestamp())
        told["last_error_message"] = hook.last_error
    return told


def delete_webhook(call: MethodCall) -> bool:
    """Keep updates to be asked for."""
    _drop_pending(call, "deleteWebhook")
    call.world.updates.set_webhook(None)
    return True


def _drop_pending(call: MethodCall, method: str) -> None:
    if call.get("drop_pending_updates"):
        call.world.add_complaint(f"{method}: drop_pending_updates threw away what people wrote")
        call.world.updates.drop_pending()


def get_file(call: MethodCall) -> Json:
    """Return where to download a file."""
    kept = call.world.files.get(call.get("file_id"))
    if kept is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if kept.size > telegram_limits.DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {**file_json(kept), "file_path": kept.path}


def accept_call(_call: MethodCall) -> bool:
    """Accept `close` or `logOut`."""
    return True


UPDATE_METHODS: Final = {
    "getMe": BotApiMethod(get_me),
    "getUpdates": BotApiMethod(
        get_updates, "offset:int limit:int timeout:int allowed_updates:list"
    ),
    "getWebhookInfo": BotApiMethod(get_webhook_info),
    "setWebhook": BotApiMethod(
        set_webhook,
        "url certificate ip_address max_connections:int allowed_updates:list "
        "drop_pending_updates:bool secret_token",
    ),
    "deleteWebhook": BotApiMethod(delete_webhook, "drop_pending_updates:bool"),
    "getFile": BotApiMethod(get_file, "file_id!"),
    "close": BotApiMethod(accept_call),
    "logOut": BotApiMethod(accept_call),
}
