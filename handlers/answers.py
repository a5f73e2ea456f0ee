"""Entries shown by code, by number and by tap, and the buttons that belong under a verdict."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from bot.context import BotContext, Services
from bot.storage import people, questions
from bot.texts import Voice, cards
from bot.texts.cards import View
from handlers import buttons, choosing, follow, links, reply, shortcuts
from handlers.coming import refresh_live
from handlers.hosts import Met, meet, paused, voice_for
from knowledge.content.base import Base, number
from knowledge.content.documents import Entry
from knowledge.language import Language
from knowledge.town import Town
from knowledge.verdict import Outcome, Verdict

Rows = list[list[InlineKeyboardButton]]
LONGEST_CODE = 40  # characters repeated of a code that does not exist


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
                voice.language,
                "choose",
            )
            rows.append([buttons.button(voice.label("ask-none"), "ask", "none")])
        case Outcome.REFER if verdict.scope and verdict.scope in base.scopes:
            found = (*(c.entry for c in verdict.candidates), *base.scopes[verdict.scope].related)
            near = [
                (e.code, base.title(e.code, voice.language))
                for e in map(base.find, dict.fromkeys(found))
                if e
            ]
            rows = buttons.entries(near, voice.language)
        case Outcome.UNKNOWN:
            rows = [send_button(voice)]
    if verdict.outcome not in (Outcome.CHAT, Outcome.OPEN):
        rows += shortcuts.under(met, verdict.entry, voice.language, is_asked=True)
    if rows and voice.language is not met.person.language:
        rows.append(buttons.switch(voice, voice.language))
    return buttons.keyboard(rows)


def under_answer(
    base: Base, entry: Entry, voice: Voice, also: str | None = None, *, view: View = View.CARD
) -> Rows:
    """Return the rows under an answer: its other views, what is near, the two opinions.

    Everything a tap needs stands in the buttons, so they work as long as the message does.
    """
    near = dict(cards.related(base, entry, voice.language))
    if also:
        near = {also: base.title(also, voice.language), **near}
    near_by = list(near.items())[: cards.MOST_RELATED]
    return [
        *_views(base, entry, voice, view),
        *buttons.entries(near_by, voice.language),
        [
            buttons.button(voice.label("ask-helpful"), "rate", "yes", entry.stamp),
            buttons.button(voice.label("ask-not-helpful"), "rate", "no", entry.stamp),
        ],
    ]


def _views(base: Base, entry: Entry, voice: Voice, view: View) -> Rows:
    """Return the rows that show more of an answer in place, its sources, share or follow it."""
    wording = base.wording(entry, voice.language)[0]

    def to(key: str, verb: str) -> InlineKeyboardButton:
        argument = buttons.named(entry.code, voice.language)
        return buttons.button(voice.label(key), "answer", verb, argument)

    shorter = to("ask-shorter", View.CARD)
    more = [shorter if view is View.MORE else to("ask-more", View.MORE)] * bool(wording.detail)
    why = [shorter if view is View.WHY else to("ask-how-known", View.WHY)] * bool(wording.basis)
    first = [*more, to("ask-show-sources", "sources"), to("ask-share", "share")]
    return [first, why, [to("ask-follow", "follow")]]


def send_button(voice: Voice) -> list[InlineKeyboardButton]:
    """Return the button that sends a question to the editors."""
    return [buttons.button(voice.label("ask-send"), "suggest", "send")]


async def show(update: Update, context: BotContext, met: Met, code: str) -> None:
    """Send an entry by code or slug, or say that there is none."""
    base = context.services.library.base
    entry = base.find(code)
    if entry is None:
        await reply.say(update, met.voice.say("ask-no-such-code", code=code[:LONGEST_CODE]))
        return
    await reply.say(update, *await _opened(context, met, entry))


async def _opened(
    context: BotContext,
    met: Met,
    entry: Entry,
    language: Language | None = None,
    *,
    is_asked: bool = False,
) -> tuple[str, InlineKeyboardMarkup | None]:
    """Word an entry, and remember it as the step a follow-up may refer to."""
    if (notice := paused(met)) is not None:
        return notice, None
    voice = voice_for(met, context, language) if language else met.voice
    await offer(context, met, (entry.code,))
    below = shortcuts.under(met, entry.code, voice.language, is_asked=is_asked)
    return await worded(context.services, entry, voice, chosen=met.person.language, below=below)


async def worded(
    services: Services,
    entry: Entry,
    voice: Voice,
    *,
    view: View = View.CARD,
    chosen: Language | None = None,
    below: Sequence[list[InlineKeyboardButton]] = (),
) -> tuple[str, InlineKeyboardMarkup | None]:
    """Word an entry with its buttons; in another language than the chosen, that is offered."""
    await refresh_live(services, entry)
    base = services.library.base
    words = cards.answer(base, entry, voice, services.today(), view=view)
    rows = [*under_answer(base, entry, voice, view=view), *below]
    if chosen is not None and voice.language is not chosen:
        rows.append(buttons.switch(voice, voice.language))
    return words, buttons.keyboard(rows)


def shown_in(message: Message | None, town: Town) -> str | None:
    """Return the code of the answer that a message of ours holds, by the code under it."""
    return town.codes.stamp((message.text or "") if message else "")


async def turned(update: Update, context: BotContext) -> None:
    """A tap on "More", "Shorter", "How do you know?", "Sources", "Share" or "Tell me if …".

    The views change the message in place and leave what else stands under it.
    """
    query = update.callback_query
    assert query is not None
    press = buttons.read(query.data)
    code, language = buttons.read_named(press.argument)
    if language is None or press.verb not in (*View, "sources", "follow", "share"):
        raise buttons.BadButton("this button is none of ours")
    await reply.acknowledge(query)
    met = await meet(update, context)
    services, voice = context.services, voice_for(met, context, language)
    base = services.library.base
    entry = base.find(code)
    if entry is None:
        await reply.say(update, voice.say("ask-gone"))
    elif press.verb == "follow":
        await follow.begin(update, context, met, voice, entry)
    elif press.verb == "share":
        await _share(update, context, voice, entry)
    elif (notice := paused(met)) is not None:
        await reply.say(update, notice)
    elif press.verb == "sources":
        await reply.say(update, cards.sources_of(base, entry, voice))
    else:
        view = View(press.verb)
        words, _ = await worded(services, entry, voice, view=view)
        message = query.message if isinstance(query.message, Message) else None
        below = message.reply_markup if message else None
        rows = under_answer(services.library.base, entry, voice, view=view)
        if not buttons.rows_of(below, "rate"):  # already rated
            rows = rows[:-1]
        rows += buttons.rows_of(below, "browse", "language", *shortcuts.ROOMS)
        await reply.edit(query, words, buttons.keyboard(rows))


async def typed_more(update: Update, context: BotContext) -> None:
    """`/more`, `/more AB-14`: the detail of the last answer, or of one."""
    await _typed_view(update, context, View.MORE)


async def typed_why(update: Update, context: BotContext) -> None:
    """`/why`, `/why AB-14`: how we know the last answer, or one."""
    await _typed_view(update, context, View.WHY)


async def typed_share(update: Update, context: BotContext) -> None:
    """`/share`, `/share AB-14`: a link that opens the last answer, or one."""
    met = await meet(update, context)
    if (entry := await _meant(update, context, met, "/share")) is not None:
        await _share(update, context, met.voice, entry)


async def _share(update: Update, context: BotContext, voice: Voice, entry: Entry) -> None:
    title = context.services.library.base.title(entry.code, voice.language)
    await reply.say(update, *links.share(context.bot, voice, entry, title))


async def _meant(update: Update, context: BotContext, met: Met, command: str) -> Entry | None:
    """Return the answer whose code was typed, else the last shown; say so if there is none."""
    typed = " ".join(context.args or [])
    entry = context.services.library.base.find(typed or met.person.answered or "")
    if entry is None and typed:
        await reply.say(update, met.voice.say("ask-no-such-code", code=typed[:LONGEST_CODE]))
    elif entry is None:
        await reply.say(update, met.voice.say("ask-which", command=command))
    return entry


async def _typed_view(update: Update, context: BotContext, view: View) -> None:
    met = await meet(update, context)
    services, voice = context.services, met.voice
    base, command = services.library.base, "/more" if view is View.MORE else "/why"
    entry = await _meant(update, context, met, command)
    if entry is None:
        return
    if (notice := paused(met)) is not None:
        await reply.say(update, notice)
    elif view is View.WHY and not base.wording(entry, voice.language)[0].basis:
        which = {"code": entry.code, "number": str(number(entry.code))}
        await reply.say(update, voice.say("ask-basis-none", **which))
    else:
        await reply.say(update, *await worded(services, entry, voice, view=view))


async def offer(context: BotContext, met: Met, codes: tuple[str, ...]) -> None:
    """Remember what the chat was just shown."""
    services = context.services
    await services.db.note(people.remember_offer, met.person, codes, services.now())


async def _none(update: Update, context: BotContext, met: Met) -> None:
    """Close the choice, and count for the editors that none of its questions fitted."""
    if met.person.choices:
        await choosing.count(update, context, met, " ".join(met.person.choices), questions.NONE)
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
    code, language = buttons.read_named(press.argument)
    entry = base.find(code)
    if entry is None:
        await reply.say(update, met.voice.say("ask-gone"))
        return
    is_asked = press.verb == "choose"
    if is_asked:
        await choosing.count(update, context, met, entry.code, questions.TAKEN)
    words, buttons_below = await _opened(context, met, entry, language, is_asked=is_asked)
    if is_asked:
        await reply.edit(query, words, buttons_below)
    else:
        await reply.say(update, words, buttons_below)


async def typed_code(update: Update, context: BotContext) -> None:
    """`/AB_14`, as a code can be tapped in a text."""
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
