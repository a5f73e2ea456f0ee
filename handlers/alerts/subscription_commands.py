"""Beginning and ending to be told, and “did I miss anything?”."""

from dataclasses import replace
from datetime import datetime, timedelta

from telegram import Update

from bot.context import BotContext
from bot.meeting_context import render_context
from bot.storage.alerts import alert_outcomes, subscriptions
from bot.storage.meetings import calendar_records
from bot.texts import meeting_cards, subscription_cards, time_texts
from bot.texts.meeting_cards import ShownMeeting
from handlers.alerts import alert_keyboards, alert_settings
from handlers.chats.chat_context import ChatContext
from handlers.chats.decorators import Tap, chat_command, chat_tap, for_admins
from handlers.messages import replies
from handlers.upcoming_calendar import find_body_slug, load_body_names
from knowledge.alerts.owed_alerts import HISTORY_IN, explain_alerts
from knowledge.alerts.preferences import PreferenceEdit, apply_preference, means_every_body
from knowledge.alerts.subscription import ANY_BODY, Subscription
from knowledge.meetings.calendar_state import CalendarSnapshot
from knowledge.meetings.calendar_view import check_freshness

# Follow /subscribe: here, with the button for it → bot/storage/alerts/subscriptions.py (the row) →
# bot/texts/subscription_cards.py (its words) → handlers/alerts/alert_keyboards.py (its buttons).
# What can be changed in it later: handlers/alerts/alert_settings.py.


@chat_command
@for_admins
async def on_subscribe_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/subscribe`, or `/subscribe` and the name of a body, or `all`."""
    typed = " ".join(context.args or [])
    if typed:
        await _switch_body(update, context, chat, typed, on=True)
    else:
        await _begin_subscription(update, context, chat)


@chat_command
@for_admins
async def on_unsubscribe_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/unsubscribe`, or `/unsubscribe` and the name of a body."""
    typed = " ".join(context.args or [])
    if not typed or means_every_body(typed):
        await _end_subscription(update, context, chat)
    else:
        await _switch_body(update, context, chat, typed, on=False)


@chat_tap()
@for_admins
async def on_alerts_tap(update: Update, context: BotContext, chat: ChatContext, tap: Tap) -> None:
    """A tap on "subscribe", on "end", or in the settings."""
    match tap.verb:
        case "subscribe":
            await _begin_subscription(update, context, chat)
        case "end" if await _is_subscribed(context, chat):
            await _end_subscription(update, context, chat)
        case _:
            await alert_settings.tap_setting(update, context, chat, tap)


async def _begin_subscription(update: Update, context: BotContext, chat: ChatContext) -> None:
    """Subscribe a chat to what most people want; one that is subscribed is shown its settings.

    Either way alerts come to the forum topic in which this is said.
    """
    db, now = context.services.db, context.services.now()
    known = await db.run(subscriptions.load_subscription, chat.record.chat_id)
    subscription = _sent_here(update, known or _default_subscription(context, chat, now))
    if subscription != known:
        await db.run(subscriptions.save_subscription, chat.record.kind, subscription)
    if known is not None:
        await alert_settings.show_alert_settings(update, context, chat)
        return
    names, localizer = await load_body_names(context.services), chat.localizer
    text = localizer.html(
        "subscribe-done",
        bodies=subscription_cards.followed_body_names(subscription, names, localizer),
        leads="; ".join(time_texts.lead_text(one, localizer) for one in subscription.leads),
    )
    keyboard = alert_keyboards.alert_settings_keyboard(localizer, subscription, now)
    await replies.send_reply(update, text, keyboard)


def _default_subscription(context: BotContext, chat: ChatContext, now: datetime) -> Subscription:
    """Return what a chat begins with: the first body of the city's list, every kind."""
    bodies = context.services.city.bodies
    first = frozenset({bodies[0].slug if bodies else ANY_BODY})
    record = chat.record
    return Subscription(record.chat_id, record.language, now, bodies=first, begun_at=now)


def _sent_here(update: Update, subscription: Subscription) -> Subscription:
    """Return a subscription whose alerts come to the forum topic in which this is said."""
    return replace(subscription, thread_id=replies.forum_topic(update))


async def _switch_body(
    update: Update, context: BotContext, chat: ChatContext, typed: str, *, on: bool
) -> None:
    """Turn one body on or off; the first one begins a subscription, the last one ends it."""
    services, now = context.services, context.services.now()
    slug = find_body_slug(typed, await load_body_names(services), services.city)
    known = await services.db.run(subscriptions.load_subscription, chat.record.chat_id)
    nothing = replace(_default_subscription(context, chat, now), bodies=frozenset())
    before = _sent_here(update, known or nothing) if on or known is None else known
    edit = PreferenceEdit("body", slug or "", typed)
    changed = apply_preference(before, edit, now, services.town)
    after = changed.subscription
    told = await alert_settings.preference_result_text(changed, context, chat.localizer)
    if after != before and (len(after.bodies) > len(before.bodies)) != on:
        key = "subscribe-already" if on else "unsubscribe-not-that"
        after, told = before, chat.localizer.html(key, body=typed[:60])
    elif after != before and not after.bodies and not after.keywords:
        await _end_subscription(update, context, chat)
        return
    is_changed = after != before
    if is_changed or (known is not None and before != known):
        await services.db.run(subscriptions.save_subscription, chat.record.kind, after)
    keyboard = alert_keyboards.alert_settings_keyboard(chat.localizer, after, now)
    await replies.send_reply(update, told, keyboard if on and is_changed else None)


async def _is_subscribed(context: BotContext, chat: ChatContext) -> bool:
    db = context.services.db
    return await db.run(subscriptions.load_subscription, chat.record.chat_id) is not None


async def _end_subscription(update: Update, context: BotContext, chat: ChatContext) -> None:
    had = await context.services.db.run(subscriptions.unsubscribe_chat, chat.record.chat_id)
    key = "unsubscribe-done" if had else "unsubscribe-nothing"
    await replies.send_reply(update, chat.localizer.html(key))


@chat_command
async def on_mine_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/mine`: what was due to this chat, sent when, or why not; when we last looked."""
    services = context.services
    db, now, localizer = services.db, services.now(), chat.localizer
    sources = await db.run(calendar_records.source_memories)
    fresh = check_freshness(CalendarSnapshot(sources=sources), None, now, services.city)
    checked = meeting_cards.freshness_line(None, fresh, render_context(services), localizer)
    subscription = await db.run(subscriptions.load_subscription, chat.record.chat_id)
    if subscription is None:
        text = f"{localizer.html('alerts-not-subscribed')}\n\n{checked}"
        await replies.send_reply(update, text, alert_keyboards.subscribe_keyboard(localizer))
        return
    rows = await db.run(alert_outcomes.alert_history, chat.record.chat_id, now - HISTORY_IN)
    known = await db.run(
        calendar_records.listed_meetings, services.today() - HISTORY_IN - timedelta(days=1)
    )
    owed = explain_alerts(subscription, [one.meeting for one in known], rows, now, services.city)
    shown = {one.meeting.id: ShownMeeting(one.number, one.meeting) for one in known}
    text = subscription_cards.alert_history_card(
        owed, shown, checked, render_context(services), localizer
    )
    await replies.send_reply(update, text)
