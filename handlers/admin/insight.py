"""/unanswered: what people could not find, and the ways to put it right."""

import html
from datetime import timedelta

from telegram import CallbackQuery, InlineKeyboardButton, Update

from bot.context import BotContext
from bot.storage import desk_news, drafts, wishes
from bot.storage.wishes import Displeasure, Wish
from bot.texts import Voice
from handlers import buttons, reply
from handlers.admin import drafting, preview, trials
from handlers.admin.desk import Clerk, command, tap
from knowledge.content.documents import Kind
from knowledge.editing import fields
from knowledge.editing.roles import Right
from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.numbers import whole

_PAGE = 5
MOST_PAGES = 9999
_MONTH = timedelta(days=30)
FLOOR = 5  # fewer than this is not told, lest it point at one person


@command(Right.LOOK)
async def typed(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/unanswered [page]`, `/unanswered s12 [add AB-14|new|dismiss]`, `/unanswered on|off`."""
    if words and words[0].lower() in ("on", "off"):
        await _news(update, context, clerk, wanted=words[0].lower() == "on")
        return
    if words and (words[0][:1] in "sm") and len(words[0]) > 1:
        verb = words[1].lower() if len(words) > 1 else "see"
        codes = context.services.town.codes
        code = codes.read(words[2]) if len(words) > 2 else None
        await _act(update, context, clerk, verb, words[0], code[0] if code else "")
        return
    page = whole(words[0], MOST_PAGES) if words else None
    await _list(update, context, clerk, max(0, (page or 1) - 1))


async def _list(update: Update, context: BotContext, clerk: Clerk, page: int) -> None:
    services, voice = context.services, clerk.voice
    found, count = await services.db.run(wishes.waiting, _PAGE, page * _PAGE)
    since = services.today() - _MONTH
    unhappy = await services.db.run(wishes.displeasures, since) if page == 0 else []
    lines = [voice.say("editors-unanswered", count=count) if count else
             voice.say("editors-unanswered-none")]  # fmt: skip
    rows: list[list[InlineKeyboardButton]] = []
    for wish in found:
        lines.append(_told(voice, wish))
        rows.append([buttons.button(f"{wish.name}: {wish.text}", "wish", "see", wish.name)])
    lines += _unhappy(voice, unhappy)
    if (page + 1) * _PAGE < count:
        rows.append([buttons.button(voice.label("browse-next"), "wish", "page", str(page + 1))])
    await reply.say(update, "\n".join(lines), buttons.keyboard(rows))


async def _news(update: Update, context: BotContext, clerk: Clerk, *, wanted: bool) -> None:
    """Begin or end the hourly word of what residents sent and did not find helpful."""
    await context.services.db.run(desk_news.choose, clerk.met.person, wanted)
    voice = clerk.voice
    other = "off" if wanted else "on"
    row = [buttons.button(voice.label(f"editors-desk-{other}"), "wish", other)]
    key = f"editors-desk-is-{'on' if wanted else 'off'}"
    await reply.say(update, voice.say(key), buttons.keyboard([row]))


def _told(voice: Voice, wish: Wish) -> str:
    key = "editors-wish-sent" if wish.name.startswith("s") else "editors-wish-missed"
    text = voice.say(
        key, name=wish.name, text=wish.text, chats=wish.chats,
        language=voice.label(f"language-{wish.language}"),
    )  # fmt: skip
    return f"{text} {voice.say('editors-wish-waits')}" if wish.waits else text


def _unhappy(voice: Voice, found: list[Displeasure]) -> list[str]:
    if not found:
        return []
    lines = ["", voice.say("editors-unhappy")]
    for one in found:
        often = str(one.count) if one.count >= FLOOR else voice.label("editors-few", floor=FLOOR)
        why = voice.label(f"ask-why-{one.why}" if one.why != "none" else "ask-none")
        lines.append(f"• {html.escape(one.stamp)}: {html.escape(why)}, {html.escape(often)}")
    return lines


@tap(Right.LOOK)
async def tapped(
    update: Update, context: BotContext, clerk: Clerk, query: CallbackQuery, press: buttons.Press
) -> None:
    """A tap on a question that waits, or on what to do with it."""
    if press.verb in ("on", "off"):
        await _news(update, context, clerk, wanted=press.verb == "on")
        return
    if press.verb == "page":
        await _list(update, context, clerk, buttons.number(press.argument, MOST_PAGES))
        return
    name, _, code = press.argument.partition(".")
    await _act(update, context, clerk, press.verb, name, code)


async def _act(
    update: Update, context: BotContext, clerk: Clerk, verb: str, name: str, code: str
) -> None:
    services, voice = context.services, clerk.voice
    wish = await services.db.run(wishes.find, name)
    if wish is None:
        await reply.say(update, voice.say("editors-wish-gone"))
        return
    match verb:
        case "add" if code:
            await add(update, context, clerk, wish, code)
        case "new":
            body = {wish.language.value: {"phrasings": [wish.text]}}
            await drafting.begin(
                update, context, clerk, Kind.ENTRY,
                about=wish.name, body=body, language=wish.language,
            )  # fmt: skip
        case "dismiss":
            await services.db.run(wishes.dismiss, clerk.actor, name, services.now())
            await reply.say(update, voice.say("editors-wish-dismissed"))
        case _:
            await _see(update, context, clerk, wish)


async def _see(update: Update, context: BotContext, clerk: Clerk, wish: Wish) -> None:
    """Show one question with the answers nearest to it, each one tap from taking it in."""
    voice, base = clerk.voice, context.services.library.base
    verdict = context.services.library.index.ask(wish.text, wish.language)
    rows = [
        [
            buttons.button(
                voice.label(
                    "editors-wish-add", code=one.entry, score=f"{one.score:.2f}",
                    title=base.title(one.entry, voice.language),
                ),
                "wish", "add", f"{wish.name}.{one.entry}",
            )
        ]
        for one in verdict.candidates
        if one.entry in base.entries
    ]  # fmt: skip
    rows.append(
        [
            buttons.button(voice.label("editors-wish-new"), "wish", "new", wish.name),
            buttons.button(voice.label("editors-wish-dismiss"), "wish", "dismiss", wish.name),
        ]
    )
    words = f"{_told(voice, wish)}\n\n{voice.say('editors-wish-how', name=wish.name)}"
    await reply.say(update, words, buttons.keyboard(rows))


async def add(update: Update, context: BotContext, clerk: Clerk, wish: Wish, code: str) -> None:
    """Add a question as one more way of asking; the preview tells its score before and after."""
    services, voice = context.services, clerk.voice
    stored = await services.db.run(drafts.document, Kind.ENTRY, code)
    base = services.library.base
    if stored is None or stored.state != "live" or code not in base.entries:
        await reply.say(update, voice.say("ask-no-such-code", code=code))
        return
    language = wish.language
    if language not in base.entries[code].wordings:
        language = next(iter(base.entries[code].wordings))
    one = fields.field(Kind.ENTRY, "phrasings")
    asked = [*fields.get(Kind.ENTRY, stored.body, one, language), wish.text]
    body = fields.put(Kind.ENTRY, stored.body, one, language, list(dict.fromkeys(asked)))
    draft = await drafting.take_up(
        update, context, clerk, stored, language, body=body, about=wish.name
    )
    trial = await trials.begin(context, draft)

    async def scores() -> str:
        after = await trial.index() if trial else services.library.index
        return voice.say(
            "editors-wish-scores",
            code=code,
            before=f"{_score(before, wish, code):.2f}",
            after=f"{_score(after, wish, code):.2f}",
        )

    before = services.library.index
    await preview.preview(update, context, clerk, draft, scores)


def _score(index: FaqIndex, wish: Wish, code: str) -> float:
    verdict = index.ask(wish.text, Language(wish.language))
    return next((c.score for c in verdict.candidates if c.entry == code), 0.0)
