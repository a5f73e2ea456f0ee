"""For owners, in private: the health of the sources, held alerts, meetings typed by hand."""

import re
from dataclasses import replace
from datetime import date, time
from functools import partial

from telegram import InlineKeyboardButton, Update

from bot.callback_data import Prefix
from bot.context import BotContext
from bot.storage.alerts import file_renewals
from bot.storage.meetings import calendar_records, manual_meetings
from bot.texts import Localizer, meeting_cards, time_texts
from handlers.authorization import owner_command
from handlers.chats.chat_context import ChatContext
from handlers.chats.decorators import Tap, chat_tap
from handlers.messages import replies
from handlers.messages.keyboards import make_button, make_keyboard
from knowledge.meetings.calendar_state import SourceMemory
from knowledge.meetings.clock_times import parse_times
from knowledge.meetings.meeting import Meeting, MeetingStatus, Override
from knowledge.meetings.raw_records import RawMeeting
from knowledge.meetings.sync import operator_flags, unconfirmed_changes
from knowledge.meetings.text.body_names import match_body_name

_DATE_PATTERN = re.compile(r"\d{4}-\d{2}-\d{2}")
MAX_VALUE_LENGTH = 300
MAX_FLAGS_SHOWN = 15
CORRECTABLE_FIELDS = ("date", "time", "place", "status", "reason", "link", "agenda")


@owner_command
async def on_health_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/health`: when each source was last read, what is wrong, what is held back."""
    services = context.services
    calendar = await services.db.run(calendar_records.load_calendar, services.now(), services.city)
    lines = [chat.localizer.html("owner-health")]
    lines += [_source_health(memory, context, chat.localizer) for memory in calendar.sources]
    if not calendar.sources:
        lines.append(chat.localizer.html("owner-no-sources"))
    batches = sorted({p.batch for p in calendar.pending if p.batch and not p.is_approved})
    for batch in batches:
        count = await services.db.run(
            file_renewals.count_batch_recipients, batch, services.now(), services.city
        )
        lines.append(chat.localizer.html("owner-held", count=count, batch=batch))
    if calendar.pending:
        lines.append(chat.localizer.html("owner-pending", count=len(calendar.pending)))
    remarks = operator_flags.current_flags(calendar, services.now(), services.city)
    if remarks:
        said = "\n".join(f"• {flag.text[:200]}" for flag in remarks[:MAX_FLAGS_SHOWN])
        lines.append(chat.localizer.html("owner-flags", flags=said))
    rows = [row for batch in batches for row in _batch_rows(batch, chat.localizer)]
    await replies.send_reply(update, "\n\n".join(lines), make_keyboard(rows))


def _batch_rows(batch: str, localizer: Localizer) -> list[list[InlineKeyboardButton]]:
    return [
        [
            make_button(localizer.label("owner-approve"), Prefix.HELD, "approve", batch),
            make_button(localizer.label("owner-drop"), Prefix.HELD, "drop", batch),
        ]
    ]


def _source_health(memory: SourceMemory, context: BotContext, localizer: Localizer) -> str:
    services = context.services
    checked, tried = (
        time_texts.time_ago(at, services.now(), localizer) if at else "–"
        for at in (memory.checked_at, memory.tried_at)
    )
    said = localizer.html("owner-source", name=memory.source_id, checked=checked, tried=tried)
    if memory.errors:
        said += "\n" + localizer.html(
            "owner-source-error", count=memory.errors, error=memory.last_error[:200]
        )
    if memory.suspects:
        said += "\n" + localizer.html("owner-source-suspect", name=memory.source_id)
    return said


@owner_command
async def on_approve_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/approve bulk-…`: let held alerts go."""
    await _decide_batch(update, context, chat, "approve", _first_argument(context))


@owner_command
async def on_drop_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/drop bulk-…`: refuse held alerts."""
    await _decide_batch(update, context, chat, "drop", _first_argument(context))


@owner_command
async def on_accept_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/accept legistar-…`: believe the next short list of a source."""
    services, name = context.services, _first_argument(context)
    known = {
        memory.source_id for memory in await services.db.run(calendar_records.source_memories)
    }
    if name not in known:
        await replies.send_reply(
            update, chat.localizer.html("owner-no-source", names=", ".join(sorted(known)))
        )
        return
    change = partial(unconfirmed_changes.accept_short_list, source_id=name)
    await services.db.run(manual_meetings.apply_decision, change, services.now(), services.city)
    await replies.send_reply(update, chat.localizer.html("owner-accepted", name=name))


def _first_argument(context: BotContext) -> str:
    return (context.args or [""])[0]


@chat_tap("approve", "drop")
async def on_held_tap(update: Update, context: BotContext, chat: ChatContext, tap: Tap) -> None:
    """A tap on approve or drop."""
    if context.services.is_owner(update.effective_user):
        await _decide_batch(update, context, chat, tap.verb, tap.argument)


async def _decide_batch(
    update: Update, context: BotContext, chat: ChatContext, verb: str, batch: str
) -> None:
    services, now = context.services, context.services.now()
    calendar = await services.db.run(calendar_records.load_calendar, now, services.city)
    if not batch or batch not in {p.batch for p in calendar.pending if not p.is_approved}:
        await replies.send_reply(update, chat.localizer.html("owner-no-batch"))
        return
    count = await services.db.run(file_renewals.count_batch_recipients, batch, now, services.city)
    act = (
        unconfirmed_changes.approve_batch
        if verb == "approve"
        else unconfirmed_changes.refuse_batch
    )
    await services.db.run(
        manual_meetings.apply_decision, partial(act, batch=batch), now, services.city
    )
    key = "owner-approved" if verb == "approve" else "owner-dropped"
    await replies.send_reply(update, chat.localizer.html(key, count=count))


# --- by hand --------------------------------------------------------------------------------


@owner_command
async def on_addmeeting_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/addmeeting City Council | 2026-12-10 | 9:00 AM, 5:00 PM | City Hall | special`."""
    services = context.services
    parts = [part.strip()[:MAX_VALUE_LENGTH] for part in " ".join(context.args or []).split("|")]
    parts += [""] * (5 - len(parts))
    body, day, hours, place, title = parts[:5]
    on = _parse_date(day)
    if not body or on is None:
        await replies.send_reply(update, chat.localizer.html("owner-add-usage"))
        return
    problem = parse_times(hours).problem
    if problem:
        await replies.send_reply(update, chat.localizer.html("owner-bad-time", problem=problem))
        return
    known = match_body_name(body, services.city)
    raw = RawMeeting(
        native_id=str(update.update_id),
        local_date=on,
        body_raw=known.name if known else body,
        title_raw=f"{body} {title}".strip() if title else "",
        time_text=hours.replace(",", "; "),
        location_raw=place,
    )
    step = await services.db.run(
        manual_meetings.add_manual_meeting, raw, services.now(), services.city
    )
    key = f"manual|{update.update_id}|"
    added = next((m for m in step.calendar.meetings if key in m.records), None)
    await _show_corrected(update, context, chat, added)


async def _show_corrected(
    update: Update, context: BotContext, chat: ChatContext, meeting: Meeting | None
) -> None:
    """Show the meeting as it stands now."""
    one = (
        await context.services.db.run(calendar_records.find_meeting, meeting.id)
        if meeting
        else None
    )
    if one is None:
        await replies.send_reply(update, chat.localizer.html("owner-not-shown"))
        return
    shown = meeting_cards.ShownMeeting(one.number, one.meeting)
    text = meeting_cards.listed_meeting(shown, chat.localizer)
    await replies.send_reply(update, f"{chat.localizer.html('owner-saved')}\n\n{text}")


@owner_command
async def on_editmeeting_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/editmeeting 12 time 10:00 AM`: date, time, place, status, reason, link or agenda."""
    args = context.args or []
    one = await context.services.db.run(calendar_records.find_meeting, args[0]) if args else None
    if one is None or len(args) < 3 or args[1].lower() not in CORRECTABLE_FIELDS:
        await replies.send_reply(
            update, chat.localizer.html("owner-edit-usage", fields=", ".join(CORRECTABLE_FIELDS))
        )
        return
    field, value = args[1].lower(), " ".join(args[2:])[:MAX_VALUE_LENGTH]
    values = _parse_correction(field, value)
    if values is None:
        await replies.send_reply(
            update, chat.localizer.html("owner-bad-value", field=field, given=value[:60])
        )
        return
    await _store_override(update, context, chat, one.meeting, values)


@owner_command
async def on_cancelmeeting_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/cancelmeeting 12 The reason`."""
    args = context.args or []
    one = await context.services.db.run(calendar_records.find_meeting, args[0]) if args else None
    if one is None:
        await replies.send_reply(update, chat.localizer.html("owner-cancel-usage"))
        return
    reason = " ".join(args[1:])[:MAX_VALUE_LENGTH]
    values: dict[str, object] = {"status": MeetingStatus.CANCELLED, "reason": reason}
    await _store_override(update, context, chat, one.meeting, values)


async def _store_override(
    update: Update,
    context: BotContext,
    chat: ChatContext,
    meeting: Meeting,
    values: dict[str, object],
) -> None:
    services = context.services

    def edit(override: Override) -> Override:
        return replace(override, **values)  # type: ignore[arg-type]  # `_parse_correction` gave each its type

    step = await services.db.run(
        manual_meetings.correct_meeting, meeting.id, edit, services.now(), services.city
    )
    await _show_corrected(update, context, chat, step.calendar.find_meeting(meeting.id))


def _parse_correction(field: str, value: str) -> dict[str, object] | None:
    """Return what a typed correction sets, or None if it cannot be read."""
    match field:
        case "date":
            on = _parse_date(value)
            return {"local_date": on} if on else None
        case "time":
            found = parse_times(value.replace(",", "; "))
            times: tuple[time, ...] = found.times
            is_unknown = value.strip().upper() in ("TBD", "TBA")
            return {"times": times} if times or is_unknown else None
        case "place":
            return {"location": value}
        case "status":
            named = {
                s.value
                for s in (
                    MeetingStatus.SCHEDULED,
                    MeetingStatus.CANCELLED,
                    MeetingStatus.POSTPONED,
                )
            }
            return {"status": MeetingStatus(value.lower())} if value.lower() in named else None
        case "reason":
            return {"reason": value}
        case "link":
            return {"join_url": value} if value.startswith("https://") else None
        case "agenda":
            return {"agenda_url": value} if value.startswith("https://") else None
    return None


def _parse_date(text: str) -> date | None:
    """Read 2026-12-10."""
    try:
        return date.fromisoformat(text.strip()) if _DATE_PATTERN.fullmatch(text.strip()) else None
    except ValueError:
        return None
