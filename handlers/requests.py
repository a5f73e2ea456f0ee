"""What people ask the bot to do in plain words: each function done at once, or one tap away.

A function takes what was asked and returns the reply. What it changes is changed in `ACTS`, so
that the command line can show the same reply and change nothing.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from telegram import InlineKeyboardMarkup, Update

from bot.almanac import scene
from bot.context import BotContext, Services
from bot.storage import people, subscriptions
from bot.texts import cards, meeting_cards, mine_cards
from bot.texts.cards import View
from handlers import answers, buttons, listings, meetings, panels, reply, start
from handlers.browse import topics_page
from handlers.coming import body_names, coming
from handlers.hosts import Met, may_change, meet
from handlers.privacy import forget_row, mydata, privacy_text
from handlers.settings import language_rows, named_in
from knowledge.meetings.asked import read_question
from knowledge.meetings.listing import freshness
from knowledge.verdict import Verdict

MOST_MEETINGS = 3  # listed in reply to a question about coming meetings

Said = tuple[str, InlineKeyboardMarkup | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: who asks, in what words, and the code of the answer it is about, if any.

    `done` tells whether carrying it out changed anything; `heard` is what the words may mean
    beside it.
    """

    services: Services
    met: Met
    text: str
    entry: str | None = None
    done: bool = False
    heard: Verdict | None = None


async def _meetings(asked: Asked) -> Said:
    """Answer from the calendar the bot holds: the next meeting, or those that were asked for."""
    services, voice = asked.services, asked.met.voice
    found = await coming(services)
    names, here = await body_names(services), services.town.name
    question = read_question(asked.text, names, services.today(), here)
    fitting = [one for one in found.numbered if question.fits(one.meeting)]
    fresh = freshness(found.calendar, None, services.now(), services.city)
    sure = meeting_cards.sure(None, fresh, scene(services), voice)
    if not found.numbered:
        return listings.listing(found, services, voice, "", 0)
    if not fitting:
        first = listings.shown_of(found.numbered[0], found)
        text = meeting_cards.none_such(first, sure, voice)
        return text, meetings.below_next(first, voice)
    on = [one for one in fitting if one.meeting.is_on]
    if question.is_open and on:
        fitting = on[:1]
    shown = [listings.shown_of(one, found) for one in fitting[:MOST_MEETINGS]]
    if question.agenda:
        text = meeting_cards.agenda(shown[0], scene(services), voice)
    else:
        text = meeting_cards.next_ones(shown, sure, scene(services), voice)
    return text, meetings.below_next(shown[0], voice)


async def _subscribe(asked: Asked) -> Said:
    """Offer alerts in one tap; show its settings to a chat that has them."""
    voice, services = asked.met.voice, asked.services
    wishes = await services.db.run(subscriptions.of, asked.met.person.chat_id)
    if wishes is None:
        return voice.say("request-subscribe"), panels.subscribe(voice)
    text = mine_cards.wishes_card(wishes, await body_names(services), scene(services), voice)
    return text, panels.main(voice, wishes, services.now())


async def _alerts(asked: Asked) -> Said:
    """Tell how alerts are set, and show them to a chat that has some."""
    text, keyboard = await _subscribe(asked)
    return f"{text}\n\n{asked.met.voice.say('request-alerts')}", keyboard


async def _stop(asked: Asked) -> Said:
    """Say that nothing is sent unasked any more, with a way back."""
    voice = asked.met.voice
    if not asked.done:
        return voice.say("privacy-stopped-already"), None
    undo = buttons.button(voice.label("request-undo-stop"), "alerts", "subscribe")
    return voice.say("privacy-stopped"), buttons.keyboard([[undo]])


async def _privacy(asked: Asked) -> Said:
    voice = asked.met.voice
    text = voice.say("request-privacy", **start.operator(asked.services, voice))
    return text, buttons.keyboard([[
        buttons.button(voice.label("menu-privacy"), "request", "privacy"),
        buttons.button(voice.label("menu-mydata"), "request", "mydata"),
    ]])  # fmt: skip


async def _forget(asked: Asked) -> Said:
    voice = asked.met.voice
    return voice.say("privacy-forget-ask"), buttons.keyboard([forget_row(voice)])


async def _language(asked: Asked) -> Said:
    """Answer in the language that was asked for, the last answer too; or offer the town's."""
    if len(asked.services.town.languages) == 1:
        return asked.met.voice.say("settings-one-language"), None
    chosen = named_in(asked.text, asked.services.town)
    voice = asked.services.voice(chosen or asked.met.voice.language, plain=asked.met.voice.plain)
    rows = language_rows(voice)
    entry = asked.services.library.base.entries.get(asked.entry or "")
    if entry is not None and chosen is not None:
        return await answers.worded(asked.services, entry, voice)
    key = "settings-choose-language" if chosen is None else "settings-language-set"
    return voice.say(key), buttons.keyboard(rows)


async def _help(asked: Asked) -> Said:
    return start.help_text(asked.met.voice), start.doors(asked.met.voice)


async def _about(asked: Asked) -> Said:
    return start.about_text(asked.services, asked.met.voice), None


async def _editors(asked: Asked) -> Said:
    """Tell how to reach a person: the editors by /send, the operator by what they state."""
    voice = asked.met.voice
    values = start.operator(asked.services, voice)
    return voice.say("request-editors", **values), buttons.keyboard([answers.send_button(voice)])


async def _topics(asked: Asked) -> Said:
    return topics_page(asked.services.library.base, asked.met.voice)


async def _sources(asked: Asked) -> Said:
    return cards.all_sources(asked.services.library.base, asked.met.voice), None


async def _source(asked: Asked) -> Said:
    """List the sources of the answer shown last."""
    base = asked.services.library.base
    entry = base.entries.get(asked.entry or "")
    return (cards.sources_of(base, entry, asked.met.voice) if entry else "", None)


async def _more(asked: Asked) -> Said:
    entry = asked.services.library.base.entries[asked.entry or ""]
    return await answers.worded(asked.services, entry, asked.met.voice, view=View.MORE)


async def _simpler(asked: Asked) -> Said:
    base, voice = asked.services.library.base, asked.met.voice
    entry = base.entries[asked.entry or ""]
    rows = answers.under_answer(base, entry, voice)
    return cards.in_short(base, entry, voice), buttons.keyboard(rows)


FUNCTIONS: Mapping[str, Callable[[Asked], Awaitable[Said]]] = {
    "meetings": _meetings,
    "subscribe": _subscribe,
    "alerts": _alerts,
    "stop": _stop,
    "privacy": _privacy,
    "forget": _forget,
    "language": _language,
    "help": _help,
    "about": _about,
    "editors": _editors,
    "topics": _topics,
    "sources": _sources,
    "source": _source,
    "more": _more,
    "simpler": _simpler,
    "translate": _language,
}


# --- what is changed at once ----------------------------------------------------------------


async def _end_everything(asked: Asked) -> bool:
    services = asked.services
    return await services.db.run(people.stop, asked.met.person.chat_id, services.now())


async def _choose_language(asked: Asked) -> bool:
    chosen = named_in(asked.text, asked.services.town)
    if chosen is not None:
        await asked.services.db.run(people.choose_language, asked.met.person, chosen)
    return chosen is not None


ACTS: Mapping[str, Callable[[Asked], Awaitable[bool]]] = {
    "stop": _end_everything,
    "language": _choose_language,
    "translate": _choose_language,
}


async def carry_out(update: Update, context: BotContext, asked: Asked, function: str) -> None:
    """Do what was asked for, if this person may here, and reply."""
    act = ACTS.get(function)
    if act is not None:
        if not await may_change(update, context):
            await reply.say(update, asked.met.voice.say("settings-admins-only"))
            return
        asked = replace(asked, done=await act(asked))
    text, keyboard = await replied(asked, function)
    await reply.say(update, text, keyboard)


async def replied(asked: Asked, function: str) -> Said:
    """Return the reply of a function, and beneath it the answers that may have been meant."""
    text, keyboard = await FUNCTIONS[function](asked)
    if asked.heard is not None:
        text = cards.beside(asked.services.library.base, asked.heard, asked.met.voice, text)
    return text, keyboard


async def tapped(update: Update, context: BotContext) -> None:
    """A tap on a function's button."""
    query = update.callback_query
    assert query is not None
    press = buttons.read(query.data)
    await reply.acknowledge(query)
    if press.verb == "mydata":
        await mydata(update, context)
        return
    met, services = await meet(update, context), context.services
    if press.verb == "privacy":
        await reply.say(update, privacy_text(services, met.voice))
        return
    if press.verb not in ("meetings", "topics", "help"):
        raise buttons.BadButton("this button is none of ours")
    await carry_out(update, context, Asked(services, met, ""), press.verb)
