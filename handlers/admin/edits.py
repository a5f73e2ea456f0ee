"""The doors to an open edit: /draft, its buttons, and the text it waits for."""

from dataclasses import replace

from telegram import CallbackQuery, Message, Update

from bot.context import BotContext
from bot.storage import drafts
from bot.storage.drafts import Pending
from handlers import buttons, reply
from handlers.admin import campaigns, drafting, picking, preview, releases
from handlers.admin.desk import Clerk, admit, carried, command, number, tap
from handlers.hosts import Met
from knowledge.content.documents import Kind
from knowledge.editing.changes import still_right
from knowledge.editing.fields import Misread
from knowledge.editing.roles import Right
from knowledge.numbers import whole

_ACTS = ("preview", "publish", "discard", "take", "back")
_CUT = "!"  # in what a draft asks for: a text was too long, at this moment
SPLIT = 4  # seconds within which the apps send the pieces of a text beyond 4,096 characters


async def take(update: Update, context: BotContext, met: Met, typed: str) -> bool:
    """Take the text an editor's draft waits for; False if it is for nobody here to take."""
    clerk, waiting = await admit(update, context), met.person.draft
    if clerk is None or waiting is None or update.message is None:
        return False
    await carried(update, clerk, Right.WORD, lambda: _take(update, context, clerk, waiting, typed))
    return True


async def _take(
    update: Update, context: BotContext, clerk: Clerk, draft_id: int, typed: str
) -> None:
    """Fill the part that is asked for; the rest of a text just refused is let go with it."""
    services, message = context.services, update.message
    draft = await services.db.run(drafts.get, clerk.actor, draft_id)
    asks, _, cut_at = draft.asks.partition(_CUT)
    cut = {} if message is None else {"asks": f"{asks}{_CUT}{message.date.timestamp():.0f}"}
    if _is_rest(message, cut_at):
        await services.db.run(drafts.change, clerk.actor, draft.id, services.now(), **cut)
        return
    taken = replace(draft, asks=asks)
    try:
        if draft.kind in campaigns.KINDS:
            await campaigns.take_text(update, context, clerk, taken, typed)
        else:
            await drafting.take_part(update, context, clerk, taken, typed)
    except Misread as fault:
        if fault.reason == "too-long":
            await services.db.run(drafts.change, clerk.actor, draft.id, services.now(), **cut)
        raise


def _is_rest(message: Message | None, cut_at: str) -> bool:
    """Tell a piece that an app cut off a text too long from a text of its own."""
    cut = whole(cut_at, 10**12)
    return message is not None and cut is not None and message.date.timestamp() - cut <= SPLIT


@command(Right.LOOK)
async def typed(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/draft [part] [language]`, `/draft preview|publish|discard|take|same`: the open edit."""
    services = context.services
    draft = await services.db.run(drafts.latest, clerk.actor)
    word = words[0].lower() if words else ""
    if word in _ACTS:
        await act(update, context, clerk, draft, word, draft.previewed)
        return
    language = services.town.guess(words[-1]) if words else None
    if language is not None:
        draft = await services.db.run(
            drafts.change, clerk.actor, draft.id, services.now(), language=language
        )
    if word == "same":
        draft = await _same(context, clerk, draft)
    elif word and not (language and len(words) == 1) and drafting.is_content(draft):
        await drafting.ask_for(update, context, clerk, draft, word)
        return
    await show(update, context, clerk, draft)


async def show(update: Update, context: BotContext, clerk: Clerk, draft: Pending) -> None:
    """Show a draft in the way of its kind."""
    if drafting.is_content(draft):
        await drafting.screen(update, context, clerk, draft)
    elif draft.kind in campaigns.KINDS:
        await campaigns.screen(update, context, clerk, draft)
    else:
        await preview.preview(update, context, clerk, draft)


async def _same(context: BotContext, clerk: Clerk, draft: Pending) -> Pending:
    """Say that a translation still holds for the present English text."""
    body = still_right(draft.body, draft.language)
    return await context.services.db.run(
        drafts.change, clerk.actor, draft.id, context.services.now(), body=body
    )


@tap(Right.LOOK)
async def tapped(
    update: Update, context: BotContext, clerk: Clerk, query: CallbackQuery, press: buttons.Press
) -> None:
    """A tap on an edit's buttons."""
    services = context.services
    first, _, rest = press.argument.partition(".")
    draft = await services.db.run(drafts.get, clerk.actor, number(first))
    match press.verb:
        case "show":
            await show(update, context, clerk, draft)
        case "language":
            draft = await services.db.run(
                drafts.change, clerk.actor, draft.id, services.now(),
                language=services.town.guess(rest) or draft.language,
            )  # fmt: skip
            await show(update, context, clerk, draft)
        case "part" if drafting.is_content(draft):
            await drafting.ask_for(update, context, clerk, draft, rest)
        case "release":
            await releases.screen(update, context, clerk, draft)
        case "choose" if draft.asks:
            await _take(update, context, clerk, draft.id, rest)
        case verb if verb in _ACTS:
            await act(update, context, clerk, draft, verb, rest)
        case _:
            raise buttons.BadButton("this button is none of ours")


@tap(Right.LOOK)
async def picked(
    update: Update, context: BotContext, clerk: Clerk, query: CallbackQuery, press: buttons.Press
) -> None:
    """A tap in the list of what a part can name: `pick:sources:12.0.gazette`."""
    first, page, code = [*press.argument.split(".", 2), "", ""][:3]
    draft = await context.services.db.run(drafts.get, clerk.actor, number(first))
    one = picking.part(draft, press.verb)
    left = await picking.press(context, clerk, query, draft, one, page, code)
    if left is not None:
        await drafting.ask_next(update, context, clerk, left, after=one)


async def act(
    update: Update, context: BotContext, clerk: Clerk, draft: Pending, verb: str, digest: str
) -> None:
    """Preview, publish, throw away, lay over a rival's version, or give back from review."""
    match verb:
        case "preview" if draft.kind in campaigns.KINDS:
            await campaigns.preview(update, context, clerk, draft)
        case "preview":
            await preview.preview(update, context, clerk, draft)
        case "publish" if draft.kind in campaigns.KINDS:
            await campaigns.send(update, context, clerk, draft, digest)
        case "publish":
            await preview.publish(update, context, clerk, draft, digest)
        case "take":
            await preview.take_in(update, context, clerk, draft)
        case "back":
            await preview.send_back(update, context, clerk, draft)
        case _:
            await context.services.db.run(drafts.discard, clerk.actor, draft.id)
            await reply.say(update, _discarded(clerk, draft))


def _discarded(clerk: Clerk, draft: Pending) -> str:
    """Say what stays as it was: an answer that is public, or nothing at all."""
    key = "editors-discarded-all"
    if draft.kind in campaigns.KINDS:
        key = "editors-discarded-message"
    elif draft.kind in list(Kind) and draft.version:
        key = "editors-discarded"
    return clerk.voice.say(key, code=draft.code)
