"""/import and /export: the whole base as one file, read strictly, changed all at once or not."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any

from telegram import Document, Update

from bot.context import BotContext
from bot.storage.database.row_states import DraftAct
from bot.storage.faq import base_documents, drafts
from bot.storage.faq.base_documents import LiveDocuments
from bot.texts import Localizer, answer_cards
from handlers.about import non_text
from handlers.authorization import EditorSession, authenticate_editor, editor_command, run_guarded
from handlers.editing import draft_preview
from handlers.messages import replies
from knowledge.content.checks import Severity
from knowledge.content.checks.phrasing_claims import collect_claims
from knowledge.content.document_fields import FIELDS, flatten_body
from knowledge.content.documents import DocumentBody, DocumentKey, DocumentKind
from knowledge.content.files import base_import
from knowledge.content.files.base_export import EXPORT_FORMATS, export_base
from knowledge.content.files.fault_columns import problem_column
from knowledge.content.files.import_result import ImportedFile, ImportFault, ImportRefusedError
from knowledge.editing.draft_problems import find_draft_problems, with_documents
from knowledge.editing.roles import Right
from knowledge.errors import CivicBotError

IMPORT_KIND = "import"
_TABLES_FORMAT = "zip"  # one table a kind
_MAX_FAULTS_SHOWN = 20


@editor_command(Right.LOOK)
async def on_export_command(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/export zip|toml|json|md|html`: the public base as a file; `/export fact`: one table."""
    asked = words[0].lower() if words else _TABLES_FORMAT
    kind = DocumentKind(asked) if asked in FIELDS else None
    form = "csv" if kind else _TABLES_FORMAT if asked == "csv" else asked
    if form not in EXPORT_FORMATS and kind is None:
        forms = ", ".join((*EXPORT_FORMATS, *FIELDS))
        await replies.send_reply(
            update, editor.localizer.html("editors-export-usage", forms=forms)
        )
        return
    services, message = context.services, update.effective_message
    assert message is not None
    live = await services.db.run(base_documents.load_live_documents)
    bodies = {key: body for key, body in live.bodies.items() if kind in (None, key[0])}
    today = services.today()
    written = await asyncio.to_thread(
        export_base,
        bodies,
        form,
        today,
        versions=live.versions,
        version=live.version,
        card=answer_cards.answer_renderer(context.services.texts, today),
    )
    await message.reply_document(
        written,
        filename=f"{kind or 'faq'}-{today.isoformat()}.{form}",
        caption=editor.localizer.html("editors-exported", count=len(bodies)),
    )


@editor_command(Right.EDIT)
async def on_import_command(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/import`: say which file to send."""
    await replies.send_reply(update, editor.localizer.html("editors-import-usage"))


async def on_document_message(update: Update, context: BotContext) -> None:
    """A file: an editor's is read as an import; anyone else hears that we read text only."""
    editor = await authenticate_editor(update, context)
    document = update.message.document if update.message else None
    if editor is None or document is None:
        await non_text.on_non_text(update, context)
        return
    await run_guarded(
        update, editor, Right.EDIT, lambda: _receive_import(update, context, editor, document)
    )


async def _receive_import(
    update: Update, context: BotContext, editor: EditorSession, document: Document
) -> None:
    localizer = editor.localizer
    name, _, form = (document.file_name or "").lower().rpartition(".")
    live = await context.services.db.run(base_documents.load_live_documents)
    try:
        if (document.file_size or 0) > base_import.MAX_IMPORT_BYTES:
            raise ImportRefusedError(localizer.label("editors-import-too-large"))
        file = await document.get_file()
        if (file.file_size or 0) > base_import.MAX_IMPORT_BYTES:
            raise ImportRefusedError(localizer.label("editors-import-too-large"))
        data = bytes(await file.download_as_bytearray())
        codes = localizer.town.codes
        read = partial(
            base_import.read_import, data, form, codes, name=name[:40], live=live.bodies
        )
        imported = await asyncio.to_thread(read)
    except CivicBotError as fault:
        await replies.send_reply(
            update, localizer.html("editors-import-refused", fault=str(fault)[:300])
        )
        return
    await _report_import(update, context, editor, imported, live)


async def _report_import(
    update: Update,
    context: BotContext,
    editor: EditorSession,
    imported: ImportedFile,
    live: LiveDocuments,
) -> None:
    """Tell row by row what is wrong; if nothing is, show what would change."""
    localizer = editor.localizer
    news = {
        key: body
        for key, body in imported.documents.items()
        if key not in live.bodies
        or _filled_fields(key[0], live.bodies[key]) != _filled_fields(key[0], body)
    }
    faults = imported.faults or await asyncio.to_thread(
        _find_import_faults, context, news, imported
    )
    if faults:
        lines = [localizer.html("editors-import-faults", count=len(faults))]
        lines += [_fault_text(localizer, fault) for fault in faults[:_MAX_FAULTS_SHOWN]]
        if len(faults) > _MAX_FAULTS_SHOWN:
            lines.append(localizer.html("editors-and-more"))
        await replies.send_reply(update, "\n".join(lines))
        return
    if not news:
        await replies.send_reply(
            update, localizer.html("editors-import-same", count=len(imported.documents))
        )
        return
    await _propose_import(update, context, editor, news, live.versions)


def _fault_text(localizer: Localizer, fault: ImportFault) -> str:
    place = localizer.label("import-at-line", line=str(fault.line))
    if fault.row:
        place = localizer.label("import-at-row", sheet=fault.sheet, row=str(fault.row))
    if fault.column:
        place += localizer.label("import-at-column", column=fault.column)
    return localizer.html("editors-import-fault", place=place, code=fault.code, says=fault.says)


def _find_import_faults(
    context: BotContext, news: Mapping[DocumentKey, DocumentBody], imported: ImportedFile
) -> list[ImportFault]:
    """Hold every new or changed document against the rules, in the base as it would be."""
    services = context.services
    base = services.faq.base
    whole = with_documents(base, news)
    claims = collect_claims(whole)
    return [
        imported.document_fault((kind, code), str(problem), problem_column(kind, problem))
        for (kind, code), body in news.items()
        for problem in find_draft_problems(
            whole, kind, code, body, services.today(), public=base, claims=claims
        )
        if problem.severity is Severity.ERROR
    ]


async def _propose_import(
    update: Update,
    context: BotContext,
    editor: EditorSession,
    news: Mapping[DocumentKey, DocumentBody],
    versions: Mapping[DocumentKey, int],
) -> None:
    services = context.services
    documents = [
        [kind.value, code, versions.get((kind, code), 0), body]
        for (kind, code), body in news.items()
    ]
    draft = await services.db.run(
        drafts.open_draft,
        editor.actor,
        IMPORT_KIND,
        IMPORT_KIND,
        {"documents": documents},
        0,
        services.now(),
        act=DraftAct.IMPORT,
        language=editor.localizer.language,
        afresh=True,
    )
    await draft_preview.show_preview(update, context, editor, draft)


def _filled_fields(kind: DocumentKind, body: DocumentBody) -> dict[str, Any]:
    """Return the fields of a body that hold something, for telling whether two are alike."""
    return {
        path: value for path, value in flatten_body(kind, body) if value not in ("", [], {}, 0)
    }
