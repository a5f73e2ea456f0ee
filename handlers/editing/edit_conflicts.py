"""Someone else published the same document meanwhile: told, and one's own changes laid on top."""

from collections.abc import Mapping

from telegram import Update

from bot.context import BotContext
from bot.storage.database.row_states import DraftAct
from bot.storage.editors import editor_members
from bot.storage.faq import base_documents, drafts
from bot.storage.faq.drafts import PendingDraft
from bot.storage.faq.publishing import PublishConflict
from handlers.authorization import EditorSession
from handlers.editing import draft_texts
from handlers.messages import replies
from handlers.messages.keyboards import draft_button, make_keyboard
from knowledge.content.documents import DocumentKind
from knowledge.editing.field_changes import RebasedEdit, rebase_edit


async def show_conflict(
    update: Update,
    context: BotContext,
    editor: EditorSession,
    draft: PendingDraft,
    raced: PublishConflict,
) -> None:
    """Show what someone else published meanwhile; nothing of theirs is overwritten unseen."""
    services, localizer = context.services, editor.localizer
    who = await services.db.run(
        editor_members.editor_label, raced.editor, services.settings.admin_ids
    )
    lines = [
        localizer.html(
            "editors-raced", code=raced.code, version=str(raced.version), who=who or "?"
        )
    ]
    rows = []
    if draft.act == DraftAct.PUBLISH:
        origin = await _original_body(context, draft)
        lines.append(
            draft_texts.body_difference(localizer, DocumentKind(draft.kind), origin, raced.body)
        )
        rows.append([draft_button(localizer, "editors-take", "take", draft.id)])
    rows.append([draft_button(localizer, "editors-discard", "discard", draft.id)])
    await replies.send_reply(update, "\n".join(lines), make_keyboard(rows))


async def _original_body(context: BotContext, draft: PendingDraft) -> Mapping[str, object]:
    history = await context.services.db.run(
        base_documents.document_history, DocumentKind(draft.kind), draft.code
    )
    return next((v.body for v in history if v.number == draft.version), {})


async def rebase_on_public(
    context: BotContext, editor: EditorSession, draft: PendingDraft
) -> tuple[PendingDraft, RebasedEdit]:
    """Lay a draft over what is public by now; raises NoDraftError when nothing is."""
    services, kind = context.services, DocumentKind(draft.kind)
    stored = await services.db.run(drafts.load_document, kind, draft.code)
    if stored is None:
        raise drafts.NoDraftError("the document is gone")
    laid = rebase_edit(kind, await _original_body(context, draft), draft.body, stored.body)
    draft = await services.db.run(
        drafts.change_draft, editor.actor, draft.id, services.now(),
        body=laid.body, version=stored.version,
    )  # fmt: skip
    return draft, laid


async def show_clashes(update: Update, editor: EditorSession, laid: RebasedEdit) -> None:
    """Show the parts that both editors changed."""
    if laid.clashes:
        told = "\n".join(
            draft_texts.change_text(editor.localizer, change) for change in laid.clashes
        )
        await replies.send_reply(update, f"{editor.localizer.html('editors-clashes')}\n{told}")
