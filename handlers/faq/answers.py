"""Entries shown by code, by number and by tap, and the buttons that belong under a verdict."""

from collections.abc import Sequence
from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from bot.callback_data import CallbackDataError, Prefix, parse_entry_argument
from bot.context import BotContext, Services
from bot.storage.chats import chat_records
from bot.storage.questions import question_records
from bot.texts import Localizer, answer_cards, source_texts
from bot.texts.answer_cards import AnswerView
from handlers.chats.chat_context import (
    ChatContext,
    chat_localizer,
    load_chat_context,
    pause_notice,
)
from handlers.chats.decorators import Tap, chat_command, chat_tap
from handlers.faq import answer_keyboards, following
from handlers.messages import deep_links, replies
from handlers.messages.keyboards import language_switch_row, make_keyboard, rows_with_prefix
from handlers.upcoming_calendar import refresh_live_values
from knowledge.content.documents import Entry
from knowledge.content.faq_base import entry_number
from knowledge.language import Language
from knowledge.town import Town

MAX_CODE_SHOWN = 40  # characters repeated of a code that does not exist


async def show_entry(update: Update, context: BotContext, chat: ChatContext, code: str) -> None:
    """Send an entry by code or slug, or say that there is none."""
    base = context.services.faq.base
    entry = base.find_entry(code)
    if entry is None:
        await replies.send_reply(
            update, chat.localizer.html("ask-no-such-code", code=code[:MAX_CODE_SHOWN])
        )
        return
    await replies.send_reply(update, *await _open_entry(context, chat, entry))


async def _open_entry(
    context: BotContext,
    chat: ChatContext,
    entry: Entry,
    language: Language | None = None,
    *,
    is_asked: bool = False,
) -> tuple[str, InlineKeyboardMarkup | None]:
    """Word an entry, and remember it as the step a follow-up may refer to."""
    if (notice := pause_notice(chat)) is not None:
        return notice, None
    localizer = chat_localizer(chat, context, language) if language else chat.localizer
    await remember_shown(context, chat, (entry.code,))
    below = answer_keyboards.edit_shortcut_rows(
        chat, entry.code, localizer.language, is_asked=is_asked
    )
    return await entry_message(
        context.services, entry, localizer, chosen=chat.record.language, below=below
    )


async def entry_message(
    services: Services,
    entry: Entry,
    localizer: Localizer,
    *,
    view: AnswerView = AnswerView.CARD,
    chosen: Language | None = None,
    below: Sequence[list[InlineKeyboardButton]] = (),
) -> tuple[str, InlineKeyboardMarkup | None]:
    """Word an entry with its buttons; in another language than the chosen, that is offered."""
    await refresh_live_values(services, entry)
    base = services.faq.base
    words = answer_cards.answer_card(base, entry, localizer, services.today(), view=view)
    rows = [*answer_keyboards.answer_rows(base, entry, localizer, view=view), *below]
    if chosen is not None and localizer.language is not chosen:
        rows.append(language_switch_row(localizer, localizer.language))
    return words, make_keyboard(rows)


def shown_code(message: Message | None, town: Town) -> str | None:
    """Return the code of the answer that a message of ours holds, by the code under it."""
    return town.codes.last_stamped_code((message.text or "") if message else "")


@chat_tap(*AnswerView, "sources", "follow", "share", answers_itself=True)
async def on_answer_tap(update: Update, context: BotContext, chat: ChatContext, tap: Tap) -> None:
    """A tap on "More", "Shorter", "How do you know?", "Sources", "Share" or "Tell me if …".

    The views change the message in place and leave what else stands under it.
    """
    code, language = parse_entry_argument(tap.argument)
    if language is None:
        raise CallbackDataError
    await replies.answer_tap(tap.query)
    services, localizer = context.services, chat_localizer(chat, context, language)
    base = services.faq.base
    entry = base.find_entry(code)
    if entry is None:
        await replies.send_reply(update, localizer.html("ask-gone"))
    elif tap.verb == "follow":
        await following.follow_entry(update, context, replace(chat, localizer=localizer), entry)
    elif tap.verb == "share":
        await _send_share_link(update, context, localizer, entry)
    elif (notice := pause_notice(chat)) is not None:
        await replies.send_reply(update, notice)
    elif tap.verb == "sources":
        await replies.send_reply(update, source_texts.entry_sources(base, entry, localizer))
    else:
        view = AnswerView(tap.verb)
        words, _ = await entry_message(services, entry, localizer, view=view)
        message = tap.query.message if isinstance(tap.query.message, Message) else None
        below = message.reply_markup if message else None
        rows = answer_keyboards.answer_rows(services.faq.base, entry, localizer, view=view)
        if not rows_with_prefix(below, Prefix.RATE):  # already rated
            rows = rows[:-1]
        rows += rows_with_prefix(
            below, Prefix.BROWSE, Prefix.LANGUAGE, *answer_keyboards.EDIT_PREFIXES
        )
        await replies.edit_tapped_message(tap.query, words, make_keyboard(rows))


async def on_more_command(update: Update, context: BotContext) -> None:
    """`/more`, `/more AB-14`: the detail of the last answer, or of one."""
    await _show_view(update, context, AnswerView.MORE)


async def on_why_command(update: Update, context: BotContext) -> None:
    """`/why`, `/why AB-14`: how we know the last answer, or one."""
    await _show_view(update, context, AnswerView.WHY)


@chat_command
async def on_share_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/share`, `/share AB-14`: a link that opens the last answer, or one."""
    if (entry := await _typed_or_last_entry(update, context, chat, "/share")) is not None:
        await _send_share_link(update, context, chat.localizer, entry)


async def _send_share_link(
    update: Update, context: BotContext, localizer: Localizer, entry: Entry
) -> None:
    title = context.services.faq.base.entry_title(entry.code, localizer.language)
    await replies.send_reply(
        update, *deep_links.share_message(context.bot, localizer, entry, title)
    )


async def _typed_or_last_entry(
    update: Update, context: BotContext, chat: ChatContext, command: str
) -> Entry | None:
    """Return the answer whose code was typed, else the last shown; say so if there is none."""
    typed = " ".join(context.args or [])
    entry = context.services.faq.base.find_entry(typed or chat.record.answered_code or "")
    if entry is None and typed:
        await replies.send_reply(
            update, chat.localizer.html("ask-no-such-code", code=typed[:MAX_CODE_SHOWN])
        )
    elif entry is None:
        await replies.send_reply(update, chat.localizer.html("ask-which", command=command))
    return entry


async def _show_view(update: Update, context: BotContext, view: AnswerView) -> None:
    chat = await load_chat_context(update, context)
    services, localizer = context.services, chat.localizer
    base, command = services.faq.base, "/more" if view is AnswerView.MORE else "/why"
    entry = await _typed_or_last_entry(update, context, chat, command)
    if entry is None:
        return
    if (notice := pause_notice(chat)) is not None:
        await replies.send_reply(update, notice)
    elif view is AnswerView.WHY and not base.filled_wording(entry, localizer.language)[0].basis:
        which = {"code": entry.code, "number": str(entry_number(entry.code))}
        await replies.send_reply(update, localizer.html("ask-basis-none", **which))
    else:
        await replies.send_reply(
            update, *await entry_message(services, entry, localizer, view=view)
        )


async def remember_shown(context: BotContext, chat: ChatContext, codes: tuple[str, ...]) -> None:
    """Remember what the chat was just shown."""
    services = context.services
    await services.db.run_later(chat_records.remember_offer, chat.record, codes, services.now())


async def count_choice(
    update: Update, context: BotContext, chat: ChatContext, codes: str, became: str
) -> None:
    """Count that one of the questions was taken, or that none fitted; nobody waits for it."""
    services = context.services
    await services.db.run_later(
        question_records.record_opinion, update.update_id, codes, chat.localizer.language, became,
        services.now(), services.settings.timezone,
    )  # fmt: skip


async def _close_choice(update: Update, context: BotContext, chat: ChatContext) -> None:
    """Close the choice, and count for the editors that none of its questions fitted."""
    if chat.record.offered_choices:
        await count_choice(
            update,
            context,
            chat,
            " ".join(chat.record.offered_choices),
            question_records.CHOICE_NONE,
        )
    await remember_shown(context, chat, ())


@chat_command
async def on_none_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/none`: none of the offered questions fits."""
    if not chat.record.offered_choices:
        await replies.send_reply(update, chat.localizer.html("ask-nothing-offered"))
        return
    await _close_choice(update, context, chat)
    await replies.send_reply(
        update, answer_cards.unknown_card(context.services.faq.base, chat.localizer)
    )


# Follow a tap on a choice: here → bot/texts/answer_cards.py (the answer) → answer_keyboards.py
# beside it (its buttons) → bot/storage/chats/chat_records.py (what a follow-up refers to).


@chat_tap()
async def on_ask_tap(update: Update, context: BotContext, chat: ChatContext, tap: Tap) -> None:
    """A tap on a related question, on a choice, or on "none of these"."""
    base = context.services.faq.base
    if tap.verb == "none":
        await _close_choice(update, context, chat)
        keyboard = make_keyboard([answer_keyboards.send_question_row(chat.localizer)])
        await replies.edit_tapped_message(
            tap.query, answer_cards.unknown_card(base, chat.localizer), keyboard
        )
        return
    code, language = parse_entry_argument(tap.argument)
    entry = base.find_entry(code)
    if entry is None:
        await replies.send_reply(update, chat.localizer.html("ask-gone"))
        return
    is_asked = tap.verb == "choose"
    if is_asked:
        await count_choice(update, context, chat, entry.code, question_records.CHOICE_TAKEN)
    words, buttons_below = await _open_entry(context, chat, entry, language, is_asked=is_asked)
    if is_asked:
        await replies.edit_tapped_message(tap.query, words, buttons_below)
    else:
        await replies.send_reply(update, words, buttons_below)


async def on_code_command(update: Update, context: BotContext) -> None:
    """`/AB_14`, as a code can be tapped in a text."""
    message = update.effective_message
    assert message is not None
    chat = await load_chat_context(update, context)
    await show_entry(update, context, chat, (message.text or "").lstrip("/").split("@")[0])


@chat_tap(answers_itself=True)
async def on_foreign_tap(update: Update, context: BotContext, chat: ChatContext, tap: Tap) -> None:
    """A button that is none of ours, or of a part that no longer is: answered, nothing done."""
    await replies.answer_tap(tap.query, chat.localizer.label("ask-old-button"))
