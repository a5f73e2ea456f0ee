"""Dates, hours and lengths of time as people read them in the city's time. Pure."""

import html
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.texts import Localizer
from knowledge import dates
from knowledge.alerts.keyword_matching import Issue
from knowledge.alerts.lead_time import LeadTime
from knowledge.meetings.city import City
from knowledge.meetings.meeting import Meeting


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What every text about meetings needs to know: when it is read, and where."""

    now: datetime
    city: City
    taking_part: tuple[str, ...] = ()  # codes of the answers on how to speak and write
    issue: Issue = field(default_factory=Issue)  # the bot's own subject


def meeting_days(meeting: Meeting, localizer: Localizer) -> str:
    """Write the date of a meeting with its weekday, or its first and last day."""
    first = dates.format_weekday_and_day(meeting.local_date, localizer.language)
    if meeting.last_date and meeting.last_date != meeting.local_date:
        return f"{first} – {dates.format_weekday_and_day(meeting.last_date, localizer.language)}"
    return first


def meeting_hours(meeting: Meeting, localizer: Localizer) -> str:
    """Write the hours of its sessions, or that they are not known."""
    if not meeting.sessions:
        if meeting.time_note:
            return localizer.label("meeting-time-note", note=meeting.time_note)
        return localizer.label("meeting-time-unknown")
    announced, usual = (
        _time_list([s.local_time for s in meeting.sessions if s.is_usual is kind], localizer)
        for kind in (False, True)
    )
    if not usual or not meeting.is_on:
        return announced
    return localizer.label("meeting-hours-usual", announced=announced, usual=usual)


def _time_list(times: Sequence[time], localizer: Localizer) -> str:
    """Write hours one after the other: 9:00 AM and 5:00 PM."""
    joint = f" {localizer.label('meeting-and')} "
    return joint.join(dates.format_clock_time(at, localizer.language) for at in times)


def with_announced_hours(meeting: Meeting) -> Meeting:
    """Return a meeting without the hours that are only usual."""
    return replace(meeting, sessions=tuple(s for s in meeting.sessions if not s.is_usual))


def clock_times(times: Sequence[time], localizer: Localizer) -> str:
    """Write hours, soonest first."""
    return _time_list(sorted(times), localizer)


def meeting_time(meeting: Meeting, localizer: Localizer) -> str:
    """Write date and hours in one line, escaped."""
    return html.escape(f"{meeting_days(meeting, localizer)}, {meeting_hours(meeting, localizer)}")


def duration_text(length: timedelta, localizer: Localizer) -> str:
    """Write a length of time in its two largest units: 3 days 2 h, 1 h 30 min, 5 min."""
    minutes = max(1, round(length.total_seconds() / 60))
    whole_days, rest = divmod(minutes, 1440)
    whole_hours, left = divmod(rest, 60)
    if whole_days:
        parts = [localizer.label("meeting-span-days", count=whole_days)]
        parts += [localizer.label("meeting-span-hours", count=whole_hours)] * bool(whole_hours)
        return " ".join(parts)
    parts = [localizer.label("meeting-span-hours", count=whole_hours)] * bool(whole_hours)
    parts += [localizer.label("meeting-span-minutes", count=left)] * bool(left)
    return " ".join(parts)


def time_until(begins: datetime, rendering: RenderContext, localizer: Localizer) -> str:
    """Say when something begins, as people say it: in 2 h, tomorrow at 5:00 PM, in 3 days."""
    tz = ZoneInfo(rendering.city.tz)
    local, today = begins.astimezone(tz), rendering.now.astimezone(tz).date()
    apart = (local.date() - today).days
    if apart == 0:
        return localizer.html(
            "alert-starts-in", span=duration_text(begins - rendering.now, localizer)
        )
    if apart == 1:
        return localizer.html("alert-starts-tomorrow", time=hour_text(local.time(), localizer))
    return localizer.html("alert-starts-days", count=apart)


def time_ago(at: datetime, now: datetime, localizer: Localizer) -> str:
    """Write how long ago something was."""
    if now - at < timedelta(minutes=1):
        return localizer.label("meeting-ago-now")
    return localizer.label("meeting-ago", span=duration_text(now - at, localizer))


def moment_text(at: datetime, rendering: RenderContext, localizer: Localizer) -> str:
    """Write a moment of the city's wall clock, with its day unless that is today."""
    local = at.astimezone(ZoneInfo(rendering.city.tz))
    written = dates.format_clock_time(local.time(), localizer.language)
    if local.date() == rendering.now.astimezone(ZoneInfo(rendering.city.tz)).date():
        return written
    return f"{dates.format_weekday_and_day(local.date(), localizer.language)}, {written}"


def lead_text(wish: LeadTime, localizer: Localizer) -> str:
    """Write how long before a meeting: the evening before, 2 h before, 7 days before at noon."""
    if wish.evening:
        said = localizer.label("lead-evening")
    elif wish.days and not wish.minutes:
        said = localizer.label("lead-days", count=wish.days)
    else:
        length = timedelta(days=wish.days, minutes=wish.minutes)
        said = localizer.label("lead-before", span=duration_text(length, localizer))
    if wish.at:
        said = localizer.label(
            "lead-at", lead=said, time=dates.format_clock_time(wish.at, localizer.language)
        )
    return localizer.label("lead-each", lead=said) if wish.each else said


def hour_text(at: time, localizer: Localizer) -> str:
    """Write an hour of the wall clock."""
    return dates.format_clock_time(at, localizer.language)
