"""What people ask the bot to do in plain words: each function done at once, or one tap away.

A function takes what was asked and returns the reply. What it changes is changed in
`CHANGE_FUNCTIONS`, so that the command line can show the same reply and change nothing.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from telegram import InlineKeyboardMarkup, Update

from bot.callback_data import Prefix
from bot.context import BotContext, Services
from bot.meeting_context import render_context
from bot.storage.alerts import subscriptions
from bot.storage.chats import chat_records
from bot.texts import agenda_texts, answer_cards, meeting_cards, source_texts, subscription_cards
from bot.texts.answer_cards import AnswerView
from handlers.about import start
from handlers.about.privacy import confirm_forget_row, privacy_text, show_mydata
from handlers.alerts import alert_keyboards
from handlers.chats.chat_context import ChatContext
from handlers.chats.chat_settings import find_named_language, language_rows
from handlers.chats.decorators import Tap, chat_tap, for_admins
from handlers.faq import answer_keyboards, answers
from handlers.faq.browsing import topics_page
from handlers.meetings import meeting_commands, meeting_list
from handlers.messages import replies
from handlers.messages.keyboards import make_button, make_keyboard
from handlers.upcoming_calendar import load_body_names, load_upcoming
from knowledge.meetings.calendar_view import check_freshness
from knowledge.meetings.meeting_questions import parse_meeting_question
from knowledge.verdict import Verdict

MAX_MEETINGS_LISTED = 3  # listed in reply to a question about coming meetings

ReplyParts = tuple[str, InlineKeyboardMarkup | None]


@dataclass(frozen=True, slots=True)
class PlainRequest:
    """A request: who asks, in what words, and the code of the answer it is about, if any.

    `is_changed` tells whether carrying it out changed anything; `heard` is what the words may mean
    beside it.
    """

    services: Services
    chat: ChatContext
    text: str
    entry: str | None = None
    is_changed: bool = False
    heard: Verdict | None = None


async def _reply_meetings(asked: PlainRequest) -> ReplyParts:
    """Answer from the calendar the bot holds: the next meeting, or those that were asked for."""
    services, localizer = asked.services, asked.chat.localizer
    found = await load_upcoming(services)
    names, here = await load_body_names(services), services.town.name
    question = parse_meeting_question(asked.text, names, services.today(), here)
    fitting = [one for one in found.numbered if question.includes(one.meeting)]
    fresh = check_freshness(found.calendar, None, services.now(), services.city)
    sure = meeting_cards.freshness_line(None, fresh, render_context(services), localizer)
    if not found.numbered:
        return meeting_list.meetings_page(found, services, localizer, "", 0)
    if not fitting:
        first = meeting_list.with_replacement(found.numbered[0], found)
        text = meeting_cards.no_match_text(first, sure, localizer)
        return text, meeting_commands.next_meeting_keyboard(first, localizer)
    on = [one for one in fitting if one.meeting.is_on]
    if question.is_unlimited and on:
        fitting = on[:1]
    shown = [meeting_list.with_replacement(one, found) for one in fitting[:MAX_MEETINGS_LISTED]]
    if question.agenda:
        text = agenda_texts.agenda_text(shown[0], render_context(services), localizer)
    else:
        text = meeting_cards.next_meetings_text(shown, sure, render_context(services), localizer)
    return text, meeting_commands.next_meeting_keyboard(shown[0], localizer)


async def _reply_subscribe(asked: PlainRequest) -> ReplyParts:
    """Offer alerts in one tap; show its settings to a chat that has them."""
    localizer, services = asked.chat.localizer, asked.services
    subscription = await services.db.run(
        subscriptions.load_subscription, asked.chat.record.chat_id
    )
    if subscription is None:
        return localizer.html("request-subscribe"), alert_keyboards.subscribe_keyboard(localizer)
    text = subscription_cards.subscription_card(
        subscription, await load_body_names(services), render_context(services), localizer
    )
    return text, alert_keyboards.alert_settings_keyboard(localizer, subscription, services.now())


async def _reply_alerts(asked: PlainRequest) -> ReplyParts:
    """Tell how alerts are set, and show them to a chat that has some."""
    text, keyboard = await _reply_subscribe(asked)
    return f"{text}\n\n{asked.chat.localizer.html('request-alerts')}", keyboard


async def _reply_stopped(asked: PlainRequest) -> ReplyParts:
    """Say that nothing is sent unasked any more, with a way back."""
    localizer = asked.chat.localizer
    if not asked.is_changed:
        return localizer.html("privacy-stopped-already"), None
    undo = make_button(localizer.label("request-undo-stop"), Prefix.ALERTS, "subscribe")
    return localizer.html("privacy-stopped"), make_keyboard([[undo]])


async def _reply_privacy(asked: PlainRequest) -> ReplyParts:
    localizer = asked.chat.localizer
    text = localizer.html("request-privacy", **start.operator_values(asked.services, localizer))
    return text, make_keyboard([[
        make_button(localizer.label("menu-privacy"), Prefix.REQUEST, "privacy"),
        make_button(localizer.label("menu-mydata"), Prefix.REQUEST, "mydata"),
    ]])  # fmt: skip


async def _reply_forget(asked: PlainRequest) -> ReplyParts:
    localizer = asked.chat.localizer
    return localizer.html("privacy-forget-ask"), make_keyboard([confirm_forget_row(localizer)])


async def _reply_language(asked: PlainRequest) -> ReplyParts:
    """Answer in the language that was asked for, the last answer too; or offer the town's."""
    if len(asked.services.town.languages) == 1:
        return asked.chat.localizer.html("settings-one-language"), None
    chosen = find_named_language(asked.text, asked.services.town)
    localizer = asked.services.localizer(
        chosen or asked.chat.localizer.language, plain=asked.chat.localizer.plain
    )
    rows = language_rows(localizer)
    entry = asked.services.faq.base.entries.get(asked.entry or "")
    if entry is not None and chosen is not None:
        return await answers.entry_message(asked.services, entry, localizer)
    key = "settings-choose-language" if chosen is None else "settings-language-set"
    return localizer.html(key), make_keyboard(rows)


async def _reply_help(asked: PlainRequest) -> ReplyParts:
    return start.help_text(asked.chat.localizer), start.help_keyboard(asked.chat.localizer)


async def _reply_about(asked: PlainRequest) -> ReplyParts:
    return start.about_text(asked.services, asked.chat.localizer), None


async def _reply_editors(asked: PlainRequest) -> ReplyParts:
    """Tell how to reach a person: the editors by /send, the operator by what they state."""
    localizer = asked.chat.localizer
    values = start.operator_values(asked.services, localizer)
    return localizer.html("request-editors", **values), make_keyboard(
        [answer_keyboards.send_question_row(localizer)]
    )


async def _reply_topics(asked: PlainRequest) -> ReplyParts:
    return topics_page(asked.services.faq.base, asked.chat.localizer)


async def _reply_all_sources(asked: PlainRequest) -> ReplyParts:
    return source_texts.all_sources(asked.services.faq.base, asked.chat.localizer), None


async def _reply_entry_sources(asked: PlainRequest) -> ReplyParts:
    """List the sources of the answer shown last."""
    base = asked.services.faq.base
    entry = base.entries.get(asked.entry or "")
    return (source_texts.entry_sources(base, entry, asked.chat.localizer) if entry else "", None)


async def _reply_more(asked: PlainRequest) -> ReplyParts:
    entry = asked.services.faq.base.entries[asked.entry or ""]
    return await answers.entry_message(
        asked.services, entry, asked.chat.localizer, view=AnswerView.MORE
    )


async def _reply_simpler(asked: PlainRequest) -> ReplyParts:
    base, localizer = asked.services.faq.base, asked.chat.localizer
    entry = base.entries[asked.entry or ""]
    rows = answer_keyboards.answer_rows(base, entry, localizer)
    return answer_cards.one_line_answer(base, entry, localizer), make_keyboard(rows)


REPLY_FUNCTIONS: Mapping[str, Callable[[PlainRequest], Awaitable[ReplyParts]]] = {
    "meetings": _reply_meetings,
    "subscribe": _reply_subscribe,
    "alerts": _reply_alerts,
    "stop": _reply_stopped,
    "privacy": _reply_privacy,
    "forget": _reply_forget,
    "language": _reply_language,
    "help": _reply_help,
    "about": _reply_about,
    "editors": _reply_editors,
    "topics": _reply_topics,
    "sources": _reply_all_sources,
    "source": _reply_entry_sources,
    "more": _reply_more,
    "simpler": _reply_simpler,
    "translate": _reply_language,
}


# --- what is changed at once ----------------------------------------------------------------


async def _stop_messages(asked: PlainRequest) -> bool:
    services = asked.services
    return await services.db.run(
        chat_records.stop_notifications, asked.chat.record.chat_id, services.now()
    )


async def _choose_language(asked: PlainRequest) -> bool:
    chosen = find_named_language(asked.text, asked.services.town)
    if chosen is not None:
        await asked.services.db.run(chat_records.choose_language, asked.chat.record, chosen)
    return chosen is not None


CHANGE_FUNCTIONS: Mapping[str, Callable[[PlainRequest], Awaitable[bool]]] = {
    "stop": _stop_messages,
    "language": _choose_language,
    "translate": _choose_language,
}


async def carry_out_request(
    update: Update, context: BotContext, asked: PlainRequest, function: str
) -> None:
    """Do what was asked for, if this person may here, and reply."""
    if function in CHANGE_FUNCTIONS:
        await _change_and_reply(update, context, asked.chat, asked, function)
    else:
        await replies.send_reply(update, *await reply_to_function(asked, function))


@for_admins
async def _change_and_reply(
    update: Update, context: BotContext, chat: ChatContext, asked: PlainRequest, function: str
) -> None:
    asked = replace(asked, is_changed=await CHANGE_FUNCTIONS[function](asked))
    await replies.send_reply(update, *await reply_to_function(asked, function))


async def reply_to_function(asked: PlainRequest, function: str) -> ReplyParts:
    """Return the reply of a function, and beneath it the answers that may have been meant."""
    text, keyboard = await REPLY_FUNCTIONS[function](asked)
    if asked.heard is not None:
        text = answer_cards.with_suggested_entries(
            asked.services.faq.base, asked.heard, asked.chat.localizer, text
        )
    return text, keyboard


@chat_tap("meetings", "topics", "help", "privacy", "mydata")
async def on_request_tap(update: Update, context: BotContext, chat: ChatContext, tap: Tap) -> None:
    """A tap on a function's button."""
    match tap.verb:
        case "mydata":
            await show_mydata(update, context, chat)
        case "privacy":
            await replies.send_reply(update, privacy_text(context.services, chat.localizer))
        case function:
            asked = PlainRequest(context.services, chat, "")
            await carry_out_request(update, context, asked, function)
