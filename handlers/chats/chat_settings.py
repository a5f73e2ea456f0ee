"""The language and the manner in which a chat wants to be spoken to."""

from telegram import InlineKeyboardButton, Update

from bot.callback_data import CallbackDataError, Prefix
from bot.context import BotContext
from bot.storage.chats import chat_records
from bot.texts import Localizer
from handlers.chats.chat_context import ChatContext, chat_localizer
from handlers.chats.decorators import Tap, chat_command, chat_tap, for_admins
from handlers.messages import replies
from handlers.messages.keyboards import make_button, make_keyboard
from knowledge.language import Language
from knowledge.matching.decision.cue_patterns import cue_words
from knowledge.matching.text.folding import fold
from knowledge.town import Town

_LANGUAGE_BY_WORD = {  # folded
    "english": Language.EN, "ingles": Language.EN, "angle": Language.EN, "anglais": Language.EN,
    "englis": Language.EN, "inglish": Language.EN, "spanish": Language.ES, "espanol": Language.ES,
    "panyol": Language.ES, "castellano": Language.ES, "espanish": Language.ES,
    "espagnol": Language.ES, "creole": Language.HT, "kreyol": Language.HT,
    "criollo": Language.HT, "creol": Language.HT, "haitian": Language.HT, "ayisyen": Language.HT,
    "haitiano": Language.HT,
}  # fmt: skip


def _language_of_word(text: str) -> Language | None:
    return Language.from_tag(text) or _LANGUAGE_BY_WORD.get(fold(text).strip())


def find_named_language(text: str, town: Town) -> Language | None:
    """Return the town's language that a message names, the last of several; or None."""
    found = [
        _LANGUAGE_BY_WORD[word]
        for word in cue_words(text)
        if _LANGUAGE_BY_WORD.get(word) in town.languages
    ]
    return found[-1] if found else None


def language_rows(localizer: Localizer) -> list[list[InlineKeyboardButton]]:
    """Offer the town's languages, each in its own words; no row where there is none to choose."""
    spoken = localizer.town.languages
    row = [
        make_button(localizer.label(f"language-{one}"), Prefix.LANGUAGE, "set", one)
        for one in spoken
    ]
    return [row] if len(spoken) > 1 else []


@chat_command
async def on_language_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """Offer the languages, or take the one that was typed."""
    typed = " ".join(context.args or [])
    if len(chat.localizer.town.languages) == 1:
        await replies.send_reply(update, chat.localizer.html("settings-one-language"))
        return
    if not typed:
        keyboard = make_keyboard(language_rows(chat.localizer))
        await replies.send_reply(update, chat.localizer.html("settings-choose-language"), keyboard)
        return
    chosen = _language_of_word(typed)
    if chosen is None or chosen not in chat.localizer.town.languages:
        await replies.send_reply(
            update, chat.localizer.html("settings-language-unknown", given=typed[:40])
        )
        return
    await _store_language(update, context, chat, chosen)


@for_admins
async def _store_language(
    update: Update, context: BotContext, chat: ChatContext, chosen: Language
) -> None:
    await context.services.db.run(chat_records.choose_language, chat.record, chosen)
    await replies.send_reply(
        update, chat_localizer(chat, context, chosen).html("settings-language-set")
    )


@chat_tap("set")
async def on_language_tap(
    update: Update, context: BotContext, chat: ChatContext, tap: Tap
) -> None:
    """A tap on a language."""
    chosen = Language.from_tag(tap.argument)
    if chosen is None or chosen not in context.services.town.languages:
        raise CallbackDataError
    await _store_language(update, context, chat, chosen)


@chat_command
async def on_settings_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """Show the settings, or turn plain mode on or off by a typed word."""
    typed = (context.args or [""])[0].lower()
    if typed in ("plain", "normal"):
        await _store_plain_mode(update, context, chat, plain=typed == "plain")
        return
    localizer = chat.localizer
    state = localizer.label("settings-on" if chat.record.plain else "settings-off")
    words = localizer.html(
        "settings-show", language=localizer.label(f"language-{chat.record.language}"), plain=state
    )
    other = "normal" if chat.record.plain else "plain"
    label = localizer.label("settings-plain-off" if chat.record.plain else "settings-plain-on")
    row = [make_button(label, Prefix.SETTINGS, other)]
    await replies.send_reply(update, words, make_keyboard([row]))


@chat_tap("plain", "normal")
async def on_settings_tap(
    update: Update, context: BotContext, chat: ChatContext, tap: Tap
) -> None:
    """A tap on plain mode."""
    await _store_plain_mode(update, context, chat, plain=tap.verb == "plain")


@for_admins
async def _store_plain_mode(
    update: Update, context: BotContext, chat: ChatContext, *, plain: bool
) -> None:
    await context.services.db.run(chat_records.choose_plain, chat.record, plain)
    key = "settings-plain-set" if plain else "settings-plain-unset"
    await replies.send_reply(update, chat.localizer.html(key))
