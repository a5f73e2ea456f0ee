"""Wording a queued message as of the moment it leaves, or learning why it must not."""

from collections.abc import Mapping
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.almanac import ics, scene
from bot.context import Services
from bot.courier import Outgoing, Renderer, Rendering
from bot.jobs import follows_card
from bot.storage import alerts, files, follows, parcels
from bot.storage.outbox import Queued
from bot.storage.parcels import Parcel, Piece
from bot.texts import Voice, alert_cards
from bot.texts.alert_cards import Said
from bot.texts.meeting_cards import Shown
from knowledge.meetings.calendar import Calendar
from knowledge.meetings.listing import freshness
from knowledge.meetings.meeting import Meeting

FLAG_CARD: Final = "flag"


def buttons(meeting: Meeting, voice: Voice) -> InlineKeyboardMarkup:
    """Return the four buttons under an alert; each has a typed way too."""
    rows = [("agenda", "file"), ("mute", "settings")]
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
    calendar = Calendar(sources=parcel.sources)
    return Said(
        piece.alert,
        Shown(
            piece.number,
            piece.meeting,
            piece.replacement.meeting if piece.replacement else None,
        ),
        freshness(calendar, piece.meeting, services.now(), services.city),
        piece.change,
        parcel.is_subscribed,
    )


def _keyboard(parcel: Parcel, voice: Voice) -> InlineKeyboardMarkup:
    found: dict[str, Meeting] = {}
    for piece in parcel.pieces:
        target = piece.replacement.meeting if piece.replacement else piece.meeting
        found[target.id] = target
    meetings = list(found.values())
    return buttons(meetings[0], voice) if len(meetings) == 1 else list_buttons(voice)


async def alert(services: Services, queued: Queued) -> Rendering:
    """Word what is due about meetings, each part checked again."""
    parcel = await services.db.run(parcels.unpack, queued, services.now())
    if not parcel.pieces:
        return Rendering(None, parcel.why_not)
    voice = services.voice(parcel.language, plain=parcel.plain)
    said = [_said(piece, parcel, services) for piece in parcel.pieces]
    text = alert_cards.alert(said, scene(services), voice)
    is_silent = all(piece.alert.is_silent for piece in parcel.pieces)
    keyboard = _keyboard(parcel, voice)
    return Rendering(Outgoing(text, keyboard, is_silent=is_silent, language=parcel.language))


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


CARDS: Final[Mapping[str, Renderer]] = {
    alerts.CARD: alert,
    alerts.AMENDED: amended,
    alerts.FILE: renewed_file,
    FLAG_CARD: flag,
    follows.CARD: follows_card.follow,
}
