"""For owners, in private: the health of the sources, held alerts, meetings typed by hand."""

import re
from dataclasses import replace
from datetime import date, time
from functools import partial

from telegram import InlineKeyboardButton, Update

from bot.context import BotContext
from bot.storage import byhand, files, meetings
from bot.texts import Voice, meeting_cards, moments
from handlers import buttons, reply
from handlers.hosts import Met, meet
from knowledge.meetings import flags, holding
from knowledge.meetings.bodies import match_body
from knowledge.meetings.calendar import SourceMemory
from knowledge.meetings.meeting import Meeting, Override, Status
from knowledge.meetings.raw import RawMeeting
from knowledge.meetings.times import read_time

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST = 300
SHOWN_FLAGS = 15
FIELDS = ("date", "time", "place", "status", "reason", "link", "agenda")


async def health(update: Update, context: BotContext) -> None:
    """`/health`: when each source was last read, what is wrong, what is held back."""
    met, services = await meet(update, context), context.services
    calendar = await services.db.run(meetings.calendar, services.now(), services.city)
    lines = [met.voice.say("owner-health")]
    lines += [_source(memory, context, met.voice) for memory in calendar.sources]
    if not calendar.sources:
        lines.append(met.voice.say("owner-no-sources"))
    batches = sorted({p.batch for p in calendar.pending if p.batch and not p.is_approved})
    for batch in batches:
        count = await services.db.run(files.recipients, batch, services.now(), services.city)
        lines.append(met.voice.say("owner-held", count=count, batch=batch))
    if calendar.pending:
        lines.append(met.voice.say("owner-pending", count=len(calendar.pending)))
    remarks = flags.standing(calendar, services.now(), services.city)
    if remarks:
        said = "\n".join(f"• {flag.text[:200]}" for flag in remarks[:SHOWN_FLAGS])
        lines.append(met.voice.say("owner-flags", flags=said))
    rows = [row for batch in batches for row in _held_buttons(batch, met.voice)]
    await reply.say(update, "\n\n".join(lines), buttons.keyboard(rows))


def _held_buttons(batch: str, voice: Voice) -> list[list[InlineKeyboardButton]]:
    return [
        [
            buttons.button(voice.label("owner-approve"), "held", "approve", batch),
            buttons.button(voice.label("owner-drop"), "held", "drop", batch),
        ]
    ]


def _source(memory: SourceMemory, context: BotContext, voice: Voice) -> str:
    services = context.services
    checked, tried = (
        moments.ago(at, services.now(), voice) if at else "–"
        for at in (memory.checked_at, memory.tried_at)
    )
    said = voice.say("owner-source", name=memory.source_id, checked=checked, tried=tried)
    if memory.errors:
        said += "\n" + voice.say(
            "owner-source-error", count=memory.errors, error=memory.last_error[:200]
        )
    if memory.suspects:
        said += "\n" + voice.say("owner-source-suspect", name=memory.source_id)
    return said


async def approve(update: Update, context: BotContext) -> None:
    """`/approve bulk-…`: let held alerts go."""
    await _decide(update, context, await meet(update, context), "approve", _argument(context))


async def drop(update: Update, context: BotContext) -> None:
    """`/drop bulk-…`: refuse held alerts."""
    await _decide(update, context, await meet(update, context), "drop", _argument(context))


async def accept(update: Update, context: BotContext) -> None:
    """`/accept legistar-…`: believe the next short list of a source."""
    met, services, name = await meet(update, context), context.services, _argument(context)
    known = {memory.source_id for memory in await services.db.run(meetings.sources)}
    if name not in known:
        await reply.say(update, met.voice.say("owner-no-source", names=", ".join(sorted(known))))
        return
    change = partial(holding.accept_less, source_id=name)
    await services.db.run(byhand.decide, change, services.now(), services.city)
    await reply.say(update, met.voice.say("owner-accepted", name=name))


def _argument(context: BotContext) -> str:
    return (context.args or [""])[0]


async def held_tapped(update: Update, context: BotContext) -> None:
    """A tap on approve or drop."""
    query = update.callback_query
    assert query is not None
    press = buttons.read(query.data)
    await reply.acknowledge(query)
    if not context.services.is_owner(update.effective_user):
        return
    await _decide(update, context, await meet(update, context), press.verb, press.argument)


async def _decide(update: Update, context: BotContext, met: Met, verb: str, batch: str) -> None:
    services, now = context.services, context.services.now()
    calendar = await services.db.run(meetings.calendar, now, services.city)
    if not batch or batch not in {p.batch for p in calendar.pending if not p.is_approved}:
        await reply.say(update, met.voice.say("owner-no-batch"))
        return
    count = await services.db.run(files.recipients, batch, now, services.city)
    act = holding.approve if verb == "approve" else holding.drop
    await services.db.run(byhand.decide, partial(act, batch=batch), now, services.city)
    key = "owner-approved" if verb == "approve" else "owner-dropped"
    await reply.say(update, met.voice.say(key, count=count))


# --- by hand --------------------------------------------------------------------------------


async def addmeeting(update: Update, context: BotContext) -> None:
    """`/addmeeting City Council | 2026-12-10 | 9:00 AM, 5:00 PM | City Hall | special`."""
    met, services = await meet(update, context), context.services
    parts = [part.strip()[:LONGEST] for part in " ".join(context.args or []).split("|")]
    parts += [""] * (5 - len(parts))
    body, day, hours, place, title = parts[:5]
    on = _date(day)
    if not body or on is None:
        await reply.say(update, met.voice.say("owner-add-usage"))
        return
    problem = read_time(hours).problem
    if problem:
        await reply.say(update, met.voice.say("owner-bad-time", problem=problem))
        return
    known = match_body(body, services.city)
    raw = RawMeeting(
        native_id=str(update.update_id),
        local_date=on,
        body_raw=known.name if known else body,
        title_raw=f"{body} {title}".strip() if title else "",
        time_text=hours.replace(",", "; "),
        location_raw=place,
    )
    step = await services.db.run(byhand.add, raw, services.now(), services.city)
    key = f"manual|{update.update_id}|"
    added = next((m for m in step.calendar.meetings if key in m.records), None)
    await _confirm(update, context, met, added)


async def _confirm(update: Update, context: BotContext, met: Met, meeting: Meeting | None) -> None:
    """Show the meeting as it stands now."""
    one = await context.services.db.run(meetings.find, meeting.id) if meeting else None
    if one is None:
        await reply.say(update, met.voice.say("owner-not-shown"))
        return
    shown = meeting_cards.Shown(one.number, one.meeting)
    text = meeting_cards.listed(shown, met.voice)
    await reply.say(update, f"{met.voice.say('owner-saved')}\n\n{text}")


async def editmeeting(update: Update, context: BotContext) -> None:
    """`/editmeeting 12 time 10:00 AM`: date, time, place, status, reason, link or agenda."""
    met, args = await meet(update, context), context.args or []
    one = await context.services.db.run(meetings.find, args[0]) if args else None
    if one is None or len(args) < 3 or args[1].lower() not in FIELDS:
        await reply.say(update, met.voice.say("owner-edit-usage", fields=", ".join(FIELDS)))
        return
    field, value = args[1].lower(), " ".join(args[2:])[:LONGEST]
    values = _read(field, value)
    if values is None:
        await reply.say(update, met.voice.say("owner-bad-value", field=field, given=value[:60]))
        return
    await _correct(update, context, met, one.meeting, values)


async def cancelmeeting(update: Update, context: BotContext) -> None:
    """`/cancelmeeting 12 The reason`."""
    met, args = await meet(update, context), context.args or []
    one = await context.services.db.run(meetings.find, args[0]) if args else None
    if one is None:
        await reply.say(update, met.voice.say("owner-cancel-usage"))
        return
    reason = " ".join(args[1:])[:LONGEST]
    values: dict[str, object] = {"status": Status.CANCELLED, "reason": reason}
    await _correct(update, context, met, one.meeting, values)


async def _correct(
    update: Update, context: BotContext, met: Met, meeting: Meeting, values: dict[str, object]
) -> None:
    services = context.services

    def edit(override: Override) -> Override:
        return replace(override, **values)  # type: ignore[arg-type]  # `_read` gave each its type

    step = await services.db.run(byhand.correct, meeting.id, edit, services.now(), services.city)
    await _confirm(update, context, met, step.calendar.meeting(meeting.id))


def _read(field: str, value: str) -> dict[str, object] | None:
    """Return what a typed correction sets, or None if it cannot be read."""
    match field:
        case "date":
            on = _date(value)
            return {"local_date": on} if on else None
        case "time":
            found = read_time(value.replace(",", "; "))
            times: tuple[time, ...] = found.times
            is_unknown = value.strip().upper() in ("TBD", "TBA")
            return {"times": times} if times or is_unknown else None
        case "place":
            return {"location": value}
        case "status":
            named = {s.value for s in (Status.SCHEDULED, Status.CANCELLED, Status.POSTPONED)}
            return {"status": Status(value.lower())} if value.lower() in named else None
        case "reason":
            return {"reason": value}
        case "link":
            return {"join_url": value} if value.startswith("https://") else None
        case "agenda":
            return {"agenda_url": value} if value.startswith("https://") else None
    return None


def _date(text: str) -> date | None:
    """Read 2026-12-10."""
    try:
        return date.fromisoformat(text.strip()) if _DATE.fullmatch(text.strip()) else None
    except ValueError:
        return None
