"""Upcoming meetings, one meeting, its agenda, its calendar file, and not hearing of it."""

from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.callback_data import Prefix
from bot.context import BotContext
from bot.meeting_context import render_context
from bot.storage.alerts import calendar_files, subscriptions
from bot.storage.meetings import calendar_records
from bot.texts import Localizer, agenda_texts, meeting_cards, time_texts
from bot.texts.meeting_cards import ShownMeeting
from handlers.alerts import alert_settings
from handlers.chats.chat_context import ChatContext
from handlers.chats.decorators import Tap, chat_command, chat_tap, for_admins
from handlers.meetings import calendar_command, meeting_list
from handlers.messages import replies
from handlers.messages.keyboards import make_button, make_keyboard
from handlers.upcoming_calendar import find_body_slug, load_upcoming
from knowledge.alerts.alert import AlertReason
from knowledge.alerts.alert_claims import body_reason
from knowledge.alerts.subscription import Subscription
from knowledge.meetings.calendar_state import CalendarSnapshot
from knowledge.meetings.calendar_view import check_freshness
from knowledge.meetings.city import City
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


@chat_command
async def on_meeting_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/meeting 12`, or the next one."""
    if shown := await meeting_list.named_or_next_meeting(update, context, chat):
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
    file = make_button(
        localizer.label("meeting-button-file"), Prefix.MEETING, "file", shown.meeting.id
    )
    every = make_button(localizer.label("meeting-button-list"), Prefix.MEETING, "list", ".0")
    first = [meeting_list.make_subscribe_button(localizer)]
    return make_keyboard([first, [file, every] if shown.meeting.is_on else [every]])


def _meeting_keyboard(
    shown: ShownMeeting, localizer: Localizer, subscription: Subscription | None
) -> InlineKeyboardMarkup | None:
    def one(verb: str) -> InlineKeyboardButton:
        return make_button(
            localizer.label(f"meeting-button-{verb}"), Prefix.MEETING, verb, shown.meeting.id
        )

    is_muted = subscription is not None and shown.meeting.id in subscription.muted
    second = [one("unmute" if is_muted else "mute"), one("settings")] if subscription else []
    first = [one("agenda"), one("file")] if shown.meeting.is_on else []
    return make_keyboard(
        [first, second or [meeting_list.make_subscribe_button(localizer)], [one("list")]]
    )


@chat_command
async def on_agenda_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/agenda 12`, or that of the next meeting."""
    if shown := await meeting_list.named_or_next_meeting(update, context, chat):
        text = agenda_texts.agenda_text(shown, render_context(context.services), chat.localizer)
        await replies.send_reply(update, text)


@chat_command
async def on_mute_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/mute 12`: nothing more about this meeting."""
    if shown := await meeting_list.named_or_next_meeting(update, context, chat):
        await _set_muted(update, context, chat, shown, on=True)


@chat_command
async def on_unmute_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/unmute 12`."""
    if shown := await meeting_list.named_or_next_meeting(update, context, chat):
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
async def on_meeting_tap(update: Update, context: BotContext, chat: ChatContext, tap: Tap) -> None:
    """A tap under a list, a meeting or an alert."""
    match tap.verb:
        case "list":
            await _turn_list(update, context, chat, tap)
        case "bodies":
            await _offer_bodies(update, context, chat)
        case "settings":
            await alert_settings.show_alert_settings(update, context, chat)
        case verb if shown := await meeting_list.find_shown_meeting(context, tap.argument):
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
            text = agenda_texts.agenda_text(shown, now, chat.localizer)
            await replies.send_reply(update, text)
        case "file":
            await calendar_command.send_calendar_file(update, context, chat, shown)
        case _:
            await _set_muted(update, context, chat, shown, on=verb == "mute")


async def _offer_bodies(update: Update, context: BotContext, chat: ChatContext) -> None:
    bodies = (await load_upcoming(context.services)).upcoming_bodies()
    rows = [
        [make_button(name, Prefix.MEETING, "list", f"{slug}.0")] for slug, name in bodies.items()
    ]
    await replies.send_reply(
        update, chat.localizer.html("meeting-choose-body"), make_keyboard(rows)
    )


async def _turn_list(update: Update, context: BotContext, chat: ChatContext, tap: Tap) -> None:
    """Turn the page of a list in place; a button without a page opens a list of its own."""
    slug, _, typed = tap.argument.rpartition(".")
    number = parse_number(typed) if typed else None
    text, keyboard = meeting_list.meetings_page(
        await load_upcoming(context.services), context.services, chat.localizer, slug, number or 0
    )
    if number is None:
        await replies.send_reply(update, text, keyboard)
    else:
        await replies.edit_tapped_message(tap.query, text, keyboard)
