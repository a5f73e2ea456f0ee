"""/faq: find an answer, see it as residents do, open an edit, look into its past."""

import html

from telegram import InlineKeyboardButton, Update

from bot.callback_data import CallbackDataError, Prefix
from bot.context import BotContext
from bot.storage.database.row_states import DocumentState, DraftAct
from bot.storage.editors import editor_members
from bot.storage.faq import base_documents, drafts, trash
from bot.storage.faq.drafts import StoredDocument
from bot.texts import Localizer, answer_cards
from handlers.authorization import EditorSession, editor_command, editor_tap
from handlers.chats.decorators import Tap
from handlers.editing import (
    draft_editing,
    draft_preview,
    draft_texts,
    meeting_ties,
    phrasing_additions,
)
from handlers.messages import replies
from handlers.messages.keyboards import make_button, make_keyboard
from knowledge.content.documents import DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.editing.roles import Right
from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.matching.text.folding import fold
from knowledge.numbers import parse_number
from knowledge.verdict import Outcome

_VERSIONS_PER_PAGE, _MAX_HISTORY_PAGES = 5, 9999  # of a history
_MAX_FOUND = 8


# Follow an edit: here (/faq edit) → handlers/editing/draft_editing.py (a part is asked for and
# taken) → handlers/editors/draft_routing.py (texts and taps of an open edit) →
# handlers/editing/draft_preview.py (shown, checked, published) → bot/storage/faq/publishing.py
# (the one transaction that makes it public) → bot/faq/faq_cache.py (answers from it at once).


@editor_command(Right.LOOK)
async def on_faq_command(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/faq [words or code]`, `/faq add|edit|delete|history|undo|restore|phrase [code]`."""
    verb, rest = (words[0].lower(), words[1:]) if words else ("", [])
    if verb in _FAQ_VERBS:
        await _FAQ_VERBS[verb](update, context, editor, rest)
    else:
        await find_entries(update, context, editor, " ".join(words))


async def find_entries(
    update: Update, context: BotContext, editor: EditorSession, text: str
) -> None:
    """Show the entry of a code, or the entries that words may mean."""
    services, localizer = context.services, editor.localizer
    base = services.faq.base
    if not text:
        waiting = await services.db.run(drafts.visible_drafts, editor.actor)
        await replies.send_reply(
            update,
            localizer.html("editors-faq-help"),
            make_keyboard(draft_editing.draft_rows(waiting, localizer)),
        )
        return
    if (entry := base.find_entry(text)) is not None:
        await show_entry_to_editor(update, context, editor, entry.code, localizer.language)
        return
    found = _meant_codes(base, services.faq.index, text, localizer.language)
    if not found:
        await replies.send_reply(update, localizer.html("editors-faq-none", text=text[:80]))
        return
    rows = [
        [
            make_button(
                f"{code}: {base.entry_title(code, localizer.language)}", Prefix.FAQ, "show", code
            )
        ]
        for code in found
    ]
    await replies.send_reply(update, localizer.html("editors-faq-found"), make_keyboard(rows))


def _meant_codes(base: FaqBase, index: FaqIndex, text: str, language: Language) -> list[str]:
    """Return the codes words may mean: as a resident's question, else as words of a title."""
    verdict = index.ask(text, language)
    if verdict.outcome in (Outcome.FOUND, Outcome.MAYBE):
        return [c.entry for c in verdict.candidates if c.entry in base.entries]
    wanted = fold(text)
    return [
        code
        for code, entry in base.entries.items()
        if any(wanted in fold(base.filled_wording(entry, tag)[0].title) for tag in entry.wordings)
    ][:_MAX_FOUND]


async def show_entry_to_editor(
    update: Update, context: BotContext, editor: EditorSession, code: str, language: Language
) -> None:
    """Show an entry as residents see it in a language, and what can be done with it."""
    services, localizer = context.services, editor.localizer
    base = services.faq.base
    entry = base.entries.get(code)
    if entry is None:
        await replies.send_reply(update, localizer.html("ask-no-such-code", code=code))
        return
    words = answer_cards.complete_answer(
        base, entry, services.localizer(language), services.today()
    )
    behind = (
        localizer.html("editors-faq-behind")
        if draft_texts.is_translation_behind(entry, language)
        else ""
    )
    notes = "\n".join(filter(None, (behind, meeting_ties.tie_text(base, entry, localizer))))
    await replies.send_reply(
        update,
        f"{words}\n\n{notes}".strip(),
        make_keyboard(_entry_buttons(localizer, code, language)),
    )


def _entry_buttons(
    localizer: Localizer, code: str, language: Language
) -> list[list[InlineKeyboardButton]]:
    others = [
        make_button(localizer.label(f"language-{one}"), Prefix.FAQ, "show", f"{code}.{one}")
        for one in localizer.town.languages
        if one is not language
    ]
    edit = make_button(localizer.label("editors-edit"), Prefix.FAQ, "edit", f"{code}.{language}")
    past = make_button(localizer.label("editors-history"), Prefix.FAQ, "history", code)
    away = make_button(localizer.label("editors-delete"), Prefix.FAQ, "delete", code)
    return [[edit, past, away], others]


@editor_tap(Right.LOOK)
async def on_faq_tap(update: Update, context: BotContext, editor: EditorSession, tap: Tap) -> None:
    """A tap on an entry's buttons."""
    code, _, tag = tap.argument.partition(".")
    language = editor.localizer.town.language_from_tag(tag) or editor.localizer.language
    match tap.verb:
        case "show":
            await show_entry_to_editor(update, context, editor, code, language)
        case "edit":
            await edit_entry(update, context, editor, [code, language])
        case "history":
            await show_entry_history(update, context, editor, [code, tag])
        case "delete":
            await delete_entry(update, context, editor, [code])
        case "restore":
            await restore_entry(update, context, editor, [code])
        case _:
            raise CallbackDataError


async def begin_entry(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/faq add`: begin a new entry and ask for its question."""
    await draft_editing.begin_document(
        update, context, editor, DocumentKind.ENTRY, " ".join(words)
    )


async def edit_entry(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/faq edit AB-14 [part] [language]`."""
    stored = await _stored_entry(context, _typed_code(context, words))
    if stored is None or stored.state != DocumentState.LIVE:
        await replies.send_reply(update, editor.localizer.html("editors-faq-which", verb="edit"))
        return
    guess = editor.localizer.town.language_from_tag
    tags = [language for word in words[1:] if (language := guess(word))]
    names = [word for word in words[1:] if not guess(word)]
    draft = await draft_editing.open_document_draft(
        update, context, editor, stored, tags[0] if tags else editor.localizer.language
    )
    if names:
        await draft_editing.ask_for_part(update, context, editor, draft, names[0].lower())
    else:
        await draft_editing.show_draft_screen(update, context, editor, draft)


def _typed_code(context: BotContext, words: list[str]) -> str:
    codes = context.services.town.codes
    read = codes.parse_code(words[0]) if words else None
    return read[0] if read else ""


async def _stored_entry(context: BotContext, code: str) -> StoredDocument | None:
    run = context.services.db.run
    return await run(drafts.load_document, DocumentKind.ENTRY, code) if code else None


async def show_entry_history(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/faq history AB-14 [page]`: who changed what, when, as a readable difference."""
    services, localizer, code = context.services, editor.localizer, _typed_code(context, words)
    versions = (
        await services.db.run(base_documents.document_history, DocumentKind.ENTRY, code)
        if code
        else []
    )
    if not versions:
        await replies.send_reply(update, localizer.html("editors-faq-which", verb="history"))
        return
    page = (parse_number(words[1], _MAX_HISTORY_PAGES) if len(words) > 1 else None) or 0
    newest_first = list(reversed(versions))
    shown = newest_first[page * _VERSIONS_PER_PAGE : (page + 1) * _VERSIONS_PER_PAGE]
    lines = [localizer.html("editors-history-of", code=code)]
    for version in shown:
        before = next((v.body for v in versions if v.number == version.number - 1), None)
        who = await services.db.run(
            editor_members.editor_label, version.editor, services.settings.admin_ids
        )
        lines.append(
            draft_texts.version_text(
                localizer, version, before, who, services.settings.timezone, DocumentKind.ENTRY
            )
        )
    row = []
    if (page + 1) * _VERSIONS_PER_PAGE < len(versions):
        row = [
            make_button(
                localizer.label("browse-next"), Prefix.FAQ, "history", f"{code}.{page + 1}"
            )
        ]
    await replies.send_reply(update, "\n\n".join(lines), make_keyboard([row]))


async def delete_entry(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/faq delete AB-14`: show what would go, then ask."""
    stored = await _stored_entry(context, _typed_code(context, words))
    if stored is None or stored.state != DocumentState.LIVE:
        await replies.send_reply(update, editor.localizer.html("editors-faq-which", verb="delete"))
        return
    await draft_preview.propose_change(
        update, context, editor, stored, stored.body, DraftAct.RETIRE
    )


async def restore_entry(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/faq restore [AB-14]`: list the bin, or take an entry out of it."""
    services, localizer, code = context.services, editor.localizer, _typed_code(context, words)
    stored = await _stored_entry(context, code)
    if stored is not None and stored.state == DocumentState.RETIRED:
        await draft_preview.propose_change(
            update, context, editor, stored, stored.body, DraftAct.RESTORE
        )
        return
    binned = await services.db.run(trash.trashed_entries)
    if not binned:
        await replies.send_reply(update, localizer.html("editors-bin-empty"))
        return
    titles = [(b.code, draft_texts.body_title(b.body, localizer.language)) for b in binned]
    lines = [localizer.html("editors-bin"), *(f"{c}: {html.escape(t)}" for c, t in titles)]
    rows = [[make_button(f"{c}: {t}", Prefix.FAQ, "restore", c)] for c, t in titles[:10]]
    await replies.send_reply(update, "\n".join(lines), make_keyboard(rows))


async def undo_edit(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/faq undo [AB-14]`: propose the version before; without a code, of one's own last act."""
    services, localizer, code = context.services, editor.localizer, _typed_code(context, words)
    kind = DocumentKind.ENTRY
    if not code and (last := await services.db.run(trash.last_publication, editor.actor.user_id)):
        kind, code = last
    versions = await services.db.run(base_documents.document_history, kind, code) if code else []
    stored = await services.db.run(drafts.load_document, kind, code) if code else None
    if stored is None or stored.state != DocumentState.LIVE or len(versions) < 2:
        is_first = stored is not None and stored.state == DocumentState.LIVE
        key = "editors-undo-first" if is_first else "editors-undo-nothing"
        await replies.send_reply(update, localizer.html(key, code=code))
        return
    await draft_preview.propose_change(
        update, context, editor, stored, dict(versions[-2].body), DraftAct.PUBLISH
    )


_FAQ_VERBS = {
    "add": begin_entry,
    "edit": edit_entry,
    "history": show_entry_history,
    "delete": delete_entry,
    "restore": restore_entry,
    "undo": undo_edit,
    "phrase": phrasing_additions.add_typed_phrasing,
}
