"""Wording a queued message as of the moment it leaves, or learning why it must not."""

import html
from collections.abc import Mapping
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callback_data import Prefix, make_callback_data
from bot.context import Services
from bot.jobs import follow_renderer
from bot.jobs.calendar_sync import FLAG_CARD
from bot.meeting_context import localized_calendar_file, render_context
from bot.sending.outbox_sender import Renderer
from bot.sending.outgoing import OutgoingMessage, Rendering
from bot.storage.alerts import (
    alert_content,
    alert_records,
    file_renewals,
    quiet_notices,
    subscriptions,
)
from bot.storage.alerts.alert_content import AlertContent, AlertItem
from bot.storage.faq import follows
from bot.storage.meetings import calendar_records
from bot.storage.outbox.delivery_queue import ClaimedDelivery
from bot.texts import Html, Localizer, alert_cards, meeting_cards
from bot.texts.alert_cards import AlertView
from bot.texts.meeting_cards import ShownMeeting
from knowledge.alerts.subscription import AlertTopic
from knowledge.meetings.calendar_state import CalendarSnapshot
from knowledge.meetings.calendar_view import check_freshness, upcoming_meetings
from knowledge.meetings.meeting import Meeting

ON_BUTTONS = (("agenda", "file"), ("mute", "settings"))
OFF_BUTTONS = (("mute", "settings"),)


def alert_keyboard(
    meeting: Meeting, localizer: Localizer, *, details: bool
) -> InlineKeyboardMarkup:
    """Return the buttons under an alert; each has a typed way too.

    What is off offers neither agenda nor file; `details` leads to what the message leaves out.
    """
    rows = (*((("show",),) if details else ()), *(ON_BUTTONS if meeting.is_on else OFF_BUTTONS))
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    localizer.label(f"meeting-button-{verb}"),
                    callback_data=make_callback_data(Prefix.MEETING, verb, str(meeting.id)),
                )
                for verb in row
            ]
            for row in rows
        ]
    )


def alert_list_keyboard(localizer: Localizer) -> InlineKeyboardMarkup:
    """Return the buttons under a message about several meetings."""
    names = (("list", "meeting-button-list"), ("settings", "meeting-button-settings"))
    row = [
        InlineKeyboardButton(
            localizer.label(key), callback_data=make_callback_data(Prefix.MEETING, verb)
        )
        for verb, key in names
    ]
    return InlineKeyboardMarkup([row])


def _alert_view(piece: AlertItem, content: AlertContent, services: Services) -> AlertView:
    """Say of a moved meeting what holds of the new one: that is where people should go."""
    calendar, after = CalendarSnapshot(sources=content.sources), piece.replacement
    shown = ShownMeeting(piece.number, piece.meeting, after.meeting if after else None)
    is_told_as_new = after is not None and piece.change is not None
    if after is not None and is_told_as_new:
        shown = ShownMeeting(after.number, after.meeting)
    return AlertView(
        piece.alert,
        shown,
        check_freshness(calendar, shown.meeting, services.now(), services.city),
        piece.change,
        content.is_subscribed,
        content.is_new,
        piece.meeting if is_told_as_new else None,
        piece.leads,
    )


def _content_keyboard(content: AlertContent, localizer: Localizer) -> InlineKeyboardMarkup:
    found: dict[str, Meeting] = {}
    for piece in content.items:
        target = piece.replacement.meeting if piece.replacement else piece.meeting
        found[target.id] = target
    if len(found) > 1:
        return alert_list_keyboard(localizer)
    return alert_keyboard(next(iter(found.values())), localizer, details=not content.is_new)


async def render_alert(services: Services, delivery: ClaimedDelivery) -> Rendering:
    """Word what is due about meetings, each part checked again."""
    content = await services.db.run(
        alert_content.resolve_content, delivery, services.now(), services.city
    )
    if not content.items:
        return Rendering(None, content.why_not)
    localizer = services.localizer(content.language, plain=content.plain)
    said = [_alert_view(piece, content, services) for piece in content.items]
    text = alert_cards.alert_text(said, render_context(services), localizer)
    is_silent = all(piece.alert.is_silent for piece in content.items)
    keyboard = _content_keyboard(content, localizer)
    return Rendering(
        OutgoingMessage(
            text,
            keyboard,
            is_silent=is_silent,
            language=content.language,
            thread_id=content.thread_id,
        )
    )


async def render_correction(services: Services, delivery: ClaimedDelivery) -> Rendering:
    """Word an earlier message anew, so that it is true again."""
    content = await services.db.run(alert_content.resolve_correction, delivery, services.now())
    if not content.items:
        return Rendering(None, "nothing is left to put right")
    localizer = services.localizer(content.language, plain=content.plain)
    said = [_alert_view(piece, content, services) for piece in _first_item_each(content)]
    text = alert_cards.corrected_alert_text(said, render_context(services), localizer)
    return Rendering(OutgoingMessage(text, _content_keyboard(content, localizer)))


def _first_item_each(content: AlertContent) -> list[AlertItem]:
    """Return one piece a meeting."""
    return list({piece.meeting.id: piece for piece in content.items}.values())


async def render_renewed_file(services: Services, delivery: ClaimedDelivery) -> Rendering:
    """Send the new calendar file to a chat that took the old one."""
    taken = await services.db.run(file_renewals.load_renewal, delivery, services.now())
    if taken is None:
        return Rendering(None, "superseded")
    localizer = services.localizer(taken.language, plain=taken.plain)
    return Rendering(
        OutgoingMessage(
            alert_cards.file_caption(taken.meetings[0], localizer, is_new=False),
            document=localized_calendar_file(services, taken.meetings, localizer),
            file_name=f"meeting-{taken.number}.ics",
            is_silent=True,
            language=taken.language,
            thread_id=taken.thread_id,
        )
    )


async def render_flag(services: Services, delivery: ClaimedDelivery) -> Rendering:
    """Tell an owner what is wrong with a source, or what waits for a decision."""
    facts = delivery.facts
    person = await services.db.run(file_renewals.chosen_language, delivery.chat_id)
    localizer = services.localizer(person or services.settings.default_language)
    text = localizer.html("owner-flag", text=facts["text"])
    rows = []
    if facts["batch"]:
        count = await services.db.run(
            file_renewals.count_batch_recipients, facts["batch"], services.now(), services.city
        )
        text += "\n\n" + localizer.html("owner-held", count=count, batch=facts["batch"])
        rows = [
            InlineKeyboardButton(
                localizer.label(f"owner-{verb}"),
                callback_data=make_callback_data(Prefix.HELD, verb, str(facts["batch"])),
            )
            for verb in ("approve", "drop")
        ]
    keyboard = InlineKeyboardMarkup([rows]) if rows else None
    return Rendering(OutgoingMessage(text, keyboard, language=localizer.language))


async def render_quiet_notice(services: Services, delivery: ClaimedDelivery) -> Rendering:
    """Say after a quiet month that we are still here, to a chat that still wants that."""
    subscription = await services.db.run(subscriptions.load_subscription, delivery.chat_id)
    if subscription is None or AlertTopic.WATCHING not in subscription.topics:
        return Rendering(None, "no longer wanted")
    plain = await services.db.run(file_renewals.wants_plain_texts, delivery.chat_id)
    localizer = services.localizer(subscription.language, plain=plain)
    sources = await services.db.run(calendar_records.source_memories)
    fresh = check_freshness(CalendarSnapshot(sources=sources), None, services.now(), services.city)
    checked = meeting_cards.freshness_line(None, fresh, render_context(services), localizer)
    rows = await services.db.run(calendar_records.listed_meetings, services.today())
    coming = upcoming_meetings((row.meeting for row in rows), services.now(), services.city)
    following = [meeting_cards.next_meeting_line(one, localizer) for one in coming if one.is_on][
        :1
    ]
    lines = [
        localizer.html("watching", days=quiet_notices.QUIET_SPAN.days, checked=Html(checked)),
        *map(html.escape, following),
        localizer.html("watching-end"),
    ]
    text = "\n".join(lines)
    return Rendering(
        OutgoingMessage(
            text, is_silent=True, language=subscription.language, thread_id=subscription.thread_id
        )
    )


ALERT_RENDERERS: Final[Mapping[str, Renderer]] = {
    alert_records.ALERT_CARD: render_alert,
    alert_records.CORRECTION_CARD: render_correction,
    alert_records.FILE_CARD: render_renewed_file,
    quiet_notices.QUIET_CARD: render_quiet_notice,
    FLAG_CARD: render_flag,
    follows.FOLLOW_CARD: follow_renderer.render_followed_change,
}
