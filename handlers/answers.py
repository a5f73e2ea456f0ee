"""Entries shown by code, by number and by tap, and the buttons that belong under a verdict."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.context import BotContext
from bot.storage import people, questions
from bot.texts import Voice, cards
from handlers import buttons, reply
from handlers.hosts import Met, meet, paused
from knowledge.content.base import Base
from knowledge.content.documents import Entry
from knowledge.verdict import Outcome, Verdict

Rows = list[list[InlineKeyboardButton]]


def under_verdict(
    base: Base, verdict: Verdict, voice: Voice, met: Met
) -> InlineKeyboardMarkup | None:
    """Return the buttons under a verdict; another language than the chat's is offered to keep."""
    rows: Rows = []
    match verdict.outcome:
        case Outcome.FOUND if verdict.entry:
            rows = under_answer(base, base.entries[verdict.entry], voice, verdict.also)
        case Outcome.MAYBE:
            rows = buttons.entries(
                [(c.entry, base.title(c.entry, voice.language)) for c in verdict.candidates],
                "choose",
            )
            rows.append([buttons.button(voice.label("ask-none"), "ask", "none")])
        case Outcome.UNKNOWN:
            rows = [send_button(voice)]
    if rows and voice.language is not met.person.language:
        rows.append(buttons.switch(voice, voice.language))
    return buttons.keyboard(rows)


def under_answer(base: Base, entry: Entry, voice: Voice, also: str | None = None) -> Rows:
    """Return the rows under an answer: what else was asked, what is near, the two opinions."""
    near = dict(cards.related(base, entry, voice.language))
    if also:
        near = {also: base.title(also, voice.language), **near}
    return [
        *buttons.entries(near.items()),
        [
            buttons.button(voice.label("ask-helpful"), "rate", "yes", entry.stamp),
            buttons.button(voice.label("ask-not-helpful"), "rate", "no", entry.stamp),
        ],
    ]


def send_button(voice: Voice) -> list[InlineKeyboardButton]:
    """Return the button that sends a question to the editors."""
    return [buttons.button(voice.label("ask-send"), "suggest", "send")]


async def show(update: Update, context: BotContext, met: Met, code: str) -> None:
    """Send an entry by code or slug, or say that there is none."""
    base = context.services.library.base
    entry = base.find(code)
    if entry is None:
        await reply.say(update, met.voice.say("ask-no-such-code", code=code))
        return
    words, keyboard = await _opened(context, met, entry)
    await reply.say(update, words, keyboard)


async def _opened(
    context: BotContext, met: Met, entry: Entry
) -> tuple[str, InlineKeyboardMarkup | None]:
    """Word an entry, and remember it as the step a follow-up may refer to."""
    services = context.services
    if (notice := paused(met)) is not None:
        return notice, None
    await offer(context, met, (entry.code,))
    words = cards.answer(services.library.base, entry, met.voice, services.today())
    rows = under_answer(services.library.base, entry, met.voice)
    return words, buttons.keyboard(rows)


async def offer(context: BotContext, met: Met, codes: tuple[str, ...]) -> None:
    """Remember what the chat was just shown."""
    services = context.services
    await services.db.run(people.remember_offer, met.person, codes, services.now())


async def _none(update: Update, context: BotContext, met: Met) -> None:
    """Close the choice, and count for the editors that none of its questions fitted."""
    services = context.services
    if met.person.choices:
        await services.db.run(
            questions.rate, update.update_id, " ".join(met.person.choices), met.voice.language,
            "none", services.now(), services.settings.timezone,
        )  # fmt: skip
    await offer(context, met, ())


async def typed_none(update: Update, context: BotContext) -> None:
    """`/none`: none of the offered questions fits."""
    met = await meet(update, context)
    if not met.person.choices:
        await reply.say(update, met.voice.say("ask-nothing-offered"))
        return
    await _none(update, context, met)
    await reply.say(update, cards.unknown(context.services.library.base, met.voice))


async def tapped(update: Update, context: BotContext) -> None:
    """A tap on a related question, on a choice, or on "none of these"."""
    query = update.callback_query
    assert query is not None
    press = buttons.read(query.data)
    await reply.acknowledge(query)
    met = await meet(update, context)
    base = context.services.library.base
    if press.verb == "none":
        await _none(update, context, met)
        keyboard = buttons.keyboard([send_button(met.voice)])
        await reply.edit(query, cards.unknown(base, met.voice), keyboard)
        return
    entry = base.find(press.argument)
    if entry is None:
        await reply.say(update, met.voice.say("ask-gone"))
        return
    words, buttons_below = await _opened(context, met, entry)
    if press.verb == "choose":
        await reply.edit(query, words, buttons_below)
    else:
        await reply.say(update, words, buttons_below)


async def typed_code(update: Update, context: BotContext) -> None:
    """`/KW_14`, as a code can be tapped in a text."""
    message = update.effective_message
    assert message is not None
    met = await meet(update, context)
    await show(update, context, met, (message.text or "").lstrip("/").split("@")[0])


async def foreign(update: Update, context: BotContext) -> None:
    """A button that is none of ours, or of a room that no longer is: answered, nothing done."""
    query = update.callback_query
    assert query is not None
    met = await meet(update, context)
    await reply.acknowledge(query, met.voice.label("ask-old-button"))
