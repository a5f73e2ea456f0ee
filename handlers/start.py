"""Hello, help, about, and leaving what one was doing."""

from telegram import InlineKeyboardMarkup, Update

from bot import profile
from bot.context import BotContext, Services
from bot.storage import drafts, editors
from bot.texts import Voice
from handlers import answers, browse, buttons, reply
from handlers.hosts import meet
from handlers.settings import language_rows

WELCOME, TIMELINE = "hello", "timeline"  # payloads of links that open no answer


async def start(update: Update, context: BotContext) -> None:
    """Greet; a payload such as `AB-14` or a slug opens that answer instead."""
    met = await meet(update, context)
    if context.args and context.args[0] == TIMELINE:
        await browse.timeline(update, context)
        return
    if context.args and context.args[0] != WELCOME:
        await answers.show(update, context, met, context.args[0])
        return
    voices = [context.services.voice(language) for language in context.services.town.languages]
    first = [voice.say("start-first") for voice in voices] if len(voices) > 1 else []
    keyboard = doors(met.voice)
    rows = keyboard.inline_keyboard if keyboard else ()
    hello = met.voice.say("start-hello")
    await reply.say(
        update,
        "\n\n".join(filter(None, ("\n".join(first), hello))),
        buttons.keyboard([*language_rows(met.voice), *rows]),
    )
    user, services = update.effective_user, context.services
    if user is not None and user.id == met.person.chat_id and services.is_owner(user):
        await profile.give_menu(context.bot, services.texts, user.id, profile.OWNER)


async def help_(update: Update, context: BotContext) -> None:
    """Tell what one can do here, an editor what editors can, an owner what owners can."""
    met, user, services = await meet(update, context), update.effective_user, context.services
    text = help_text(met.voice)
    if user is not None and user.id == met.person.chat_id:
        actor = editors.Actor(user.id, services.is_owner(user))
        if await services.db.run(editors.member, actor) is not None:
            text += f"\n\n{met.voice.say('start-help-editor')}"
        if actor.is_owner:
            text += f"\n\n{met.voice.say('start-help-owner')}"
    await reply.say(update, text, doors(met.voice))


def help_text(voice: Voice) -> str:
    """Tell what a resident can do."""
    return voice.say("start-help")


def doors(voice: Voice) -> InlineKeyboardMarkup | None:
    """Lead to what the bot does besides answering: meetings, alerts, topics, privacy."""
    return buttons.keyboard([
        [
            buttons.button(voice.label("menu-meetings"), "request", "meetings"),
            buttons.button(voice.label("meeting-button-subscribe"), "alerts", "subscribe"),
        ],
        [
            buttons.button(voice.label("menu-topics"), "browse", "topics"),
            buttons.button(voice.label("menu-privacy"), "request", "privacy"),
        ],
    ])  # fmt: skip


def operator(services: Services, voice: Voice) -> dict[str, str]:
    """Return who runs this copy and how to reach them, or that this is not stated."""
    settings, unset = services.settings, voice.label("start-operator-unset")
    return {
        "operator": settings.operator_name or unset,
        "contact": settings.operator_contact or unset,
    }


async def about(update: Update, context: BotContext) -> None:
    """Tell who runs the bot and what it is not."""
    met = await meet(update, context)
    await reply.say(update, about_text(context.services, met.voice))


def about_text(services: Services, voice: Voice) -> str:
    """Tell who runs the bot, and what it is not."""
    entries = len(services.library.base.entries)
    return voice.say("start-about", entries=entries, **operator(services, voice))


async def cancel(update: Update, context: BotContext) -> None:
    """Leave an open choice; an editor's edit stays, but waits for no text any more."""
    met = await meet(update, context)
    if met.person.draft is not None:
        await context.services.db.run(drafts.ask_nothing, met.person.chat_id)
        await reply.say(update, met.voice.say("start-cancelled"))
        return
    if not met.person.choices:
        await reply.say(update, met.voice.say("start-nothing-to-cancel"))
        return
    await answers.offer(context, met, ())
    await reply.say(update, met.voice.say("start-cancelled"))


async def unknown_command(update: Update, context: BotContext) -> None:
    """Say that we do not know a command; in groups it was meant for another bot."""
    message = update.effective_message
    if message is None or message.chat.type != "private":
        return
    met = await meet(update, context)
    command = (message.text or "").split()[0][:40]
    await reply.say(update, met.voice.say("start-unknown-command", command=command))
