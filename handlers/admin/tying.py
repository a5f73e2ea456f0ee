"""An answer written before a meeting: which one, chosen from the calendar or typed as a day."""

import html

from telegram import InlineKeyboardButton

from bot.context import BotContext, Services
from bot.storage import meetings, ties
from bot.storage.drafts import Pending
from bot.texts import Voice, meeting_cards
from handlers import buttons
from knowledge.content.base import Base
from knowledge.content.documents import Entry, meeting_body, meeting_day
from knowledge.editing.fields import Misread
from knowledge.meetings.meeting import Meeting

_OFFERED = 6


async def choices(
    services: Services, voice: Voice, draft: Pending
) -> list[list[InlineKeyboardButton]]:
    """Return a button for each of the next meetings."""
    rows = await services.db.run(meetings.coming, services.today())
    coming = [row.meeting for row in rows if row.meeting.is_on][:_OFFERED]
    return [
        [buttons.button(_label(voice, meeting), "draft", "choose", argument)]
        for meeting in coming
        if buttons.fits("draft", "choose", argument := f"{draft.id}.{_name(meeting)}")
    ]


def _name(meeting: Meeting) -> str:
    return f"{meeting.body_slug}-{meeting.local_date.isoformat()}"


def _label(voice: Voice, meeting: Meeting) -> str:
    named = html.unescape(meeting_cards.name(meeting, voice))
    return f"{voice.day(meeting.local_date)}: {named}"


async def check(context: BotContext, name: str) -> None:
    """Refuse what a resident's calendar shows to be no one meeting; raises Misread.

    A day for which no meeting is known is taken as a day.
    """
    day, body = meeting_day(name), meeting_body(name)
    if day is None:
        return
    every = await context.services.db.run(ties.on_day, day)
    on = [meeting for meeting in every if meeting.is_on] or every
    found = [meeting for meeting in on if body in ("", meeting.body_slug)]
    if body and not found:
        raise Misread("meeting-none", ", ".join(sorted(map(_name, on))) or name)
    if len(names := sorted(set(map(_name, found)))) > 1:
        raise Misread("meeting-which", ", ".join(names))


def told(base: Base, entry: Entry, voice: Voice) -> str:
    """Say to editors which meeting an answer was written before, and what became of it."""
    named, now = meeting_day(entry.expires_with), base.expires_on(entry)
    if named is None:
        return ""
    if now is None:
        return voice.say("tied-off", day=voice.day(named), code=entry.code)
    if now != named:
        return voice.say("tied-moved", day=voice.day(now), before=voice.day(named))
    return voice.say("tied", day=voice.day(now))
