"""What a chat wants to hear about meetings: shown, and changed by tap or by typing."""

import re
from dataclasses import replace
from datetime import datetime

from telegram import CallbackQuery, InlineKeyboardMarkup, Update

from bot.callback_data import CallbackData
from bot.context import BotContext
from bot.meeting_context import render_context
from bot.storage.alerts import alert_outcomes, subscriptions
from bot.texts import Localizer, subscription_cards, time_texts
from handlers.alerts import alert_keyboards
from handlers.chats.chat_context import ChatContext
from handlers.decorators import chat_command, chat_tap, for_admins
from handlers.messages import replies
from handlers.upcoming_calendar import find_body_slug, keyword_search_note, load_body_names
from knowledge.alerts.alert import AlertKind
from knowledge.alerts.change_alerts import PRESSING_KINDS
from knowledge.alerts.lead_parsing import is_time_span, parse_lead
from knowledge.alerts.preferences import (
    PreferenceEdit,
    PreferenceResult,
    apply_preference,
    parse_preference,
)
from knowledge.alerts.subscription import Subscription

# Of these, what is queued waits for the end of a pause instead of being lost.
LASTING_KINDS = (*(kind.value for kind in PRESSING_KINDS), AlertKind.ISSUE.value)
TYPED_LEAD_PATTERN = re.compile(
    r"^\W*(\d+|[^\W\d_]{1,12})\s.{0,40}?\b(before|antes|anvan|avan)\b.{0,25}$"
    r"|^\W*(?:the |la |l[ae] )?(?:evening before|noche antes|noche anterior|aswè anvan)\W*$",
    re.IGNORECASE,
)


@chat_command
async def on_alerts_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/alerts`, or `/alerts` and what to change: see `knowledge.alerts.preferences`."""
    typed = " ".join(context.args or [])
    if not typed:
        await show_alert_settings(update, context, chat)
        return
    word = parse_preference(typed)
    if word is None:
        await replies.send_reply(update, chat.localizer.html("alerts-not-understood"))
        return
    await _apply_edit(update, context, chat, word)


async def show_alert_settings(update: Update, context: BotContext, chat: ChatContext) -> None:
    """Show what the chat asked for, with buttons to change it."""
    subscription = await context.services.db.run(
        subscriptions.load_subscription, chat.record.chat_id
    )
    if subscription is None:
        await replies.send_reply(
            update,
            chat.localizer.html("alerts-not-subscribed"),
            alert_keyboards.subscribe_keyboard(chat.localizer),
        )
        return
    text = subscription_cards.subscription_card(
        subscription,
        await load_body_names(context.services),
        render_context(context.services),
        chat.localizer,
    )
    await replies.send_reply(
        update,
        text,
        alert_keyboards.alert_settings_keyboard(
            chat.localizer, subscription, context.services.now()
        ),
    )


async def take_lead_time(
    update: Update, context: BotContext, chat: ChatContext, text: str
) -> bool:
    """Take “3 hours before” or “30 min”, typed as it is by a subscriber; False if it is none."""
    if not (TYPED_LEAD_PATTERN.search(text) or is_time_span(text)) or parse_lead(text) is None:
        return False
    if await context.services.db.run(subscriptions.load_subscription, chat.record.chat_id) is None:
        return False
    await _apply_edit(update, context, chat, PreferenceEdit("lead", text))
    return True


@for_admins
async def _apply_edit(
    update: Update, context: BotContext, chat: ChatContext, word: PreferenceEdit
) -> None:
    """Change one wish and say what it is now."""
    changed = await _store_edit(context, chat, word)
    if changed is None:
        await replies.send_reply(
            update,
            chat.localizer.html("alerts-not-subscribed"),
            alert_keyboards.subscribe_keyboard(chat.localizer),
        )
        return
    await replies.send_reply(
        update, await preference_result_text(changed, context, chat.localizer)
    )


async def _store_edit(
    context: BotContext, chat: ChatContext, word: PreferenceEdit
) -> PreferenceResult | None:
    """Change the stored wishes of a chat; None if it is not subscribed."""
    services, now = context.services, context.services.now()
    subscription = await services.db.run(subscriptions.load_subscription, chat.record.chat_id)
    if subscription is None:
        return None
    if word.setting == "body":
        slug = find_body_slug(
            word.value, await load_body_names(context.services), context.services.city
        )
        word = PreferenceEdit("body", slug or "", word.value)
    changed = apply_preference(subscription, word, now, services.town)
    if changed.subscription != subscription:
        await services.db.run(
            subscriptions.save_subscription, chat.record.kind, changed.subscription
        )
        until = changed.subscription.paused_until
        if until and until > now:
            await services.db.run(
                alert_outcomes.defer_alerts, chat.record.chat_id, until, LASTING_KINDS
            )
    return changed


async def preference_result_text(
    changed: PreferenceResult, context: BotContext, localizer: Localizer
) -> str:
    """Word what a change came to."""
    values: dict[str, object] = dict(changed.values)
    if changed.lead is not None:
        values["lead"] = time_texts.lead_text(changed.lead, localizer)
    if changed.until is not None:
        values["moment"] = time_texts.moment_text(
            changed.until, render_context(context.services), localizer
        )
    if changed.topic is not None:
        values["kind"] = localizer.label(f"alerts-kind-{changed.topic}")
    if changed.quiet is not None:
        begins, ends = changed.quiet.begins, changed.quiet.ends
        values["quiet"] = (
            f"{time_texts.hour_text(begins, localizer)} – {time_texts.hour_text(ends, localizer)}"
        )
    if changed.key == "alerts-word-on":
        values["where"] = await keyword_search_note(context.services, localizer)
    return localizer.html(changed.key, **values)


@chat_tap()
@for_admins
async def on_alerts_tap(
    update: Update,
    context: BotContext,
    chat: ChatContext,
    query: CallbackQuery,
    data: CallbackData,
) -> None:
    """A tap in the settings."""
    if data.verb == "subscribe":
        await begin_subscription(update, context, chat)
        return
    subscription = await context.services.db.run(
        subscriptions.load_subscription, chat.record.chat_id
    )
    if subscription is None:
        await replies.send_reply(
            update,
            chat.localizer.html("alerts-not-subscribed"),
            alert_keyboards.subscribe_keyboard(chat.localizer),
        )
        return
    if data.verb == "end":
        await unsubscribe_chat(update, context, chat)
        return
    if data.verb not in ("panel", "main"):
        changed = await _store_edit(context, chat, PreferenceEdit(data.verb, data.argument))
        subscription = changed.subscription if changed else subscription
    panel = (
        data.argument
        if data.verb == "panel"
        else alert_keyboards.PANEL_BY_VERB.get(data.verb, "main")
    )
    text, keyboard = await _settings_panel(context, chat, subscription, panel)
    await replies.edit_tapped_message(query, text, keyboard)


async def _settings_panel(
    context: BotContext, chat: ChatContext, subscription: Subscription, panel: str
) -> tuple[str, InlineKeyboardMarkup | None]:
    known, localizer, now = (
        await load_body_names(context.services),
        chat.localizer,
        context.services.now(),
    )
    if panel not in alert_keyboards.PANELS:
        text = subscription_cards.subscription_card(
            subscription, known, render_context(context.services), localizer
        )
        return text, alert_keyboards.alert_settings_keyboard(localizer, subscription, now)
    where = await keyword_search_note(context.services, localizer) if panel == "words" else ""
    text = localizer.html(f"alerts-panel-{panel}", where=where)
    return text, alert_keyboards.PANELS[panel](localizer, subscription, known)


# --- beginning and ending -------------------------------------------------------------------


async def begin_subscription(update: Update, context: BotContext, chat: ChatContext) -> None:
    """Subscribe a chat to what most people want; one that is subscribed is shown its wishes."""
    services, now = context.services, context.services.now()
    known = await services.db.run(subscriptions.load_subscription, chat.record.chat_id)
    if known is not None:
        await send_alerts_here(update, context, chat, known)
        await show_alert_settings(update, context, chat)
        return
    subscription = default_subscription(update, chat, context, now)
    await services.db.run(subscriptions.save_subscription, chat.record.kind, subscription)
    names = await load_body_names(context.services)
    text = chat.localizer.html(
        "subscribe-done",
        bodies=subscription_cards.followed_body_names(subscription, names, chat.localizer),
        leads="; ".join(time_texts.lead_text(one, chat.localizer) for one in subscription.leads),
    )
    await replies.send_reply(
        update, text, alert_keyboards.alert_settings_keyboard(chat.localizer, subscription, now)
    )


async def send_alerts_here(
    update: Update, context: BotContext, chat: ChatContext, subscription: Subscription
) -> Subscription:
    """Let the alerts of a chat come to the forum topic in which this is said."""
    moved = replace(subscription, thread_id=replies.forum_topic(update))
    if moved != subscription:
        await context.services.db.run(subscriptions.save_subscription, chat.record.kind, moved)
    return moved


def default_subscription(
    update: Update, chat: ChatContext, context: BotContext, now: datetime
) -> Subscription:
    """Return the wishes a chat begins with: the first body of the city's list, every kind."""
    bodies = context.services.city.bodies
    first = frozenset({bodies[0].slug}) if bodies else frozenset({"*"})
    return Subscription(
        chat.record.chat_id,
        chat.record.language,
        now,
        bodies=first,
        begun_at=now,
        thread_id=replies.forum_topic(update),
    )


async def unsubscribe_chat(update: Update, context: BotContext, chat: ChatContext) -> None:
    """End the subscription and take back what is queued."""
    db = context.services.db
    had = await db.run(subscriptions.end_subscription, chat.record.chat_id)
    await db.run(alert_outcomes.cancel_pending, chat.record.chat_id)
    key = "unsubscribe-done" if had else "unsubscribe-nothing"
    await replies.send_reply(update, chat.localizer.html(key))
