"""Parts of a draft that name other documents, chosen from a list: search, pages, taps.

A button names draft, page and code; its verb is the part. What is searched for stands in what the
draft asks for, so that typing goes on searching until the part is left.
"""

import html

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.context import BotContext
from bot.storage import drafts
from bot.storage.drafts import Pending
from bot.texts import Voice
from handlers import buttons, reply
from handlers.admin import shelves, wording
from handlers.admin.desk import Clerk
from knowledge.content.base import Base
from knowledge.content.documents import Kind
from knowledge.editing import fields
from knowledge.editing.fields import Field, Form, Misread

SEARCH = "?"  # in what a draft asks for: the words searched for follow
EMPTY, DONE = "-", "="  # in a button, in place of a code
_CHOSEN_SHOWN = 10
_LONGEST_LINE = 90


async def ask(
    update: Update, context: BotContext, clerk: Clerk, draft: Pending, one: Field,
    search: str = "",
) -> None:  # fmt: skip
    """Show the list of what a part can name, and wait for words to search or codes."""
    asks = f"{one.name}.{SEARCH}{search}"
    draft = await context.services.db.run(
        drafts.change, clerk.actor, draft.id, context.services.now(), asks=asks
    )
    await reply.say(update, *_list(context.services.library.base, clerk.voice, draft, one, 0))


def searched(draft: Pending, one: Field) -> str:
    """Return the words searched for in a part's list."""
    name, _, search = draft.asks.partition(f".{SEARCH}")
    return search if name == one.name else ""


def read(base: Base, one: Field, typed: str) -> str | list[str] | None:
    """Read codes typed for a part; None for words to search. Raises Misread for other codes."""
    assert one.of is not None
    whole = typed.strip()
    is_code = shelves.kind_of(base, whole) is not None  # "kw 14" is one code, not two
    given = fields.read(one, typed)
    codes = [whole] if given and (is_code or one.form is Form.CODE) else list(given)
    if not codes:
        return [] if one.form is Form.CODES else ""
    found = [shelves.known(base, one.of, code) for code in codes]
    right = [code for code in found if code]
    if len(right) == len(codes):
        return right if one.form is Form.CODES else right[0]
    for code in codes:
        other = shelves.kind_of(base, code)
        if other is not None and other is not one.of:
            raise Misread(f"is-a-{other}", code[:40])
    if right:  # some codes are right: the others are faults, not words
        wrong = next(code for code, known in zip(codes, found, strict=True) if not known)
        raise Misread("no-code", wrong[:40])
    return None


async def take(
    update: Update, context: BotContext, clerk: Clerk, draft: Pending, one: Field, typed: str
) -> Pending | None:
    """Take codes or a dash and return the draft; with words to search for show what fits.

    So it is with a code of another kind.
    """
    base = context.services.library.base
    search = shelves.words_of(typed)
    try:
        value = read(base, one, typed)
    except Misread as fault:
        await reply.say(
            update, clerk.voice.say(f"editors-misread-{fault.reason}", given=fault.given)
        )
        found = shelves.page(base, one.of or Kind.ENTRY, clerk.voice.language, search, 0)
        await ask(update, context, clerk, draft, one, search if found.count else "")
        return None
    if value is None:
        await ask(update, context, clerk, draft, one, search)
        return None
    return await _put(context, clerk, draft, one, value, asks="")


async def _put(
    context: BotContext, clerk: Clerk, draft: Pending, one: Field, value: str | list[str],
    **parts: str,
) -> Pending:  # fmt: skip
    body = fields.put(Kind(draft.kind), draft.body, one, None, value)
    return await context.services.db.run(
        drafts.change, clerk.actor, draft.id, context.services.now(), body=body, **parts
    )


def _list(
    base: Base, voice: Voice, draft: Pending, one: Field, page: int
) -> tuple[str, InlineKeyboardMarkup | None]:
    """Return the text and the buttons of a page."""
    kind, search = one.of, searched(draft, one)
    assert kind is not None
    found = shelves.page(base, kind, voice.language, search, page)
    chosen = _chosen(draft, one)
    lines = [voice.say(f"editors-pick-{one.form}", part=wording.part_name(voice, one, None))]
    for code in chosen[:_CHOSEN_SHOWN]:
        is_there = code in shelves.shelf(base, kind)
        line = (
            shelves.named(base, kind, code, voice.language)
            if is_there
            else voice.label("editors-pick-gone")
        )
        lines.append(f"✓ <b>{html.escape(code)}</b>: {html.escape(line[:_LONGEST_LINE])}")
    if len(chosen) > _CHOSEN_SHOWN:
        lines.append(voice.say("editors-and-more"))
    lines.append(
        voice.say("editors-pick-found", words=search, count=found.count)
        if search else voice.say("editors-pick-all", count=found.count)
    )  # fmt: skip
    if found.pages > 1:
        lines.append(voice.say("browse-page", page=found.number + 1, pages=found.pages))

    def to(label: str, argument: str) -> InlineKeyboardButton:
        return buttons.button(label, "pick", one.name, f"{draft.id}.{argument}")

    rows = [
        [to(f"{'✓ ' * (code in chosen)}{code}: {line}", f"{found.number}.{code}")]
        for code, line in found.shown
        if buttons.fits("pick", one.name, f"{draft.id}.{found.number}.{code}")
    ]
    turn = []
    if found.number > 0:
        turn.append(to(voice.label("editors-pick-before"), f"{found.number - 1}."))
    if found.number + 1 < found.pages:
        turn.append(to(voice.label("editors-pick-next"), f"{found.number + 1}."))
    end = [to(voice.label("editors-pick-done"), f"0.{DONE}")]
    if chosen:
        end.insert(0, to(voice.label("editors-pick-empty"), f"{found.number}.{EMPTY}"))
    return "\n".join(lines), buttons.keyboard([*rows, turn, end])


def _chosen(draft: Pending, one: Field) -> list[str]:
    value = fields.get(Kind(draft.kind), draft.body, one, None)
    if isinstance(value, str):
        return [value] if value else []
    return list(value)


async def press(
    context: BotContext, clerk: Clerk, query: CallbackQuery, draft: Pending, one: Field,
    page: str, code: str,
) -> Pending | None:  # fmt: skip
    """Choose a document or let it go, turn the page, empty or leave; the draft once it is left."""
    base = context.services.library.base
    if code == DONE:
        return await context.services.db.run(
            drafts.change, clerk.actor, draft.id, context.services.now(), asks=""
        )
    if code == EMPTY:
        draft = await _put(context, clerk, draft, one, "" if one.form is Form.CODE else [])
    elif code:
        assert one.of is not None
        if code not in shelves.shelf(base, one.of):
            raise buttons.BadButton("this button is none of ours")
        if one.form is Form.CODE:
            return await _put(context, clerk, draft, one, code, asks="")
        chosen = _chosen(draft, one)
        left = [c for c in chosen if c != code] if code in chosen else [*chosen, code]
        draft = await _put(context, clerk, draft, one, left)
    await reply.edit(query, *_list(base, clerk.voice, draft, one, buttons.number(page)))
    return None


def part(draft: Pending, name: str) -> Field:
    """Return the part a button names; raises BadButton if the draft has no such list."""
    if draft.kind in list(Kind) and draft.act == "publish":
        for one in fields.FIELDS[Kind(draft.kind)]:
            if one.name == name and one.of is not None:
                return one
    raise buttons.BadButton("this button is none of ours")
