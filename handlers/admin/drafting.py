"""An edit in the making: its screen, a part chosen, a text taken, thrown away.

The draft is a row of the database; every step reads it anew, so that a restart loses nothing.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

from telegram import InlineKeyboardButton, Update

from bot.context import BotContext
from bot.storage import drafts, editors
from bot.storage.drafts import Pending, Stored
from bot.texts import Voice
from handlers import buttons, reply
from handlers.admin import picking, trials, tying, wording
from handlers.admin.desk import Clerk
from knowledge.content.documents import Certainty, Kind
from knowledge.editing import fields, given
from knowledge.editing.fields import Field, Form, Misread
from knowledge.language import Language

_NEW: dict[Kind, dict[str, Any]] = {
    Kind.ENTRY: {"related": [], "certainty": "", "facts": [], "sources": []},
    Kind.FACT: {"certainty": "", "sources": [], "values": {}},
    Kind.ALIAS: {"language": "any", "says": []},
    Kind.SCOPE: {"outcome": "unknown", "reply": {}, "examples": {}},
    Kind.SOURCE: {"date_is": "exact", "title": "", "date": "", "url": ""},
    Kind.TOPIC: {"order": 99, "name": {}},
    Kind.EVENT: {"says": {}, "facts": [], "entry": ""},
}


def is_content(draft: Pending) -> bool:
    """Tell whether a draft is of one document of the base."""
    return draft.kind in [kind.value for kind in Kind] and draft.act == "publish"


async def take_up(
    update: Update, context: BotContext, clerk: Clerk, stored: Stored, language: Language,
    *, body: dict[str, Any] | None = None, about: str = "",
) -> Pending:  # fmt: skip
    """Open the draft of a document; say so if another editor has one open as well."""
    services = context.services
    draft = await services.db.run(
        drafts.open_, clerk.actor, stored.kind, stored.code, body or stored.body, stored.version,
        services.now(), language=language, about=about, afresh=body is not None,
    )  # fmt: skip
    await warn_of_others(update, context, clerk, draft)
    return draft


async def warn_of_others(
    update: Update, context: BotContext, clerk: Clerk, draft: Pending
) -> None:
    """Tell an editor that someone else is at the same document."""
    services = context.services
    others = await services.db.run(drafts.others_on, clerk.actor.user_id, draft.kind, draft.code)
    if others:
        names = [
            await services.db.run(editors.label, other, services.settings.admin_ids)
            for other in others
        ]
        await reply.say(
            update,
            clerk.voice.say("editors-others", names=", ".join(filter(None, names)) or "?"),
        )


async def begin(
    update: Update, context: BotContext, clerk: Clerk, kind: Kind, text: str = "",
    *, about: str = "", body: dict[str, Any] | None = None, language: Language | None = None,
) -> None:  # fmt: skip
    """Begin a new document and ask for its first part."""
    services = context.services
    code = await services.db.run(
        drafts.fresh_code, kind, context.services.town.codes, wording.slug(text)
    )
    started: dict[str, Any] = {**_NEW[kind], **(body or {})}
    spoken = language or clerk.voice.language
    if kind is Kind.ENTRY:
        started |= wording.dates_for_new(services.today())
        started["slug"] = code.lower()
    draft = await services.db.run(
        drafts.open_, clerk.actor, kind, code, started, 0, services.now(),
        language=spoken, about=about,
    )  # fmt: skip
    if text:
        first = fields.FIELDS[kind][0]
        filled = fields.put(
            kind, draft.body, first, spoken if first.spoken else None, fields.read(first, text)
        )
        draft = await services.db.run(
            drafts.change, clerk.actor, draft.id, services.now(), body=filled
        )
    await ask_next(update, context, clerk, draft)


async def screen(update: Update, context: BotContext, clerk: Clerk, draft: Pending) -> None:
    """Show a draft: what it changes so far, and the parts that can be changed."""
    kind = Kind(draft.kind)
    stored = await context.services.db.run(drafts.document, kind, draft.code)
    base = context.services.library.base
    words = wording.draft(clerk.voice, draft, stored.body if stored else None, base)
    await reply.say(update, words, buttons.keyboard(_parts(clerk.voice, draft)))


def _parts(voice: Voice, draft: Pending) -> list[list[InlineKeyboardButton]]:
    kind = Kind(draft.kind)
    spoken = [one for one in fields.FIELDS[kind] if one.spoken]
    shared = [one for one in fields.FIELDS[kind] if not one.spoken]
    rows = []
    if spoken and len(voice.town.languages) > 1:
        rows.append(
            [
                buttons.button(
                    ("• " if language == draft.language else "")
                    + voice.label(f"language-{language}"),
                    "draft", "language", f"{draft.id}.{language}",
                )
                for language in voice.town.languages
            ]
        )  # fmt: skip
    for group in (spoken, shared):
        made = [
            buttons.button(
                wording.part_label(voice, draft, one),
                "draft", "part", f"{draft.id}.{one.name}",
            )
            for one in group
        ]  # fmt: skip
        rows += [made[at : at + 2] for at in range(0, len(made), 2)]
    rows.append(
        [
            buttons.button(voice.label("editors-preview"), "draft", "preview", str(draft.id)),
            buttons.button(voice.label("editors-discard"), "draft", "discard", str(draft.id)),
        ]
    )
    return rows


async def ask_for(
    update: Update, context: BotContext, clerk: Clerk, draft: Pending, name: str
) -> None:
    """Ask for the new text of one part; what it says now stands there to be copied."""
    kind, voice = Kind(draft.kind), clerk.voice
    one = fields.field(kind, name)
    if one.of is not None:
        await picking.ask(update, context, clerk, draft, one)
        return
    language = draft.language if one.spoken else None
    asks = f"{name}.{language or ''}"
    await context.services.db.run(
        drafts.change, clerk.actor, draft.id, context.services.now(), asks=asks
    )
    now = fields.show(one, fields.get(kind, draft.body, one, language))
    rows = [
        [
            buttons.button(
                voice.label(f"editors-choice-{choice}"), "draft", "choose", f"{draft.id}.{choice}"
            )
        ]
        for choice in _open_choices(one, draft)
    ]
    if one.form is Form.MEETING:
        rows = await tying.choices(context.services, voice, draft)
    words = wording.ask(voice, one, language, now, context.services.library.base)
    await reply.say(update, words, buttons.keyboard(rows))


def _open_choices(one: Field, draft: Pending) -> Sequence[str]:
    """Return what can be chosen: without a source nothing is certain but that it is unknown."""
    if one.name == "certainty" and not draft.body.get("sources"):
        return (Certainty.UNKNOWN.value,)
    return one.choices


async def take_part(
    update: Update, context: BotContext, clerk: Clerk, draft: Pending, typed: str
) -> None:
    """Fill the part a draft asks for with what was typed; raises Misread."""
    services = context.services
    name, _, tag = draft.asks.partition(".")
    kind, language = Kind(draft.kind), clerk.voice.town.guess(tag)
    one = fields.field(kind, name)
    if one.of is not None:
        left = await picking.take(update, context, clerk, draft, one, typed)
        if left is not None:
            await ask_next(update, context, clerk, left, after=one)
        return
    message = update.message
    text = typed
    if one.form is Form.HTML and message is not None and message.entities:
        text = wording.as_html(message.text_html, typed)
    read = fields.read(one, text, clerk.voice.town.languages)
    value = fields.laid(one, fields.get(kind, draft.body, one, language), read)
    if one.choices and value and value not in (allowed := _open_choices(one, draft)):
        raise Misread("unsourced", ", ".join(allowed))
    if one.form is Form.MEETING:
        await tying.check(context, value)
    body = fields.put(kind, draft.body, one, language, value)
    base, today = services.library.base, services.today()
    wrong = await asyncio.to_thread(
        given.faults, base, kind, draft.code, body, one, language, today
    )
    if wrong:
        told = wording.problems(clerk.voice, wrong)
        await reply.say(update, f"{told}\n\n{clerk.voice.say('given-refused')}")
        return
    draft = await services.db.run(
        drafts.change, clerk.actor, draft.id, services.now(), body=body, asks=""
    )
    await trials.begin(context, draft)
    await ask_next(update, context, clerk, draft, after=one)


async def ask_next(
    update: Update, context: BotContext, clerk: Clerk, draft: Pending, after: Field | None = None
) -> None:
    """In a new document ask for the next part that is needed; else show the screen.

    Only parts behind `after` are asked for: one that was just left empty is not asked for again.
    """
    kind = Kind(draft.kind)
    parts = fields.FIELDS[kind]
    if draft.version == 0:
        for one in parts[parts.index(after) + 1 if after else 0 :]:
            language = draft.language if one.spoken else None
            needed = fields.is_needed(one, draft.body)
            if needed and not fields.get(kind, draft.body, one, language):
                await ask_for(update, context, clerk, draft, one.name)
                return
    await screen(update, context, clerk, draft)


def list_of(pending: list[Pending], voice: Voice) -> list[list[InlineKeyboardButton]]:
    """Return a button for each open edit and each that waits for a review."""
    return [
        [
            buttons.button(
                voice.label(f"editors-open-{draft.state}", code=draft.code),
                "draft", "preview" if draft.state == "review" else "show", str(draft.id),
            )
        ]
        for draft in pending
    ]  # fmt: skip
