"""/fact, /source, /alias, /scope, /topic: what answers rest on, by the same way as answers."""

import html

from telegram import InlineKeyboardMarkup, Update

from bot.callback_data import CallbackDataError, Prefix, fits_callback_data, parse_callback_number
from bot.context import BotContext
from bot.storage.database.row_states import DocumentState
from bot.storage.faq import drafts
from bot.texts import Localizer
from handlers.authorization import EditorSession, editor_command, editor_tap
from handlers.chats.decorators import Tap, UpdateHandler
from handlers.editing import document_lists, draft_editing, draft_texts
from handlers.messages import replies
from handlers.messages.keyboards import make_button, make_keyboard
from knowledge.content.documents import DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.editing.roles import Right

KIND_BY_COMMAND = {
    "fact": DocumentKind.FACT,
    "source": DocumentKind.SOURCE,
    "alias": DocumentKind.ALIAS,
    "scope": DocumentKind.SCOPE,
    "topic": DocumentKind.TOPIC,
}


def document_command(name: str) -> UpdateHandler:
    """Return the command of one kind: `/fact`, `/fact F016`, `/fact add`, `/fact words`."""
    kind = KIND_BY_COMMAND[name]

    @editor_command(Right.LOOK)
    async def handler(
        update: Update, context: BotContext, editor: EditorSession, words: list[str]
    ) -> None:
        if words and words[0].lower() == "add":
            await draft_editing.begin_document(update, context, editor, kind, " ".join(words[1:]))
            return
        text = " ".join(words)
        known = document_lists.documents_of_kind(context.services.faq.base, kind)
        code = next((one for one in known if one.lower() == text.lower()), None)
        if code is not None:
            await _open_document(update, context, editor, kind, code)
        else:
            await _list_documents(update, context, editor, kind, text)

    return handler


async def _open_document(
    update: Update, context: BotContext, editor: EditorSession, kind: DocumentKind, code: str
) -> None:
    stored = await context.services.db.run(drafts.load_document, kind, code)
    if stored is None or stored.state != DocumentState.LIVE:
        await replies.send_reply(
            update, editor.localizer.html("editors-document-none", kind=kind.value)
        )
        return
    draft = await draft_editing.open_document_draft(
        update, context, editor, stored, editor.localizer.language
    )
    await replies.send_reply(
        update, draft_texts.document_text(editor.localizer, kind, stored.body)
    )
    await draft_editing.show_draft_screen(update, context, editor, draft)


async def _list_documents(
    update: Update, context: BotContext, editor: EditorSession, kind: DocumentKind, text: str
) -> None:
    base, search = context.services.faq.base, document_lists.search_words(text)
    await replies.send_reply(update, *_documents_page(base, editor.localizer, kind, search, 0))


def _documents_page(
    base: FaqBase, localizer: Localizer, kind: DocumentKind, search: str, number: int
) -> tuple[str, InlineKeyboardMarkup | None]:
    """Return the text and the buttons of one page of the documents of a kind."""
    found = document_lists.document_page(base, kind, localizer.language, search, number)
    key = "editors-documents" if found.count else "editors-document-none"
    lines = [localizer.html(key, kind=kind.value, count=found.count)]
    lines += [f"<b>{html.escape(code)}</b>: {html.escape(says)}" for code, says in found.shown]
    if found.pages > 1:
        lines.append(localizer.html("browse-page", page=found.number + 1, pages=found.pages))
    rows = [
        [make_button(f"{code}: {says}", Prefix.DOCUMENT, kind.value, code)]
        for code, says in found.shown
        if fits_callback_data(Prefix.DOCUMENT, kind.value, code)
    ]
    turn = [
        make_button(localizer.label(label), Prefix.DOCUMENT, "page", f"{kind}.{page}.{search}")
        for label, page in (
            ("editors-pick-before", found.number - 1),
            ("editors-pick-next", found.number + 1),
        )
        if 0 <= page < found.pages
    ]
    return "\n".join(lines), make_keyboard([*rows, turn])


@editor_tap(Right.LOOK)
async def on_document_tap(
    update: Update, context: BotContext, editor: EditorSession, tap: Tap
) -> None:
    """A tap on a document of a list, or on another page of it."""
    kind, number, search = [*tap.argument.split(".", 2), "", ""][:3]
    if tap.verb == "page" and kind in KIND_BY_COMMAND:
        base, page = context.services.faq.base, parse_callback_number(number)
        words = document_lists.search_words(search)
        await replies.edit_tapped_message(
            tap.query, *_documents_page(base, editor.localizer, KIND_BY_COMMAND[kind], words, page)
        )
        return
    if tap.verb not in KIND_BY_COMMAND:
        raise CallbackDataError
    await _open_document(update, context, editor, KIND_BY_COMMAND[tap.verb], tap.argument)
