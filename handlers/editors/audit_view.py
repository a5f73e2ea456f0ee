"""/audit: what was done, by which role, newest first. Nobody can change it."""

import html
from contextlib import suppress

from telegram import Update

from bot.callback_data import CallbackDataError, Prefix, parse_callback_number
from bot.context import BotContext
from bot.storage.editors import audit_log
from handlers.authorization import EditorSession, editor_command, editor_tap
from handlers.chats.decorators import Tap
from handlers.editing import draft_texts
from handlers.messages import replies
from handlers.messages.keyboards import make_button, make_keyboard
from knowledge.content.documents import DocumentKind
from knowledge.editing.roles import Right
from knowledge.numbers import parse_number

MAX_AUDIT_PAGES = 99_999


@editor_command(Right.LOOK)
async def on_audit_command(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/audit [page]`, `/audit AB-14 [page]`."""
    codes = context.services.town.codes
    read = codes.parse_code(words[0]) if words else None
    subject = read[0] if read else ""
    rest = words[1:] if read else words
    page = parse_number(rest[0], MAX_AUDIT_PAGES) if rest else None
    await _show_audit_page(update, context, editor, subject, max(0, (page or 1) - 1))


@editor_tap(Right.LOOK)
async def on_audit_tap(
    update: Update, context: BotContext, editor: EditorSession, tap: Tap
) -> None:
    """A tap on "more"."""
    subject, _, page = tap.argument.rpartition(".")
    if tap.verb != "page":
        raise CallbackDataError
    await _show_audit_page(
        update, context, editor, subject, parse_callback_number(page, MAX_AUDIT_PAGES)
    )


async def _show_audit_page(
    update: Update, context: BotContext, editor: EditorSession, subject: str, page: int
) -> None:
    services, localizer = context.services, editor.localizer
    lines, count = await services.db.run(audit_log.audit_page, page, subject)
    if not lines:
        await replies.send_reply(update, localizer.html("editors-audit-empty"))
        return
    told = [localizer.html("editors-audit", count=count)]
    zone = services.settings.timezone
    for line in lines:
        local = line.at.astimezone(zone)
        who = html.escape(line.label) if line.label else ""
        role = localizer.label(f"editors-role-{line.role}")
        act = localizer.label(f"editors-act-{line.act}")
        when = f"{localizer.date_text(local.date())}, {local:%H:%M}"
        what = html.escape(
            line.whom if line.subject == audit_log.MEMBER_SUBJECT and line.whom else line.subject
        )
        told.append(f"<b>{when}</b>: {who + ', ' if who else ''}{role}: {act} {what}")
        if line.before and line.after:
            told.append(_line_difference(editor, line))
    row = []
    if (page + 1) * audit_log.AUDIT_PAGE_SIZE < count:
        more = localizer.label("browse-next")
        row = [make_button(more, Prefix.AUDIT, "page", f"{subject}.{page + 1}")]
    await replies.send_reply(update, "\n".join(filter(None, told)), make_keyboard([row]))


def _line_difference(editor: EditorSession, line: audit_log.AuditLine) -> str:
    """Word what an act changed in an answer; other acts say it all in their one line."""
    if (
        line.before is None
        or line.after is None
        or not editor.localizer.town.codes.is_exact_code(line.subject)
    ):
        return ""
    with suppress(LookupError, TypeError):
        return draft_texts.body_difference(
            editor.localizer, DocumentKind.ENTRY, line.before, line.after
        )
    return ""
