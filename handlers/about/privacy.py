"""What is stored about a chat: told, shown, deleted; and an end to everything sent unasked."""

from telegram import InlineKeyboardButton, Update

from bot.callback_data import Prefix
from bot.context import BotContext, Services, current_update
from bot.storage.chats import chat_records
from bot.texts import Localizer
from handlers.about.start import operator_values
from handlers.chats.chat_context import ChatContext, may_change_settings
from handlers.chats.decorators import Tap, chat_command, chat_tap, for_admins
from handlers.messages import replies
from handlers.messages.keyboards import make_button, make_keyboard

_YES_WORDS = frozenset({"yes", "si", "sí", "wi"})


@chat_command
async def on_privacy_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """Tell what is stored and what is not; Telegram's terms ask every bot for this."""
    await replies.send_reply(update, privacy_text(context.services, chat.localizer))


def privacy_text(services: Services, localizer: Localizer) -> str:
    """Tell what is stored and what is not."""
    return localizer.html("privacy-text", **operator_values(services, localizer))


def _count_lines(localizer: Localizer, counts: dict[str, int]) -> list[str]:
    return [
        "• "
        + localizer.html(
            "privacy-mydata-count", what=localizer.label(f"privacy-kind-{kind}"), count=count
        )
        for kind, count in counts.items()
        if count
    ]


@chat_command
async def on_mydata_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """Show everything stored about this chat."""
    await show_mydata(update, context, chat)


async def show_mydata(update: Update, context: BotContext, chat: ChatContext) -> None:
    """Show everything stored about this chat."""
    counts = await context.services.db.run(chat_records.count_stored, chat.record.chat_id)
    if not any(counts.values()):
        await replies.send_reply(update, chat.localizer.html("privacy-mydata-none"))
        return
    await replies.send_reply(update, "\n".join(_stored_data_lines(chat, counts)))


def _stored_data_lines(chat: ChatContext, counts: dict[str, int]) -> list[str]:
    localizer, person = chat.localizer, chat.record
    lines = [localizer.html("privacy-mydata"), *_count_lines(localizer, counts)]
    if counts["settings"]:
        language = localizer.label(f"language-{person.language}")
        state = localizer.label("settings-on" if person.plain else "settings-off")
        lines.append("• " + localizer.html("privacy-mydata-language", language=language))
        lines.append("• " + localizer.html("privacy-mydata-plain", plain=state))
    if person.offered:
        codes = " ".join(code for code in person.offered if code != "?")
        lines.append("• " + localizer.html("privacy-mydata-context", codes=codes))
    return lines


# Follow /forget: here → bot/storage/chats/chat_records.py (`forget_chat`: one transaction) →
# bot/storage/chats/personal_data.py (every table that holds a chat) → erasures.py beside it (so
# that a restored backup forgets the chat as well).


@chat_command
async def on_forget_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """Ask before deleting everything, or delete at once on `/forget yes`."""
    typed = (context.args or [""])[0].lower()
    if typed in _YES_WORDS:
        await replies.send_reply(update, await _forget_chat(update, context, chat))
        return
    keyboard = make_keyboard([confirm_forget_row(chat.localizer)])
    await replies.send_reply(update, chat.localizer.html("privacy-forget-ask"), keyboard)


def confirm_forget_row(localizer: Localizer) -> list[InlineKeyboardButton]:
    """Ask whether everything is to be deleted."""
    return [
        make_button(localizer.label("privacy-forget-yes"), Prefix.FORGET, "yes"),
        make_button(localizer.label("privacy-forget-no"), Prefix.FORGET, "no"),
    ]


@chat_tap("yes", "no")
async def on_forget_tap(update: Update, context: BotContext, chat: ChatContext, tap: Tap) -> None:
    """A tap on "yes, delete" or "no, keep"."""
    if tap.verb == "yes":
        await replies.edit_tapped_message(
            tap.query, await _forget_chat(update, context, chat), None
        )
    else:
        await replies.edit_tapped_message(
            tap.query, chat.localizer.html("privacy-forget-kept"), None
        )


async def _forget_chat(update: Update, context: BotContext, chat: ChatContext) -> str:
    if not await may_change_settings(update, context):
        return chat.localizer.html("settings-admins-only")
    gone = await context.services.db.run(
        chat_records.forget_chat, chat.record.chat_id, context.services.now()
    )
    if (hand := current_update.get()) is not None:
        hand.forgotten = True
    if not any(gone.counts.values()):
        return chat.localizer.html("privacy-forgotten-none")
    return "\n".join(
        [chat.localizer.html("privacy-forgotten"), *_count_lines(chat.localizer, gone.counts)]
    )


@chat_command
@for_admins
async def on_stop_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """End everything sent unasked."""
    services = context.services
    ended = await services.db.run(
        chat_records.stop_notifications, chat.record.chat_id, services.now()
    )
    key = "privacy-stopped" if ended else "privacy-stopped-already"
    await replies.send_reply(update, chat.localizer.html(key))
