"""What is stored about a chat: told, shown, deleted; and an end to everything sent unasked."""

from telegram import InlineKeyboardButton, Update

from bot.context import BotContext, Services, handling
from bot.storage import people
from bot.texts import Voice
from handlers import buttons, reply
from handlers.hosts import Met, may_change, meet
from handlers.start import operator

_YES = frozenset({"yes", "si", "sí", "wi"})


async def privacy(update: Update, context: BotContext) -> None:
    """Tell what is stored and what is not; Telegram's terms ask every bot for this."""
    met = await meet(update, context)
    await reply.say(update, privacy_text(context.services, met.voice))


def privacy_text(services: Services, voice: Voice) -> str:
    """Tell what is stored and what is not."""
    return voice.say("privacy-text", **operator(services, voice))


def _counted(voice: Voice, counts: dict[str, int]) -> list[str]:
    return [
        "• "
        + voice.say("privacy-mydata-count", what=voice.label(f"privacy-kind-{kind}"), count=count)
        for kind, count in counts.items()
        if count
    ]


async def mydata(update: Update, context: BotContext) -> None:
    """Show everything stored about this chat."""
    met = await meet(update, context)
    counts = await context.services.db.run(people.stored, met.person.chat_id)
    if not any(counts.values()):
        await reply.say(update, met.voice.say("privacy-mydata-none"))
        return
    await reply.say(update, "\n".join(_shown(met, counts)))


def _shown(met: Met, counts: dict[str, int]) -> list[str]:
    voice, person = met.voice, met.person
    lines = [voice.say("privacy-mydata"), *_counted(voice, counts)]
    if counts["settings"]:
        language = voice.label(f"language-{person.language}")
        state = voice.label("settings-on" if person.plain else "settings-off")
        lines.append("• " + voice.say("privacy-mydata-language", language=language))
        lines.append("• " + voice.say("privacy-mydata-plain", plain=state))
    if person.offered:
        codes = " ".join(code for code in person.offered if code != "?")
        lines.append("• " + voice.say("privacy-mydata-context", codes=codes))
    return lines


async def forget(update: Update, context: BotContext) -> None:
    """Ask before deleting everything, or delete at once on `/forget yes`."""
    met = await meet(update, context)
    typed = (context.args or [""])[0].lower()
    if typed in _YES:
        await reply.say(update, await _forgotten(update, context, met))
        return
    keyboard = buttons.keyboard([forget_row(met.voice)])
    await reply.say(update, met.voice.say("privacy-forget-ask"), keyboard)


def forget_row(voice: Voice) -> list[InlineKeyboardButton]:
    """Ask whether everything is to be deleted."""
    return [
        buttons.button(voice.label("privacy-forget-yes"), "forget", "yes"),
        buttons.button(voice.label("privacy-forget-no"), "forget", "no"),
    ]


async def forget_tapped(update: Update, context: BotContext) -> None:
    """A tap on "yes, delete" or "no, keep"."""
    query = update.callback_query
    assert query is not None
    press = buttons.read(query.data)
    await reply.acknowledge(query)
    met = await meet(update, context)
    if press.verb == "yes":
        await reply.edit(query, await _forgotten(update, context, met), None)
    else:
        await reply.edit(query, met.voice.say("privacy-forget-kept"), None)


async def _forgotten(update: Update, context: BotContext, met: Met) -> str:
    if not await may_change(update, context):
        return met.voice.say("settings-admins-only")
    gone = await context.services.db.run(people.forget, met.person.chat_id, context.services.now())
    if (hand := handling.get()) is not None:
        hand.forgotten = True
    if not any(gone.counts.values()):
        return met.voice.say("privacy-forgotten-none")
    return "\n".join([met.voice.say("privacy-forgotten"), *_counted(met.voice, gone.counts)])


async def stop(update: Update, context: BotContext) -> None:
    """End everything sent unasked."""
    met = await meet(update, context)
    if not await may_change(update, context):
        await reply.say(update, met.voice.say("settings-admins-only"))
        return
    services = context.services
    ended = await services.db.run(people.stop, met.person.chat_id, services.now())
    key = "privacy-stopped" if ended else "privacy-stopped-already"
    await reply.say(update, met.voice.say(key))
