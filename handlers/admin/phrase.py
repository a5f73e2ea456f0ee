"""The question an editor just asked, put into an entry as one more way of asking.

The question is kept nowhere: it stands in the message that the answer replies to.
"""

from telegram import CallbackQuery, InlineKeyboardButton, Message, Update

from bot.context import BotContext
from bot.storage.wishes import Wish
from bot.texts import Voice
from handlers import buttons, reply
from handlers.admin import drafting, insight
from handlers.admin.desk import Clerk, tap
from knowledge.content.documents import Kind
from knowledge.editing.roles import Right
from knowledge.language import Language

LONGEST = 300  # characters of a way of asking


@tap(Right.WORD)
async def tapped(
    update: Update, context: BotContext, clerk: Clerk, query: CallbackQuery, press: buttons.Press
) -> None:
    """A tap on "Add phrasing", then on the entry it goes into, or on a new one."""
    asked = _question(query)
    if asked is None:
        await reply.say(update, clerk.voice.say("editors-phrase-usage"))
        return
    match press.verb:
        case "choose":
            await reply.rebutton(query, buttons.keyboard(_nearest(context, clerk.voice, asked)))
        case "into":
            await add(update, context, clerk, press.argument, asked)
        case "new":
            wish = wished(context, clerk, asked)
            body = {wish.language.value: {"phrasings": [wish.text]}}
            await drafting.begin(
                update, context, clerk, Kind.ENTRY, body=body, language=wish.language
            )
        case _:
            raise buttons.BadButton("this button is none of ours")


async def typed(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/faq phrase AB-14 the question`: the same for any entry."""
    codes = context.services.town.codes
    read = codes.read(words[0]) if words else None
    if read is None or len(words) < 2:
        await reply.say(update, clerk.voice.say("editors-phrase-usage"))
        return
    await add(update, context, clerk, read[0], " ".join(words[1:]))


async def add(update: Update, context: BotContext, clerk: Clerk, code: str, asked: str) -> None:
    """Add a question to an entry's ways of asking, and show the preview."""
    await insight.add(update, context, clerk, wished(context, clerk, asked), code)


def wished(context: BotContext, clerk: Clerk, asked: str) -> Wish:
    """Return a question as something that was asked for, in the language it is in."""
    text = " ".join(asked.split())[:LONGEST]
    language = context.services.library.index.ask(text, clerk.voice.language).language
    return Wish("", Language(language), text, 1, False)


def _question(query: CallbackQuery) -> str | None:
    answer = query.message if isinstance(query.message, Message) else None
    asked = answer.reply_to_message if answer else None
    return (asked.text or "").strip() or None if asked else None


def _nearest(context: BotContext, voice: Voice, asked: str) -> list[list[InlineKeyboardButton]]:
    """Return the entries a question is nearest to, and the way to a new one."""
    library = context.services.library
    verdict = library.index.ask(asked, voice.language)
    rows = [
        [
            buttons.button(
                voice.label(
                    "editors-wish-add", code=one.entry, score=f"{one.score:.2f}",
                    title=library.base.title(one.entry, voice.language),
                ),
                "phrase", "into", one.entry,
            )
        ]
        for one in verdict.candidates
        if one.entry in library.base.entries
    ]  # fmt: skip
    return [*rows, [buttons.button(voice.label("editors-wish-new"), "phrase", "new")]]
