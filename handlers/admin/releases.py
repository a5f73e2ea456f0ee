"""/releases: where a release differs from what editors wrote; theirs, ours or both, part by part.

What is chosen is an ordinary draft that says which text of a release it is about: previewed,
published and kept in the history like any edit. Publishing it decides; so does keeping ours.
"""

from telegram import CallbackQuery, InlineKeyboardButton, Update

from bot.context import BotContext
from bot.storage import drafts, releases
from bot.storage.drafts import Pending
from bot.storage.releases import Waiting
from handlers import buttons, reply
from handlers.admin import drafting, preview, release_words, rivals, trials
from handlers.admin.desk import Clerk, command, number, tap
from knowledge.content.documents import Kind
from knowledge.editing.fields import Misread
from knowledge.editing.releases import Choice, Difference, choose, merged
from knowledge.editing.roles import Right
from knowledge.numbers import whole

_ON_A_PAGE = 8
_MOST_PAGES = 9999
_MOST_PARTS = 200
_MOST_ROWS = 30  # a keyboard holds a hundred buttons (Bot API); the other parts can be typed
_KEEP = "keep"


@command(Right.EDIT)
async def typed(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/releases [page]`, `/releases CODE [keep | part | [part] theirs|ours|both]`.

    A kind before the code tells apart what bears the same name: `/releases source wlrn`.
    """
    page = whole(words[0], _MOST_PAGES) if words else None
    if not words or page is not None:
        await show_list(update, context, clerk, max(0, (page or 1) - 1))
        return
    kind = Kind(words[0].lower()) if words[0].lower() in list(Kind) and words[1:] else None
    code, *rest = words[1:] if kind else words
    waiting = await context.services.db.run(releases.waiting)
    found = [w for w in waiting if _is_named(w, code) and kind in (None, w.kind)]
    if not found:
        await reply.say(update, clerk.voice.say("releases-none-of", code=code[:40]))
        return
    draft = await _opened(update, context, clerk, found[0])
    if draft is None:
        return
    if not rest:
        await screen(update, context, clerk, draft)
    elif rest[0].lower() == _KEEP:
        await _keep(update, context, clerk, draft)
    elif (place := whole(rest[0], _MOST_PARTS)) is not None and not rest[1:]:
        part = _part(found[0], place)
        await reply.say(update, release_words.part(clerk.voice, place, part))
    else:
        await _choose(update, context, clerk, draft, *_read(rest), query=None)


def _is_named(one: Waiting, code: str) -> bool:
    return one.code.lower() == code.lower()


def _read(words: list[str]) -> tuple[int | None, Choice]:
    """Read `2 theirs`, or `theirs` for all parts (None); raises Misread."""
    place = whole(words[0], _MOST_PARTS)
    choice = words[1:2] if place is not None else words[:1]
    if not choice or choice[0].lower() not in list(Choice):
        raise Misread("choice", ", ".join((*Choice, _KEEP)))
    return place, Choice(choice[0].lower())


async def show_list(update: Update, context: BotContext, clerk: Clerk, page: int) -> None:
    """List what waits; a single one is opened at once."""
    voice = clerk.voice
    waiting = await context.services.db.run(releases.waiting)
    if not waiting:
        await reply.say(update, voice.say("releases-none"))
        return
    if len(waiting) == 1:
        await _open(update, context, clerk, waiting[0])
        return
    pages = -(-len(waiting) // _ON_A_PAGE)
    at = min(page, pages - 1)
    shown = waiting[at * _ON_A_PAGE : (at + 1) * _ON_A_PAGE]
    lines = [voice.say("releases-list", count=len(waiting))]
    lines += [release_words.line(voice, one) for one in shown]
    rows = [
        [buttons.button(release_words.label(voice, one), "release", "open", argument)]
        for one in shown
        if buttons.fits("release", "open", argument := f"{one.kind}.{one.code}")
    ]
    if pages > 1:
        lines.append(voice.say("browse-page", page=at + 1, pages=pages))
    turn = [
        buttons.button(voice.label(key), "release", "list", str(to))
        for key, to in (("editors-pick-before", at - 1), ("editors-pick-next", at + 1))
        if 0 <= to < pages
    ]
    await reply.say(update, "\n".join(lines), buttons.keyboard([*rows, turn]))


async def _open(update: Update, context: BotContext, clerk: Clerk, one: Waiting) -> None:
    draft = await _opened(update, context, clerk, one)
    if draft is not None:
        await screen(update, context, clerk, draft)


async def _opened(
    update: Update, context: BotContext, clerk: Clerk, one: Waiting
) -> Pending | None:
    """Return the draft that decides, begun with what can be taken without asking.

    None if the editor has another edit of the document open, which is shown instead.
    """
    db, now = context.services.db, context.services.now()
    mine = await db.run(drafts.mine, clerk.actor)
    have = next(
        (d for d in mine if d.editor == clerk.actor.user_id and (d.kind, d.code) == one.key), None
    )
    if have is not None and have.about.startswith(releases.ABOUT) and have.state == "open":
        return have
    if have is not None and (have.body, have.act) != (one.ours, "publish"):
        await reply.say(update, clerk.voice.say("releases-edit-open", code=one.code))
        await (drafting.screen if drafting.is_content(have) else preview.preview)(
            update, context, clerk, have
        )
        return None
    draft = await db.run(
        drafts.open_, clerk.actor, one.kind, one.code,
        merged(one.kind, one.ours, one.differences), one.version, now,
        language=clerk.voice.language, about=one.about, afresh=True,
    )  # fmt: skip
    await drafting.warn_of_others(update, context, clerk, draft)
    await trials.begin(context, draft)
    return draft


async def _current(
    update: Update, context: BotContext, clerk: Clerk, draft: Pending
) -> tuple[Pending, Waiting] | None:
    """Bring a draft up to what is public and waits by now, and say what happened meanwhile.

    None if nothing is left to decide: what the draft says stays in it.
    """
    services, voice = context.services, clerk.voice
    if not draft.about.startswith(releases.ABOUT):
        raise drafts.NoDraft("this edit is about no release")
    one = await services.db.run(releases.find, Kind(draft.kind), draft.code)
    if one is None:
        stored = await services.db.run(drafts.document, Kind(draft.kind), draft.code)
        is_live = stored is not None and stored.state == "live"
        key = "releases-settled" if is_live else "releases-retired"
        row = [
            buttons.button(voice.label("editors-edit"), "draft", "show", str(draft.id)),
            buttons.button(voice.label("editors-discard"), "draft", "discard", str(draft.id)),
        ]
        await reply.say(update, voice.say(key, code=draft.code), buttons.keyboard([row]))
        return None
    if draft.version != one.version:
        draft, laid = await rivals.rebased(context, clerk, draft)
        await reply.say(
            update, voice.say("releases-rebased", code=one.code, version=str(one.version))
        )
        await rivals.tell_clashes(update, clerk, laid)
    if draft.about != one.about:
        draft = await services.db.run(
            drafts.change, clerk.actor, draft.id, services.now(), about=one.about, previewed=""
        )
        await reply.say(update, voice.say("releases-renewed", code=one.code))
    return draft, one


async def screen(update: Update, context: BotContext, clerk: Clerk, draft: Pending) -> None:
    """Show every part to decide on: what it was, theirs, ours, and what is chosen so far."""
    now = await _current(update, context, clerk, draft)
    if now is None:
        return
    draft, one = now
    await reply.say(
        update, release_words.screen(clerk.voice, one), buttons.keyboard(_rows(clerk, draft, one))
    )


def _rows(clerk: Clerk, draft: Pending, one: Waiting) -> list[list[InlineKeyboardButton]]:
    voice = clerk.voice
    rows = [
        [
            buttons.button(label, "release", "pick", f"{draft.id}.{place}.{choice}")
            for choice, label in release_words.choices(voice, one.kind, draft.body, place, part)
        ]
        for place, part in enumerate(one.differences[:_MOST_ROWS], start=1)
    ]
    return [
        *rows,
        [
            buttons.button(voice.label("editors-preview"), "draft", "preview", str(draft.id)),
            buttons.button(voice.label("releases-keep"), "release", _KEEP, str(draft.id)),
            buttons.button(voice.label("releases-word"), "draft", "show", str(draft.id)),
        ],
    ]


async def _choose(
    update: Update, context: BotContext, clerk: Clerk, draft: Pending, place: int | None,
    choice: Choice, *, query: CallbackQuery | None,
) -> None:  # fmt: skip
    """Choose for one part or for all; both of a text are given to the editor to word as one."""
    now = await _current(update, context, clerk, draft)
    if now is None:
        return
    fresh, one = now
    if _seen(fresh) != _seen(draft):  # the parts may be others than those that were numbered
        await screen(update, context, clerk, fresh)
        return
    chosen = one.differences if place is None else [_part(one, place)]
    body = fresh.body
    for part in chosen:
        if choice in part.choices:
            body = choose(one.kind, body, part, choice)
    db, now_at = context.services.db, context.services.now()
    fresh = await db.run(drafts.change, clerk.actor, fresh.id, now_at, body=body)
    await trials.begin(context, fresh)
    if place is not None and choice is Choice.BOTH and not chosen[0].is_list:
        language = chosen[0].language or fresh.language
        fresh = await db.run(drafts.change, clerk.actor, fresh.id, now_at, language=language)
        await drafting.ask_for(update, context, clerk, fresh, chosen[0].field.name)
    elif query is not None:
        await reply.rebutton(query, buttons.keyboard(_rows(clerk, fresh, one)))
    else:
        await screen(update, context, clerk, fresh)


def _seen(draft: Pending) -> tuple[str, int]:
    return draft.about, draft.version


def _part(one: Waiting, place: int) -> Difference:
    if not 1 <= place <= len(one.differences):
        raise Misread("number", str(place))
    return one.differences[place - 1]


async def _keep(update: Update, context: BotContext, clerk: Clerk, draft: Pending) -> None:
    """Leave ours as it is; the draft that was to decide goes."""
    now = await _current(update, context, clerk, draft)
    if now is None:
        return
    fresh, one = now
    if fresh.about != draft.about:  # they have not seen what they would dismiss
        await screen(update, context, clerk, fresh)
        return
    db, now_at = context.services.db, context.services.now()
    kept = await db.run(releases.keep, clerk.actor, one.kind, one.code, one.about, now_at)
    if kept:
        await db.run(drafts.discard, clerk.actor, fresh.id)
    left = len(await db.run(releases.waiting))
    key = "releases-kept" if kept else "releases-settled"
    row = [buttons.button(clerk.voice.label("releases-next", count=left), "release", "list", "0")]
    await reply.say(
        update, clerk.voice.say(key, code=one.code), buttons.keyboard([row if left else []])
    )


@tap(Right.EDIT)
async def tapped(
    update: Update, context: BotContext, clerk: Clerk, query: CallbackQuery, press: buttons.Press
) -> None:
    """A tap on the list, on a choice, or on "keep ours"."""
    db = context.services.db
    first, place, choice = [*press.argument.split(".", 2), "", ""][:3]
    match press.verb:
        case "list":
            await show_list(update, context, clerk, buttons.number(press.argument, _MOST_PAGES))
        case "open" if first in list(Kind):
            code = press.argument.partition(".")[2]
            one = await db.run(releases.find, Kind(first), code)
            if one is None:
                await reply.say(update, clerk.voice.say("releases-none-of", code=code))
            else:
                await _open(update, context, clerk, one)
        case "pick" if choice in list(Choice):
            draft = await db.run(drafts.get, clerk.actor, number(first))
            at = buttons.number(place, _MOST_PARTS)
            await _choose(update, context, clerk, draft, at, Choice(choice), query=query)
        case "keep":
            draft = await db.run(drafts.get, clerk.actor, number(first))
            await _keep(update, context, clerk, draft)
        case _:
            raise buttons.BadButton("this button is none of ours")
