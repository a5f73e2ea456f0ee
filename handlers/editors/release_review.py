"""/releases: where a release differs from what editors wrote; theirs, ours or both, part by part.

What is chosen is an ordinary draft that says which text of a release it is about: previewed,
published and kept in the history like any edit. Publishing it decides; so does keeping ours.
"""

from telegram import CallbackQuery, InlineKeyboardButton, Update

from bot.context import BotContext
from bot.storage.database.row_states import DocumentState, DraftAct, DraftState
from bot.storage.faq import drafts, waiting_texts
from bot.storage.faq.drafts import PendingDraft
from bot.storage.faq.waiting_texts import WaitingText
from handlers.authorization import EditorSession, editor_command, editor_tap, parse_draft_number
from handlers.editing import (
    draft_editing,
    draft_preview,
    edit_conflicts,
    matcher_trials,
    release_texts,
)
from handlers.messages import keyboards, replies
from knowledge.content.documents import DocumentKind
from knowledge.editing.editable_fields import FieldInputError
from knowledge.editing.release_merge import (
    MergeChoice,
    PartDifference,
    apply_choice,
    merge_release,
)
from knowledge.editing.roles import Right
from knowledge.numbers import parse_number

_RELEASES_PER_PAGE = 8
_MAX_RELEASE_PAGES = 9999
_MAX_PARTS = 200
_MAX_CHOICE_ROWS = 30  # a keyboard holds a hundred buttons (Bot API); the other parts can be typed
_KEEP_WORD = "keep"


@editor_command(Right.EDIT)
async def on_releases_command(
    update: Update, context: BotContext, clerk: EditorSession, words: list[str]
) -> None:
    """`/releases [page]`, `/releases CODE [keep | part | [part] theirs|ours|both]`.

    A kind before the code tells apart what bears the same name: `/releases source wlrn`.
    """
    page = parse_number(words[0], _MAX_RELEASE_PAGES) if words else None
    if not words or page is not None:
        await show_release_list(update, context, clerk, max(0, (page or 1) - 1))
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
        await replies.send_reply(update, clerk.localizer.html("releases-none-of", code=code[:40]))
        return
    draft = await _open_release_draft(update, context, clerk, found[0])
    if draft is None:
        return
    if not rest:
        await show_release(update, context, clerk, draft)
    elif rest[0].lower() == _KEEP_WORD:
        await _keep_own_text(update, context, clerk, draft)
    elif (place := parse_number(rest[0], _MAX_PARTS)) is not None and not rest[1:]:
        part = _numbered_difference(found[0], place)
        await replies.send_reply(
            update, release_texts.difference_text(clerk.localizer, place, part)
        )
    else:
        await _choose_parts(update, context, clerk, draft, *_parse_choice(rest), query=None)


def _has_code(one: WaitingText, code: str) -> bool:
    return one.code.lower() == code.lower()


def _parse_choice(words: list[str]) -> tuple[int | None, MergeChoice]:
    """Read `2 theirs`, or `theirs` for all parts (None); raises Misread."""
    place = parse_number(words[0], _MAX_PARTS)
    choice = words[1:2] if place is not None else words[:1]
    if not choice or choice[0].lower() not in list(MergeChoice):
        raise FieldInputError("choice", ", ".join((*MergeChoice, _KEEP_WORD)))
    return place, MergeChoice(choice[0].lower())


async def show_release_list(
    update: Update, context: BotContext, clerk: EditorSession, page: int
) -> None:
    """List what waits; a single one is opened at once."""
    voice = clerk.localizer
    waiting = await context.services.db.run(waiting_texts.load_waiting_texts)
    if not waiting:
        await replies.send_reply(update, voice.html("releases-none"))
        return
    if len(waiting) == 1:
        await _open_release(update, context, clerk, waiting[0])
        return
    pages = -(-len(waiting) // _RELEASES_PER_PAGE)
    at = min(page, pages - 1)
    shown = waiting[at * _RELEASES_PER_PAGE : (at + 1) * _RELEASES_PER_PAGE]
    lines = [voice.html("releases-list", count=len(waiting))]
    lines += [release_texts.release_line(voice, one) for one in shown]
    rows = [
        [
            keyboards.make_button(
                release_texts.release_label(voice, one), "release", "open", argument
            )
        ]
        for one in shown
        if keyboards.fits_callback_data("release", "open", argument := f"{one.kind}.{one.code}")
    ]
    if pages > 1:
        lines.append(voice.html("browse-page", page=at + 1, pages=pages))
    turn = [
        keyboards.make_button(voice.label(key), "release", "list", str(to))
        for key, to in (("editors-pick-before", at - 1), ("editors-pick-next", at + 1))
        if 0 <= to < pages
    ]
    await replies.send_reply(update, "\n".join(lines), keyboards.make_keyboard([*rows, turn]))


async def _open_release(
    update: Update, context: BotContext, clerk: EditorSession, one: WaitingText
) -> None:
    draft = await _open_release_draft(update, context, clerk, one)
    if draft is not None:
        await show_release(update, context, clerk, draft)


async def _open_release_draft(
    update: Update, context: BotContext, clerk: EditorSession, one: WaitingText
) -> PendingDraft | None:
    """Return the draft that decides, begun with what can be taken without asking.

    None if the editor has another edit of the document open, which is shown instead.
    """
    db, now = context.services.db, context.services.now()
    mine = await db.run(drafts.visible_drafts, clerk.actor)
    have = next(
        (d for d in mine if d.editor == clerk.actor.user_id and (d.kind, d.code) == one.key), None
    )
    if (
        have is not None
        and have.about.startswith(waiting_texts.RELEASE_PREFIX)
        and have.state == DraftState.OPEN
    ):
        return have
    if have is not None and (have.body, have.act) != (one.ours, DraftAct.PUBLISH):
        await replies.send_reply(update, clerk.localizer.html("releases-edit-open", code=one.code))
        await (
            draft_editing.show_draft_screen
            if draft_editing.is_document_draft(have)
            else draft_preview.show_preview
        )(update, context, clerk, have)
        return None
    draft = await db.run(
        drafts.open_draft, clerk.actor, one.kind, one.code,
        merge_release(one.kind, one.ours, one.differences), one.version, now,
        language=clerk.localizer.language, about=one.about, afresh=True,
    )  # fmt: skip
    await draft_editing.warn_of_others(update, context, clerk, draft)
    await matcher_trials.begin_impact_check(context, draft)
    return draft


async def _update_release_draft(
    update: Update, context: BotContext, clerk: EditorSession, draft: PendingDraft
) -> tuple[PendingDraft, WaitingText] | None:
    """Bring a draft up to what is public and waits by now, and say what happened meanwhile.

    None if nothing is left to decide: what the draft says stays in it.
    """
    services, voice = context.services, clerk.localizer
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
            keyboards.make_button(voice.label("editors-edit"), "draft", "show", str(draft.id)),
            keyboards.make_button(
                voice.label("editors-discard"), "draft", "discard", str(draft.id)
            ),
        ]
        await replies.send_reply(
            update, voice.html(key, code=draft.code), keyboards.make_keyboard([row])
        )
        return None
    if draft.version != one.version:
        draft, laid = await edit_conflicts.rebase_on_public(context, clerk, draft)
        await replies.send_reply(
            update, voice.html("releases-rebased", code=one.code, version=str(one.version))
        )
        await edit_conflicts.show_clashes(update, clerk, laid)
    if draft.about != one.about:
        draft = await services.db.run(
            drafts.change_draft,
            clerk.actor,
            draft.id,
            services.now(),
            about=one.about,
            previewed="",
        )
        await replies.send_reply(update, voice.html("releases-renewed", code=one.code))
    return draft, one


async def show_release(
    update: Update, context: BotContext, clerk: EditorSession, draft: PendingDraft
) -> None:
    """Show every part to decide on: what it was, theirs, ours, and what is chosen so far."""
    now = await _update_release_draft(update, context, clerk, draft)
    if now is None:
        return
    draft, one = now
    await replies.send_reply(
        update,
        release_texts.release_text(clerk.localizer, one),
        keyboards.make_keyboard(_release_rows(clerk, draft, one)),
    )


def _release_rows(
    clerk: EditorSession, draft: PendingDraft, one: WaitingText
) -> list[list[InlineKeyboardButton]]:
    voice = clerk.localizer
    rows = [
        [
            keyboards.make_button(label, "release", "pick", f"{draft.id}.{place}.{choice}")
            for choice, label in release_texts.choice_labels(
                voice, one.kind, draft.body, place, part
            )
        ]
        for place, part in enumerate(one.differences[:_MAX_CHOICE_ROWS], start=1)
    ]
    return [
        *rows,
        [
            keyboards.make_button(
                voice.label("editors-preview"), "draft", "preview", str(draft.id)
            ),
            keyboards.make_button(
                voice.label("releases-keep"), "release", _KEEP_WORD, str(draft.id)
            ),
            keyboards.make_button(voice.label("releases-word"), "draft", "show", str(draft.id)),
        ],
    ]


async def _choose_parts(
    update: Update,
    context: BotContext,
    clerk: EditorSession,
    draft: PendingDraft,
    place: int | None,
    choice: MergeChoice,
    *,
    query: CallbackQuery | None,
) -> None:
    """Choose for one part or for all; both of a text are given to the editor to word as one."""
    now = await _update_release_draft(update, context, clerk, draft)
    if now is None:
        return
    fresh, one = now
    if _seen_state(fresh) != _seen_state(
        draft
    ):  # the parts may be others than those that were numbered
        await show_release(update, context, clerk, fresh)
        return
    chosen = one.differences if place is None else [_numbered_difference(one, place)]
    body = fresh.body
    for part in chosen:
        if choice in part.possible_choices:
            body = apply_choice(one.kind, body, part, choice)
    db, now_at = context.services.db, context.services.now()
    fresh = await db.run(drafts.change_draft, clerk.actor, fresh.id, now_at, body=body)
    await matcher_trials.begin_impact_check(context, fresh)
    if place is not None and choice is MergeChoice.BOTH and not chosen[0].is_list:
        language = chosen[0].language or fresh.language
        fresh = await db.run(drafts.change_draft, clerk.actor, fresh.id, now_at, language=language)
        await draft_editing.ask_for_part(update, context, clerk, fresh, chosen[0].field.name)
    elif query is not None:
        await replies.edit_tapped_keyboard(
            query, keyboards.make_keyboard(_release_rows(clerk, fresh, one))
        )
    else:
        await show_release(update, context, clerk, fresh)


def _seen_state(draft: PendingDraft) -> tuple[str, int]:
    return draft.about, draft.version


def _numbered_difference(one: WaitingText, place: int) -> PartDifference:
    if not 1 <= place <= len(one.differences):
        raise FieldInputError("number", str(place))
    return one.differences[place - 1]


async def _keep_own_text(
    update: Update, context: BotContext, clerk: EditorSession, draft: PendingDraft
) -> None:
    """Leave ours as it is; the draft that was to decide goes."""
    now = await _update_release_draft(update, context, clerk, draft)
    if now is None:
        return
    fresh, one = now
    if fresh.about != draft.about:  # they have not seen what they would dismiss
        await show_release(update, context, clerk, fresh)
        return
    db, now_at = context.services.db, context.services.now()
    kept = await db.run(
        waiting_texts.keep_own_text, clerk.actor, one.kind, one.code, one.about, now_at
    )
    if kept:
        await db.run(drafts.discard_draft, clerk.actor, fresh.id)
    left = len(await db.run(waiting_texts.load_waiting_texts))
    key = "releases-kept" if kept else "releases-settled"
    row = [
        keyboards.make_button(
            clerk.localizer.label("releases-next", count=left), "release", "list", "0"
        )
    ]
    await replies.send_reply(
        update,
        clerk.localizer.html(key, code=one.code),
        keyboards.make_keyboard([row if left else []]),
    )


@editor_tap(Right.EDIT)
async def on_release_tap(
    update: Update,
    context: BotContext,
    clerk: EditorSession,
    query: CallbackQuery,
    press: keyboards.CallbackData,
) -> None:
    """A tap on the list, on a choice, or on "keep ours"."""
    db = context.services.db
    first, place, choice = [*press.argument.split(".", 2), "", ""][:3]
    match press.verb:
        case "list":
            await show_release_list(
                update,
                context,
                clerk,
                keyboards.parse_callback_number(press.argument, _MAX_RELEASE_PAGES),
            )
        case "open" if first in list(DocumentKind):
            code = press.argument.partition(".")[2]
            one = await db.run(waiting_texts.find_waiting_text, DocumentKind(first), code)
            if one is None:
                await replies.send_reply(
                    update, clerk.localizer.html("releases-none-of", code=code)
                )
            else:
                await _open_release(update, context, clerk, one)
        case "pick" if choice in list(MergeChoice):
            draft = await db.run(drafts.load_draft, clerk.actor, parse_draft_number(first))
            at = keyboards.parse_callback_number(place, _MAX_PARTS)
            await _choose_parts(
                update, context, clerk, draft, at, MergeChoice(choice), query=query
            )
        case "keep":
            draft = await db.run(drafts.load_draft, clerk.actor, parse_draft_number(first))
            await _keep_own_text(update, context, clerk, draft)
        case _:
            raise keyboards.CallbackDataError("this button is none of ours")
