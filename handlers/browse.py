"""Topics, their questions, the dated story, the sources, and whether a code is genuine."""

import html

from telegram import InlineKeyboardMarkup, Update

from bot.context import BotContext
from bot.storage import faq
from bot.texts import Voice, cards
from handlers import answers, buttons, reply
from handlers.hosts import Met, meet, paused
from knowledge.content.base import Base
from knowledge.content.changes import changed_parts
from knowledge.content.documents import Kind
from knowledge.numbers import whole

ON_A_PAGE = 8


def topics_page(base: Base, voice: Voice) -> tuple[str, InlineKeyboardMarkup | None]:
    """List the topics that have answers."""
    shelves = base.shelves()
    if not shelves:
        return voice.say("browse-topics-empty"), None
    names = [f"{n}. {topic.name[voice.language]}" for n, topic in enumerate(shelves, start=1)]
    text = voice.say("browse-topics") + "\n\n" + "\n".join(map(html.escape, names))
    rows = [
        [buttons.button(name, "browse", "topic", f"{topic.code}.0")]
        for name, topic in zip(names, shelves, strict=True)
    ]
    return text, buttons.keyboard(rows)


def _topic(
    base: Base, voice: Voice, code: str, page: int
) -> tuple[str, InlineKeyboardMarkup | None]:
    back = [buttons.button(voice.label("browse-back"), "browse", "topics")]
    shelf = base.shelf(code)
    if not shelf or code not in base.topics:
        return voice.say("browse-topic-empty"), buttons.keyboard([back])
    pages = -(-len(shelf) // ON_A_PAGE)
    page = max(0, min(page, pages - 1))
    shown = shelf[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    titles = [(entry.code, base.title(entry.code, voice.language)) for entry in shown]
    lines = [voice.say("browse-topic", topic=base.topics[code].name[voice.language]), ""]
    lines += [f"{entry}: {html.escape(title)}" for entry, title in titles]
    if pages > 1:
        lines += ["", voice.say("browse-page", page=page + 1, pages=pages)]
        following = (page + 1) % pages
        back.append(
            buttons.button(voice.label("browse-next"), "browse", "topic", f"{code}.{following}")
        )
    rows = [
        [buttons.button(title, "browse", "entry", f"{entry}.{page}")] for entry, title in titles
    ]
    return "\n".join(lines), buttons.keyboard([*rows, back])


async def topics(update: Update, context: BotContext) -> None:
    """List the topics, or the questions of the topic whose number or code was typed."""
    met = await meet(update, context)
    base, wanted = context.services.library.base, (context.args or [""])[0]
    shelves = base.shelves()
    if number := whole(wanted, len(shelves)):
        wanted = shelves[number - 1].code
    if not wanted:
        await reply.say(update, *topics_page(base, met.voice))
    elif wanted in base.topics:
        page = whole((context.args or [])[1]) if len(context.args or []) > 1 else None
        await reply.say(update, *_topic(base, met.voice, wanted, (page or 1) - 1))
    else:
        await reply.say(update, met.voice.say("browse-no-topic", number=wanted[:20]))


async def tapped(update: Update, context: BotContext) -> None:
    """Browse by taps, editing the one message in place."""
    query = update.callback_query
    assert query is not None
    press = buttons.read(query.data)
    await reply.acknowledge(query)
    met = await meet(update, context)
    base = context.services.library.base
    name, _, place = press.argument.rpartition(".")
    page = buttons.number(place) if press.verb != "topics" else 0
    match press.verb:
        case "topics":
            await reply.edit(query, *topics_page(base, met.voice))
        case "topic":
            await reply.edit(query, *_topic(base, met.voice, name, page))
        case "entry":
            await reply.edit(query, *await _entry(context, met, name, page))
        case _:
            raise buttons.BadButton("this button is none of ours")


async def _entry(
    context: BotContext, met: Met, code: str, page: int
) -> tuple[str, InlineKeyboardMarkup | None]:
    services, base = context.services, context.services.library.base
    entry = base.find(code)
    if entry is None:
        back = buttons.button(met.voice.label("browse-back"), "browse", "topics")
        return met.voice.say("ask-gone"), buttons.keyboard([[back]])
    if (notice := paused(met)) is not None:
        return notice, None
    await answers.offer(context, met, (code,))
    back = buttons.button(
        met.voice.label("browse-back"), "browse", "topic", f"{entry.topic}.{page}"
    )
    rows = [*answers.under_answer(base, entry, met.voice), [back]]
    return cards.answer(base, entry, met.voice, services.today()), buttons.keyboard(rows)


async def timeline(update: Update, context: BotContext) -> None:
    """Tell the dated story."""
    met = await meet(update, context)
    notice = paused(met)
    await reply.say(update, notice or cards.timeline(context.services.library.base, met.voice))


async def sources(update: Update, context: BotContext) -> None:
    """Tell where answers come from, or every source of the answer whose code was typed."""
    message = update.effective_message
    assert message is not None
    met = await meet(update, context)
    if (notice := paused(met)) is not None:
        await reply.say(update, notice)
        return
    base = context.services.library.base
    words = (message.text or "").replace("_", " ").split(maxsplit=1)
    if len(words) == 1:
        await reply.say(update, cards.all_sources(base, met.voice))
        return
    codes = base.town.codes
    entry = base.find(words[1] if codes.read(words[1]) else f"{codes.prefix}-{words[1].strip()}")
    if entry is None:
        await reply.say(
            update, met.voice.say("ask-no-such-code", code=words[1][: answers.LONGEST_CODE])
        )
        return
    await reply.say(update, cards.sources_of(base, entry, met.voice))


async def verify(update: Update, context: BotContext) -> None:
    """Tell whether a code is genuine, whether it is current, and what has changed since."""
    met = await meet(update, context)
    typed = " ".join(context.args or [])
    code = context.services.town.codes.read(typed)
    if code is None:
        await reply.say(update, met.voice.say("browse-verify-usage"))
        return
    await reply.say(update, await _verified(context, met.voice, *code))


async def _verified(context: BotContext, voice: Voice, code: str, number: int | None) -> str:
    services, base = context.services, context.services.library.base
    heir = base.find(code)
    if heir is not None and heir.code != code:
        title = base.title(heir.code, voice.language)
        stamp = f"{code}.{number}" if number else code
        return voice.say("browse-verify-replaced", stamp=stamp, heir=heir.stamp, title=title)
    history = await services.db.run(faq.history, Kind.ENTRY, code)
    if not history:
        return voice.say("browse-verify-unknown", code=code)
    newest = history[-1]
    asked = next((v for v in history if v.number == number), newest if number is None else None)
    current = f"{code}.{newest.number}"
    if asked is None:
        return voice.say("browse-verify-future", code=code, version=str(number), current=current)
    stamp = f"{code}.{asked.number}"
    if await services.db.run(faq.is_retired, Kind.ENTRY, code):
        return voice.say("browse-verify-retired", stamp=stamp)
    zone = services.settings.timezone
    if asked is newest:
        day = voice.day(asked.at.astimezone(zone).date())
        return voice.say("browse-verify-current", stamp=stamp, day=day)
    replaced = next(v for v in history if v.number == asked.number + 1)
    day = voice.day(replaced.at.astimezone(zone).date())
    parts = ", ".join(
        voice.label(f"browse-part-{part}")
        for part in changed_parts(asked.body, newest.body, voice.language)
    )
    told = voice.say("browse-verify-old", stamp=stamp, day=day, current=current)
    return told + "\n" + voice.say("browse-verify-changed", parts=parts) if parts else told
