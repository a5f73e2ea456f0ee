"""/releases: where a release differs from what editors wrote; theirs, ours or both, part by part.

What is chosen is an ordinary draft that says which text of a release it is about: previewed,
published and kept in the history like any edit. Publishing it decides; so does keeping ours.
"""

from telegram import CallbackQuery, InlineKeyboardButton, Update

from bot.callback_data import CallbackDataError, Prefix, fits_callback_data, parse_callback_number
from bot.context import BotContext
from bot.storage.faq import drafts, waiting_texts
from bot.storage.faq.drafts import PendingDraft
from bot.storage.faq.waiting_texts import WaitingText
from handlers.authorization import EditorSession, editor_command, editor_tap, parse_draft_number
from handlers.chats.decorators import Tap
from handlers.editing import draft_editing, matcher_trials, release_drafts, release_texts
from handlers.messages import replies
from handlers.messages.keyboards import draft_button, make_button, make_keyboard
from knowledge.content.documents import DocumentKind
from knowledge.editing.editable_fields import FieldInputError
from knowledge.editing.release_merge import MergeChoice, PartDifference, apply_choice
from knowledge.editing.roles import Right
from knowledge.numbers import parse_number

_RELEASES_PER_PAGE = 8
_MAX_RELEASE_PAGES = 9999
_MAX_PARTS = 200
_MAX_CHOICE_ROWS = 30  # a keyboard holds a hundred buttons (Bot API); the other parts can be typed
_KEEP_WORD = "keep"


@editor_command(Right.EDIT)
async def on_releases_command(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/releases [page]`, `/releases CODE [keep | part | [part] theirs|ours|both]`.

    A kind before the code tells apart what bears the same name: `/releases source wlrn`.
    """
    page = parse_number(words[0], _MAX_RELEASE_PAGES) if words else None
    if not words or page is not None:
        await show_release_list(update, context, editor, max(0, (page or 1) - 1))
        return
    kind = (
        DocumentKind(words[0].lower())
        if words[0].lower() in list(DocumentKind) and words[1:]
        else None
    )
    code, *rest = words[1:] if kind else words
    waiting = await context.services.db.run(waiting_texts.load_waiting_texts)
    found = [w for w in waiting if _has_code(w, code) and kind in (None, w.kind)]
    if not found:
        await replies.send_reply(update, editor.localizer.html("releases-none-of", code=code[:40]))
        return
    draft = await release_drafts.open_release_draft(update, context, editor, found[0])
    if draft is None:
        return
    if not rest:
        await show_release(update, context, editor, draft)
    elif rest[0].lower() == _KEEP_WORD:
        await _keep_own_text(update, context, editor, draft)
    elif (place := parse_number(rest[0], _MAX_PARTS)) is not None and not rest[1:]:
        part = _numbered_difference(found[0], place)
        await replies.send_reply(
            update, release_texts.difference_text(editor.localizer, place, part)
        )
    else:
        await _choose_parts(update, context, editor, draft, *_parse_choice(rest), query=None)


def _has_code(one: WaitingText, code: str) -> bool:
    return one.code.lower() == code.lower()


def _parse_choice(words: list[str]) -> tuple[int | None, MergeChoice]:
    """Read `2 theirs`, or `theirs` for all parts (None); raises FieldInputError."""
    place = parse_number(words[0], _MAX_PARTS)
    choice = words[1:2] if place is not None else words[:1]
    if not choice or choice[0].lower() not in list(MergeChoice):
        raise FieldInputError("choice", ", ".join((*MergeChoice, _KEEP_WORD)))
    return place, MergeChoice(choice[0].lower())


async def show_release_list(
    update: Update, context: BotContext, editor: EditorSession, page: int
) -> None:
    """List what waits; a single one is opened at once."""
    localizer = editor.localizer
    waiting = await context.services.db.run(waiting_texts.load_waiting_texts)
    if not waiting:
        await replies.send_reply(update, localizer.html("releases-none"))
        return
    if len(waiting) == 1:
        await _open_release(update, context, editor, waiting[0])
        return
    pages = -(-len(waiting) // _RELEASES_PER_PAGE)
    at = min(page, pages - 1)
    shown = waiting[at * _RELEASES_PER_PAGE : (at + 1) * _RELEASES_PER_PAGE]
    lines = [localizer.html("releases-list", count=len(waiting))]
    lines += [release_texts.release_line(localizer, one) for one in shown]
    rows = [
        [
            make_button(
                release_texts.release_label(localizer, one), Prefix.RELEASE, "open", argument
            )
        ]
        for one in shown
        if fits_callback_data(Prefix.RELEASE, "open", argument := f"{one.kind}.{one.code}")
    ]
    if pages > 1:
        lines.append(localizer.html("browse-page", page=at + 1, pages=pages))
    turn = [
        make_button(localizer.label(key), Prefix.RELEASE, "list", str(to))
        for key, to in (("editors-pick-before", at - 1), ("editors-pick-next", at + 1))
        if 0 <= to < pages
    ]
    await replies.send_reply(update, "\n".join(lines), make_keyboard([*rows, turn]))


async def _open_release(
    update: Update, context: BotContext, editor: EditorSession, one: WaitingText
) -> None:
    draft = await release_drafts.open_release_draft(update, context, editor, one)
    if draft is not None:
        await show_release(update, context, editor, draft)


async def show_release(
    update: Update, context: BotContext, editor: EditorSession, draft: PendingDraft
) -> None:
    """Show every part to decide on: what it was, theirs, ours, and what is chosen so far."""
    now = await release_drafts.update_release_draft(update, context, editor, draft)
    if now is None:
        return
    draft, one = now
    await replies.send_reply(
        update,
        release_texts.release_text(editor.localizer, one),
        make_keyboard(_release_rows(editor, draft, one)),
    )


def _release_rows(
    editor: EditorSession, draft: PendingDraft, one: WaitingText
) -> list[list[InlineKeyboardButton]]:
    localizer = editor.localizer
    rows = [
        [
            make_button(label, Prefix.RELEASE, "pick", f"{draft.id}.{place}.{choice}")
            for choice, label in release_texts.choice_labels(
                localizer, one.kind, draft.body, place, part
            )
        ]
        for place, part in enumerate(one.differences[:_MAX_CHOICE_ROWS], start=1)
    ]
    return [
        *rows,
        [
            draft_button(localizer, "editors-preview", "preview", draft.id),
            make_button(
                localizer.label("releases-keep"), Prefix.RELEASE, _KEEP_WORD, str(draft.id)
            ),
            draft_button(localizer, "releases-word", "show", draft.id),
        ],
    ]


async def _choose_parts(
    update: Update,
    context: BotContext,
    editor: EditorSession,
    draft: PendingDraft,
    place: int | None,
    choice: MergeChoice,
    *,
    query: CallbackQuery | None,
) -> None:
    """Choose for one part or for all; both of a text are given to the editor to word as one."""
    now = await release_drafts.update_release_draft(update, context, editor, draft)
    if now is None:
        return
    fresh, one = now
    if _seen_state(fresh) != _seen_state(
        draft
    ):  # the parts may be others than those that were numbered
        await show_release(update, context, editor, fresh)
        return
    chosen = one.differences if place is None else [_numbered_difference(one, place)]
    body = fresh.body
    for part in chosen:
        if choice in part.possible_choices:
            body = apply_choice(one.kind, body, part, choice)
    words_both = place is not None and choice is MergeChoice.BOTH and not chosen[0].is_list
    language = (chosen[0].language if words_both else None) or fresh.language
    fresh = await context.services.db.run(
        drafts.change_draft, editor.actor, fresh.id, context.services.now(),
        body=body, language=language,
    )  # fmt: skip
    await matcher_trials.begin_impact_check(context, fresh)
    if words_both:
        await draft_editing.ask_for_part(update, context, editor, fresh, chosen[0].field.name)
    elif query is not None:
        await replies.edit_tapped_keyboard(query, make_keyboard(_release_rows(editor, fresh, one)))
    else:
        await show_release(update, context, editor, fresh)


def _seen_state(draft: PendingDraft) -> tuple[str, int]:
    return draft.about, draft.version


def _numbered_difference(one: WaitingText, place: int) -> PartDifference:
    if not 1 <= place <= len(one.differences):
        raise FieldInputError("number", str(place))
    return one.differences[place - 1]


async def _keep_own_text(
    update: Update, context: BotContext, editor: EditorSession, draft: PendingDraft
) -> None:
    """Leave ours as it is; the draft that was to decide goes."""
    now = await release_drafts.update_release_draft(update, context, editor, draft)
    if now is None:
        return
    fresh, one = now
    if fresh.about != draft.about:  # they have not seen what they would dismiss
        await show_release(update, context, editor, fresh)
        return
    db, now_at = context.services.db, context.services.now()
    kept = await db.run(
        waiting_texts.keep_own_text, editor.actor, one.kind, one.code, one.about, now_at
    )
    if kept:
        await db.run(drafts.discard_draft, editor.actor, fresh.id)
    left = len(await db.run(waiting_texts.load_waiting_texts))
    key = "releases-kept" if kept else "releases-settled"
    row = [
        make_button(
            editor.localizer.label("releases-next", count=left), Prefix.RELEASE, "list", "0"
        )
    ]
    await replies.send_reply(
        update, editor.localizer.html(key, code=one.code), make_keyboard([row if left else []])
    )


@editor_tap(Right.EDIT)
async def on_release_tap(
    update: Update, context: BotContext, editor: EditorSession, tap: Tap
) -> None:
    """A tap on the list, on a choice, or on "keep ours"."""
    db = context.services.db
    first, place, choice = [*tap.argument.split(".", 2), "", ""][:3]
    match tap.verb:
        case "list":
            await show_release_list(
                update, context, editor, parse_callback_number(tap.argument, _MAX_RELEASE_PAGES)
            )
        case "open" if first in list(DocumentKind):
            code = tap.argument.partition(".")[2]
            one = await db.run(waiting_texts.find_waiting_text, DocumentKind(first), code)
            if one is None:
                await replies.send_reply(
                    update, editor.localizer.html("releases-none-of", code=code)
                )
            else:
                await _open_release(update, context, editor, one)
        case "pick" if choice in list(MergeChoice):
            draft = await db.run(drafts.load_draft, editor.actor, parse_draft_number(first))
            at = parse_callback_number(place, _MAX_PARTS)
            await _choose_parts(
                update, context, editor, draft, at, MergeChoice(choice), query=tap.query
            )
        case "keep":
            draft = await db.run(drafts.load_draft, editor.actor, parse_draft_number(first))
            await _keep_own_text(update, context, editor, draft)
        case _:
            raise CallbackDataError
