"""From an edit to the public: shown as residents will see it, its problems named, published."""

import asyncio
import html
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from bot.callback_data import Prefix
from bot.context import BotContext
from bot.storage.database import base_version
from bot.storage.database.row_states import DocumentState, DraftAct, DraftState
from bot.storage.faq import base_documents, drafts, publishing
from bot.storage.faq.drafts import PendingDraft, StoredDocument
from bot.storage.faq.publishing import (
    DocumentWithdrawn,
    NeedsReview,
    PublishConflict,
    PublishedDraft,
    ReleaseRenewed,
)
from bot.texts import Localizer, answer_cards
from bot.texts.card_size import card_sizes
from bot.texts.card_size import size_problems as problems_of_size
from handlers.authorization import EditorSession
from handlers.editing import draft_editing, draft_texts, edit_conflicts, matcher_trials
from handlers.messages import replies
from handlers.messages.keyboards import draft_button, make_button, make_keyboard
from knowledge.content.checks import Problem, Severity
from knowledge.content.documents import DocumentError, DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.editing.draft_problems import affected_entries, find_draft_problems, with_document
from knowledge.editing.field_changes import changed_fields, stamp_translations

ExtraNote: TypeAlias = Callable[[], Awaitable[str]]


async def propose_change(
    update: Update, context: BotContext, editor: EditorSession, stored: StoredDocument,
    body: Mapping[str, object], act: DraftAct,
) -> None:  # fmt: skip
    """Make a whole draft at once (removal, return, undo) and show its preview."""
    services = context.services
    draft = await services.db.run(
        drafts.open_draft, editor.actor, stored.kind, stored.code, body, stored.version,
        services.now(), act=act, language=editor.localizer.language, afresh=True,
    )  # fmt: skip
    await draft_editing.warn_of_others(update, context, editor, draft)
    await show_preview(update, context, editor, draft)


async def show_preview(
    update: Update,
    context: BotContext,
    editor: EditorSession,
    draft: PendingDraft,
    also: ExtraNote | None = None,
) -> None:
    """Show a draft as it will be, what stands against it, and the way to publish.

    `also` words what is to be told beside, once the draft was tried.
    """
    if draft.act == DraftAct.PUBLISH:
        await _preview_document(update, context, editor, draft, also)
        return
    localizer = editor.localizer
    if draft.act in (DraftAct.RETIRE, DraftAct.RESTORE):
        base = with_document(context.services.faq.base, DocumentKind.ENTRY, draft.code, draft.body)
        entry = base.entries[draft.code]
        await replies.send_reply(
            update, answer_cards.complete_answer(base, entry, localizer, context.services.today())
        )
    else:
        live = await context.services.db.run(base_documents.load_live_documents)
        lines = [
            localizer.html("editors-import-differences"),
            *draft_texts.import_change_texts(localizer, draft.body["documents"], live.bodies),
        ]
        await replies.send_reply(update, "\n".join(lines))
    draft = await _note_preview(context, editor, draft)
    await replies.send_reply(
        update,
        localizer.html(f"editors-confirm-{draft.act}", code=draft.code),
        _publish_buttons(localizer, draft, editor, may=True),
    )


async def _preview_document(
    update: Update,
    context: BotContext,
    editor: EditorSession,
    draft: PendingDraft,
    also: ExtraNote | None,
) -> None:
    services, localizer, kind = context.services, editor.localizer, DocumentKind(draft.kind)
    stored = await services.db.run(drafts.load_document, kind, draft.code)
    public = stored.body if stored and stored.state == DocumentState.LIVE else {}
    base, body = services.faq.base, draft.body
    if kind is DocumentKind.ENTRY and public:  # so that translations now behind are named
        past = await services.db.run(base_documents.document_history, kind, draft.code)
        body = stamp_translations(public, body, draft.version + 1, [v.body for v in past])
    found = await asyncio.to_thread(
        find_draft_problems, base, kind, draft.code, body, services.today()
    )
    try:
        changed_base = with_document(base, kind, draft.code, draft.body, draft.version + 1)
    except DocumentError:
        changed_base = None
    if changed_base is not None and kind is DocumentKind.ENTRY:
        mine = [changed_base.entries[draft.code]]
        large = card_sizes(changed_base, services.texts, services.today(), mine)
        found += [replace(one, severity=Severity.WARNING) for one in problems_of_size(large)]
    if changed_base is not None:
        await _show_changed(update, context, editor, draft, changed_base, public)
    may = changed_base is not None and not any(p.severity is Severity.ERROR for p in found)
    placeholder = await replies.send_reply(update, localizer.html("editors-checking"))
    stolen = ""
    if may and changed_base is not None:  # a base that cannot be worded cannot be asked

        async def progress(words: str) -> None:
            if placeholder is not None:
                await replies.edit_own_message(
                    context, placeholder.chat.id, placeholder.message_id, words, None
                )

        stolen = await matcher_trials.changed_answers_text(
            context, localizer, draft, public, changed_base, progress
        )
        stolen = "\n\n".join(filter(None, (await also() if also else "", stolen)))
    await _show_problems(update, context, editor, draft, found, stolen, placeholder, may=may)


async def _show_problems(
    update: Update,
    context: BotContext,
    editor: EditorSession,
    draft: PendingDraft,
    found: list[Problem],
    stolen: str,
    placeholder: Message | None,
    *,
    may: bool,
) -> None:
    localizer = editor.localizer
    draft = await _note_preview(context, editor, draft)
    parts = [draft_texts.problems_text(localizer, found), stolen]
    parts.append(localizer.html("editors-may-publish" if may else "editors-may-not-publish"))
    words = "\n\n".join(part for part in parts if part)
    keyboard = _publish_buttons(localizer, draft, editor, may=may)
    if placeholder is not None:
        chat = placeholder.chat.id
        await replies.edit_own_message(
            context, chat, placeholder.message_id, words[:4000], keyboard
        )
    else:
        await replies.send_reply(update, words, keyboard)


async def _note_preview(
    context: BotContext, editor: EditorSession, draft: PendingDraft
) -> PendingDraft:
    """Remember which content was shown: only that can be published."""
    services = context.services
    if draft.editor != editor.actor.user_id:
        return draft
    return await services.db.run(
        drafts.change_draft, editor.actor, draft.id, services.now(), previewed=draft.digest
    )


def _publish_buttons(
    localizer: Localizer, draft: PendingDraft, editor: EditorSession, *, may: bool
) -> InlineKeyboardMarkup | None:
    row: list[InlineKeyboardButton] = []
    exact = f"{draft.id}.{draft.digest}"
    is_mine = draft.editor == editor.actor.user_id
    if may and (not is_mine or draft.state != DraftState.REVIEW):
        key = "editors-publish" if is_mine else "editors-approve"
        row.append(make_button(localizer.label(key), Prefix.DRAFT, "publish", exact))
    if is_mine and draft_editing.is_document_draft(draft):
        row.append(draft_button(localizer, "editors-change", "show", draft.id))
    if not is_mine:
        row.append(draft_button(localizer, "editors-back", "back", draft.id))
    row.append(draft_button(localizer, "editors-discard", "discard", draft.id))
    return make_keyboard([row])


async def _show_changed(
    update: Update, context: BotContext, editor: EditorSession, draft: PendingDraft, base: FaqBase,
    public: Mapping[str, object],
) -> None:  # fmt: skip
    """Show a draft as residents will see it; for other kinds, what it changes."""
    services, localizer, kind = context.services, editor.localizer, DocumentKind(draft.kind)
    if kind is DocumentKind.ENTRY:
        entry = base.entries[draft.code]
        changes = changed_fields(kind, public, draft.body)
        spoken = [one.language for one in changes if one.language]
        shared = any(one.language is None for one in changes)
        for language in services.town.languages:
            wanted = language in spoken or (shared and language is draft.language)
            if language in entry.wordings and wanted:
                try:
                    words = answer_cards.complete_answer(
                        base, entry, services.localizer(language), services.today()
                    )
                except Exception as fault:  # a broken quote is told among the problems
                    words = html.escape(str(fault))
                await replies.send_reply(update, words)
        return
    lines = [
        localizer.html("editors-document", kind=kind.value, code=draft.code),
        draft_texts.body_difference(localizer, kind, public, draft.body),
    ]
    if kind is DocumentKind.FACT:
        now = services.faq.base
        told = affected_entries(now, base)
        lines.append(draft_texts.changed_entries_text(localizer, now, base, told))
    await replies.send_reply(update, "\n\n".join(lines))


async def publish_shown_draft(
    update: Update, context: BotContext, editor: EditorSession, draft: PendingDraft, digest: str
) -> None:
    """Carry a draft out, or tell why not: a rival was first, or someone else must approve."""
    services, localizer = context.services, editor.localizer
    if draft.act == DraftAct.PUBLISH and await _is_broken(context, draft):
        await replies.send_reply(update, localizer.html("editors-may-not-publish"))
        return
    owners = services.settings.admin_ids
    done = await services.db.run(
        publishing.publish_draft, editor.actor, draft.id, digest, services.now(), owners
    )
    match done:
        case PublishedDraft():
            version = await services.db.run(base_version.content_version)
            await services.faq.refresh(version)
            await replies.send_reply(update, _published_text(localizer, draft, done))
        case NeedsReview():
            await replies.send_reply(
                update, localizer.html("editors-sent-to-review", code=draft.code)
            )
        case PublishConflict():
            await edit_conflicts.show_conflict(update, context, editor, draft, done)
        case DocumentWithdrawn():
            await replies.send_reply(update, localizer.html("releases-retired", code=done.code))
        case ReleaseRenewed():
            see = draft_button(localizer, "releases-see", "release", draft.id)
            words = localizer.html("releases-renewed-unseen", code=done.code)
            await replies.send_reply(update, words, make_keyboard([[see]]))


async def _is_broken(context: BotContext, draft: PendingDraft) -> bool:
    """Check once more at the last moment: the base may have changed since the preview."""
    services = context.services
    found = await asyncio.to_thread(
        find_draft_problems,
        services.faq.base,
        DocumentKind(draft.kind),
        draft.code,
        draft.body,
        services.today(),
    )
    return any(problem.severity is Severity.ERROR for problem in found)


def _published_text(localizer: Localizer, draft: PendingDraft, done: PublishedDraft) -> str:
    lines = [
        localizer.html(f"editors-done-{draft.act}", code=done.code, version=str(done.version))
    ]
    if done.notified:
        lines.append(localizer.html("editors-done-followers", count=done.notified))
    return "\n".join(lines)


async def rebase_draft(
    update: Update, context: BotContext, editor: EditorSession, draft: PendingDraft
) -> None:
    """Lay one's own changes over what is public by now, and show the preview again."""
    draft, laid = await edit_conflicts.rebase_on_public(context, editor, draft)
    await edit_conflicts.show_clashes(update, editor, laid)
    await show_preview(update, context, editor, draft)


async def send_draft_back(
    update: Update, context: BotContext, editor: EditorSession, draft: PendingDraft
) -> None:
    """Give a draft back to its author."""
    services = context.services
    await services.db.run(publishing.return_draft, editor.actor, draft.id, services.now())
    await replies.send_reply(update, editor.localizer.html("editors-sent-back", code=draft.code))
