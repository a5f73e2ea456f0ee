"""/calendar: the file of a meeting, or where the calendar and the feed are."""

import re

from telegram import InputFile, Update
from telegram.constants import ParseMode

from bot import meeting_feeds
from bot.context import BotContext
from bot.meeting_context import localized_calendar_file
from bot.storage.alerts import calendar_files
from bot.texts import Localizer, alert_cards
from bot.texts.meeting_cards import ShownMeeting
from handlers.chats.chat_context import ChatContext, may_change_settings
from handlers.chats.decorators import chat_command
from handlers.meetings import meeting_list
from handlers.messages import replies
from handlers.upcoming_calendar import find_body_slug, load_body_names, load_upcoming
from knowledge.meetings.meeting import Meeting


@chat_command
async def on_calendar_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/calendar 12`: the calendar file of a meeting; else the addresses, if there are any."""
    typed = " ".join(context.args or [])
    url = context.services.settings.public_url
    if url and not re.match(r"#?\d", typed) and not _has_number(update):
        await replies.send_reply(update, await _feed_addresses(context, chat, url, typed))
    elif shown := await meeting_list.named_or_next_meeting(update, context, chat):
        await send_calendar_file(update, context, chat, shown)


def _has_number(update: Update) -> bool:
    """Tell whether a command names a number itself: `/calendar_12`."""
    message = update.effective_message
    return bool(message and re.match(r"/\w+_\d", message.text or ""))


async def _feed_addresses(context: BotContext, chat: ChatContext, url: str, typed: str) -> str:
    """Word where the calendar and the feed are, of all bodies or of the one that was typed."""
    services, localizer = context.services, chat.localizer
    names = await load_body_names(services)
    slug = find_body_slug(typed, names, services.city) if typed else ""
    if slug is None:
        return localizer.html("meeting-no-body", given=typed[:60])
    found = await load_upcoming(services)
    number = next((n.number for n in found.numbered if slug in ("", n.meeting.body_slug)), 1)
    return localizer.html(
        "meeting-addresses",
        body=names.get(slug, slug) if slug else localizer.label("alerts-bodies-all"),
        calendar=meeting_feeds.feed_address(
            url, meeting_feeds.CALENDAR_PATH, localizer.language, slug
        ),
        feed=meeting_feeds.feed_address(url, meeting_feeds.ATOM_PATH, localizer.language, slug),
        number=str(number),
    )


async def send_calendar_file(
    update: Update, context: BotContext, chat: ChatContext, shown: ShownMeeting
) -> None:
    """Send both sessions as a file, and remember to renew it where the chat may decide that."""
    services, where = context.services, update.effective_chat
    assert where is not None
    found = (shown.meeting, *([shown.replacement] if shown.replacement else []))
    renews = await may_change_settings(update, context)
    if renews:
        await services.db.run(
            calendar_files.subscribe_file,
            where.id,
            where.type,
            chat.record.language,
            found[-1].id,
            services.now(),
            replies.forum_topic(update),
        )
    await context.bot.send_document(
        where.id,
        InputFile(
            localized_calendar_file(services, found, chat.localizer),
            filename=f"meeting-{shown.number}.ics",
        ),
        caption=_file_caption(found[-1], context, chat.localizer, is_new=renews),
        parse_mode=ParseMode.HTML,
        message_thread_id=replies.forum_topic(update),
    )


def _file_caption(
    meeting: Meeting, context: BotContext, localizer: Localizer, *, is_new: bool
) -> str:
    """Word what stands under a file, and where the calendar of its body is."""
    caption = alert_cards.file_caption(meeting, localizer, is_new=is_new)
    url = context.services.settings.public_url
    if not url:
        return caption
    there = meeting_feeds.feed_address(
        url, meeting_feeds.CALENDAR_PATH, localizer.language, meeting.body_slug
    )
    return f"{caption}\n{localizer.html('meeting-file-address', calendar=there)}"
