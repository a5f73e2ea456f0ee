"""/fact, /source, /alias, /scope, /topic: what answers rest on, by the same way as answers."""

import html
from collections.abc import Mapping

from telegram import CallbackQuery, Update

from bot.context import BotContext
from bot.storage import drafts
from handlers import buttons, reply
from handlers.admin import drafting, wording
from handlers.admin.desk import Clerk, Handler, command, tap
from knowledge.content.base import Base
from knowledge.content.documents import Kind
from knowledge.editing.roles import Right
from knowledge.matching.folding import fold

KINDS = {
    "fact": Kind.FACT,
    "source": Kind.SOURCE,
    "alias": Kind.ALIAS,
    "scope": Kind.SCOPE,
    "topic": Kind.TOPIC,
}
_SHOWN = 12


def shelf(base: Base, kind: Kind) -> Mapping[str, object]:
    """Return every document of a kind by code."""
    return {
        Kind.FACT: base.facts,
        Kind.SOURCE: base.sources,
        Kind.ALIAS: base.aliases,
        Kind.SCOPE: base.scopes,
        Kind.TOPIC: base.topics,
    }[kind]


def typed(name: str) -> Handler:
    """Return the command of one kind: `/fact`, `/fact F016`, `/fact add`, `/fact words`."""
    kind = KINDS[name]

    @command(Right.LOOK)
    async def handler(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
        if words and words[0].lower() == "add":
            await drafting.begin(update, context, clerk, kind, " ".join(words[1:]))
            return
        text = " ".join(words)
        known = shelf(context.services.library.base, kind)
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
    base, voice = context.services.library.base, clerk.voice
    found = [
        (code, says)
        for code, one in shelf(base, kind).items()
        if fold(text) in fold(f"{code} {(says := wording.summary(one, voice.language))}")
    ]
    key = "editors-documents" if found else "editors-document-none"
    lines = [voice.say(key, kind=kind.value, count=len(found))]
    lines += [f"<b>{html.escape(code)}</b>: {html.escape(says)}" for code, says in found[:_SHOWN]]
    rows = [
        [buttons.button(f"{code}: {says}", "document", kind.value, code)]
        for code, says in found[:_SHOWN]
        if len(code) <= 40
    ]
    await reply.say(update, "\n".join(lines), buttons.keyboard(rows))


@tap(Right.LOOK)
async def tapped(
    update: Update, context: BotContext, clerk: Clerk, query: CallbackQuery, press: buttons.Press
) -> None:
    """A tap on a document of a list."""
    if press.verb not in KINDS:
        raise buttons.BadButton("this button is none of ours")
    await _open(update, context, clerk, KINDS[press.verb], press.argument)
