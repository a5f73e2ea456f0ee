"""/contacts: the phones, e-mails and addresses, and which of them a person has checked."""

import html
from dataclasses import replace
from datetime import date

from telegram import Update

from bot.callback_data import CallbackDataError, Prefix
from bot.context import BotContext
from bot.storage.database.row_states import DocumentState, DraftState
from bot.storage.faq import drafts
from bot.texts import Localizer
from handlers.authorization import EditorSession, editor_command, editor_tap
from handlers.chats.decorators import Tap
from handlers.editing import draft_editing, draft_preview
from handlers.messages import replies
from handlers.messages.keyboards import make_button, make_keyboard
from knowledge.content.contacts import Contact, list_contacts, mark_checked
from knowledge.content.documents import DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.dates import format_period
from knowledge.editing.editable_fields import FieldInputError
from knowledge.editing.roles import Right


@editor_command(Right.LOOK)
async def on_contacts_command(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/contacts`: the list; `/contacts phone_clerk 2026-11-20`: checked that day, or today."""
    if not words:
        await _list_contacts(update, context, editor)
        return
    today = context.services.today()
    await _publish_check(
        update, context, editor, words[0], _checked_day(words[1], today) if words[1:] else today
    )


def _checked_day(text: str, today: date) -> date:
    try:
        on = date.fromisoformat(text)
    except ValueError:
        raise FieldInputError("date", text[:40]) from None
    if on > today:
        raise FieldInputError("day-to-come", text[:40])
    return on


async def _list_contacts(update: Update, context: BotContext, editor: EditorSession) -> None:
    found, localizer = list_contacts(context.services.faq.base), editor.localizer
    left = [one for one in found if not one.checked]
    lines = [localizer.html("editors-contacts", count=len(left), total=len(found))]
    lines += [f"• {_contact_line(one, localizer)}" for one in found]
    if left:
        lines += ["", localizer.html("editors-contacts-how", name=left[0].name)]
    rows = [
        [
            make_button(
                localizer.label("editors-contacts-mark", value=one.value),
                Prefix.CONTACT,
                "mark",
                one.name,
            )
        ]
        for one in left
    ]
    await replies.send_reply(update, "\n".join(lines), make_keyboard(rows))


def _contact_line(one: Contact, localizer: Localizer) -> str:
    state = localizer.html("editors-contacts-unchecked")
    if one.checked:
        day = format_period(one.checked_on, localizer.language) or "?"
        state = localizer.html("editors-contacts-checked", day=day)
    codes = ", ".join((one.fact, *one.entries[:6]))
    return f"<code>{one.name}</code>: {html.escape(one.value)} ({codes}): {state}"


@editor_tap(Right.LOOK)
async def on_contact_tap(
    update: Update, context: BotContext, editor: EditorSession, tap: Tap
) -> None:
    """A tap on "I checked it today"."""
    if tap.verb != "mark":
        raise CallbackDataError
    await _publish_check(update, context, editor, tap.argument, context.services.today())


async def _publish_check(
    update: Update, context: BotContext, editor: EditorSession, name: str, on: date
) -> None:
    """Publish the mark as an edit of the contact's fact; an edit already open is kept apart."""
    services = context.services
    one = _find_contact(services.faq.base, name)
    stored = await services.db.run(drafts.load_document, DocumentKind.FACT, one.fact)
    if (
        stored is None
        or stored.state != DocumentState.LIVE
        or name not in stored.body.get("values", {})
    ):
        raise FieldInputError("contact", name[:40])
    draft = await draft_editing.open_document_draft(
        update, context, editor, stored, editor.localizer.language
    )
    if (draft.body, draft.version, draft.state) != (stored.body, stored.version, DraftState.OPEN):
        await replies.send_reply(
            update, editor.localizer.html("editors-contacts-open", code=one.fact)
        )
        await draft_editing.show_draft_screen(update, context, editor, draft)
        return
    body = mark_checked(stored.body, name, on)
    shown = replace(draft, body=body).digest  # what the tap says is what is published, no more
    draft = await services.db.run(
        drafts.change_draft, editor.actor, draft.id, services.now(), body=body, previewed=shown
    )
    await draft_preview.publish_shown_draft(update, context, editor, draft, draft.digest)


def _find_contact(base: FaqBase, name: str) -> Contact:
    """Return a contact by name; raises FieldInputError when there is none."""
    for one in list_contacts(base):
        if one.name == name:
            return one
    raise FieldInputError("contact", name[:40])
