"""The draft that decides on a release: begun with what is sure, kept up with what is public."""

from telegram import Update

from bot.context import BotContext
from bot.storage.database.row_states import DocumentState, DraftAct, DraftState
from bot.storage.faq import drafts, waiting_texts
from bot.storage.faq.drafts import PendingDraft
from bot.storage.faq.waiting_texts import WaitingText
from handlers.authorization import EditorSession
from handlers.editing import draft_editing, draft_preview, edit_conflicts, matcher_trials
from handlers.messages import replies
from handlers.messages.keyboards import draft_button, make_keyboard
from knowledge.content.documents import DocumentKind
from knowledge.editing.release_merge import merge_release


async def open_release_draft(
    update: Update, context: BotContext, editor: EditorSession, one: WaitingText
) -> PendingDraft | None:
    """Return the draft that decides, begun with what can be taken without asking.

    None if the editor has another edit of the document open, which is shown instead.
    """
    db, now = context.services.db, context.services.now()
    mine = await db.run(drafts.visible_drafts, editor.actor)
    have = next(
        (d for d in mine if d.editor == editor.actor.user_id and (d.kind, d.code) == one.key), None
    )
    if (
        have is not None
        and have.about.startswith(waiting_texts.RELEASE_PREFIX)
        and have.state == DraftState.OPEN
    ):
        return have
    if have is not None and (have.body, have.act) != (one.ours, DraftAct.PUBLISH):
        await replies.send_reply(
            update, editor.localizer.html("releases-edit-open", code=one.code)
        )
        await (
            draft_editing.show_draft_screen
            if draft_editing.is_document_draft(have)
            else draft_preview.show_preview
        )(update, context, editor, have)
        return None
    draft = await db.run(
        drafts.open_draft, editor.actor, one.kind, one.code,
        merge_release(one.kind, one.ours, one.differences), one.version, now,
        language=editor.localizer.language, about=one.about, afresh=True,
    )  # fmt: skip
    await draft_editing.warn_of_others(update, context, editor, draft)
    await matcher_trials.begin_impact_check(context, draft)
    return draft


async def update_release_draft(
    update: Update, context: BotContext, editor: EditorSession, draft: PendingDraft
) -> tuple[PendingDraft, WaitingText] | None:
    """Bring a draft up to what is public and waits by now, and say what happened meanwhile.

    None if nothing is left to decide: what the draft says stays in it.
    """
    services, localizer = context.services, editor.localizer
    if not draft.about.startswith(waiting_texts.RELEASE_PREFIX):
        raise drafts.NoDraftError("this edit is about no release")
    one = await services.db.run(
        waiting_texts.find_waiting_text, DocumentKind(draft.kind), draft.code
    )
    if one is None:
        stored = await services.db.run(drafts.load_document, DocumentKind(draft.kind), draft.code)
        is_live = stored is not None and stored.state == DocumentState.LIVE
        key = "releases-settled" if is_live else "releases-retired"
        row = [
            draft_button(localizer, "editors-edit", "show", draft.id),
            draft_button(localizer, "editors-discard", "discard", draft.id),
        ]
        await replies.send_reply(
            update, localizer.html(key, code=draft.code), make_keyboard([row])
        )
        return None
    if draft.version != one.version:
        draft, laid = await edit_conflicts.rebase_on_public(context, editor, draft)
        await replies.send_reply(
            update, localizer.html("releases-rebased", code=one.code, version=str(one.version))
        )
        await edit_conflicts.show_clashes(update, editor, laid)
    if draft.about != one.about:
        draft = await services.db.run(
            drafts.change_draft,
            editor.actor,
            draft.id,
            services.now(),
            about=one.about,
            previewed="",
        )
        await replies.send_reply(update, localizer.html("releases-renewed", code=one.code))
    return draft, one
