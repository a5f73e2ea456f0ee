"""A question in; an answer, a choice or an honest miss out."""

from dataclasses import replace

from telegram import Chat, InlineKeyboardMarkup, Update

from bot.context import BotContext, current_update
from bot.storage.intake import answered_updates
from bot.storage.questions import question_records
from bot.texts import answer_cards
from handlers.alerts.alert_settings import take_lead_time
from handlers.asking.requests import PlainRequest, carry_out_request
from handlers.chats.chat_context import (
    ChatContext,
    chat_localizer,
    load_chat_context,
    pause_notice,
    text_for_bot,
)
from handlers.editors import draft_routing
from handlers.faq import answer_keyboards, answers
from handlers.messages import replies
from handlers.upcoming_calendar import refresh_live_values
from knowledge.content.faq_base import FaqBase
from knowledge.editing.keyword_extraction import main_words
from knowledge.numbers import parse_number
from knowledge.verdict import Outcome, Verdict

MAX_QUESTION_TEXT = 1000  # characters of a question


# Follow a question: here (`_answer_question`) → knowledge/matching/faq_index.py (the verdict) →
# bot/texts/answer_cards.py (its words) → handlers/faq/answer_keyboards.py (its buttons).
# Noted later, without the words: bot/storage/questions/question_records.py.
# What asks the bot to do something goes on in handlers/asking/requests.py.


async def on_text_message(update: Update, context: BotContext) -> None:
    """Answer what a person typed, or typed anew by editing."""
    message = update.effective_message
    if message is None or (text := text_for_bot(message, context)) is None:
        return
    if await _is_superseded(context):
        return
    chat = await load_chat_context(update, context)
    if chat.record.draft is not None and await draft_routing.take_draft_text(
        update, context, chat, text
    ):
        return
    if (notice := pause_notice(chat)) is not None:
        await replies.send_reply(update, notice)
    elif not text:
        await replies.send_reply(update, chat.localizer.html("ask-empty"))
    elif len(text) > MAX_QUESTION_TEXT:
        await replies.send_reply(
            update, chat.localizer.html("ask-too-long", limit=MAX_QUESTION_TEXT)
        )
    elif (number := parse_number(text, 9)) is not None:
        await _open_choice(update, context, chat, number)
    elif message.chat.type == Chat.PRIVATE and await take_lead_time(update, context, chat, text):
        return
    elif code := context.services.town.codes.sole_code(text):
        await answers.show_entry(update, context, chat, code[0])
    else:
        await _answer_question(update, context, chat, text)


async def _open_choice(
    update: Update, context: BotContext, chat: ChatContext, number: int
) -> None:
    """Open the choice whose number was typed, or say that none is open."""
    if not 1 <= number <= len(chat.record.offered_choices):
        await replies.send_reply(update, chat.localizer.html("ask-nothing-offered"))
        return
    code = chat.record.offered_choices[number - 1]
    await answers.count_choice(update, context, chat, code, question_records.CHOICE_TAKEN)
    await answers.show_entry(update, context, chat, code)


def _last_shown(update: Update, context: BotContext, chat: ChatContext) -> str | None:
    """Return the code of the answer that a message may refer back to.

    That is the one in the message replied to, if it is ours; else, in private alone, the one
    shown last: what one person of a group was shown is no context for another.
    """
    message = update.effective_message
    replied = message.reply_to_message if message else None
    author = replied.from_user if replied else None
    town = context.services.town
    is_ours = author is not None and author.id == context.bot.id
    if is_ours and (code := answers.shown_code(replied, town)):
        return code
    is_private = message is not None and message.chat.type == Chat.PRIVATE
    return chat.record.last_shown_code if is_private else None


async def _is_superseded(context: BotContext) -> bool:
    """Tell whether this waited through an outage and the chat has said something since."""
    hand = current_update.get()
    if hand is None or not hand.stale:
        return False
    return await context.services.db.run(
        answered_updates.has_newer_update, hand.chat_key, hand.seq
    )


async def _answer_question(
    update: Update, context: BotContext, chat: ChatContext, text: str
) -> None:
    services, base = context.services, context.services.faq.base
    last = _last_shown(update, context, chat)
    verdict = without_removed_entries(
        services.faq.index.ask(text, chat.record.language, after=last), base
    )
    await services.db.run_later(
        question_records.record_question,
        verdict,
        update.update_id,
        chat.record,
        services.now(),
        services.settings.timezone,
        main_words(text),
    )
    localizer = chat_localizer(chat, context, verdict.language)
    if verdict.function is not None:
        asked = PlainRequest(
            services, replace(chat, localizer=localizer), text, verdict.entry, heard=verdict
        )
        await carry_out_request(update, context, asked, verdict.function)
        return
    if verdict.entry is not None:
        await refresh_live_values(services, base.entries[verdict.entry])
        base = services.faq.base
    words = answer_cards.verdict_card(base, verdict, localizer, services.today())
    hand = current_update.get()
    if hand is not None and hand.stale:
        words = f"{localizer.html('ask-away')}\n\n{words}"
    keyboard = answer_keyboards.verdict_keyboard(base, verdict, localizer, chat)
    if update.edited_message is not None and await _edit_reply(update, context, words, keyboard):
        return
    quoting = verdict.outcome in (Outcome.UNKNOWN, Outcome.MAYBE) or chat.member is not None
    await replies.send_reply(update, words, keyboard, quoting=quoting)


def without_removed_entries(verdict: Verdict, base: FaqBase) -> Verdict:
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
    ours = await context.services.db.run(
        answered_updates.find_reply, message.chat.id, message.message_id
    )
    if ours is None:
        return False
    await replies.edit_own_message(context, message.chat.id, ours, words, keyboard)
    return True
