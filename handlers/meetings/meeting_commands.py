"""Upcoming meetings, one meeting, its agenda, its calendar file, and not hearing of it."""

import re
from dataclasses import replace

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, Update
from telegram.constants import ParseMode

from bot import meeting_feeds
from bot.callback_data import CallbackData, Prefix
from bot.context import BotContext
from bot.meeting_context import localized_calendar_file, render_context
from bot.storage.alerts import calendar_files, subscriptions
from bot.storage.meetings import calendar_records
from bot.texts import Localizer, alert_cards, meeting_cards, time_texts
from bot.texts.meeting_cards import ShownMeeting
from handlers.alerts import alert_settings
from handlers.chats.chat_context import ChatContext, may_change_settings
from handlers.decorators import chat_command, chat_tap, for_admins
from handlers.meetings import meeting_list
from handlers.messages import keyboards, replies
from handlers.upcoming_calendar import find_body_slug, load_body_names, load_upcoming
from knowledge.alerts.alert import AlertReason
from knowledge.alerts.alert_claims import body_reason
from knowledge.alerts.subscription import Subscription
from knowledge.meetings.calendar_state import CalendarSnapshot
from knowledge.meetings.calendar_view import check_freshness
from knowledge.meetings.city import City
from knowledge.meetings.meeting import Meeting
from knowledge.numbers import parse_number


@chat_command
async def on_meetings_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/meetings`, or `/meetings` and the name of a body."""
    typed = " ".join(context.args or [])
    found = await load_upcoming(context.services)
    slug = find_body_slug(typed, found.upcoming_bodies(), context.services.city) if typed else ""
    if typed and slug is None:
        await replies.send_reply(update, chat.localizer.html("meeting-no-body", given=typed[:60]))
        return
    text, keyboard = meeting_list.meetings_page(
        found, context.services, chat.localizer, slug or "", 0
    )
    await replies.send_reply(update, text, keyboard)


async def _find_meeting(context: BotContext, name: str) -> ShownMeeting | None:
    """Return a meeting by number or id, with the one that replaces it."""
    db = context.services.db
    one = await db.run(calendar_records.find_meeting, name) if name else None
    if one is None:
        return None
    after = one.meeting.superseded_by
    other = await db.run(calendar_records.find_meeting, after) if after else None
    return ShownMeeting(one.number, one.meeting, other.meeting if other else None)


async def _named_or_next(
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
            return meeting_list.with_replacement(on[0], found)
        text, keyboard = meeting_list.meetings_page(found, context.services, chat.localizer, "", 0)
        await replies.send_reply(update, text, keyboard)
        return None
    shown = await _find_meeting(context, typed.lstrip("#"))
    if shown is None:
        await replies.send_reply(update, chat.localizer.html("meeting-no-such", given=typed[:20]))
    return shown


@chat_command
async def on_meeting_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/meeting 12`, or the next one."""
    if shown := await _named_or_next(update, context, chat):
        await replies.send_reply(update, *await _meeting_detail(context, chat, shown))


async def _meeting_detail(
    context: BotContext, chat: ChatContext, shown: ShownMeeting
) -> tuple[str, InlineKeyboardMarkup | None]:
    services = context.services
    sources = await services.db.run(calendar_records.source_memories)
    fresh = check_freshness(
        CalendarSnapshot(sources=sources), shown.meeting, services.now(), services.city
    )
    subscription = await services.db.run(subscriptions.load_subscription, chat.record.chat_id)
    why = _alert_reasons(shown, subscription, services.city, chat.localizer)
    text = meeting_cards.meeting_card(shown, fresh, why, render_context(services), chat.localizer)
    return text, _meeting_keyboard(shown, chat.localizer, subscription)


def _alert_reasons(
    shown: ShownMeeting, subscription: Subscription | None, city: City, localizer: Localizer
) -> list[str]:
    """Say why a subscriber hears of a meeting, and which reminders they get."""
    if subscription is None:
        return []
    why = body_reason(subscription, shown.meeting.body_slug, city)
    if why is None:
        return [localizer.html("meeting-why-none", body=shown.meeting.body)]
    key = "meeting-why-every" if why is AlertReason.EVERY_BODY else "meeting-why-body"
    leads = "; ".join(time_texts.lead_text(one, localizer) for one in subscription.leads)
    return [
        localizer.html(key, body=shown.meeting.body, leads=leads or localizer.label("alerts-none"))
    ]


def next_meeting_keyboard(
    shown: ShownMeeting, localizer: Localizer
) -> InlineKeyboardMarkup | None:
    """Return the buttons under an answer about a coming meeting: alerts, file, all of them."""
    file = keyboards.make_button(
        localizer.label("meeting-button-file"), Prefix.MEETING, "file", shown.meeting.id
    )
    every = keyboards.make_button(
        localizer.label("meeting-button-list"), Prefix.MEETING, "list", ".0"
    )
    first = [meeting_list.make_subscribe_button(localizer)]
    return keyboards.make_keyboard([first, [file, every] if shown.meeting.is_on else [every]])


def _meeting_keyboard(
    shown: ShownMeeting, localizer: Localizer, subscription: Subscription | None
) -> InlineKeyboardMarkup | None:
    def one(verb: str) -> InlineKeyboardButton:
        return keyboards.make_button(
            localizer.label(f"meeting-button-{verb}"), Prefix.MEETING, verb, shown.meeting.id
        )

    is_muted = subscription is not None and shown.meeting.id in subscription.muted
    second = [one("unmute" if is_muted else "mute"), one("settings")] if subscription else []
    first = [one("agenda"), one("file")] if shown.meeting.is_on else []
    return keyboards.make_keyboard(
        [first, second or [meeting_list.make_subscribe_button(localizer)], [one("list")]]
    )


@chat_command
async def on_agenda_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/agenda 12`, or that of the next meeting."""
    if shown := await _named_or_next(update, context, chat):
        text = meeting_cards.agenda_text(shown, render_context(context.services), chat.localizer)
        await replies.send_reply(update, text)


@chat_command
async def on_calendar_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/calendar 12`: the calendar file of a meeting; else the addresses, if there are any."""
    typed = " ".join(context.args or [])
    url = context.services.settings.public_url
    if url and not re.match(r"#?\d", typed) and not _has_number(update):
        await replies.send_reply(update, await _feed_addresses(context, chat, url, typed))
    elif shown := await _named_or_next(update, context, chat):
        await _send_file(update, context, chat, shown)


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


async def _send_file(
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


@chat_command
async def on_mute_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/mute 12`: nothing more about this meeting."""
    if shown := await _named_or_next(update, context, chat):
        await _set_muted(update, context, chat, shown, on=True)


@chat_command
async def on_unmute_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/unmute 12`."""
    if shown := await _named_or_next(update, context, chat):
        await _set_muted(update, context, chat, shown, on=False)


@for_admins
async def _set_muted(
    update: Update, context: BotContext, chat: ChatContext, shown: ShownMeeting, *, on: bool
) -> None:
    db, name = context.services.db, shown.meeting.id
    subscription = await db.run(subscriptions.load_subscription, chat.record.chat_id)
    if subscription is None:
        await db.run(calendar_files.unsubscribe_file, chat.record.chat_id, name)
        key = "meeting-muted-file" if on else "alerts-not-subscribed"
        await replies.send_reply(update, chat.localizer.html(key))
        return
    muted = subscription.muted | {name} if on else subscription.muted - {name}
    changed = replace(subscription, muted=frozenset(muted))
    await db.run(subscriptions.save_subscription, chat.record.kind, changed)
    key = "meeting-muted" if on else "meeting-unmuted"
    await replies.send_reply(
        update, chat.localizer.html(key, body=shown.meeting.body, number=str(shown.number))
    )


@chat_tap("list", "bodies", "settings", "show", "agenda", "file", "mute", "unmute")
async def on_meeting_tap(
    update: Update,
    context: BotContext,
    chat: ChatContext,
    query: CallbackQuery,
    data: CallbackData,
) -> None:
    """A tap under a list, a meeting or an alert."""
    match data.verb:
        case "list":
            await _turn_list(update, context, chat, query, data.argument)
        case "bodies":
            await _offer_bodies(update, context, chat)
        case "settings":
            await alert_settings.show_alert_settings(update, context, chat)
        case verb if shown := await _find_meeting(context, data.argument):
            await _act_on_meeting(update, context, chat, shown, verb)
        case _:
            await replies.send_reply(update, chat.localizer.html("meeting-gone"))


async def _act_on_meeting(
    update: Update, context: BotContext, chat: ChatContext, shown: ShownMeeting, verb: str
) -> None:
    match verb:
        case "show":
            await replies.send_reply(update, *await _meeting_detail(context, chat, shown))
        case "agenda":
            now = render_context(context.services)
            text = meeting_cards.agenda_text(shown, now, chat.localizer)
            await replies.send_reply(update, text)
        case "file":
            await _send_file(update, context, chat, shown)
        case _:
            await _set_muted(update, context, chat, shown, on=verb == "mute")


async def _offer_bodies(update: Update, context: BotContext, chat: ChatContext) -> None:
    bodies = (await load_upcoming(context.services)).upcoming_bodies()
    rows = [
        [keyboards.make_button(name, Prefix.MEETING, "list", f"{slug}.0")]
        for slug, name in bodies.items()
    ]
    await replies.send_reply(
        update, chat.localizer.html("meeting-choose-body"), keyboards.make_keyboard(rows)
    )


async def _turn_list(
    update: Update, context: BotContext, chat: ChatContext, query: CallbackQuery, argument: str
) -> None:
    """Turn the page of a list in place; a button without a page opens a list of its own."""
    slug, _, typed = argument.rpartition(".")
    number = parse_number(typed) if typed else None
    text, keyboard = meeting_list.meetings_page(
        await load_upcoming(context.services), context.services, chat.localizer, slug, number or 0
    )
    if number is None:
        await replies.send_reply(update, text, keyboard)
    else:
        await replies.edit_tapped_message(query, text, keyboard)
