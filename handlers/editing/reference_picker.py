"""Parts of a draft that name other documents, chosen from a list: search, pages, taps.

A button names draft, page and code; its verb is the part. What is searched for stands in what the
draft asks for, so that typing goes on searching until the part is left.
"""

import html

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.callback_data import CallbackDataError, Prefix, fits_callback_data, parse_callback_number
from bot.context import BotContext
from bot.storage.database.row_states import DraftAct
from bot.storage.faq import drafts
from bot.storage.faq.drafts import PendingDraft
from bot.texts import Localizer
from handlers.authorization import EditorSession
from handlers.editing import document_lists, draft_texts
from handlers.messages import replies
from handlers.messages.keyboards import make_button, make_keyboard
from knowledge.content.document_fields import Field, InputForm
from knowledge.content.documents import DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.editing import editable_fields
from knowledge.editing.editable_fields import FieldInputError

SEARCH_MARK = "?"  # in what a draft asks for: the words searched for follow
EMPTY_ARGUMENT, DONE_ARGUMENT = "-", "="  # in a button, in place of a code
_MAX_CHOSEN_SHOWN = 10
_MAX_LINE_LENGTH = 90


async def ask_for_references(
    update: Update, context: BotContext, editor: EditorSession, draft: PendingDraft, one: Field,
    search: str = "",
) -> None:  # fmt: skip
    """Show the list of what a part can name, and wait for words to search or codes."""
    asks = f"{one.name}.{SEARCH_MARK}{search}"
    draft = await context.services.db.run(
        drafts.change_draft, editor.actor, draft.id, context.services.now(), asks=asks
    )
    await replies.send_reply(
        update, *_references_page(context.services.faq.base, editor.localizer, draft, one, 0)
    )


def searched_words(draft: PendingDraft, one: Field) -> str:
    """Return the words searched for in a part's list."""
    name, _, search = draft.asks.partition(f".{SEARCH_MARK}")
    return search if name == one.name else ""


def parse_references(base: FaqBase, one: Field, typed: str) -> str | list[str] | None:
    """Read codes typed for a part; None for words to search. Raises FieldInputError."""
    assert one.refers_to is not None
    whole = typed.strip()
    is_code = document_lists.kind_of_code(base, whole) is not None  # "kw 14" is one code, not two
    given = editable_fields.parse_field(one, typed)
    codes = [whole] if given and (is_code or one.form is InputForm.CODE) else list(given)
    if not codes:
        return [] if one.form is InputForm.CODES else ""
    found = [document_lists.find_code(base, one.refers_to, code) for code in codes]
    right = [code for code in found if code]
    if len(right) == len(codes):
        return right if one.form is InputForm.CODES else right[0]
    for code in codes:
        other = document_lists.kind_of_code(base, code)
        if other is not None and other is not one.refers_to:
            raise FieldInputError(f"is-a-{other}", code[:40])
    if right:  # some codes are right: the others are faults, not words
        wrong = next(code for code, known in zip(codes, found, strict=True) if not known)
        raise FieldInputError("no-code", wrong[:40])
    return None


async def take_references(
    update: Update,
    context: BotContext,
    editor: EditorSession,
    draft: PendingDraft,
    one: Field,
    typed: str,
) -> PendingDraft | None:
    """Take codes or a dash and return the draft; with words to search for show what fits.

    So it is with a code of another kind.
    """
    base = context.services.faq.base
    search = document_lists.search_words(typed)
    try:
        value = parse_references(base, one, typed)
    except FieldInputError as fault:
        await replies.send_reply(
            update,
            editor.localizer.html(f"editors-misread-{fault.reason}", given=fault.typed_text),
        )
        found = document_lists.document_page(
            base, one.refers_to or DocumentKind.ENTRY, editor.localizer.language, search, 0
        )
        await ask_for_references(
            update, context, editor, draft, one, search if found.count else ""
        )
        return None
    if value is None:
        await ask_for_references(update, context, editor, draft, one, search)
        return None
    return await _store_references(context, editor, draft, one, value, asks="")


async def _store_references(
    context: BotContext,
    editor: EditorSession,
    draft: PendingDraft,
    one: Field,
    value: str | list[str],
    **parts: str,
) -> PendingDraft:
    body = editable_fields.with_field_value(DocumentKind(draft.kind), draft.body, one, None, value)
    return await context.services.db.run(
        drafts.change_draft, editor.actor, draft.id, context.services.now(), body=body, **parts
    )


def _references_page(
    base: FaqBase, localizer: Localizer, draft: PendingDraft, one: Field, page: int
) -> tuple[str, InlineKeyboardMarkup | None]:
    """Return the text and the buttons of a page."""
    kind, search = one.refers_to, searched_words(draft, one)
    assert kind is not None
    found = document_lists.document_page(base, kind, localizer.language, search, page)
    chosen = _chosen_codes(draft, one)
    lines = [
        localizer.html(
            f"editors-pick-{one.form}", part=draft_texts.part_name(localizer, one, None)
        )
    ]
    for code in chosen[:_MAX_CHOSEN_SHOWN]:
        is_there = code in document_lists.documents_of_kind(base, kind)
        line = (
            document_lists.document_line(base, kind, code, localizer.language)
            if is_there
            else localizer.label("editors-pick-gone")
        )
        lines.append(f"✓ <b>{html.escape(code)}</b>: {html.escape(line[:_MAX_LINE_LENGTH])}")
    if len(chosen) > _MAX_CHOSEN_SHOWN:
        lines.append(localizer.html("editors-and-more"))
    lines.append(
        localizer.html("editors-pick-found", words=search, count=found.count)
        if search else localizer.html("editors-pick-all", count=found.count)
    )  # fmt: skip
    if found.pages > 1:
        lines.append(localizer.html("browse-page", page=found.number + 1, pages=found.pages))

    def to(label: str, argument: str) -> InlineKeyboardButton:
        return make_button(label, Prefix.PICK, one.name, f"{draft.id}.{argument}")

    rows = [
        [to(f"{'✓ ' * (code in chosen)}{code}: {line}", f"{found.number}.{code}")]
        for code, line in found.shown
        if fits_callback_data(Prefix.PICK, one.name, f"{draft.id}.{found.number}.{code}")
    ]
    turn = []
    if found.number > 0:
        turn.append(to(localizer.label("editors-pick-before"), f"{found.number - 1}."))
    if found.number + 1 < found.pages:
        turn.append(to(localizer.label("editors-pick-next"), f"{found.number + 1}."))
    end = [to(localizer.label("editors-pick-done"), f"0.{DONE_ARGUMENT}")]
    if chosen:
        end.insert(
            0, to(localizer.label("editors-pick-empty"), f"{found.number}.{EMPTY_ARGUMENT}")
        )
    return "\n".join(lines), make_keyboard([*rows, turn, end])


def _chosen_codes(draft: PendingDraft, one: Field) -> list[str]:
    value = editable_fields.field_value(DocumentKind(draft.kind), draft.body, one, None)
    if isinstance(value, str):
        return [value] if value else []
    return list(value)


async def tap_reference(
    context: BotContext,
    editor: EditorSession,
    query: CallbackQuery,
    draft: PendingDraft,
    one: Field,
    page: str,
    code: str,
) -> PendingDraft | None:
    """Choose a document or let it go, turn the page, empty or leave; the draft once it is left."""
    base = context.services.faq.base
    if code == DONE_ARGUMENT:
        return await context.services.db.run(
            drafts.change_draft, editor.actor, draft.id, context.services.now(), asks=""
        )
    if code == EMPTY_ARGUMENT:
        draft = await _store_references(
            context, editor, draft, one, "" if one.form is InputForm.CODE else []
        )
    elif code:
        assert one.refers_to is not None
        if code not in document_lists.documents_of_kind(base, one.refers_to):
            raise CallbackDataError
        if one.form is InputForm.CODE:
            return await _store_references(context, editor, draft, one, code, asks="")
        chosen = _chosen_codes(draft, one)
        left = [c for c in chosen if c != code] if code in chosen else [*chosen, code]
        draft = await _store_references(context, editor, draft, one, left)
    await replies.edit_tapped_message(
        query, *_references_page(base, editor.localizer, draft, one, parse_callback_number(page))
    )
    return None


def reference_field(draft: PendingDraft, name: str) -> Field:
    """Return the part a button names; raises CallbackDataError if the draft has no such list."""
    if draft.kind in list(DocumentKind) and draft.act == DraftAct.PUBLISH:
        for one in editable_fields.EDITABLE_FIELDS[DocumentKind(draft.kind)]:
            if one.name == name and one.refers_to is not None:
                return one
    raise CallbackDataError
