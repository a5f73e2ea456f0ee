"""/fact, /source, /alias, /scope, /topic: what answers rest on, by the same way as answers."""

import html

from telegram import CallbackQuery, InlineKeyboardMarkup, Update

from bot.context import BotContext
from bot.storage import drafts
from bot.texts import Voice
from handlers import buttons, reply
from handlers.admin import drafting, shelves, wording
from handlers.admin.desk import Clerk, Handler, command, tap
from knowledge.content.base import Base
from knowledge.content.documents import Kind
from knowledge.editing.roles import Right

KINDS = {
    "fact": Kind.FACT,
    "source": Kind.SOURCE,
    "alias": Kind.ALIAS,
    "scope": Kind.SCOPE,
    "topic": Kind.TOPIC,
}


def typed(name: str) -> Handler:
    """Return the command of one kind: `/fact`, `/fact F016`, `/fact add`, `/fact words`."""
    kind = KINDS[name]

    @command(Right.LOOK)
    async def handler(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
        if words and words[0].lower() == "add":
            await drafting.begin(update, context, clerk, kind, " ".join(words[1:]))
            return
        text = " ".join(words)
        known = shelves.shelf(context.services.library.base, kind)
        code = next((one for one in known if one.lower() == text.lower()), None)
        if code is not None:
            await _open(update, context, clerk, kind, code)
        else:
            await _list(update, context, clerk, kind, text)

    return handler


async def _open(update: Update, context: BotContext, clerk: Clerk, kind: Kind, code: str) -> None:
    stored = await context.services.db.run(drafts.document, kind, code)
    if stored is None or stored.state != "live":
        await reply.say(update, clerk.voice.say("editors-document-none", kind=kind.value))
        return
    draft = await drafting.take_up(update, context, clerk, stored, clerk.voice.language)
    await reply.say(update, wording.whole(clerk.voice, kind, stored.body))
    await drafting.screen(update, context, clerk, draft)


async def _list(update: Update, context: BotContext, clerk: Clerk, kind: Kind, text: str) -> None:
    base, search = context.services.library.base, shelves.words_of(text)
    await reply.say(update, *_page(base, clerk.voice, kind, search, 0))


def _page(
    base: Base, voice: Voice, kind: Kind, search: str, number: int
) -> tuple[str, InlineKeyboardMarkup | None]:
    """Return the text and the buttons of one page of the documents of a kind."""
    found = shelves.page(base, kind, voice.language, search, number)
    key = "editors-documents" if found.count else "editors-document-none"
    lines = [voice.say(key, kind=kind.value, count=found.count)]
    lines += [f"<b>{html.escape(code)}</b>: {html.escape(says)}" for code, says in found.shown]
    if found.pages > 1:
        lines.append(voice.say("browse-page", page=found.number + 1, pages=found.pages))
    rows = [
        [buttons.button(f"{code}: {says}", "document", kind.value, code)]
        for code, says in found.shown
        if buttons.fits("document", kind.value, code)
    ]
    turn = [
        buttons.button(voice.label(label), "document", "page", f"{kind}.{page}.{search}")
        for label, page in (
            ("editors-pick-before", found.number - 1),
            ("editors-pick-next", found.number + 1),
        )
        if 0 <= page < found.pages
    ]
    return "\n".join(lines), buttons.keyboard([*rows, turn])


@tap(Right.LOOK)
async def tapped(
    update: Update, context: BotContext, clerk: Clerk, query: CallbackQuery, press: buttons.Press
) -> None:
    """A tap on a document of a list, or on another page of it."""
    kind, number, search = [*press.argument.split(".", 2), "", ""][:3]
    if press.verb == "page" and kind in KINDS:
        base, page = context.services.library.base, buttons.number(number)
        words = shelves.words_of(search)
        await reply.edit(query, *_page(base, clerk.voice, KINDS[kind], words, page))
        return
    if press.verb not in KINDS:
        raise buttons.BadButton("this button is none of ours")
    await _open(update, context, clerk, KINDS[press.verb], press.argument)
