"""What people think of answers, and questions they choose to send to the editors."""

from telegram import Message, Update

from bot.callback_data import CallbackDataError, Prefix
from bot.context import BotContext
from bot.storage.questions import question_records
from handlers.asking.questions import MAX_QUESTION_TEXT
from handlers.chats.chat_context import ChatContext, load_chat_context
from handlers.chats.decorators import Tap, chat_command, chat_tap
from handlers.chats.message_limit import MessageLimiter
from handlers.faq import answer_keyboards
from handlers.messages import replies
from handlers.messages.keyboards import make_button, make_keyboard, rows_with_prefix
from knowledge.content.contacts import public_phones
from knowledge.masking import mask_numbers

SUGGESTION_GATE = (
    "sends"  # the gate's name in `bot_data`: what is sent is kept, and read by people
)
SUGGESTION_BURST, SECONDS_PER_SUGGESTION = 10, 600.0
RATING_REASONS = ("wrong", "unclear", "missing", "old")


@chat_tap("yes", "no", *RATING_REASONS, answers_itself=True)
async def on_rate_tap(update: Update, context: BotContext, chat: ChatContext, tap: Tap) -> None:
    """A tap on "Helpful", "Not helpful" or a reason: counted once, without whose it is."""
    code = context.services.town.codes.parse_code(tap.argument)
    if code is None or code[1] is None:
        raise CallbackDataError
    await replies.answer_tap(tap.query, chat.localizer.label("ask-thanks"))
    await _count_rating(update, context, chat, tap.argument, tap.verb)
    if tap.verb != "no":
        message = tap.query.message if isinstance(tap.query.message, Message) else None
        below = message.reply_markup if message else None
        rows = rows_with_prefix(
            below,
            Prefix.ANSWER,
            Prefix.ASK,
            Prefix.BROWSE,
            Prefix.LANGUAGE,
            *answer_keyboards.EDIT_PREFIXES,
        )
        await replies.edit_tapped_keyboard(tap.query, make_keyboard(rows))
        return
    reasons = [
        [make_button(chat.localizer.label(f"ask-why-{why}"), Prefix.RATE, why, tap.argument)]
        for why in RATING_REASONS
    ]
    await replies.send_reply(update, chat.localizer.html("ask-why"), make_keyboard(reasons))


async def _count_rating(
    update: Update, context: BotContext, chat: ChatContext, stamp: str, opinion: str
) -> None:
    services = context.services
    await services.db.run(
        question_records.record_opinion,
        update.update_id,
        stamp,
        chat.localizer.language,
        opinion,
        services.now(),
        services.settings.timezone,
    )


async def on_helpful_command(update: Update, context: BotContext) -> None:
    """`/helpful`: the last answer helped."""
    await _rate_last_answer(update, context, "yes")


async def on_nothelpful_command(update: Update, context: BotContext) -> None:
    """`/nothelpful`: the last answer did not help."""
    await _rate_last_answer(update, context, "no")


async def _rate_last_answer(update: Update, context: BotContext, opinion: str) -> None:
    chat = await load_chat_context(update, context)
    entry = context.services.faq.base.find_entry(chat.record.answered_code or "")
    if entry is None:
        await replies.send_reply(update, chat.localizer.html("ask-nothing-to-rate"))
        return
    await _count_rating(update, context, chat, entry.version_stamp, opinion)
    await replies.send_reply(update, chat.localizer.html("ask-thanks"))


@chat_command
async def on_send_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/send …`, or `/send` answering the question itself: hand it to the editors."""
    text = " ".join(context.args or [])[:MAX_QUESTION_TEXT] or _replied_to_text(
        update.effective_message
    )
    if not text:
        await replies.send_reply(update, chat.localizer.html("ask-send-usage"))
        return
    await _store_suggestion(update, context, chat, text)


@chat_tap("send", "tell")
async def on_suggest_tap(update: Update, context: BotContext, chat: ChatContext, tap: Tap) -> None:
    """A tap on "Send this to the editors" or on "Tell me here"."""
    if tap.verb == "tell":
        await _notify_when_answered(update, context, chat, tap.argument)
        await replies.edit_tapped_keyboard(tap.query, None)
        return
    text = _replied_to_text(tap.query.message if isinstance(tap.query.message, Message) else None)
    if not text:
        await replies.send_reply(update, chat.localizer.html("ask-send-lost"))
        return
    await replies.edit_tapped_keyboard(tap.query, None)
    await _store_suggestion(update, context, chat, text)


def _replied_to_text(message: Message | None) -> str:
    """Return the text of the message that this one answers, as Telegram still shows it."""
    asked = message.reply_to_message if message else None
    return (asked.text or "").strip()[:MAX_QUESTION_TEXT] if asked else ""


async def _store_suggestion(
    update: Update, context: BotContext, chat: ChatContext, text: str
) -> None:
    """Keep what a person sends, without the numbers that tell who they are, and show it so."""
    services = context.services
    kept = mask_numbers(text[:MAX_QUESTION_TEXT], public_phones(services.faq.base))
    gate: MessageLimiter = context.bot_data[SUGGESTION_GATE]
    if await gate.spend_message(services, chat.record.chat_id, services.now()) is not None:
        await replies.send_reply(update, chat.localizer.html("ask-sent-enough"))
        return
    if await services.db.run(question_records.is_question_waiting, kept):
        await replies.send_reply(update, chat.localizer.html("ask-sent-already"))
        return
    ticket = await services.db.run(
        question_records.store_suggestion,
        update.update_id,
        chat.record.chat_id,
        chat.localizer.language,
        kept,
        services.now(),
    )
    said = chat.localizer.html("ask-sent")
    if kept != text[:MAX_QUESTION_TEXT]:
        said = f"{said}\n\n{chat.localizer.html('ask-sent-masked', text=kept)}"
    tell = make_button(chat.localizer.label("ask-tell-me"), Prefix.SUGGEST, "tell", ticket)
    await replies.send_reply(update, said, make_keyboard([[tell]]))


async def _notify_when_answered(
    update: Update, context: BotContext, chat: ChatContext, argument: str
) -> None:
    waits = await context.services.db.run(
        question_records.link_suggestion, argument, chat.record.chat_id
    )
    await replies.send_reply(
        update, chat.localizer.html("ask-tell-me-set" if waits else "ask-tell-me-gone")
    )
