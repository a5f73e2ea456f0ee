"""Upcoming meetings, one meeting, its agenda, its calendar file, and not hearing of it."""

import re
from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, Update
from telegram.constants import ParseMode

from bot import feeds
from bot.almanac import ics, scene
from bot.context import BotContext
from bot.storage import holders, meetings, subscriptions
from bot.texts import Voice, alert_cards, meeting_cards, moments
from bot.texts.meeting_cards import Shown
from handlers import alerts, buttons, listings, reply
from handlers.coming import body_names, body_slug, coming
from handlers.hosts import Met, may_change, meet
from knowledge.alerts.alert import Why
from knowledge.alerts.claims import wants_body
from knowledge.alerts.subscription import Subscription
from knowledge.meetings.calendar import Calendar
from knowledge.meetings.city import City
from knowledge.meetings.listing import freshness
from knowledge.meetings.meeting import Meeting
from knowledge.numbers import whole


async def meetings_(update: Update, context: BotContext) -> None:
    """`/meetings`, or `/meetings` and the name of a body."""
    met = await meet(update, context)
    typed = " ".join(context.args or [])
    found = await coming(context.services)
    slug = body_slug(typed, found.bodies(), context.services.city) if typed else ""
    if typed and slug is None:
        await reply.say(update, met.voice.say("meeting-no-body", given=typed[:60]))
        return
    text, keyboard = listings.listing(found, context.services, met.voice, slug or "", 0)
    await reply.say(update, text, keyboard)


async def _find(context: BotContext, name: str) -> Shown | None:
    """Return a meeting by number or id, with the one that replaces it."""
    db = context.services.db
    one = await db.run(meetings.find, name) if name else None
    if one is None:
        return None
    after = one.meeting.superseded_by
    other = await db.run(meetings.find, after) if after else None
    return Shown(one.number, one.meeting, other.meeting if other else None)


async def _named(update: Update, context: BotContext, met: Met) -> Shown | None:
    """Return the meeting whose number was typed, or the next one; None if that was told."""
    message = update.effective_message
    words = ((message.text if message else None) or "").split("@")[0].replace("_", " ").split()
    typed = context.args[0] if context.args else "".join(words[1:2])
    if not typed:
        found = await coming(context.services)
        on = [n for n in found.numbered if n.meeting.is_on]
        if on:
            return listings.shown_of(on[0], found)
        text, keyboard = listings.listing(found, context.services, met.voice, "", 0)
        await reply.say(update, text, keyboard)
        return None
    shown = await _find(context, typed.lstrip("#"))
    if shown is None:
        await reply.say(update, met.voice.say("meeting-no-such", given=typed[:20]))
    return shown


async def meeting(update: Update, context: BotContext) -> None:
    """`/meeting 12`, or the next one."""
    met = await meet(update, context)
    if shown := await _named(update, context, met):
        await reply.say(update, *await _detail(context, met, shown))


async def _detail(
    context: BotContext, met: Met, shown: Shown
) -> tuple[str, InlineKeyboardMarkup | None]:
    services = context.services
    sources = await services.db.run(meetings.sources)
    fresh = freshness(Calendar(sources=sources), shown.meeting, services.now(), services.city)
    wishes = await services.db.run(subscriptions.of, met.person.chat_id)
    why = _why(shown, wishes, services.city, met.voice)
    text = meeting_cards.detail(shown, fresh, why, scene(services), met.voice)
    return text, _below(shown, met.voice, wishes)


def _why(shown: Shown, wishes: Subscription | None, city: City, voice: Voice) -> list[str]:
    """Say why a subscriber hears of a meeting, and which reminders they get."""
    if wishes is None:
        return []
    why = wants_body(wishes, shown.meeting.body_slug, city)
    if why is None:
        return [voice.say("meeting-why-none", body=shown.meeting.body)]
    key = "meeting-why-every" if why is Why.EVERY_BODY else "meeting-why-body"
    leads = "; ".join(moments.lead(one, voice) for one in wishes.leads)
    return [voice.say(key, body=shown.meeting.body, leads=leads or voice.label("alerts-none"))]


def below_next(shown: Shown, voice: Voice) -> InlineKeyboardMarkup | None:
    """Return the buttons under an answer about a coming meeting: alerts, file, all of them."""
    file = buttons.button(voice.label("meeting-button-file"), "meeting", "file", shown.meeting.id)
    every = buttons.button(voice.label("meeting-button-list"), "meeting", "list", ".0")
    first = [listings.subscribe_button(voice)]
    return buttons.keyboard([first, [file, every] if shown.meeting.is_on else [every]])


def _below(shown: Shown, voice: Voice, wishes: Subscription | None) -> InlineKeyboardMarkup | None:
    def one(verb: str) -> InlineKeyboardButton:
        return buttons.button(
            voice.label(f"meeting-button-{verb}"), "meeting", verb, shown.meeting.id
        )

    is_muted = wishes is not None and shown.meeting.id in wishes.muted
    second = [one("unmute" if is_muted else "mute"), one("settings")] if wishes else []
    first = [one("agenda"), one("file")] if shown.meeting.is_on else []
    return buttons.keyboard([first, second or [listings.subscribe_button(voice)], [one("list")]])


async def agenda(update: Update, context: BotContext) -> None:
    """`/agenda 12`, or that of the next meeting."""
    met = await meet(update, context)
    if shown := await _named(update, context, met):
        text = meeting_cards.agenda(shown, scene(context.services), met.voice)
        await reply.say(update, text)


async def calendar(update: Update, context: BotContext) -> None:
    """`/calendar 12`: the calendar file of a meeting; else the addresses, if there are any."""
    met, typed = await meet(update, context), " ".join(context.args or [])
    url = context.services.settings.public_url
    if url and not re.match(r"#?\d", typed) and not _numbered(update):
        await reply.say(update, await _addresses(context, met, url, typed))
    elif shown := await _named(update, context, met):
        await _send_file(update, context, met, shown)


def _numbered(update: Update) -> bool:
    """Tell whether a command names a number itself: `/calendar_12`."""
    message = update.effective_message
    return bool(message and re.match(r"/\w+_\d", message.text or ""))


async def _addresses(context: BotContext, met: Met, url: str, typed: str) -> str:
    """Word where the calendar and the feed are, of all bodies or of the one that was typed."""
    services, voice = context.services, met.voice
    names = await body_names(services)
    slug = body_slug(typed, names, services.city) if typed else ""
    if slug is None:
        return voice.say("meeting-no-body", given=typed[:60])
    found = await coming(services)
    number = next((n.number for n in found.numbered if slug in ("", n.meeting.body_slug)), 1)
    return voice.say(
        "meeting-addresses",
        body=names.get(slug, slug) if slug else voice.label("alerts-bodies-all"),
        calendar=feeds.address(url, feeds.CALENDAR, voice.language, slug),
        feed=feeds.address(url, feeds.FEED, voice.language, slug),
        number=str(number),
    )


async def _send_file(update: Update, context: BotContext, met: Met, shown: Shown) -> None:
    """Send both sessions as a file, and remember to renew it where the chat may decide that."""
    services, chat = context.services, update.effective_chat
    assert chat is not None
    found = (shown.meeting, *([shown.replacement] if shown.replacement else []))
    renews = await may_change(update, context)
    if renews:
        await services.db.run(
            holders.take_file,
            chat.id,
            chat.type,
            met.person.language,
            found[-1].id,
            services.now(),
            reply.topic(update),
        )
    await context.bot.send_document(
        chat.id,
        InputFile(ics(services, found, met.voice), filename=f"meeting-{shown.number}.ics"),
        caption=_caption(found[-1], context, met.voice, is_new=renews),
        parse_mode=ParseMode.HTML,
        message_thread_id=reply.topic(update),
    )


def _caption(meeting: Meeting, context: BotContext, voice: Voice, *, is_new: bool) -> str:
    """Word what stands under a file, and where the calendar of its body is."""
    caption = alert_cards.file_caption(meeting, voice, is_new=is_new)
    url = context.services.settings.public_url
    if not url:
        return caption
    there = feeds.address(url, feeds.CALENDAR, voice.language, meeting.body_slug)
    return f"{caption}\n{voice.say('meeting-file-address', calendar=there)}"


async def mute(update: Update, context: BotContext) -> None:
    """`/mute 12`: nothing more about this meeting."""
    met = await meet(update, context)
    if shown := await _named(update, context, met):
        await reply.say(update, await _muted(update, context, met, shown, on=True))


async def unmute(update: Update, context: BotContext) -> None:
    """`/unmute 12`."""
    met = await meet(update, context)
    if shown := await _named(update, context, met):
        await reply.say(update, await _muted(update, context, met, shown, on=False))


async def _muted(update: Update, context: BotContext, met: Met, shown: Shown, *, on: bool) -> str:
    services, name = context.services, shown.meeting.id
    if not await may_change(update, context):
        return met.voice.say("settings-admins-only")
    wishes = await services.db.run(subscriptions.of, met.person.chat_id)
    if wishes is None:
        await services.db.run(holders.let_file_go, met.person.chat_id, name)
        return met.voice.say("meeting-muted-file" if on else "alerts-not-subscribed")
    muted = wishes.muted | {name} if on else wishes.muted - {name}
    await services.db.run(
        subscriptions.save, met.person.kind, replace(wishes, muted=frozenset(muted))
    )
    key = "meeting-muted" if on else "meeting-unmuted"
    return met.voice.say(key, body=shown.meeting.body, number=str(shown.number))


async def tapped(update: Update, context: BotContext) -> None:
    """A tap under a list, a meeting or an alert."""
    query = update.callback_query
    assert query is not None
    press = buttons.read(query.data)
    await reply.acknowledge(query)
    met = await meet(update, context)
    match press.verb:
        case "list" | "bodies":
            await _tapped_list(update, context, met, press)
            return
        case "settings":
            await alerts.show(update, context, met)
            return
    shown = await _find(context, press.argument)
    if shown is None:
        await reply.say(update, met.voice.say("meeting-gone"))
        return
    match press.verb:
        case "show":
            await reply.say(update, *await _detail(context, met, shown))
        case "agenda":
            await reply.say(
                update, meeting_cards.agenda(shown, scene(context.services), met.voice)
            )
        case "file":
            await _send_file(update, context, met, shown)
        case "mute" | "unmute":
            said = await _muted(update, context, met, shown, on=press.verb == "mute")
            await reply.say(update, said)
        case _:
            raise buttons.BadButton("this button is none of ours")


async def _tapped_list(
    update: Update, context: BotContext, met: Met, press: buttons.Press
) -> None:
    found = await coming(context.services)
    if press.verb == "bodies":
        rows = [
            [buttons.button(name, "meeting", "list", f"{slug}.0")]
            for slug, name in found.bodies().items()
        ]
        await reply.say(update, met.voice.say("meeting-choose-body"), buttons.keyboard(rows))
        return
    slug, _, page = press.argument.rpartition(".")
    query = update.callback_query
    assert query is not None
    if page and (number := whole(page)) is not None:
        await reply.edit(
            query, *listings.listing(found, context.services, met.voice, slug, number)
        )
    else:
        await reply.say(update, *listings.listing(found, context.services, met.voice, slug, 0))
