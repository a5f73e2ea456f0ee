"""webhook set | show | remove: tell Telegram where to send updates. A deploy step, run once.

No replica does it at its start: several at once would only get in each other's way (one call a
second is all that Telegram takes), and an old one would undo what a new one did.
"""

import argparse
import asyncio

from telegram import Bot, WebhookInfo
from telegram.request import HTTPXRequest

from bot.intake.polling import ALLOWED_UPDATES
from bot.proxies import check_proxies
from bot.settings import Settings
from bot.storage.database import runtime_flags
from bot.storage.database.engine import Database
from knowledge.errors import CivicBotError

MAX_CONNECTIONS = 40  # Telegram's own default


class WebhookSettingsError(CivicBotError):
    """A setting that this needs is missing."""


def add_arguments(webhook: argparse.ArgumentParser) -> None:
    """Describe what may be written after the command."""
    webhook.add_argument("what", choices=("set", "show", "remove"))


def run_command(settings: Settings, options: argparse.Namespace) -> int:
    """Set, show or remove the webhook; print how it is then."""
    check_proxies()
    if not settings.token:
        raise WebhookSettingsError(
            "TELEGRAM_BOT_TOKEN: is not set, and a webhook belongs to a bot"
        )
    if options.what == "set" and not settings.webhook_url:
        raise WebhookSettingsError(
            "WEBHOOK_URL: is not set; give the https address Telegram shall send to"
        )
    db = Database(settings.database_url)
    try:
        print(asyncio.run(_manage_webhook(options.what, settings, db)))
    finally:
        db.close()
    return 0


async def _manage_webhook(what: str, settings: Settings, db: Database) -> str:
    request = HTTPXRequest(connect_timeout=10, read_timeout=10)
    bot = Bot(settings.token, base_url=f"{settings.telegram_api_url}/bot", request=request)
    async with bot:
        present = await bot.get_webhook_info()
        match what:
            case "set":
                return await register_webhook(bot, settings, db, present)
            case "remove":
                return await remove_webhook(bot, present)
        return describe_webhook(present)


async def register_webhook(
    bot: Bot, settings: Settings, db: Database, present: WebhookInfo
) -> str:
    """Set the webhook unless it is as it should be; what waits at Telegram is kept.

    Telegram does not tell which secret it has, so a keyed hash of the one last set is kept.
    """
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    print_ = await db.run(runtime_flags.keyed_hash, "webhook", secret)
    last = await db.run(runtime_flags.load_flag, runtime_flags.WEBHOOK) or {}
    is_same = (
        present.url == settings.webhook_url
        and sorted(present.allowed_updates or ()) == sorted(ALLOWED_UPDATES)
        and present.max_connections == MAX_CONNECTIONS
        and last.get("secret") == print_
    )
    if is_same:
        return (
            f"The webhook is {present.url} already; nothing was changed.\n"
            f"{describe_webhook(present)}"
        )
    await bot.set_webhook(
        settings.webhook_url,
        secret_token=secret,
        allowed_updates=ALLOWED_UPDATES,
        max_connections=MAX_CONNECTIONS,
        drop_pending_updates=False,
    )
    await db.run(runtime_flags.store_flag, runtime_flags.WEBHOOK, {"secret": print_})
    return f"The webhook is now {settings.webhook_url}; what waited at Telegram is kept."


async def remove_webhook(bot: Bot, present: WebhookInfo) -> str:
    """Take the webhook away; what waits at Telegram is kept."""
    if not present.url:
        return "There is no webhook; nothing was changed."
    await bot.delete_webhook(drop_pending_updates=False)
    return f"The webhook {present.url} is removed; what waited at Telegram is kept."


def describe_webhook(present: WebhookInfo) -> str:
    """Say what Telegram knows of the webhook."""
    lines = [
        f"webhook: {present.url or 'none'}",
        f"waiting at Telegram: {present.pending_update_count}",
    ]
    if present.last_error_date:
        at = f"{present.last_error_date:%Y-%m-%d %H:%M} UTC"
        lines.append(f"last error: {present.last_error_message} ({at})")
    return "\n".join(lines)
