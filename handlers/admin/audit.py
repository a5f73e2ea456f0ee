"""/audit: what was done, by which role, newest first. Nobody can change it."""

import html
from contextlib import suppress

from telegram import CallbackQuery, Update

from bot.context import BotContext
from bot.storage import audit
from handlers import buttons, reply
from handlers.admin import wording
from handlers.admin.desk import Clerk, command, tap
from knowledge.content.documents import Kind
from knowledge.editing.roles import Right
from knowledge.numbers import whole

MOST_PAGES = 99_999


@command(Right.LOOK)
async def typed(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/audit [page]`, `/audit AB-14 [page]`."""
    codes = context.services.town.codes
    read = codes.read(words[0]) if words else None
    subject = read[0] if read else ""
    rest = words[1:] if read else words
    page = whole(rest[0], MOST_PAGES) if rest else None
    await _show(update, context, clerk, subject, max(0, (page or 1) - 1))


@tap(Right.LOOK)
async def tapped(
    update: Update, context: BotContext, clerk: Clerk, query: CallbackQuery, press: buttons.Press
) -> None:
    """A tap on "more"."""
    subject, _, page = press.argument.rpartition(".")
    if press.verb != "page":
        raise buttons.BadButton("this button is none of ours")
    await _show(update, context, clerk, subject, buttons.number(page, MOST_PAGES))


async def _show(
    update: Update, context: BotContext, clerk: Clerk, subject: str, page: int
) -> None:
    services, voice = context.services, clerk.voice
    lines, count = await services.db.run(audit.lines, page, subject)
    if not lines:
        await reply.say(update, voice.say("editors-audit-empty"))
        return
    told = [voice.say("editors-audit", count=count)]
    zone = services.settings.timezone
    for line in lines:
        local = line.at.astimezone(zone)
        who = html.escape(line.label) if line.label else ""
        role = voice.label(f"editors-role-{line.role}")
        act = voice.label(f"editors-act-{line.act}")
        when = f"{voice.day(local.date())}, {local:%H:%M}"
        what = html.escape(
            line.whom if line.subject == audit.MEMBER and line.whom else line.subject
        )
        told.append(f"<b>{when}</b>: {who + ', ' if who else ''}{role}: {act} {what}")
        if line.before and line.after:
            told.append(_difference(clerk, line))
    row = []
    if (page + 1) * audit.PAGE < count:
        more = voice.label("browse-next")
        row = [buttons.button(more, "audit", "page", f"{subject}.{page + 1}")]
    await reply.say(update, "\n".join(filter(None, told)), buttons.keyboard([row]))


def _difference(clerk: Clerk, line: audit.Line) -> str:
    """Word what an act changed in an answer; other acts say it all in their one line."""
    if (
        line.before is None
        or line.after is None
        or not clerk.voice.town.codes.is_whole(line.subject)
    ):
        return ""
    with suppress(LookupError, TypeError):
        return wording.difference(clerk.voice, Kind.ENTRY, line.before, line.after)
    return ""
