"""What is stored about a chat: told, shown, deleted; and an end to everything sent unasked."""

from telegram import InlineKeyboardButton, Update

from bot.callback_data import Prefix, parse_callback_data
from bot.context import BotContext, Services, current_update
from bot.storage.chats import chat_records
from bot.texts import Localizer
from handlers.about.start import operator_values
from handlers.chats.chat_context import ChatContext, load_chat_context, may_change_settings
from handlers.messages import keyboards, replies

_YES_WORDS = frozenset({"yes", "si", "sí", "wi"})


async def on_privacy_command(update: Update, context: BotContext) -> None:
    """Tell what is stored and what is not; Telegram's terms ask every bot for this."""
    met = await load_chat_context(update, context)
    await replies.send_reply(update, privacy_text(context.services, met.localizer))


def privacy_text(services: Services, voice: Localizer) -> str:
    """Tell what is stored and what is not."""
    return voice.html("privacy-text", **operator_values(services, voice))


def _count_lines(voice: Localizer, counts: dict[str, int]) -> list[str]:
    return [
        "• "
        + voice.html("privacy-mydata-count", what=voice.label(f"privacy-kind-{kind}"), count=count)
        for kind, count in counts.items()
        if count
    ]


async def on_mydata_command(update: Update, context: BotContext) -> None:
    """Show everything stored about this chat."""
    met = await load_chat_context(update, context)
    counts = await context.services.db.run(chat_records.count_stored, met.record.chat_id)
    if not any(counts.values()):
        await replies.send_reply(update, met.localizer.html("privacy-mydata-none"))
        return
    await replies.send_reply(update, "\n".join(_stored_data_lines(met, counts)))


def _stored_data_lines(met: ChatContext, counts: dict[str, int]) -> list[str]:
    voice, person = met.localizer, met.record
    lines = [voice.html("privacy-mydata"), *_count_lines(voice, counts)]
    if counts["settings"]:
        language = voice.label(f"language-{person.language}")
        state = voice.label("settings-on" if person.plain else "settings-off")
        lines.append("• " + voice.html("privacy-mydata-language", language=language))
        lines.append("• " + voice.html("privacy-mydata-plain", plain=state))
    if person.offered:
        codes = " ".join(code for code in person.offered if code != "?")
        lines.append("• " + voice.html("privacy-mydata-context", codes=codes))
    return lines


async def on_forget_command(update: Update, context: BotContext) -> None:
    """Ask before deleting everything, or delete at once on `/forget yes`."""
    met = await load_chat_context(update, context)
    typed = (context.args or [""])[0].lower()
    if typed in _YES_WORDS:
        await replies.send_reply(update, await _forget_chat(update, context, met))
        return
    keyboard = keyboards.make_keyboard([confirm_forget_row(met.localizer)])
    await replies.send_reply(update, met.localizer.html("privacy-forget-ask"), keyboard)


def confirm_forget_row(voice: Localizer) -> list[InlineKeyboardButton]:
    """Ask whether everything is to be deleted."""
    return [
        keyboards.make_button(voice.label("privacy-forget-yes"), Prefix.FORGET, "yes"),
        keyboards.make_button(voice.label("privacy-forget-no"), Prefix.FORGET, "no"),
    ]


async def on_forget_tap(update: Update, context: BotContext) -> None:
    """A tap on "yes, delete" or "no, keep"."""
    query = update.callback_query
    assert query is not None
    press = parse_callback_data(query.data)
    await replies.answer_tap(query)
    met = await load_chat_context(update, context)
    if press.verb == "yes":
        await replies.edit_tapped_message(query, await _forget_chat(update, context, met), None)
    else:
        await replies.edit_tapped_message(query, met.localizer.html("privacy-forget-kept"), None)


async def _forget_chat(update: Update, context: BotContext, met: ChatContext) -> str:
    if not await may_change_settings(update, context):
        return met.localizer.html("settings-admins-only")
    gone = await context.services.db.run(
        chat_records.forget_chat, met.record.chat_id, context.services.now()
    )
    if (hand := current_update.get()) is not None:
        hand.forgotten = True
    if not any(gone.counts.values()):
        return met.localizer.html("privacy-forgotten-none")
    return "\n".join(
        [met.localizer.html("privacy-forgotten"), *_count_lines(met.localizer, gone.counts)]
    )


async def on_stop_command(update: Update, context: BotContext) -> None:
    """End everything sent unasked."""
    met = await load_chat_context(update, context)
    if not await may_change_settings(update, context):
        await replies.send_reply(update, met.localizer.html("settings-admins-only"))
        return
    services = context.services
    ended = await services.db.run(
        chat_records.stop_notifications, met.record.chat_id, services.now()
    )
    key = "privacy-stopped" if ended else "privacy-stopped-already"
    await replies.send_reply(update, met.localizer.html(key))
