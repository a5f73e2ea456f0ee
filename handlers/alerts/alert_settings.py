"""What a chat wants to hear about meetings: shown, and changed by tap or by typing."""

import re
from dataclasses import replace
from datetime import datetime

from telegram import InlineKeyboardMarkup, Update

from bot.callback_data import parse_callback_data
from bot.context import BotContext
from bot.meeting_context import render_context
from bot.storage.alerts import alert_outcomes, subscriptions
from bot.texts import Localizer, subscription_cards, time_texts
from handlers.alerts import alert_keyboards
from handlers.chats.chat_context import ChatContext, load_chat_context, may_change_settings
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


async def on_alerts_command(update: Update, context: BotContext) -> None:
    """`/alerts`, or `/alerts` and what to change: see `knowledge.alerts.preferences`."""
    met = await load_chat_context(update, context)
    typed = " ".join(context.args or [])
    if not typed:
        await show_alert_settings(update, context, met)
        return
    word = parse_preference(typed)
    if word is None:
        await replies.send_reply(update, met.localizer.html("alerts-not-understood"))
        return
    await _apply_edit(update, context, met, word)


async def show_alert_settings(update: Update, context: BotContext, met: ChatContext) -> None:
    """Show what the chat asked for, with buttons to change it."""
    wishes = await context.services.db.run(subscriptions.load_subscription, met.record.chat_id)
    if wishes is None:
        await replies.send_reply(
            update,
            met.localizer.html("alerts-not-subscribed"),
            alert_keyboards.subscribe_keyboard(met.localizer),
        )
        return
    text = subscription_cards.subscription_card(
        wishes,
        await load_body_names(context.services),
        render_context(context.services),
        met.localizer,
    )
    await replies.send_reply(
        update,
        text,
        alert_keyboards.alert_settings_keyboard(met.localizer, wishes, context.services.now()),
    )


async def take_lead_time(update: Update, context: BotContext, met: ChatContext, text: str) -> bool:
    """Take “3 hours before” or “30 min”, typed as it is by a subscriber; False if it is none."""
    if not (TYPED_LEAD_PATTERN.search(text) or is_time_span(text)) or parse_lead(text) is None:
        return False
    if await context.services.db.run(subscriptions.load_subscription, met.record.chat_id) is None:
        return False
    await _apply_edit(update, context, met, PreferenceEdit("lead", text))
    return True


async def _apply_edit(
    update: Update, context: BotContext, met: ChatContext, word: PreferenceEdit
) -> None:
    """Change one wish and say what it is now."""
    if not await may_change_settings(update, context):
        await replies.send_reply(update, met.localizer.html("settings-admins-only"))
        return
    changed = await _store_edit(context, met, word)
    if changed is None:
        await replies.send_reply(
            update,
            met.localizer.html("alerts-not-subscribed"),
            alert_keyboards.subscribe_keyboard(met.localizer),
        )
        return
    await replies.send_reply(update, await preference_result_text(changed, context, met.localizer))


async def _store_edit(
    context: BotContext, met: ChatContext, word: PreferenceEdit
) -> PreferenceResult | None:
    """Change the stored wishes of a chat; None if it is not subscribed."""
    services, now = context.services, context.services.now()
    wishes = await services.db.run(subscriptions.load_subscription, met.record.chat_id)
    if wishes is None:
        return None
    if word.setting == "body":
        slug = find_body_slug(
            word.value, await load_body_names(context.services), context.services.city
        )
        word = PreferenceEdit("body", slug or "", word.value)
    changed = apply_preference(wishes, word, now, services.town)
    if changed.subscription != wishes:
        await services.db.run(
            subscriptions.save_subscription, met.record.kind, changed.subscription
        )
        until = changed.subscription.paused_until
        if until and until > now:
            await services.db.run(
                alert_outcomes.defer_alerts, met.record.chat_id, until, LASTING_KINDS
            )
    return changed


async def preference_result_text(
    changed: PreferenceResult, context: BotContext, voice: Localizer
) -> str:
    """Word what a change came to."""
    values: dict[str, object] = dict(changed.values)
    if changed.lead is not None:
        values["lead"] = time_texts.lead_text(changed.lead, voice)
    if changed.until is not None:
        values["moment"] = time_texts.moment_text(
            changed.until, render_context(context.services), voice
        )
    if changed.topic is not None:
        values["kind"] = voice.label(f"alerts-kind-{changed.topic}")
    if changed.quiet is not None:
        begins, ends = changed.quiet.begins, changed.quiet.ends
        values["quiet"] = (
            f"{time_texts.hour_text(begins, voice)} – {time_texts.hour_text(ends, voice)}"
        )
    if changed.key == "alerts-word-on":
        values["where"] = await keyword_search_note(context.services, voice)
    return voice.html(changed.key, **values)


async def on_alerts_tap(update: Update, context: BotContext) -> None:
    """A tap in the settings."""
    query = update.callback_query
    assert query is not None
    press = parse_callback_data(query.data)
    await replies.answer_tap(query)
    met = await load_chat_context(update, context)
    if not await may_change_settings(update, context):
        await replies.send_reply(update, met.localizer.html("settings-admins-only"))
        return
    if press.verb == "subscribe":
        await begin_subscription(update, context, met)
        return
    wishes = await context.services.db.run(subscriptions.load_subscription, met.record.chat_id)
    if wishes is None:
        await replies.send_reply(
            update,
            met.localizer.html("alerts-not-subscribed"),
            alert_keyboards.subscribe_keyboard(met.localizer),
        )
        return
    if press.verb == "end":
        await unsubscribe_chat(update, context, met)
        return
    if press.verb not in ("panel", "main"):
        changed = await _store_edit(context, met, PreferenceEdit(press.verb, press.argument))
        wishes = changed.subscription if changed else wishes
    panel = (
        press.argument
        if press.verb == "panel"
        else alert_keyboards.PANEL_BY_VERB.get(press.verb, "main")
    )
    text, keyboard = await _settings_panel(context, met, wishes, panel)
    await replies.edit_tapped_message(query, text, keyboard)


async def _settings_panel(
    context: BotContext, met: ChatContext, wishes: Subscription, panel: str
) -> tuple[str, InlineKeyboardMarkup | None]:
    known, voice, now = (
        await load_body_names(context.services),
        met.localizer,
        context.services.now(),
    )
    if panel not in alert_keyboards.PANELS:
        text = subscription_cards.subscription_card(
            wishes, known, render_context(context.services), voice
        )
        return text, alert_keyboards.alert_settings_keyboard(voice, wishes, now)
    where = await keyword_search_note(context.services, voice) if panel == "words" else ""
    text = voice.html(f"alerts-panel-{panel}", where=where)
    return text, alert_keyboards.PANELS[panel](voice, wishes, known)


# --- beginning and ending -------------------------------------------------------------------


async def begin_subscription(update: Update, context: BotContext, met: ChatContext) -> None:
    """Subscribe a chat to what most people want; one that is subscribed is shown its wishes."""
    services, now = context.services, context.services.now()
    known = await services.db.run(subscriptions.load_subscription, met.record.chat_id)
    if known is not None:
        await send_alerts_here(update, context, met, known)
        await show_alert_settings(update, context, met)
        return
    wishes = default_subscription(update, met, context, now)
    await services.db.run(subscriptions.save_subscription, met.record.kind, wishes)
    names = await load_body_names(context.services)
    text = met.localizer.html(
        "subscribe-done",
        bodies=subscription_cards.followed_body_names(wishes, names, met.localizer),
        leads="; ".join(time_texts.lead_text(one, met.localizer) for one in wishes.leads),
    )
    await replies.send_reply(
        update, text, alert_keyboards.alert_settings_keyboard(met.localizer, wishes, now)
    )


async def send_alerts_here(
    update: Update, context: BotContext, met: ChatContext, wishes: Subscription
) -> Subscription:
    """Let the alerts of a chat come to the forum topic in which this is said."""
    moved = replace(wishes, thread_id=replies.forum_topic(update))
    if moved != wishes:
        await context.services.db.run(subscriptions.save_subscription, met.record.kind, moved)
    return moved


def default_subscription(
    update: Update, met: ChatContext, context: BotContext, now: datetime
) -> Subscription:
    """Return the wishes a chat begins with: the first body of the city's list, every kind."""
    bodies = context.services.city.bodies
    first = frozenset({bodies[0].slug}) if bodies else frozenset({"*"})
    return Subscription(
        met.record.chat_id,
        met.record.language,
        now,
        bodies=first,
        begun_at=now,
        thread_id=replies.forum_topic(update),
    )


async def unsubscribe_chat(update: Update, context: BotContext, met: ChatContext) -> None:
    """End the subscription and take back what is queued."""
    db = context.services.db
    had = await db.run(subscriptions.end_subscription, met.record.chat_id)
    await db.run(alert_outcomes.cancel_pending, met.record.chat_id)
    key = "unsubscribe-done" if had else "unsubscribe-nothing"
    await replies.send_reply(update, met.localizer.html(key))
