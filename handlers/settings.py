"""The language and the manner in which a chat wants to be spoken to."""

from telegram import InlineKeyboardButton, Update

from bot.context import BotContext
from bot.storage import people
from bot.texts import Voice
from handlers import buttons, reply
from handlers.hosts import Met, may_change, meet, voice_for
from knowledge.language import Language
from knowledge.matching.cues import words
from knowledge.matching.folding import fold
from knowledge.town import Town

_NAMES = {  # folded
    "english": Language.EN, "ingles": Language.EN, "angle": Language.EN, "anglais": Language.EN,
    "englis": Language.EN, "inglish": Language.EN, "spanish": Language.ES, "espanol": Language.ES,
    "panyol": Language.ES, "castellano": Language.ES, "espanish": Language.ES,
    "espagnol": Language.ES, "creole": Language.HT, "kreyol": Language.HT,
    "criollo": Language.HT, "creol": Language.HT, "haitian": Language.HT, "ayisyen": Language.HT,
    "haitiano": Language.HT,
}  # fmt: skip


def _named(text: str) -> Language | None:
    return Language.guess(text) or _NAMES.get(fold(text).strip())


def named_in(text: str, town: Town) -> Language | None:
    """Return the town's language that a message names, the last of several; or None."""
    found = [_NAMES[word] for word in words(text) if _NAMES.get(word) in town.languages]
    return found[-1] if found else None


def language_rows(voice: Voice) -> list[list[InlineKeyboardButton]]:
    """Offer the town's languages, each in its own words; no row where there is none to choose."""
    spoken = voice.town.languages
    row = [
        buttons.button(voice.label(f"language-{one}"), "language", "set", one) for one in spoken
    ]
    return [row] if len(spoken) > 1 else []


async def language(update: Update, context: BotContext) -> None:
    """Offer the languages, or take the one that was typed."""
    met = await meet(update, context)
    typed = " ".join(context.args or [])
    if len(met.voice.town.languages) == 1:
        await reply.say(update, met.voice.say("settings-one-language"))
        return
    if not typed:
        keyboard = buttons.keyboard(language_rows(met.voice))
        await reply.say(update, met.voice.say("settings-choose-language"), keyboard)
        return
    chosen = _named(typed)
    if chosen is None or chosen not in met.voice.town.languages:
        await reply.say(update, met.voice.say("settings-language-unknown", given=typed[:40]))
        return
    await _choose(update, context, met, chosen)


async def _choose(update: Update, context: BotContext, met: Met, chosen: Language) -> None:
    if not await may_change(update, context):
        await reply.say(update, met.voice.say("settings-admins-only"))
        return
    await context.services.db.run(people.choose_language, met.person, chosen)
    await reply.say(update, voice_for(met, context, chosen).say("settings-language-set"))


async def language_tapped(update: Update, context: BotContext) -> None:
    """A tap on a language."""
    query = update.callback_query
    assert query is not None
    press = buttons.read(query.data)
    await reply.acknowledge(query)
    chosen = Language.guess(press.argument)
    if press.verb != "set" or chosen is None or chosen not in context.services.town.languages:
        raise buttons.BadButton("this button is none of ours")
    await _choose(update, context, await meet(update, context), chosen)


async def settings(update: Update, context: BotContext) -> None:
    """Show the settings, or turn plain mode on or off by a typed word."""
    met = await meet(update, context)
    typed = (context.args or [""])[0].lower()
    if typed in ("plain", "normal"):
        await _choose_plain(update, context, met, plain=typed == "plain")
        return
    voice = met.voice
    state = voice.label("settings-on" if met.person.plain else "settings-off")
    words = voice.say(
        "settings-show", language=voice.label(f"language-{met.person.language}"), plain=state
    )
    other = "normal" if met.person.plain else "plain"
    label = voice.label("settings-plain-off" if met.person.plain else "settings-plain-on")
    row = [buttons.button(label, "settings", other)]
    await reply.say(update, words, buttons.keyboard([row]))


async def settings_tapped(update: Update, context: BotContext) -> None:
    """A tap on plain mode."""
    query = update.callback_query
    assert query is not None
    press = buttons.read(query.data)
    await reply.acknowledge(query)
    if press.verb not in ("plain", "normal"):
        raise buttons.BadButton("this button is none of ours")
    met = await meet(update, context)
    await _choose_plain(update, context, met, plain=press.verb == "plain")


async def _choose_plain(update: Update, context: BotContext, met: Met, *, plain: bool) -> None:
    if not await may_change(update, context):
        await reply.say(update, met.voice.say("settings-admins-only"))
        return
    await context.services.db.run(people.choose_plain, met.person, plain)
    key = "settings-plain-set" if plain else "settings-plain-unset"
    await reply.say(update, met.voice.say(key))
