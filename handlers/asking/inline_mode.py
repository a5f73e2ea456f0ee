"""Look-ups: the bot named in any chat offers cards, and whoever named it may send one there.

What is typed is answered and let go: nothing of it is stored, counted or logged. A card that was
sent is counted as an answer, without who sent it and where.
"""

import logging
from collections.abc import Iterable

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.callback_data import entry_argument, parse_entry_argument
from bot.context import BotContext
from bot.storage.chats import chat_records
from bot.storage.questions import question_records
from bot.texts import Localizer, answer_cards, message_parts, timeline_texts
from handlers.about.start import TIMELINE_PAYLOAD, WELCOME_PAYLOAD
from handlers.asking.questions import without_removed_entries
from handlers.chats.chat_context import ChatContext, chat_localizer, pause_notice
from handlers.chats.message_limit import MessageLimiter
from handlers.messages import deep_links
from handlers.upcoming_calendar import refresh_live_values
from knowledge.content.documents import Entry
from knowledge.content.faq_base import FaqBase
from knowledge.verdict import Outcome, Verdict

logger = logging.getLogger(__name__)

INLINE_GATE = "look-ups"  # the gate's name in `bot_data`
QUERY_BURST, SECONDS_PER_QUERY = 20, 0.5
MAX_CARDS = 5  # cards at once
CACHE_SECONDS = (
    60  # seconds Telegram may show the same cards for the same words, to the same person
)
PAUSED_CACHE_SECONDS = 5
MAX_LINE_LENGTH = 120  # characters of a card's one line
MAX_EVENTS = 12  # events of the story on a card: one screen

InlineCard = InlineQueryResultArticle


async def on_inline_query(update: Update, context: BotContext) -> None:
    """Offer cards for what was typed after the bot's name; with nothing typed, where it stands."""
    query, services = update.inline_query, context.services
    assert query is not None
    gate: MessageLimiter = context.bot_data[INLINE_GATE]
    if gate.spend_local(query.from_user.id, services.now()) is not None:
        return
    hint = services.guess_language(query.from_user)
    person = await services.db.run(
        chat_records.load_chat, query.from_user.id, "private", hint, services.now()
    )
    await services.faq.refresh(person.content_version)
    chat = ChatContext(person, services.localizer(person.language, plain=person.plain))
    if (notice := pause_notice(chat)) is not None:
        await _answer_query(
            query, [_notice_card(chat.localizer, "paused", notice)], fresh=PAUSED_CACHE_SECONDS
        )
        return
    found = await _find_cards(context, chat, query.query.strip())
    label = chat.localizer.label("inline-more" if found else "inline-none")
    await _answer_query(
        query, found, InlineQueryResultsButton(label, start_parameter=WELCOME_PAYLOAD)
    )


async def _answer_query(
    query: InlineQuery,
    found: Iterable[InlineCard],
    button: InlineQueryResultsButton | None = None,
    *,
    fresh: int = CACHE_SECONDS,
) -> None:
    """Show cards. They are in a person's own language and manner, so for that person alone."""
    try:
        await query.answer(list(found), cache_time=fresh, is_personal=True, button=button)
    except BadRequest as error:
        logger.info("A look-up was answered too late: %s", type(error).__name__)


async def _find_cards(context: BotContext, chat: ChatContext, text: str) -> list[InlineCard]:
    services, base = context.services, context.services.faq.base
    if not text:
        return await _opening_cards(context, chat.localizer)
    if code := services.town.codes.sole_code(text):
        entry = base.find_entry(code[0])
        return [await _answer_card(context, entry, chat.localizer)] if entry else []
    verdict = without_removed_entries(services.faq.index.ask(text, chat.record.language), base)
    localizer = chat_localizer(chat, context, verdict.language)
    if verdict.outcome is Outcome.CHAT or verdict.function is not None:
        return await _opening_cards(context, localizer)
    told = []
    if verdict.outcome is Outcome.REFER and verdict.scope:
        told = [
            _notice_card(
                localizer, "help", answer_cards.scope_reply(base, verdict.scope, localizer)
            )
        ]
    near = [
        await _answer_card(context, entry, localizer) for entry in _fitting_entries(base, verdict)
    ]
    return [*told, *near][:MAX_CARDS]


def _fitting_entries(base: FaqBase, verdict: Verdict) -> list[Entry]:
    """Return the entries for a verdict, best first, each once, at most five."""
    codes: list[str] = []
    match verdict.outcome:
        case Outcome.FOUND if verdict.entry:
            likely = [c.entry for c in verdict.candidates if c.score >= answer_cards.HEARD_FROM]
            near = base.entries[verdict.entry].related
            codes = [verdict.entry, *([verdict.also] if verdict.also else []), *likely, *near]
        case Outcome.MAYBE:
            codes = [candidate.entry for candidate in verdict.candidates]
        case Outcome.REFER if verdict.scope in base.scopes:
            beside = [candidate.entry for candidate in verdict.candidates]
            codes = [*beside, *base.scopes[verdict.scope or ""].related]
    found = (base.find_entry(code) for code in codes)
    return list({entry.code: entry for entry in found if entry}.values())[:MAX_CARDS]


async def _opening_cards(context: BotContext, localizer: Localizer) -> list[InlineCard]:
    """Return how things stand (the first answer of the first topic), and the story so far."""
    base, bot = context.services.faq.base, context.bot
    first = [
        entry for topic in base.used_topics()[:1] for entry in base.topic_entries(topic.code)[:1]
    ]
    found = [await _answer_card(context, entry, localizer) for entry in first]
    if base.events:
        text = deep_links.link_codes(
            timeline_texts.timeline_text(base, localizer, latest=MAX_EVENTS), bot, localizer.town
        )
        content = _message_content(f"{text}\n\n{deep_links.start_link(bot, TIMELINE_PAYLOAD)}")
        title = localizer.label("menu-timeline")
        last = timeline_texts.event_line(base, base.sorted_events()[-1], localizer)
        below = deep_links.open_bot_keyboard(bot, localizer, TIMELINE_PAYLOAD)
        found.append(
            InlineCard(TIMELINE_PAYLOAD, title, content, below, description=_plain_line(last))
        )
    return found


async def _answer_card(context: BotContext, entry: Entry, localizer: Localizer) -> InlineCard:
    """Make the card of an answer: its question, its one line, and the whole screen to send."""
    services, bot = context.services, context.bot
    await refresh_live_values(services, entry)
    base = services.faq.base
    text = deep_links.link_codes(
        answer_cards.answer_card(base, entry, localizer, services.today()), bot, localizer.town
    )
    wording = base.filled_wording(entry, localizer.language)[0]
    return InlineCard(
        entry_argument(entry.code, localizer.language),
        wording.title,
        _message_content(f"{text}\n\n{deep_links.start_link(bot, entry.code)}"),
        deep_links.open_bot_keyboard(bot, localizer, entry.code),
        description=_plain_line(wording.short),
    )


def _notice_card(localizer: Localizer, name: str, text: str) -> InlineCard:
    """Make a card of what is no answer: where to find help, or that answers are paused."""
    title = localizer.label(f"inline-{name}")
    return InlineCard(name, title, _message_content(text), description=_plain_line(text))


def _message_content(text: str) -> InputTextMessageContent:
    return InputTextMessageContent(message_parts.split_message(text)[0], parse_mode=ParseMode.HTML)


def _plain_line(text: str) -> str:
    """Return the beginning of an HTML text as one plain line."""
    line = " ".join(message_parts.without_tags(text).split())
    return (
        line
        if len(line) <= MAX_LINE_LENGTH
        else line[: MAX_LINE_LENGTH - 1].rsplit(" ", 1)[0] + "…"
    )


async def on_chosen_result(update: Update, context: BotContext) -> None:
    """Count an answer that was sent from a card; not by whom, where, or for which words."""
    result, services = update.chosen_inline_result, context.services
    assert result is not None
    code, language = parse_entry_argument(result.result_id)
    if language is None or code not in services.faq.base.entries:
        return
    verdict = Verdict(Outcome.FOUND, language, 1.0, entry=code)
    zone = services.settings.timezone
    await services.db.run_later(
        question_records.record_outcome, verdict, update.update_id, services.now(), zone
    )
