"""A question in; an answer, a choice or an honest miss out."""

from dataclasses import replace

from telegram import Chat, InlineKeyboardMarkup, Update

from bot.context import BotContext, handling
from bot.storage import inbox, questions
from bot.texts import cards
from handlers import answers, choosing, reply
from handlers.admin import edits
from handlers.alerts import take_lead
from handlers.coming import refresh_live
from handlers.hosts import Met, addressed, meet, paused, voice_for
from handlers.requests import Asked, carry_out
from knowledge.content.base import Base
from knowledge.editing.misses import main_words
from knowledge.numbers import whole
from knowledge.verdict import Outcome, Verdict

LONGEST = 1000  # characters of a question


async def ask(update: Update, context: BotContext) -> None:
    """Answer what a person typed, or typed anew by editing."""
    message = update.effective_message
    if message is None or (text := addressed(message, context)) is None:
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
    elif (number := whole(text, 9)) is not None:
        await _chosen(update, context, met, number)
    elif message.chat.type == Chat.PRIVATE and await take_lead(update, context, met, text):
        return
    elif code := context.services.town.codes.named(text):
        await answers.show(update, context, met, code[0])
    else:
        await _answer(update, context, met, text)


async def _chosen(update: Update, context: BotContext, met: Met, number: int) -> None:
    """Open the choice whose number was typed, or say that none is open."""
    if not 1 <= number <= len(met.person.choices):
        await reply.say(update, met.voice.say("ask-nothing-offered"))
        return
    code = met.person.choices[number - 1]
    await choosing.count(update, context, met, code, questions.TAKEN)
    await answers.show(update, context, met, code)


def _last_shown(update: Update, context: BotContext, met: Met) -> str | None:
    """Return the code of the answer that a message may refer back to.

    That is the one in the message replied to, if it is ours; else, in private alone, the one
    shown last: what one person of a group was shown is no context for another.
    """
    message = update.effective_message
    replied = message.reply_to_message if message else None
    author = replied.from_user if replied else None
    town = context.services.town
    is_ours = author is not None and author.id == context.bot.id
    if is_ours and (code := answers.shown_in(replied, town)):
        return code
    is_private = message is not None and message.chat.type == Chat.PRIVATE
    return met.person.last_shown if is_private else None


async def _superseded(context: BotContext) -> bool:
    """Tell whether this waited through an outage and the chat has said something since."""
    hand = handling.get()
    if hand is None or not hand.stale:
        return False
    return await context.services.db.run(inbox.newer_waits, hand.chat_key, hand.seq)


async def _answer(update: Update, context: BotContext, met: Met, text: str) -> None:
    services, base = context.services, context.services.library.base
    last = _last_shown(update, context, met)
    verdict = without_the_gone(
        services.library.index.ask(text, met.person.language, after=last), base
    )
    await services.db.note(
        questions.keep,
        verdict,
        update.update_id,
        met.person,
        services.now(),
        services.settings.timezone,
        main_words(text),
    )
    voice = voice_for(met, context, verdict.language)
    if verdict.function is not None:
        asked = Asked(services, replace(met, voice=voice), text, verdict.entry, heard=verdict)
        await carry_out(update, context, asked, verdict.function)
        return
    if verdict.entry is not None:
        await refresh_live(services, base.entries[verdict.entry])
        base = services.library.base
    words = cards.verdict(base, verdict, voice, services.today())
    hand = handling.get()
    if hand is not None and hand.stale:
        words = f"{voice.say('ask-away')}\n\n{words}"
    keyboard = answers.under_verdict(base, verdict, voice, met)
    if update.edited_message is not None and await _edit_reply(update, context, words, keyboard):
        return
    quoting = verdict.outcome in (Outcome.UNKNOWN, Outcome.MAYBE) or met.is_editor
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
