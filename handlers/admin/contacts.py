"""/contacts: the phones, e-mails and addresses, and which of them a person has checked."""

import html
from datetime import date

from telegram import CallbackQuery, Update

from bot.context import BotContext
from bot.storage import drafts
from bot.texts import Voice
from handlers import buttons, reply
from handlers.admin import drafting, preview
from handlers.admin.desk import Clerk, command, tap
from knowledge.content.base import Base
from knowledge.content.contacts import Contact, contacts, marked
from knowledge.content.documents import Kind
from knowledge.dates import written
from knowledge.editing.fields import Misread
from knowledge.editing.roles import Right


@command(Right.LOOK)
async def typed(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/contacts`: the list; `/contacts phone_clerk 2026-11-20`: checked that day, or today."""
    if not words:
        await _list(update, context, clerk)
        return
    today = context.services.today()
    await _mark(update, context, clerk, words[0], _day(words[1], today) if words[1:] else today)


def _day(text: str, today: date) -> date:
    try:
        on = date.fromisoformat(text)
    except ValueError:
        raise Misread("date", text[:40]) from None
    if on > today:
        raise Misread("day-to-come", text[:40])
    return on


async def _list(update: Update, context: BotContext, clerk: Clerk) -> None:
    found, voice = contacts(context.services.library.base), clerk.voice
    left = [one for one in found if not one.checked]
    lines = [voice.say("editors-contacts", count=len(left), total=len(found))]
    lines += [f"• {_line(one, voice)}" for one in found]
    if left:
        lines += ["", voice.say("editors-contacts-how", name=left[0].name)]
    rows = [
        [
            buttons.button(
                voice.label("editors-contacts-mark", value=one.value), "contact", "mark", one.name
            )
        ]
        for one in left
    ]
    await reply.say(update, "\n".join(lines), buttons.keyboard(rows))


def _line(one: Contact, voice: Voice) -> str:
    state = voice.say("editors-contacts-unchecked")
    if one.checked:
        day = written(one.checked_on, voice.language) or "?"
        state = voice.say("editors-contacts-checked", day=day)
    codes = ", ".join((one.fact, *one.entries[:6]))
    return f"<code>{one.name}</code>: {html.escape(one.value)} ({codes}): {state}"


@tap(Right.LOOK)
async def tapped(
    update: Update, context: BotContext, clerk: Clerk, query: CallbackQuery, press: buttons.Press
) -> None:
    """A tap on "I checked it today"."""
    if press.verb != "mark":
        raise buttons.BadButton("this button is none of ours")
    await _mark(update, context, clerk, press.argument, context.services.today())


async def _mark(update: Update, context: BotContext, clerk: Clerk, name: str, on: date) -> None:
    """Publish the mark as an edit of the contact's fact; an edit already open is kept apart."""
    services = context.services
    one = _named(services.library.base, name)
    stored = await services.db.run(drafts.document, Kind.FACT, one.fact)
    if stored is None or stored.state != "live" or name not in stored.body.get("values", {}):
        raise Misread("contact", name[:40])
    draft = await drafting.take_up(update, context, clerk, stored, clerk.voice.language)
    if (draft.body, draft.version, draft.state) != (stored.body, stored.version, "open"):
        await reply.say(update, clerk.voice.say("editors-contacts-open", code=one.fact))
        await drafting.screen(update, context, clerk, draft)
        return
    draft = await services.db.run(
        drafts.change, clerk.actor, draft.id, services.now(), body=marked(stored.body, name, on)
    )
    draft = await services.db.run(  # what the tap says is what is published, no more
        drafts.change, clerk.actor, draft.id, services.now(), previewed=draft.digest
    )
    await preview.publish(update, context, clerk, draft, draft.digest)


def _named(base: Base, name: str) -> Contact:
    """Return a contact by name; raises Misread when there is none."""
    for one in contacts(base):
        if one.name == name:
            return one
    raise Misread("contact", name[:40])
