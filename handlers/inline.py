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

from bot.context import BotContext
from bot.storage import people, questions
from bot.texts import Voice, cards, pages
from handlers import buttons, links
from handlers.ask import without_the_gone
from handlers.coming import refresh_live
from handlers.flood import Flood
from handlers.hosts import Met, paused, voice_for
from handlers.start import TIMELINE, WELCOME
from knowledge.content.base import Base
from knowledge.content.documents import Entry
from knowledge.verdict import Outcome, Verdict

logger = logging.getLogger(__name__)

GATE = "look-ups"  # the gate's name in `bot_data`
LOOK_UPS, SECONDS_A_LOOK_UP = 20, 0.5
MOST = 5  # cards at once
FRESH = 60  # seconds Telegram may show the same cards for the same words, to the same person
PAUSED_FRESH = 5
LINE = 120  # characters of a card's one line
LATEST = 12  # events of the story on a card: one screen

Card = InlineQueryResultArticle


async def asked(update: Update, context: BotContext) -> None:
    """Offer cards for what was typed after the bot's name; with nothing typed, where it stands."""
    query, services = update.inline_query, context.services
    assert query is not None
    gate: Flood = context.bot_data[GATE]
    if gate.allows(query.from_user.id, services.now()) is not None:
        return
    hint = services.hint(query.from_user)
    person = await services.db.run(
        people.greet, query.from_user.id, "private", hint, services.now()
    )
    await services.library.refresh(person.content_version)
    met = Met(person, services.voice(person.language, plain=person.plain))
    if (notice := paused(met)) is not None:
        await _offer(query, [_told(met.voice, "paused", notice)], fresh=PAUSED_FRESH)
        return
    found = await _cards(context, met, query.query.strip())
    label = met.voice.label("inline-more" if found else "inline-none")
    await _offer(query, found, InlineQueryResultsButton(label, start_parameter=WELCOME))


async def _offer(
    query: InlineQuery,
    found: Iterable[Card],
    button: InlineQueryResultsButton | None = None,
    *,
    fresh: int = FRESH,
) -> None:
    """Show cards. They are in a person's own language and manner, so for that person alone."""
    try:
        await query.answer(list(found), cache_time=fresh, is_personal=True, button=button)
    except BadRequest as error:
        logger.info("A look-up was answered too late: %s", type(error).__name__)


async def _cards(context: BotContext, met: Met, text: str) -> list[Card]:
    services, base = context.services, context.services.library.base
    if not text:
        return await _opening(context, met.voice)
    if code := services.town.codes.named(text):
        entry = base.find(code[0])
        return [await _card(context, entry, met.voice)] if entry else []
    verdict = without_the_gone(services.library.index.ask(text, met.person.language), base)
    voice = voice_for(met, context, verdict.language)
    if verdict.outcome is Outcome.CHAT or verdict.function is not None:
        return await _opening(context, voice)
    told = []
    if verdict.outcome is Outcome.REFER and verdict.scope:
        told = [_told(voice, "help", cards.scope_reply(base, verdict.scope, voice))]
    near = [await _card(context, entry, voice) for entry in _fitting(base, verdict)]
    return [*told, *near][:MOST]


def _fitting(base: Base, verdict: Verdict) -> list[Entry]:
    """Return the entries for a verdict, best first, each once, at most five."""
    codes: list[str] = []
    match verdict.outcome:
        case Outcome.FOUND if verdict.entry:
            likely = [c.entry for c in verdict.candidates if c.score >= cards.HEARD]
            near = base.entries[verdict.entry].related
            codes = [verdict.entry, *([verdict.also] if verdict.also else []), *likely, *near]
        case Outcome.MAYBE:
            codes = [candidate.entry for candidate in verdict.candidates]
        case Outcome.REFER if verdict.scope in base.scopes:
            beside = [candidate.entry for candidate in verdict.candidates]
            codes = [*beside, *base.scopes[verdict.scope or ""].related]
    found = (base.find(code) for code in codes)
    return list({entry.code: entry for entry in found if entry}.values())[:MOST]


async def _opening(context: BotContext, voice: Voice) -> list[Card]:
    """Return how things stand (the first answer of the first topic), and the story so far."""
    base, bot = context.services.library.base, context.bot
    first = [entry for topic in base.shelves()[:1] for entry in base.shelf(topic.code)[:1]]
    found = [await _card(context, entry, voice) for entry in first]
    if base.events:
        text = links.afield(cards.timeline(base, voice, latest=LATEST), bot, voice.town)
        content = _content(f"{text}\n\n{links.to(bot, TIMELINE)}")
        title = voice.label("menu-timeline")
        last = cards.event_line(base, base.timeline()[-1], voice)
        below = links.opening(bot, voice, TIMELINE)
        found.append(Card(TIMELINE, title, content, below, description=_line(last)))
    return found


async def _card(context: BotContext, entry: Entry, voice: Voice) -> Card:
    """Make the card of an answer: its question, its one line, and the whole screen to send."""
    services, bot = context.services, context.bot
    await refresh_live(services, entry)
    base = services.library.base
    text = links.afield(cards.answer(base, entry, voice, services.today()), bot, voice.town)
    wording = base.wording(entry, voice.language)[0]
    return Card(
        buttons.named(entry.code, voice.language),
        wording.title,
        _content(f"{text}\n\n{links.to(bot, entry.code)}"),
        links.opening(bot, voice, entry.code),
        description=_line(wording.short),
    )


def _told(voice: Voice, name: str, text: str) -> Card:
    """Make a card of what is no answer: where to find help, or that answers are paused."""
    title = voice.label(f"inline-{name}")
    return Card(name, title, _content(text), description=_line(text))


def _content(text: str) -> InputTextMessageContent:
    return InputTextMessageContent(pages.split(text)[0], parse_mode=ParseMode.HTML)


def _line(text: str) -> str:
    """Return the beginning of an HTML text as one plain line."""
    line = " ".join(pages.without_tags(text).split())
    return line if len(line) <= LINE else line[: LINE - 1].rsplit(" ", 1)[0] + "…"


async def chosen(update: Update, context: BotContext) -> None:
    """Count an answer that was sent from a card; not by whom, where, or for which words."""
    result, services = update.chosen_inline_result, context.services
    assert result is not None
    code, language = buttons.read_named(result.result_id)
    if language is None or code not in services.library.base.entries:
        return
    verdict = Verdict(Outcome.FOUND, language, 1.0, entry=code)
    zone = services.settings.timezone
    await services.db.note(questions.record, verdict, update.update_id, services.now(), zone)
