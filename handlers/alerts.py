"""What a chat wants to hear about meetings: shown, and changed by tap or by typing."""

import re
from dataclasses import replace
from datetime import datetime

from telegram import InlineKeyboardMarkup, Update

from bot.almanac import scene
from bot.context import BotContext
from bot.storage import ledger, subscriptions
from bot.texts import Voice, mine_cards, moments
from handlers import buttons, panels, reply
from handlers.coming import body_names, body_slug, words_are_sought
from handlers.hosts import Met, may_change, meet
from handlers.wishes import Changed, Word, change, read
from knowledge.alerts.alert import AlertKind
from knowledge.alerts.lead_words import is_span, parse_lead
from knowledge.alerts.news import PRESSING
from knowledge.alerts.subscription import Subscription

# Of these, what is queued waits for the end of a pause instead of being lost.
LASTING = (*(kind.value for kind in PRESSING), AlertKind.ISSUE.value)
TYPED_LEAD = re.compile(
    r"^\W*(\d+|[^\W\d_]{1,12})\s.{0,40}?\b(before|antes|anvan|avan)\b.{0,25}$"
    r"|^\W*(?:the |la |l[ae] )?(?:evening before|noche antes|noche anterior|aswè anvan)\W*$",
    re.IGNORECASE,
)


async def alerts(update: Update, context: BotContext) -> None:
    """`/alerts`, or `/alerts` and what to change: see `handlers.wishes`."""
    met = await meet(update, context)
    typed = " ".join(context.args or [])
    if not typed:
        await show(update, context, met)
        return
    word = read(typed)
    if word is None:
        await reply.say(update, met.voice.say("alerts-not-understood"))
        return
    await _apply(update, context, met, word)


async def show(update: Update, context: BotContext, met: Met) -> None:
    """Show what the chat asked for, with buttons to change it."""
    wishes = await context.services.db.run(subscriptions.of, met.person.chat_id)
    if wishes is None:
        await reply.say(
            update, met.voice.say("alerts-not-subscribed"), panels.subscribe(met.voice)
        )
        return
    text = mine_cards.wishes_card(
        wishes, await body_names(context.services), scene(context.services), met.voice
    )
    await reply.say(update, text, panels.main(met.voice, wishes, context.services.now()))


async def take_lead(update: Update, context: BotContext, met: Met, text: str) -> bool:
    """Take “3 hours before” or “30 min”, typed as it is by a subscriber; False if it is none."""
    if not (TYPED_LEAD.search(text) or is_span(text)) or parse_lead(text) is None:
        return False
    if await context.services.db.run(subscriptions.of, met.person.chat_id) is None:
        return False
    await _apply(update, context, met, Word("lead", text))
    return True


async def _apply(update: Update, context: BotContext, met: Met, word: Word) -> None:
    """Change one wish and say what it is now."""
    if not await may_change(update, context):
        await reply.say(update, met.voice.say("settings-admins-only"))
        return
    changed = await _changed(context, met, word)
    if changed is None:
        await reply.say(
            update, met.voice.say("alerts-not-subscribed"), panels.subscribe(met.voice)
        )
        return
    await reply.say(update, await said(changed, context, met.voice))


async def _changed(context: BotContext, met: Met, word: Word) -> Changed | None:
    """Change the stored wishes of a chat; None if it is not subscribed."""
    services, now = context.services, context.services.now()
    wishes = await services.db.run(subscriptions.of, met.person.chat_id)
    if wishes is None:
        return None
    if word.what == "body":
        slug = body_slug(word.value, await body_names(context.services), context.services.city)
        word = Word("body", slug or "", word.value)
    changed = change(wishes, word, now, services.town)
    if changed.wishes != wishes:
        await services.db.run(subscriptions.save, met.person.kind, changed.wishes)
        until = changed.wishes.paused_until
        if until and until > now:
            await services.db.run(ledger.put_off, met.person.chat_id, until, LASTING)
    return changed


async def said(changed: Changed, context: BotContext, voice: Voice) -> str:
    """Word what a change came to."""
    values: dict[str, object] = dict(changed.values)
    if changed.lead is not None:
        values["lead"] = moments.lead(changed.lead, voice)
    if changed.until is not None:
        values["moment"] = moments.moment(changed.until, scene(context.services), voice)
    if changed.topic is not None:
        values["kind"] = voice.label(f"alerts-kind-{changed.topic}")
    if changed.quiet is not None:
        begins, ends = changed.quiet.begins, changed.quiet.ends
        values["quiet"] = f"{moments.hour(begins, voice)} – {moments.hour(ends, voice)}"
    if changed.key == "alerts-word-on":
        values["where"] = await words_are_sought(context.services, voice)
    return voice.say(changed.key, **values)


async def tapped(update: Update, context: BotContext) -> None:
    """A tap in the settings."""
    query = update.callback_query
    assert query is not None
    press = buttons.read(query.data)
    await reply.acknowledge(query)
    met = await meet(update, context)
    if not await may_change(update, context):
        await reply.say(update, met.voice.say("settings-admins-only"))
        return
    if press.verb == "subscribe":
        await begin(update, context, met)
        return
    wishes = await context.services.db.run(subscriptions.of, met.person.chat_id)
    if wishes is None:
        await reply.say(
            update, met.voice.say("alerts-not-subscribed"), panels.subscribe(met.voice)
        )
        return
    if press.verb == "end":
        await finish(update, context, met)
        return
    if press.verb not in ("panel", "main"):
        changed = await _changed(context, met, Word(press.verb, press.argument))
        wishes = changed.wishes if changed else wishes
    panel = press.argument if press.verb == "panel" else panels.OF.get(press.verb, "main")
    text, keyboard = await _panel(context, met, wishes, panel)
    await reply.edit(query, text, keyboard)


async def _panel(
    context: BotContext, met: Met, wishes: Subscription, panel: str
) -> tuple[str, InlineKeyboardMarkup | None]:
    known, voice, now = await body_names(context.services), met.voice, context.services.now()
    if panel not in panels.PANELS:
        text = mine_cards.wishes_card(wishes, known, scene(context.services), voice)
        return text, panels.main(voice, wishes, now)
    where = await words_are_sought(context.services, voice) if panel == "words" else ""
    text = voice.say(f"alerts-panel-{panel}", where=where)
    return text, panels.PANELS[panel](voice, wishes, known)


# --- beginning and ending -------------------------------------------------------------------


async def begin(update: Update, context: BotContext, met: Met) -> None:
    """Subscribe a chat to what most people want; one that is subscribed is shown its wishes."""
    services, now = context.services, context.services.now()
    known = await services.db.run(subscriptions.of, met.person.chat_id)
    if known is not None:
        await hear_here(update, context, met, known)
        await show(update, context, met)
        return
    wishes = fresh(update, met, context, now)
    await services.db.run(subscriptions.save, met.person.kind, wishes)
    names = await body_names(context.services)
    text = met.voice.say(
        "subscribe-done",
        bodies=mine_cards.bodies(wishes, names, met.voice),
        leads="; ".join(moments.lead(one, met.voice) for one in wishes.leads),
    )
    await reply.say(update, text, panels.main(met.voice, wishes, now))


async def hear_here(
    update: Update, context: BotContext, met: Met, wishes: Subscription
) -> Subscription:
    """Let the alerts of a chat come to the forum topic in which this is said."""
    moved = replace(wishes, thread_id=reply.topic(update))
    if moved != wishes:
        await context.services.db.run(subscriptions.save, met.person.kind, moved)
    return moved


def fresh(update: Update, met: Met, context: BotContext, now: datetime) -> Subscription:
    """Return the wishes a chat begins with: the first body of the city's list, every kind."""
    bodies = context.services.city.bodies
    first = frozenset({bodies[0].slug}) if bodies else frozenset({"*"})
    return Subscription(
        met.person.chat_id,
        met.person.language,
        now,
        bodies=first,
        begun_at=now,
        thread_id=reply.topic(update),
    )


async def finish(update: Update, context: BotContext, met: Met) -> None:
    """End the subscription and take back what is queued."""
    db = context.services.db
    had = await db.run(subscriptions.end, met.person.chat_id)
    await db.run(ledger.take_back, met.person.chat_id)
    key = "unsubscribe-done" if had else "unsubscribe-nothing"
    await reply.say(update, met.voice.say(key))
