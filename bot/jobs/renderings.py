"""Wording a queued message as of the moment it leaves, or learning why it must not."""

import html
from collections.abc import Mapping
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.almanac import ics, scene
from bot.context import Services
from bot.courier import Renderer
from bot.jobs import follows_card
from bot.jobs.sync import FLAG_CARD
from bot.outgoing import Outgoing, Rendering
from bot.storage import alerts, files, follows, meetings, parcels, subscriptions, watching
from bot.storage.outbox import Queued
from bot.storage.parcels import Parcel, Piece
from bot.texts import Html, Voice, alert_cards, meeting_cards
from bot.texts.alert_cards import Said
from bot.texts.meeting_cards import Shown
from knowledge.alerts.subscription import Topic
from knowledge.meetings.calendar import Calendar
from knowledge.meetings.listing import freshness, upcoming
from knowledge.meetings.meeting import Meeting

ON = (("agenda", "file"), ("mute", "settings"))
OFF = (("mute", "settings"),)


def buttons(meeting: Meeting, voice: Voice, *, details: bool) -> InlineKeyboardMarkup:
    """Return the buttons under an alert; each has a typed way too.

    What is off offers neither agenda nor file; `details` leads to what the message leaves out.
    """
    rows = (*((("show",),) if details else ()), *(ON if meeting.is_on else OFF))
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    voice.label(f"meeting-button-{verb}"),
                    callback_data=f"meeting:{verb}:{meeting.id}",
                )
                for verb in row
            ]
            for row in rows
        ]
    )


def list_buttons(voice: Voice) -> InlineKeyboardMarkup:
    """Return the buttons under a message about several meetings."""
    names = (("list", "meeting-button-list"), ("settings", "meeting-button-settings"))
    row = [
        InlineKeyboardButton(voice.label(key), callback_data=f"meeting:{verb}:")
        for verb, key in names
    ]
    return InlineKeyboardMarkup([row])


def _said(piece: Piece, parcel: Parcel, services: Services) -> Said:
    """Say of a moved meeting what holds of the new one: that is where people should go."""
    calendar, after = Calendar(sources=parcel.sources), piece.replacement
    shown = Shown(piece.number, piece.meeting, after.meeting if after else None)
    is_told_as_new = after is not None and piece.change is not None
    if after is not None and is_told_as_new:
        shown = Shown(after.number, after.meeting)
    return Said(
        piece.alert,
        shown,
        freshness(calendar, shown.meeting, services.now(), services.city),
        piece.change,
        parcel.is_subscribed,
        parcel.is_new,
        piece.meeting if is_told_as_new else None,
        piece.leads,
    )


def _keyboard(parcel: Parcel, voice: Voice) -> InlineKeyboardMarkup:
    found: dict[str, Meeting] = {}
    for piece in parcel.pieces:
        target = piece.replacement.meeting if piece.replacement else piece.meeting
        found[target.id] = target
    if len(found) > 1:
        return list_buttons(voice)
    return buttons(next(iter(found.values())), voice, details=not parcel.is_new)


async def alert(services: Services, queued: Queued) -> Rendering:
    """Word what is due about meetings, each part checked again."""
    parcel = await services.db.run(parcels.unpack, queued, services.now(), services.city)
    if not parcel.pieces:
        return Rendering(None, parcel.why_not)
    voice = services.voice(parcel.language, plain=parcel.plain)
    said = [_said(piece, parcel, services) for piece in parcel.pieces]
    text = alert_cards.alert(said, scene(services), voice)
    is_silent = all(piece.alert.is_silent for piece in parcel.pieces)
    keyboard = _keyboard(parcel, voice)
    return Rendering(
        Outgoing(
            text,
            keyboard,
            is_silent=is_silent,
            language=parcel.language,
            thread_id=parcel.thread_id,
        )
    )


async def amended(services: Services, queued: Queued) -> Rendering:
    """Word an earlier message anew, so that it is true again."""
    parcel = await services.db.run(parcels.amend, queued, services.now())
    if not parcel.pieces:
        return Rendering(None, "nothing is left to put right")
    voice = services.voice(parcel.language, plain=parcel.plain)
    said = [_said(piece, parcel, services) for piece in _one_each(parcel)]
    text = alert_cards.amended(said, scene(services), voice)
    return Rendering(Outgoing(text, _keyboard(parcel, voice)))


def _one_each(parcel: Parcel) -> list[Piece]:
    """Return one piece a meeting."""
    return list({piece.meeting.id: piece for piece in parcel.pieces}.values())


async def renewed_file(services: Services, queued: Queued) -> Rendering:
    """Send the new calendar file to a chat that took the old one."""
    taken = await services.db.run(files.renewed, queued, services.now())
    if taken is None:
        return Rendering(None, "superseded")
    voice = services.voice(taken.language, plain=taken.plain)
    return Rendering(
        Outgoing(
            alert_cards.file_caption(taken.meetings[0], voice, is_new=False),
            document=ics(services, taken.meetings, voice),
            file_name=f"meeting-{taken.number}.ics",
            is_silent=True,
            language=taken.language,
            thread_id=taken.thread_id,
        )
    )


async def flag(services: Services, queued: Queued) -> Rendering:
    """Tell an owner what is wrong with a source, or what waits for a decision."""
    facts = queued.facts
    person = await services.db.run(files.language_of, queued.chat_id)
    voice = services.voice(person or services.settings.default_language)
    text = voice.say("owner-flag", text=facts["text"])
    rows = []
    if facts["batch"]:
        count = await services.db.run(
            files.recipients, facts["batch"], services.now(), services.city
        )
        text += "\n\n" + voice.say("owner-held", count=count, batch=facts["batch"])
        rows = [
            InlineKeyboardButton(
                voice.label(f"owner-{verb}"), callback_data=f"held:{verb}:{facts['batch']}"
            )
            for verb in ("approve", "drop")
        ]
    keyboard = InlineKeyboardMarkup([rows]) if rows else None
    return Rendering(Outgoing(text, keyboard, language=voice.language))


async def still_watching(services: Services, queued: Queued) -> Rendering:
    """Say after a quiet month that we are still here, to a chat that still wants that."""
    wishes = await services.db.run(subscriptions.of, queued.chat_id)
    if wishes is None or Topic.WATCHING not in wishes.topics:
        return Rendering(None, "no longer wanted")
    plain = await services.db.run(files.plainly, queued.chat_id)
    voice = services.voice(wishes.language, plain=plain)
    sources = await services.db.run(meetings.sources)
    fresh = freshness(Calendar(sources=sources), None, services.now(), services.city)
    checked = meeting_cards.sure(None, fresh, scene(services), voice)
    rows = await services.db.run(meetings.coming, services.today())
    coming = upcoming((row.meeting for row in rows), services.now(), services.city)
    following = [meeting_cards.next_line(one, voice) for one in coming if one.is_on][:1]
    lines = [
        voice.say("watching", days=watching.QUIET_IN.days, checked=Html(checked)),
        *map(html.escape, following),
        voice.say("watching-end"),
    ]
    text = "\n".join(lines)
    return Rendering(
        Outgoing(text, is_silent=True, language=wishes.language, thread_id=wishes.thread_id)
    )


CARDS: Final[Mapping[str, Renderer]] = {
    alerts.CARD: alert,
    alerts.AMENDED: amended,
    alerts.FILE: renewed_file,
    watching.CARD: still_watching,
    FLAG_CARD: flag,
    follows.CARD: follows_card.follow,
}
