"""The doors to an open edit: /draft, its buttons, and the text it waits for."""

from dataclasses import replace

from telegram import Message, Update

from bot.callback_data import CallbackDataError
from bot.context import BotContext
from bot.storage.faq import drafts
from bot.storage.faq.drafts import PendingDraft
from handlers.authorization import (
    EditorSession,
    authenticate_editor,
    editor_command,
    editor_tap,
    parse_draft_number,
    run_guarded,
)
from handlers.chats.chat_context import ChatContext
from handlers.chats.decorators import Tap
from handlers.editing import broadcasts, draft_editing, draft_preview, reference_picker
from handlers.editors import release_review
from handlers.messages import replies
from knowledge.content.documents import DocumentKind
from knowledge.editing.editable_fields import FieldInputError
from knowledge.editing.field_changes import mark_translation_current
from knowledge.editing.roles import Right
from knowledge.numbers import parse_number

_DRAFT_ACTS = ("preview", "publish", "discard", "take", "back")
_CUT_MARK = "!"  # in what a draft asks for: a text was too long, at this moment
SPLIT_SECONDS = (
    4  # seconds within which the apps send the pieces of a text beyond 4,096 characters
)


async def take_draft_text(
    update: Update, context: BotContext, chat: ChatContext, typed: str
) -> bool:
    """Take the text an editor's draft waits for; False if it is for nobody here to take."""
    editor, waiting = await authenticate_editor(update, context, chat), chat.record.draft
    if editor is None or waiting is None or update.message is None:
        return False
    await run_guarded(
        update,
        editor,
        Right.WORD,
        lambda: _fill_asked_part(update, context, editor, waiting, typed),
    )
    return True


async def _fill_asked_part(
    update: Update, context: BotContext, editor: EditorSession, draft_id: int, typed: str
) -> None:
    """Fill the part that is asked for; the rest of a text just refused is let go with it."""
    services, message = context.services, update.message
    draft = await services.db.run(drafts.load_draft, editor.actor, draft_id)
    asks, _, cut_at = draft.asks.partition(_CUT_MARK)
    cut = {} if message is None else {"asks": f"{asks}{_CUT_MARK}{message.date.timestamp():.0f}"}
    if _is_cut_rest(message, cut_at):
        await services.db.run(drafts.change_draft, editor.actor, draft.id, services.now(), **cut)
        return
    taken = replace(draft, asks=asks)
    try:
        if draft.kind in broadcasts.CAMPAIGN_KINDS:
            await broadcasts.take_campaign_text(update, context, editor, taken, typed)
        else:
            await draft_editing.take_part_text(update, context, editor, taken, typed)
    except FieldInputError as fault:
        if fault.reason == "too-long":
            await services.db.run(
                drafts.change_draft, editor.actor, draft.id, services.now(), **cut
            )
        raise


def _is_cut_rest(message: Message | None, cut_at: str) -> bool:
    """Tell a piece that an app cut off a text too long from a text of its own."""
    cut = parse_number(cut_at, 10**12)
    return (
        message is not None and cut is not None and message.date.timestamp() - cut <= SPLIT_SECONDS
    )


@editor_command(Right.LOOK)
async def on_draft_command(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/draft [part] [language]`, `/draft preview|publish|discard|take|same`: the open edit."""
    services = context.services
    draft = await services.db.run(drafts.latest_draft, editor.actor)
    word = words[0].lower() if words else ""
    if word in _DRAFT_ACTS:
        await act_on_draft(update, context, editor, draft, word, draft.previewed)
        return
    language = services.town.language_from_tag(words[-1]) if words else None
    if language is not None:
        draft = await services.db.run(
            drafts.change_draft, editor.actor, draft.id, services.now(), language=language
        )
    if word == "same":
        draft = await _keep_translation(context, editor, draft)
    elif word and not (language and len(words) == 1) and draft_editing.is_document_draft(draft):
        await draft_editing.ask_for_part(update, context, editor, draft, word)
        return
    await show_draft(update, context, editor, draft)


async def show_draft(
    update: Update, context: BotContext, editor: EditorSession, draft: PendingDraft
) -> None:
    """Show a draft in the way of its kind."""
    if draft_editing.is_document_draft(draft):
        await draft_editing.show_draft_screen(update, context, editor, draft)
    elif draft.kind in broadcasts.CAMPAIGN_KINDS:
        await broadcasts.ask_campaign_text(update, context, editor, draft)
    else:
        await draft_preview.show_preview(update, context, editor, draft)


async def _keep_translation(
    context: BotContext, editor: EditorSession, draft: PendingDraft
) -> PendingDraft:
    """Say that a translation still holds for the present English text."""
    body = mark_translation_current(draft.body, draft.language)
    return await context.services.db.run(
        drafts.change_draft, editor.actor, draft.id, context.services.now(), body=body
    )


@editor_tap(Right.LOOK)
async def on_draft_tap(
    update: Update, context: BotContext, editor: EditorSession, tap: Tap
) -> None:
    """A tap on an edit's buttons."""
    services = context.services
    first, _, rest = tap.argument.partition(".")
    draft = await services.db.run(drafts.load_draft, editor.actor, parse_draft_number(first))
    match tap.verb:
        case "show":
            await show_draft(update, context, editor, draft)
        case "language":
            draft = await services.db.run(
                drafts.change_draft, editor.actor, draft.id, services.now(),
                language=services.town.language_from_tag(rest) or draft.language,
            )  # fmt: skip
            await show_draft(update, context, editor, draft)
        case "part" if draft_editing.is_document_draft(draft):
            await draft_editing.ask_for_part(update, context, editor, draft, rest)
        case "release":
            await release_review.show_release(update, context, editor, draft)
        case "choose" if draft.asks:
            await _fill_asked_part(update, context, editor, draft.id, rest)
        case verb if verb in _DRAFT_ACTS:
            await act_on_draft(update, context, editor, draft, verb, rest)
        case _:
            raise CallbackDataError


@editor_tap(Right.LOOK)
async def on_pick_tap(
    update: Update, context: BotContext, editor: EditorSession, tap: Tap
) -> None:
    """A tap in the list of what a part can name: `pick:sources:12.0.gazette`."""
    first, page, code = [*tap.argument.split(".", 2), "", ""][:3]
    draft = await context.services.db.run(
        drafts.load_draft, editor.actor, parse_draft_number(first)
    )
    one = reference_picker.reference_field(draft, tap.verb)
    left = await reference_picker.tap_reference(context, editor, tap.query, draft, one, page, code)
    if left is not None:
        await draft_editing.ask_next_part(update, context, editor, left, after=one)


async def act_on_draft(
    update: Update,
    context: BotContext,
    editor: EditorSession,
    draft: PendingDraft,
    verb: str,
    digest: str,
) -> None:
    """Preview, publish, throw away, lay over a rival's version, or give back from review."""
    match verb:
        case "preview" if draft.kind in broadcasts.CAMPAIGN_KINDS:
            await broadcasts.preview_campaign(update, context, editor, draft)
        case "preview":
            await draft_preview.show_preview(update, context, editor, draft)
        case "publish" if draft.kind in broadcasts.CAMPAIGN_KINDS:
            await broadcasts.queue_campaign(update, context, editor, draft, digest)
        case "publish":
            await draft_preview.publish_shown_draft(update, context, editor, draft, digest)
        case "take":
            await draft_preview.rebase_draft(update, context, editor, draft)
        case "back":
            await draft_preview.send_draft_back(update, context, editor, draft)
        case _:
            await context.services.db.run(drafts.discard_draft, editor.actor, draft.id)
            await replies.send_reply(update, _discard_draft(editor, draft))


def _discard_draft(editor: EditorSession, draft: PendingDraft) -> str:
    """Say what stays as it was: an answer that is public, or nothing at all."""
    key = "editors-discarded-all"
    if draft.kind in broadcasts.CAMPAIGN_KINDS:
        key = "editors-discarded-message"
    elif draft.kind in list(DocumentKind) and draft.version:
        key = "editors-discarded"
    return editor.localizer.html(key, code=draft.code)
