"""/import and /export: the whole base as one file, read strictly, changed all at once or not."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any

from telegram import Document, Update

from bot.context import BotContext
from bot.storage import drafts, faq
from bot.storage.faq import Live
from bot.texts import Voice, cards
from handlers import media, reply
from handlers.admin import preview
from handlers.admin.desk import Clerk, admit, carried, command
from knowledge.content import importing
from knowledge.content.checks import Severity
from knowledge.content.checks.claims import claims_of
from knowledge.content.columns import column_of_rule
from knowledge.content.documents import Body, Key, Kind
from knowledge.content.exporting import FORMS, export
from knowledge.content.imported import Fault, Imported, RefusedFile
from knowledge.content.problems import problems, with_documents
from knowledge.content.shape import KINDS, flat
from knowledge.editing.roles import Right
from knowledge.errors import CivicBotError

KIND = "import"
_TABLES = "zip"  # one table a kind
_SHOWN = 20


@command(Right.LOOK)
async def export_(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/export zip|toml|json|md|html`: the public base as a file; `/export fact`: one table."""
    asked = words[0].lower() if words else _TABLES
    kind = Kind(asked) if asked in KINDS else None
    form = "csv" if kind else _TABLES if asked == "csv" else asked
    if form not in FORMS and kind is None:
        forms = ", ".join((*FORMS, *KINDS))
        await reply.say(update, clerk.voice.say("editors-export-usage", forms=forms))
        return
    services, message = context.services, update.effective_message
    assert message is not None
    live = await services.db.run(faq.live)
    bodies = {key: body for key, body in live.bodies.items() if kind in (None, key[0])}
    today = services.today()
    written = await asyncio.to_thread(
        export,
        bodies,
        form,
        today,
        versions=live.versions,
        version=live.version,
        card=cards.worded_by(context.services.texts, today),
    )
    await message.reply_document(
        written,
        filename=f"{kind or 'faq'}-{today.isoformat()}.{form}",
        caption=clerk.voice.say("editors-exported", count=len(bodies)),
    )


@command(Right.EDIT)
async def import_(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/import`: say which file to send."""
    await reply.say(update, clerk.voice.say("editors-import-usage"))


async def received(update: Update, context: BotContext) -> None:
    """A file: an editor's is read as an import; anyone else hears that we read text only."""
    clerk = await admit(update, context)
    document = update.message.document if update.message else None
    if clerk is None or document is None:
        await media.not_text(update, context)
        return
    await carried(update, clerk, Right.EDIT, lambda: _receive(update, context, clerk, document))


async def _receive(update: Update, context: BotContext, clerk: Clerk, document: Document) -> None:
    voice = clerk.voice
    name, _, form = (document.file_name or "").lower().rpartition(".")
    live = await context.services.db.run(faq.live)
    try:
        if (document.file_size or 0) > importing.MOST_BYTES:
            raise RefusedFile(voice.label("editors-import-too-large"))
        file = await document.get_file()
        if (file.file_size or 0) > importing.MOST_BYTES:
            raise RefusedFile(voice.label("editors-import-too-large"))
        data = bytes(await file.download_as_bytearray())
        codes = voice.town.codes
        read = partial(importing.read, data, form, codes, name=name[:40], live=live.bodies)
        imported = await asyncio.to_thread(read)
    except CivicBotError as fault:
        await reply.say(update, voice.say("editors-import-refused", fault=str(fault)[:300]))
        return
    await _report(update, context, clerk, imported, live)


async def _report(
    update: Update, context: BotContext, clerk: Clerk, imported: Imported, live: Live
) -> None:
    """Tell row by row what is wrong; if nothing is, show what would change."""
    voice = clerk.voice
    news = {
        key: body
        for key, body in imported.documents.items()
        if key not in live.bodies or _held(key[0], live.bodies[key]) != _held(key[0], body)
    }
    faults = imported.faults or await asyncio.to_thread(_wrong, context, news, imported)
    if faults:
        lines = [voice.say("editors-import-faults", count=len(faults))]
        lines += [_told(voice, fault) for fault in faults[:_SHOWN]]
        if len(faults) > _SHOWN:
            lines.append(voice.say("editors-and-more"))
        await reply.say(update, "\n".join(lines))
        return
    if not news:
        await reply.say(update, voice.say("editors-import-same", count=len(imported.documents)))
        return
    await _propose(update, context, clerk, news, live.versions)


def _told(voice: Voice, fault: Fault) -> str:
    place = voice.label("import-at-line", line=str(fault.line))
    if fault.row:
        place = voice.label("import-at-row", sheet=fault.sheet, row=str(fault.row))
    if fault.column:
        place += voice.label("import-at-column", column=fault.column)
    return voice.say("editors-import-fault", place=place, code=fault.code, says=fault.says)


def _wrong(context: BotContext, news: Mapping[Key, Body], imported: Imported) -> list[Fault]:
    """Hold every new or changed document against the rules, in the base as it would be."""
    services = context.services
    base = services.library.base
    whole = with_documents(base, news)
    claims = claims_of(whole)
    return [
        imported.fault((kind, code), str(problem), column_of_rule(kind, problem))
        for (kind, code), body in news.items()
        for problem in problems(
            whole, kind, code, body, services.today(), public=base, claims=claims
        )
        if problem.severity is Severity.ERROR
    ]


async def _propose(
    update: Update, context: BotContext, clerk: Clerk, news: Mapping[Key, Body],
    versions: Mapping[Key, int],
) -> None:  # fmt: skip
    services = context.services
    documents = [
        [kind.value, code, versions.get((kind, code), 0), body]
        for (kind, code), body in news.items()
    ]
    draft = await services.db.run(
        drafts.open_, clerk.actor, KIND, KIND, {"documents": documents}, 0, services.now(),
        act="import", language=clerk.voice.language, afresh=True,
    )  # fmt: skip
    await preview.preview(update, context, clerk, draft)


def _held(kind: Kind, body: Body) -> dict[str, Any]:
    """Return the fields of a body that hold something, for telling whether two are alike."""
    return {path: value for path, value in flat(kind, body) if value not in ("", [], {}, 0)}
