"""Hello, help, about, and leaving what one was doing."""

from telegram import Update

from bot import profile
from bot.context import BotContext
from bot.storage import drafts
from bot.texts import Voice
from handlers import answers, buttons, reply
from handlers.hosts import meet
from knowledge.language import Language


async def start(update: Update, context: BotContext) -> None:
    """Greet; a payload such as `KW-14` or a slug opens that answer instead."""
    met = await meet(update, context)
    if context.args:
        await answers.show(update, context, met, context.args[0])
        return
    languages = [
        buttons.button(met.voice.label(f"language-{language}"), "language", "set", language)
        for language in Language
    ]
    topics = buttons.button(met.voice.label("menu-topics"), "browse", "topics")
    await reply.say(update, met.voice.say("start-hello"), buttons.keyboard([languages, [topics]]))
    user, services = update.effective_user, context.services
    if user is not None and user.id == met.person.chat_id and services.is_owner(user):
        await profile.give_menu(context.bot, services.texts, user.id, profile.OWNER)


async def help_(update: Update, context: BotContext) -> None:
    """Tell what one can do here."""
    met = await meet(update, context)
    await reply.say(update, met.voice.say("start-help"))


def operator(context: BotContext, voice: Voice) -> dict[str, str]:
    """Return who runs this copy and how to reach them, or that this is not stated."""
    settings, unset = context.services.settings, voice.label("start-operator-unset")
    return {
        "operator": settings.operator_name or unset,
        "contact": settings.operator_contact or unset,
    }


async def about(update: Update, context: BotContext) -> None:
    """Tell who runs the bot and what it is not."""
    met = await meet(update, context)
    entries = len(context.services.library.base.entries)
    await reply.say(
        update,
        met.voice.say("start-about", entries=entries, **operator(context, met.voice)),
    )


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
    command = (message.text or "").split()[0]
    await reply.say(update, met.voice.say("start-unknown-command", command=command))
