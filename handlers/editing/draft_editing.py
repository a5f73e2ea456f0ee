"""An edit in the making: its screen, a part chosen, a text taken, thrown away.

The draft is a row of the database; every step reads it anew, so that a restart loses nothing.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

from telegram import InlineKeyboardButton, Update

from bot.callback_data import Prefix
from bot.context import BotContext
from bot.storage.database.row_states import DraftAct, DraftState
from bot.storage.editors import editor_members
from bot.storage.faq import drafts
from bot.storage.faq.drafts import PendingDraft, StoredDocument
from bot.texts import Localizer
from handlers.authorization import EditorSession
from handlers.editing import draft_texts, matcher_trials, meeting_ties, reference_picker
from handlers.messages import replies
from handlers.messages.keyboards import draft_button, make_button, make_keyboard
from knowledge.content.document_fields import Field, InputForm
from knowledge.content.documents import Certainty, DocumentKind
from knowledge.editing import editable_fields, part_problems
from knowledge.editing.editable_fields import FieldInputError
from knowledge.language import Language

_NEW_BODIES: dict[DocumentKind, dict[str, Any]] = {
    DocumentKind.ENTRY: {"related": [], "certainty": "", "facts": [], "sources": []},
    DocumentKind.FACT: {"certainty": "", "sources": [], "values": {}},
    DocumentKind.ALIAS: {"language": "any", "says": []},
    DocumentKind.SCOPE: {"outcome": "unknown", "reply": {}, "examples": {}},
    DocumentKind.SOURCE: {"date_is": "exact", "title": "", "date": "", "url": ""},
    DocumentKind.TOPIC: {"order": 99, "name": {}},
    DocumentKind.EVENT: {"says": {}, "facts": [], "entry": ""},
}


def is_document_draft(draft: PendingDraft) -> bool:
    """Tell whether a draft is of one document of the base."""
    return draft.kind in [kind.value for kind in DocumentKind] and draft.act == DraftAct.PUBLISH


async def open_document_draft(
    update: Update,
    context: BotContext,
    editor: EditorSession,
    stored: StoredDocument,
    language: Language,
    *,
    body: dict[str, Any] | None = None,
    about: str = "",
) -> PendingDraft:
    """Open the draft of a document; say so if another editor has one open as well."""
    services = context.services
    draft = await services.db.run(
        drafts.open_draft,
        editor.actor,
        stored.kind,
        stored.code,
        body or stored.body,
        stored.version,
        services.now(),
        language=language,
        about=about,
        afresh=body is not None,
    )
    await warn_of_others(update, context, editor, draft)
    return draft


async def warn_of_others(
    update: Update, context: BotContext, editor: EditorSession, draft: PendingDraft
) -> None:
    """Tell an editor that someone else is at the same document."""
    services = context.services
    others = await services.db.run(
        drafts.other_editors_on, editor.actor.user_id, draft.kind, draft.code
    )
    if others:
        names = [
            await services.db.run(editor_members.editor_label, other, services.settings.admin_ids)
            for other in others
        ]
        await replies.send_reply(
            update,
            editor.localizer.html("editors-others", names=", ".join(filter(None, names)) or "?"),
        )


async def begin_document(
    update: Update, context: BotContext, editor: EditorSession, kind: DocumentKind, text: str = "",
    *, about: str = "", body: dict[str, Any] | None = None, language: Language | None = None,
) -> None:  # fmt: skip
    """Begin a new document and ask for its first part."""
    services = context.services
    code = await services.db.run(
        drafts.free_code, kind, context.services.town.codes, draft_texts.make_slug(text)
    )
    started: dict[str, Any] = {**_NEW_BODIES[kind], **(body or {})}
    spoken = language or editor.localizer.language
    if kind is DocumentKind.ENTRY:
        started |= draft_texts.new_entry_dates(services.today())
        started["slug"] = code.lower()
    draft = await services.db.run(
        drafts.open_draft, editor.actor, kind, code, started, 0, services.now(),
        language=spoken, about=about,
    )  # fmt: skip
    if text:
        first = editable_fields.EDITABLE_FIELDS[kind][0]
        filled = editable_fields.with_field_value(
            kind,
            draft.body,
            first,
            spoken if first.spoken else None,
            editable_fields.parse_field(first, text),
        )
        draft = await services.db.run(
            drafts.change_draft, editor.actor, draft.id, services.now(), body=filled
        )
    await ask_next_part(update, context, editor, draft)


async def show_draft_screen(
    update: Update, context: BotContext, editor: EditorSession, draft: PendingDraft
) -> None:
    """Show a draft: what it changes so far, and the parts that can be changed."""
    kind = DocumentKind(draft.kind)
    stored = await context.services.db.run(drafts.load_document, kind, draft.code)
    base = context.services.faq.base
    words = draft_texts.draft_text(editor.localizer, draft, stored.body if stored else None, base)
    await replies.send_reply(update, words, make_keyboard(_part_rows(editor.localizer, draft)))


def _part_rows(localizer: Localizer, draft: PendingDraft) -> list[list[InlineKeyboardButton]]:
    kind = DocumentKind(draft.kind)
    spoken = [one for one in editable_fields.EDITABLE_FIELDS[kind] if one.spoken]
    shared = [one for one in editable_fields.EDITABLE_FIELDS[kind] if not one.spoken]
    rows = []
    if spoken and len(localizer.town.languages) > 1:
        rows.append(
            [
                make_button(
                    ("• " if language == draft.language else "")
                    + localizer.label(f"language-{language}"),
                    Prefix.DRAFT, "language", f"{draft.id}.{language}",
                )
                for language in localizer.town.languages
            ]
        )  # fmt: skip
    for group in (spoken, shared):
        made = [
            make_button(
                draft_texts.part_label(localizer, draft, one),
                Prefix.DRAFT, "part", f"{draft.id}.{one.name}",
            )
            for one in group
        ]  # fmt: skip
        rows += [made[at : at + 2] for at in range(0, len(made), 2)]
    rows.append(
        [
            draft_button(localizer, "editors-preview", "preview", draft.id),
            draft_button(localizer, "editors-discard", "discard", draft.id),
        ]
    )
    return rows


async def ask_for_part(
    update: Update, context: BotContext, editor: EditorSession, draft: PendingDraft, name: str
) -> None:
    """Ask for the new text of one part; what it says now stands there to be copied."""
    kind, localizer = DocumentKind(draft.kind), editor.localizer
    one = editable_fields.find_field(kind, name)
    if one.refers_to is not None:
        await reference_picker.ask_for_references(update, context, editor, draft, one)
        return
    language = draft.language if one.spoken else None
    asks = f"{name}.{language or ''}"
    await context.services.db.run(
        drafts.change_draft, editor.actor, draft.id, context.services.now(), asks=asks
    )
    now = editable_fields.format_field(
        one, editable_fields.field_value(kind, draft.body, one, language)
    )
    rows = [
        [draft_button(localizer, f"editors-choice-{choice}", "choose", draft.id, choice)]
        for choice in _allowed_choices(one, draft)
    ]
    if one.form is InputForm.MEETING:
        rows = await meeting_ties.meeting_choice_rows(context.services, localizer, draft)
    words = draft_texts.part_request_text(localizer, one, language, now, context.services.faq.base)
    await replies.send_reply(update, words, make_keyboard(rows))


def _allowed_choices(one: Field, draft: PendingDraft) -> Sequence[str]:
    """Return what can be chosen: without a source nothing is certain but that it is unknown."""
    if one.name == "certainty" and not draft.body.get("sources"):
        return (Certainty.UNKNOWN.value,)
    return one.choices


async def take_part_text(
    update: Update, context: BotContext, editor: EditorSession, draft: PendingDraft, typed: str
) -> None:
    """Fill the part a draft asks for with what was typed; raises FieldInputError."""
    services = context.services
    name, _, tag = draft.asks.partition(".")
    kind, language = DocumentKind(draft.kind), editor.localizer.town.language_from_tag(tag)
    one = editable_fields.find_field(kind, name)
    if one.refers_to is not None:
        left = await reference_picker.take_references(update, context, editor, draft, one, typed)
        if left is not None:
            await ask_next_part(update, context, editor, left, after=one)
        return
    message = update.message
    text = typed
    if one.form is InputForm.HTML and message is not None and message.entities:
        text = draft_texts.typed_html(message.text_html, typed)
    read = editable_fields.parse_field(one, text, editor.localizer.town.languages)
    value = editable_fields.merge_field_value(
        one, editable_fields.field_value(kind, draft.body, one, language), read
    )
    if one.choices and value and value not in (allowed := _allowed_choices(one, draft)):
        raise FieldInputError("unsourced", ", ".join(allowed))
    if one.form is InputForm.MEETING:
        await meeting_ties.check_tie_name(context, value)
    body = editable_fields.with_field_value(kind, draft.body, one, language, value)
    base, today = services.faq.base, services.today()
    wrong = await asyncio.to_thread(
        part_problems.find_part_problems, base, kind, draft.code, body, one, language, today
    )
    if wrong:
        told = draft_texts.problems_text(editor.localizer, wrong)
        await replies.send_reply(update, f"{told}\n\n{editor.localizer.html('given-refused')}")
        return
    draft = await services.db.run(
        drafts.change_draft, editor.actor, draft.id, services.now(), body=body, asks=""
    )
    await matcher_trials.begin_impact_check(context, draft)
    await ask_next_part(update, context, editor, draft, after=one)


async def ask_next_part(
    update: Update,
    context: BotContext,
    editor: EditorSession,
    draft: PendingDraft,
    after: Field | None = None,
) -> None:
    """In a new document ask for the next part that is needed; else show the screen.

    Only parts behind `after` are asked for: one that was just left empty is not asked for again.
    """
    kind = DocumentKind(draft.kind)
    parts = editable_fields.EDITABLE_FIELDS[kind]
    if draft.version == 0:
        for one in parts[parts.index(after) + 1 if after else 0 :]:
            language = draft.language if one.spoken else None
            needed = editable_fields.is_field_needed(one, draft.body)
            if needed and not editable_fields.field_value(kind, draft.body, one, language):
                await ask_for_part(update, context, editor, draft, one.name)
                return
    await show_draft_screen(update, context, editor, draft)


def draft_rows(
    pending: list[PendingDraft], localizer: Localizer
) -> list[list[InlineKeyboardButton]]:
    """Return a button for each open edit and each that waits for a review."""
    return [
        [
            make_button(
                localizer.label(f"editors-open-{draft.state}", code=draft.code),
                Prefix.DRAFT,
                "preview" if draft.state == DraftState.REVIEW else "show",
                str(draft.id),
            )
        ]
        for draft in pending
    ]  # fmt: skip
