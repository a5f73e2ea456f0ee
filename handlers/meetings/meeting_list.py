"""The list of what is to come, a page at a time, and the meeting of it that a command names."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.callback_data import Prefix
from bot.context import BotContext, Services
from bot.meeting_context import render_context
from bot.storage.meetings import calendar_records
from bot.storage.meetings.calendar_records import NumberedMeeting
from bot.texts import Localizer, meeting_cards
from bot.texts.meeting_cards import ShownMeeting
from handlers.chats.chat_context import ChatContext
from handlers.messages import replies
from handlers.messages.keyboards import make_button, make_keyboard
from handlers.upcoming_calendar import UpcomingCalendar, load_upcoming
from knowledge.meetings.calendar_view import check_freshness, empty_reason

MEETINGS_PER_PAGE = 6


def meetings_page(
    found: UpcomingCalendar, services: Services, localizer: Localizer, slug: str, page: int
) -> tuple[str, InlineKeyboardMarkup | None]:
    """Word a page of what is to come, of one body or of all."""
    chosen = [n for n in found.numbered if not slug or n.meeting.body_slug == slug]
    fresh = check_freshness(found.calendar, None, services.now(), services.city)
    if not chosen:
        why = empty_reason(found.calendar, services.now(), services.city)
        text = meeting_cards.no_meetings_text(why, fresh, render_context(services), localizer)
        return text, make_keyboard([[make_subscribe_button(localizer)]])
    pages = -(-len(chosen) // MEETINGS_PER_PAGE)
    page = max(0, min(page, pages - 1))
    shown = chosen[page * MEETINGS_PER_PAGE : (page + 1) * MEETINGS_PER_PAGE]
    head = (
        localizer.html("meeting-list-body", body=chosen[0].meeting.body)
        if slug
        else localizer.html("meeting-list")
    )
    text = meeting_cards.meeting_list_text(
        [with_replacement(one, found) for one in shown],
        len(chosen) - (page + 1) * MEETINGS_PER_PAGE if page + 1 < pages else 0,
        head,
        meeting_cards.freshness_line(None, fresh, render_context(services), localizer),
        render_context(services),
        localizer,
    )
    return text, make_keyboard(_meeting_rows(found, shown, localizer, slug, page, pages))


def _meeting_rows(
    found: UpcomingCalendar,
    shown: Sequence[NumberedMeeting],
    localizer: Localizer,
    slug: str,
    page: int,
    pages: int,
) -> list[list[InlineKeyboardButton]]:
    rows = [
        [
            make_button(
                f"{n.number}. {n.meeting.body}, {localizer.date_text(n.meeting.local_date)}",
                Prefix.MEETING,
                "show",
                n.meeting.id,
            )
        ]
        for n in shown
    ]
    last = []
    if pages > 1:
        last.append(
            make_button(
                localizer.label("browse-next"),
                Prefix.MEETING,
                "list",
                f"{slug}.{(page + 1) % pages}",
            )
        )
    if slug or len(found.upcoming_bodies()) > 1:
        key = "meeting-button-all" if slug else "meeting-button-bodies"
        last.append(
            make_button(localizer.label(key), Prefix.MEETING, "list" if slug else "bodies")
        )
    return [*rows, last, [make_subscribe_button(localizer)]]


def make_subscribe_button(localizer: Localizer) -> InlineKeyboardButton:
    """Offer to subscribe."""
    return make_button(localizer.label("meeting-button-subscribe"), Prefix.ALERTS, "subscribe")


def with_replacement(one: NumberedMeeting, found: UpcomingCalendar) -> ShownMeeting:
    """Return a meeting with the one that replaces it, if that is to come."""
    after = one.meeting.superseded_by
    other = next((n.meeting for n in found.numbered if n.meeting.id == after), None)
    return ShownMeeting(one.number, one.meeting, other)


async def find_shown_meeting(context: BotContext, name: str) -> ShownMeeting | None:
    """Return a meeting by number or id, with the one that replaces it."""
    db = context.services.db
    one = await db.run(calendar_records.find_meeting, name) if name else None
    if one is None:
        return None
    after = one.meeting.superseded_by
    other = await db.run(calendar_records.find_meeting, after) if after else None
    return ShownMeeting(one.number, one.meeting, other.meeting if other else None)


async def named_or_next_meeting(
    update: Update, context: BotContext, chat: ChatContext
) -> ShownMeeting | None:
    """Return the meeting whose number was typed, or the next one; None if that was told."""
    message = update.effective_message
    words = ((message.text if message else None) or "").split("@")[0].replace("_", " ").split()
    typed = context.args[0] if context.args else "".join(words[1:2])
    if not typed:
        found = await load_upcoming(context.services)
        on = [n for n in found.numbered if n.meeting.is_on]
        if on:
            return with_replacement(on[0], found)
        text, keyboard = meetings_page(found, context.services, chat.localizer, "", 0)
        await replies.send_reply(update, text, keyboard)
        return None
    shown = await find_shown_meeting(context, typed.lstrip("#"))
    if shown is None:
        await replies.send_reply(update, chat.localizer.html("meeting-no-such", given=typed[:20]))
    return shown
