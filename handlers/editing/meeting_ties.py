"""An answer written before a meeting: which one, chosen from the calendar or typed as a day."""

import html

from telegram import InlineKeyboardButton

from bot.callback_data import Prefix, fits_callback_data
from bot.context import BotContext, Services
from bot.storage.faq import answer_ties
from bot.storage.faq.drafts import PendingDraft
from bot.storage.meetings import calendar_records
from bot.texts import Localizer, meeting_cards
from handlers.messages.keyboards import make_button
from knowledge.content.documents import Entry, meeting_body, meeting_day
from knowledge.content.faq_base import FaqBase
from knowledge.editing.editable_fields import FieldInputError
from knowledge.meetings.meeting import Meeting

_MEETINGS_OFFERED = 6


async def meeting_choice_rows(
    services: Services, localizer: Localizer, draft: PendingDraft
) -> list[list[InlineKeyboardButton]]:
    """Return a button for each of the next meetings."""
    rows = await services.db.run(calendar_records.listed_meetings, services.today())
    coming = [row.meeting for row in rows if row.meeting.is_on][:_MEETINGS_OFFERED]
    return [
        [make_button(_meeting_label(localizer, meeting), Prefix.DRAFT, "choose", argument)]
        for meeting in coming
        if fits_callback_data(
            Prefix.DRAFT, "choose", argument := f"{draft.id}.{_tie_name(meeting)}"
        )
    ]


def _tie_name(meeting: Meeting) -> str:
    return f"{meeting.body_slug}-{meeting.local_date.isoformat()}"


def _meeting_label(localizer: Localizer, meeting: Meeting) -> str:
    named = html.unescape(meeting_cards.meeting_name(meeting, localizer))
    return f"{localizer.date_text(meeting.local_date)}: {named}"


async def check_tie_name(context: BotContext, name: str) -> None:
    """Refuse what a resident's calendar shows to be no one meeting; raises FieldInputError.

    A day for which no meeting is known is taken as a day.
    """
    day, body = meeting_day(name), meeting_body(name)
    if day is None:
        return
    every = await context.services.db.run(answer_ties.meetings_on_day, day)
    on = [meeting for meeting in every if meeting.is_on] or every
    found = [meeting for meeting in on if body in ("", meeting.body_slug)]
    if body and not found:
        raise FieldInputError("meeting-none", ", ".join(sorted(map(_tie_name, on))) or name)
    if len(names := sorted(set(map(_tie_name, found)))) > 1:
        raise FieldInputError("meeting-which", ", ".join(names))


def tie_text(base: FaqBase, entry: Entry, localizer: Localizer) -> str:
    """Say to editors which meeting an answer was written before, and what became of it."""
    named, now = meeting_day(entry.expires_with), base.expires_on(entry)
    if named is None:
        return ""
    if now is None:
        return localizer.html("tied-off", day=localizer.date_text(named), code=entry.code)
    if now != named:
        return localizer.html(
            "tied-moved", day=localizer.date_text(now), before=localizer.date_text(named)
        )
    return localizer.html("tied", day=localizer.date_text(now))
