"""What a chat wants to hear about meetings: shown, and changed by tap or by typing."""

import re

from telegram import InlineKeyboardMarkup, Update

from bot.context import BotContext
from bot.meeting_context import render_context
from bot.storage.alerts import subscriptions
from bot.texts import Localizer, subscription_cards, time_texts
from handlers.alerts import alert_keyboards
from handlers.chats.chat_context import ChatContext
from handlers.chats.decorators import Tap, chat_command, for_admins
from handlers.messages import replies
from handlers.upcoming_calendar import find_body_slug, keyword_search_note, load_body_names
from knowledge.alerts.lead_parsing import is_time_span, parse_lead
from knowledge.alerts.preferences import (
    PreferenceEdit,
    PreferenceResult,
    apply_preference,
    parse_preference,
)
from knowledge.alerts.subscription import Subscription

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


async def say_not_subscribed(update: Update, chat: ChatContext) -> None:
    """Say that there is nothing to change yet, with the button that subscribes."""
    localizer = chat.localizer
    keyboard = alert_keyboards.subscribe_keyboard(localizer)
    await replies.send_reply(update, localizer.html("alerts-not-subscribed"), keyboard)


async def show_alert_settings(update: Update, context: BotContext, chat: ChatContext) -> None:
    """Show what the chat asked for, with buttons to change it."""
    subscription = await context.services.db.run(
        subscriptions.load_subscription, chat.record.chat_id
    )
    if subscription is None:
        await say_not_subscribed(update, chat)
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
        await say_not_subscribed(update, chat)
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
            subscriptions.change_subscription, chat.record.kind, changed.subscription, now
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


async def tap_setting(update: Update, context: BotContext, chat: ChatContext, tap: Tap) -> None:
    """Open a panel, or change what one of its buttons names; the panel shows how it is now."""
    subscription = await context.services.db.run(
        subscriptions.load_subscription, chat.record.chat_id
    )
    if subscription is None:
        await say_not_subscribed(update, chat)
        return
    panel = alert_keyboards.PANEL_BY_VERB.get(tap.verb, "main")
    if tap.verb == "panel":
        panel = tap.argument
    elif tap.verb != "main":
        changed = await _store_edit(context, chat, PreferenceEdit(tap.verb, tap.argument))
        subscription = changed.subscription if changed else subscription
    text, keyboard = await _settings_panel(context, chat, subscription, panel)
    await replies.edit_tapped_message(tap.query, text, keyboard)


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
