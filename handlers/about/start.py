"""Hello, help, about, and leaving what one was doing."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot import command_menus
from bot.callback_data import Prefix
from bot.context import BotContext, Services
from bot.storage.faq import drafts
from bot.texts import Localizer
from handlers.chats.chat_context import ChatContext, load_chat_context
from handlers.chats.chat_settings import language_rows
from handlers.chats.decorators import chat_command
from handlers.faq import answers, browsing
from handlers.messages import replies
from handlers.messages.keyboards import make_button, make_keyboard
from knowledge.editing.roles import Role

WELCOME_PAYLOAD, TIMELINE_PAYLOAD = "hello", "timeline"  # payloads of links that open no answer


@chat_command
async def on_start_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """Greet; a payload such as `AB-14` or a slug opens that answer instead."""
    if context.args and context.args[0] == TIMELINE_PAYLOAD:
        await browsing.on_timeline_command(update, context)
        return
    if context.args and context.args[0] != WELCOME_PAYLOAD:
        await answers.show_entry(update, context, chat, context.args[0])
        return
    localizers = [
        context.services.localizer(language) for language in context.services.town.languages
    ]
    first = (
        [localizer.html("start-first") for localizer in localizers] if len(localizers) > 1 else []
    )
    keyboard = help_keyboard(chat.localizer)
    rows = keyboard.inline_keyboard if keyboard else ()
    hello = chat.localizer.html("start-hello")
    await replies.send_reply(
        update,
        "\n\n".join(filter(None, ("\n".join(first), hello))),
        make_keyboard([*language_rows(chat.localizer), *rows]),
    )
    user, services = update.effective_user, context.services
    if user is not None and user.id == chat.record.chat_id and services.is_owner(user):
        await command_menus.set_chat_menu(
            context.bot, services.texts, user.id, services.menus.owner
        )


async def on_help_command(update: Update, context: BotContext) -> None:
    """Tell what one can do here, an editor what editors can, an owner what owners can."""
    chat = await load_chat_context(update, context)
    text = help_text(chat.localizer)
    if chat.member is not None:
        text += f"\n\n{chat.localizer.html('start-help-editor')}"
        if chat.member.role is Role.OWNER:
            text += f"\n\n{chat.localizer.html('start-help-owner')}"
    await replies.send_reply(update, text, help_keyboard(chat.localizer))


def help_text(localizer: Localizer) -> str:
    """Tell what a resident can do."""
    return localizer.html("start-help")


def help_keyboard(localizer: Localizer) -> InlineKeyboardMarkup | None:
    """Lead to what the bot does besides answering: meetings, alerts, topics, privacy."""

    def to(key: str, prefix: Prefix, verb: str) -> InlineKeyboardButton:
        return make_button(localizer.label(key), prefix, verb)

    return make_keyboard([
        [
            to("menu-meetings", Prefix.REQUEST, "meetings"),
            to("meeting-button-subscribe", Prefix.ALERTS, "subscribe"),
        ],
        [
            to("menu-topics", Prefix.BROWSE, "topics"),
            to("menu-privacy", Prefix.REQUEST, "privacy"),
        ],
    ])  # fmt: skip


def operator_values(services: Services, localizer: Localizer) -> dict[str, str]:
    """Return who runs this copy and how to reach them, or that this is not stated."""
    settings, unset = services.settings, localizer.label("start-operator-unset")
    return {
        "operator": settings.operator_name or unset,
        "contact": settings.operator_contact or unset,
    }


@chat_command
async def on_about_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """Tell who runs the bot and what it is not."""
    await replies.send_reply(update, about_text(context.services, chat.localizer))


def about_text(services: Services, localizer: Localizer) -> str:
    """Tell who runs the bot, and what it is not."""
    entries = len(services.faq.base.entries)
    return localizer.html("start-about", entries=entries, **operator_values(services, localizer))


@chat_command
async def on_cancel_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """Leave an open choice; an editor's edit stays, but waits for no text any more."""
    if chat.record.draft is not None:
        await context.services.db.run(drafts.stop_asking, chat.record.chat_id)
        await replies.send_reply(update, chat.localizer.html("start-cancelled"))
        return
    if not chat.record.offered_choices:
        await replies.send_reply(update, chat.localizer.html("start-nothing-to-cancel"))
        return
    await answers.remember_shown(context, chat, ())
    await replies.send_reply(update, chat.localizer.html("start-cancelled"))


async def on_unknown_command(update: Update, context: BotContext) -> None:
    """Say that we do not know a command; in groups it was meant for another bot."""
    message = update.effective_message
    if message is None or message.chat.type != "private":
        return
    chat = await load_chat_context(update, context)
    command = (message.text or "").split()[0][:40]
    await replies.send_reply(update, chat.localizer.html("start-unknown-command", command=command))
