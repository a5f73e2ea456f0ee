"""Beginning and ending to be told, and “did I miss anything?”."""

from dataclasses import replace
from datetime import timedelta

from telegram import Update

from bot.almanac import scene
from bot.context import BotContext
from bot.storage import ledger, meetings, subscriptions
from bot.texts import meeting_cards, mine_cards
from bot.texts.meeting_cards import Shown
from handlers import alerts, panels, reply
from handlers.coming import body_names, body_slug
from handlers.hosts import Met, may_change, meet
from handlers.wishes import Word, change, is_all
from knowledge.alerts.mine import BACK_IN, explain
from knowledge.meetings.calendar import Calendar
from knowledge.meetings.listing import freshness


async def subscribe(update: Update, context: BotContext) -> None:
    """`/subscribe`, or `/subscribe` and the name of a body, or `all`."""
    met = await meet(update, context)
    if not await may_change(update, context):
        await reply.say(update, met.voice.say("settings-admins-only"))
        return
    typed = " ".join(context.args or [])
    if not typed:
        await alerts.begin(update, context, met)
        return
    await _set_body(update, context, met, typed, on=True)


async def _set_body(
    update: Update, context: BotContext, met: Met, typed: str, *, on: bool
) -> None:
    """Turn one body on or off; the first one begins a subscription, the last one ends it."""
    services, now = context.services, context.services.now()
    slug = body_slug(typed, await body_names(context.services), context.services.city)
    known = await services.db.run(subscriptions.of, met.person.chat_id)
    wishes = known or replace(alerts.fresh(update, met, context, now), bodies=frozenset())
    if known is not None and on:
        wishes = await alerts.hear_here(update, context, met, known)
    changed = change(wishes, Word("body", slug or "", typed), now, services.town)
    grew = len(changed.wishes.bodies) - len(wishes.bodies)
    if changed.wishes == wishes:
        await reply.say(update, await alerts.said(changed, context, met.voice))
    elif (grew > 0) != on:
        key = "subscribe-already" if on else "unsubscribe-not-that"
        await reply.say(update, met.voice.say(key, body=typed[:60]))
    elif not changed.wishes.bodies and not changed.wishes.keywords:
        await alerts.finish(update, context, met)
    else:
        await services.db.run(subscriptions.save, met.person.kind, changed.wishes)
        keyboard = panels.main(met.voice, changed.wishes, now) if on else None
        await reply.say(update, await alerts.said(changed, context, met.voice), keyboard)


async def unsubscribe(update: Update, context: BotContext) -> None:
    """`/unsubscribe`, or `/unsubscribe` and the name of a body."""
    met = await meet(update, context)
    if not await may_change(update, context):
        await reply.say(update, met.voice.say("settings-admins-only"))
        return
    typed = " ".join(context.args or [])
    if not typed or is_all(typed):
        await alerts.finish(update, context, met)
        return
    await _set_body(update, context, met, typed, on=False)


async def mine(update: Update, context: BotContext) -> None:
    """`/mine`: what was due to this chat, sent when, or why not; when we last looked."""
    met, services = await meet(update, context), context.services
    db, now, voice = services.db, services.now(), met.voice
    sources = await db.run(meetings.sources)
    fresh = freshness(Calendar(sources=sources), None, now, services.city)
    checked = meeting_cards.sure(None, fresh, scene(services), voice)
    wishes = await db.run(subscriptions.of, met.person.chat_id)
    if wishes is None:
        text = f"{voice.say('alerts-not-subscribed')}\n\n{checked}"
        await reply.say(update, text, panels.subscribe(voice))
        return
    rows = await db.run(ledger.ledger, met.person.chat_id, now - BACK_IN)
    known = await db.run(meetings.coming, services.today() - BACK_IN - timedelta(days=1))
    owed = explain(wishes, [one.meeting for one in known], rows, now, services.city)
    shown = {one.meeting.id: Shown(one.number, one.meeting) for one in known}
    text = mine_cards.mine(owed, shown, checked, scene(services), voice)
    await reply.say(update, text)
