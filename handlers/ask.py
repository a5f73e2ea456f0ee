"""A question in; an answer, a choice or an honest miss out."""

import re

from telegram import InlineKeyboardMarkup, Update

from bot.context import BotContext, handling
from bot.storage import inbox, questions
from bot.texts import cards
from handlers import answers, reply
from handlers.admin import edits
from handlers.hosts import Met, addressed, meet, paused, voice_for
from handlers.privacy import stop
from knowledge.content.base import Base, read_code
from knowledge.editing.misses import main_words
from knowledge.matching.folding import fold
from knowledge.verdict import Outcome, Verdict

LONGEST = 1000  # characters of a question
_STOP_WORDS = frozenset({
    "stop", "basta", "alto", "parar", "pare", "para ya", "detener", "cancelar", "kanpe",
    "no mas mensajes", "no quiero mas mensajes", "no me escriban mas",
})  # fmt: skip
_NUMBER = re.compile(r"^[1-9]$")


async def ask(update: Update, context: BotContext) -> None:
    """Answer what a person typed, or typed anew by editing."""
    message = update.effective_message
    if message is None or (text := addressed(message, context)) is None:
        return
    if message.chat.type == "private" and fold(text).strip(" .!¡") in _STOP_WORDS:
        await stop(update, context)
        return
    if await _superseded(context):
        return
    met = await meet(update, context)
    if met.person.draft is not None and await edits.take(update, context, met, text):
        return
    if (notice := paused(met)) is not None:
        await reply.say(update, notice)
    elif not text:
        await reply.say(update, met.voice.say("ask-empty"))
    elif len(text) > LONGEST:
        await reply.say(update, met.voice.say("ask-too-long", limit=LONGEST))
    elif code := _typed_code(text, met):
        await answers.show(update, context, met, code)
    else:
        await _answer(update, context, met, text)


def _typed_code(text: str, met: Met) -> str | None:
    """Return the entry that a typed code or the number of an open choice names."""
    if _NUMBER.match(text) and int(text) <= len(met.person.choices):
        return met.person.choices[int(text) - 1]
    code = read_code(text)
    return code[0] if code else None


async def _superseded(context: BotContext) -> bool:
    """Tell whether this waited through an outage and the chat has said something since."""
    hand = handling.get()
    if hand is None or not hand.stale:
        return False
    return await context.services.db.run(inbox.newer_waits, hand.chat_key, hand.seq)


async def _answer(update: Update, context: BotContext, met: Met, text: str) -> None:
    services, base = context.services, context.services.library.base
    verdict = without_the_gone(
        services.library.index.ask(text, met.person.language, after=met.person.answered), base
    )
    await services.db.run(
        questions.keep,
        verdict,
        update.update_id,
        met.person,
        services.now(),
        services.settings.timezone,
        main_words(text),
    )
    voice = voice_for(met, context, verdict.language)
    words = cards.verdict(base, verdict, voice, services.today())
    hand = handling.get()
    if hand is not None and hand.stale:
        words = f"{voice.say('ask-away')}\n\n{words}"
    keyboard = answers.under_verdict(base, verdict, voice, met)
    if update.edited_message is not None and await _edit_reply(update, context, words, keyboard):
        return
    quoting = verdict.outcome in (Outcome.UNKNOWN, Outcome.MAYBE)
    await reply.say(update, words, keyboard, quoting=quoting)


def without_the_gone(verdict: Verdict, base: Base) -> Verdict:
    """Let an index a moment older than the base name nothing that was just removed."""
    kept = tuple(c for c in verdict.candidates if c.entry in base.entries)
    lost = verdict.entry is not None and verdict.entry not in base.entries
    if lost or (verdict.outcome is Outcome.MAYBE and not kept):
        return Verdict(Outcome.UNKNOWN, verdict.language, 0.0, kept, reasons=verdict.reasons)
    return verdict


async def _edit_reply(
    update: Update, context: BotContext, words: str, keyboard: InlineKeyboardMarkup | None
) -> bool:
    """Change our reply to a question that was edited; False if we no longer know which it was."""
    message = update.edited_message
    if message is None:
        return False
    ours = await context.services.db.run(inbox.reply_to, message.chat.id, message.message_id)
    if ours is None:
        return False
    await reply.edit_ours(context, message.chat.id, ours, words, keyboard)
    return True


async def not_text(update: Update, context: BotContext) -> None:
    """A sticker, photo, voice message or place: a kind line in private, silence in groups."""
    message = update.message
    if message is None or message.chat.type != "private":
        return
    met = await meet(update, context)
    await reply.say(update, met.voice.say("ask-media"))
