"""Beginning and ending to be told, and “did I miss anything?”."""

from dataclasses import replace
from datetime import timedelta

from telegram import Update

from bot.context import BotContext
from bot.meeting_context import render_context
from bot.storage.alerts import alert_outcomes, subscriptions
from bot.storage.meetings import calendar_records
from bot.texts import meeting_cards, subscription_cards
from bot.texts.meeting_cards import ShownMeeting
from handlers.alerts import alert_keyboards, alert_settings
from handlers.chats.chat_context import ChatContext
from handlers.decorators import chat_command, for_admins
from handlers.messages import replies
from handlers.upcoming_calendar import find_body_slug, load_body_names
from knowledge.alerts.owed_alerts import HISTORY_IN, explain_alerts
from knowledge.alerts.preferences import PreferenceEdit, apply_preference, means_every_body
from knowledge.meetings.calendar_state import CalendarSnapshot
from knowledge.meetings.calendar_view import check_freshness


@chat_command
@for_admins
async def on_subscribe_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/subscribe`, or `/subscribe` and the name of a body, or `all`."""
    typed = " ".join(context.args or [])
    if not typed:
        await alert_settings.begin_subscription(update, context, chat)
        return
    await _switch_body(update, context, chat, typed, on=True)


async def _switch_body(
    update: Update, context: BotContext, chat: ChatContext, typed: str, *, on: bool
) -> None:
    """Turn one body on or off; the first one begins a subscription, the last one ends it."""
    services, now = context.services, context.services.now()
    slug = find_body_slug(typed, await load_body_names(context.services), context.services.city)
    known = await services.db.run(subscriptions.load_subscription, chat.record.chat_id)
    subscription = known or replace(
        alert_settings.default_subscription(update, chat, context, now), bodies=frozenset()
    )
    if known is not None and on:
        subscription = await alert_settings.send_alerts_here(update, context, chat, known)
    changed = apply_preference(
        subscription, PreferenceEdit("body", slug or "", typed), now, services.town
    )
    grew = len(changed.subscription.bodies) - len(subscription.bodies)
    if changed.subscription == subscription:
        await replies.send_reply(
            update, await alert_settings.preference_result_text(changed, context, chat.localizer)
        )
    elif (grew > 0) != on:
        key = "subscribe-already" if on else "unsubscribe-not-that"
        await replies.send_reply(update, chat.localizer.html(key, body=typed[:60]))
    elif not changed.subscription.bodies and not changed.subscription.keywords:
        await alert_settings.unsubscribe_chat(update, context, chat)
    else:
        await services.db.run(
            subscriptions.save_subscription, chat.record.kind, changed.subscription
        )
        keyboard = (
            alert_keyboards.alert_settings_keyboard(chat.localizer, changed.subscription, now)
            if on
            else None
        )
        await replies.send_reply(
            update,
            await alert_settings.preference_result_text(changed, context, chat.localizer),
            keyboard,
        )


@chat_command
@for_admins
async def on_unsubscribe_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/unsubscribe`, or `/unsubscribe` and the name of a body."""
    typed = " ".join(context.args or [])
    if not typed or means_every_body(typed):
        await alert_settings.unsubscribe_chat(update, context, chat)
        return
    await _switch_body(update, context, chat, typed, on=False)


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
