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


def meeting_days(meeting: Meeting, voice: Localizer) -> str:
    """Write the date of a meeting with its weekday, or its first and last day."""
    first = dates.format_weekday_and_day(meeting.local_date, voice.language)
    if meeting.last_date and meeting.last_date != meeting.local_date:
        return f"{first} – {dates.format_weekday_and_day(meeting.last_date, voice.language)}"
    return first


def meeting_hours(meeting: Meeting, voice: Localizer) -> str:
    """Write the hours of its sessions, or that they are not known."""
    if not meeting.sessions:
        if meeting.time_note:
            return voice.label("meeting-time-note", note=meeting.time_note)
        return voice.label("meeting-time-unknown")
    announced, usual = (
        _time_list([s.local_time for s in meeting.sessions if s.is_usual is kind], voice)
        for kind in (False, True)
    )
    if not usual or not meeting.is_on:
        return announced
    return voice.label("meeting-hours-usual", announced=announced, usual=usual)


def _time_list(times: Sequence[time], voice: Localizer) -> str:
    """Write hours one after the other: 9:00 AM and 5:00 PM."""
    joint = f" {voice.label('meeting-and')} "
    return joint.join(dates.format_clock_time(at, voice.language) for at in times)


def with_announced_hours(meeting: Meeting) -> Meeting:
    """Return a meeting without the hours that are only usual."""
    return replace(meeting, sessions=tuple(s for s in meeting.sessions if not s.is_usual))


def clock_times(times: Sequence[time], voice: Localizer) -> str:
    """Write hours, soonest first."""
    return _time_list(sorted(times), voice)


def meeting_time(meeting: Meeting, voice: Localizer) -> str:
    """Write date and hours in one line, escaped."""
    return html.escape(f"{meeting_days(meeting, voice)}, {meeting_hours(meeting, voice)}")


def duration_text(length: timedelta, voice: Localizer) -> str:
    """Write a length of time in its two largest units: 3 days 2 h, 1 h 30 min, 5 min."""
    minutes = max(1, round(length.total_seconds() / 60))
    whole_days, rest = divmod(minutes, 1440)
    whole_hours, left = divmod(rest, 60)
    if whole_days:
        parts = [voice.label("meeting-span-days", count=whole_days)]
        parts += [voice.label("meeting-span-hours", count=whole_hours)] * bool(whole_hours)
        return " ".join(parts)
    parts = [voice.label("meeting-span-hours", count=whole_hours)] * bool(whole_hours)
    parts += [voice.label("meeting-span-minutes", count=left)] * bool(left)
    return " ".join(parts)


def time_until(begins: datetime, scene: RenderContext, voice: Localizer) -> str:
    """Say when something begins, as people say it: in 2 h, tomorrow at 5:00 PM, in 3 days."""
    tz = ZoneInfo(scene.city.tz)
    local, today = begins.astimezone(tz), scene.now.astimezone(tz).date()
    apart = (local.date() - today).days
    if apart == 0:
        return voice.html("alert-starts-in", span=duration_text(begins - scene.now, voice))
    if apart == 1:
        return voice.html("alert-starts-tomorrow", time=hour_text(local.time(), voice))
    return voice.html("alert-starts-days", count=apart)


def time_ago(at: datetime, now: datetime, voice: Localizer) -> str:
    """Write how long ago something was."""
    if now - at < timedelta(minutes=1):
        return voice.label("meeting-ago-now")
    return voice.label("meeting-ago", span=duration_text(now - at, voice))


def moment_text(at: datetime, scene: RenderContext, voice: Localizer) -> str:
    """Write a moment of the city's wall clock, with its day unless that is today."""
    local = at.astimezone(ZoneInfo(scene.city.tz))
    written = dates.format_clock_time(local.time(), voice.language)
    if local.date() == scene.now.astimezone(ZoneInfo(scene.city.tz)).date():
        return written
    return f"{dates.format_weekday_and_day(local.date(), voice.language)}, {written}"


def lead_text(wish: LeadTime, voice: Localizer) -> str:
    """Write how long before a meeting: the evening before, 2 h before, 7 days before at noon."""
    if wish.evening:
        said = voice.label("lead-evening")
    elif wish.days and not wish.minutes:
        said = voice.label("lead-days", count=wish.days)
    else:
        length = timedelta(days=wish.days, minutes=wish.minutes)
        said = voice.label("lead-before", span=duration_text(length, voice))
    if wish.at:
        said = voice.label(
            "lead-at", lead=said, time=dates.format_clock_time(wish.at, voice.language)
        )
    return voice.label("lead-each", lead=said) if wish.each else said


def hour_text(at: time, voice: Localizer) -> str:
    """Write an hour of the wall clock."""
    return dates.format_clock_time(at, voice.language)
