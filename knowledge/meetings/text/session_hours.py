"""The sittings of one meeting day: their hours, the usual later ones, and which are called off."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta

from knowledge.meetings.city import City
from knowledge.meetings.clock_times import parse_times
from knowledge.meetings.meeting import Meeting, MeetingKind, MeetingStatus, Session
from knowledge.meetings.text.status_words import ParsedStatus

_CLOCK = r"\d{1,2}(?::\d{2})?\s*[ap]\.?\s?m\b\.?"
_ORDINAL = r"(?:\s+(?:[ivx]+\b|\d+(?!\d|:|\s*[ap]\.?\s?m)))?"  # "session II", "session 2"
_SESSIONS = re.compile(
    rf"\bsession{_ORDINAL}\W*(?:at|from|begins at|starts at)?\s*(?P<a>{_CLOCK})"
    rf"|\breconven\w+\s+(?:at\s+)?(?P<b>{_CLOCK})|\brecess(?:es)?\s+(?:to|until)\s+(?P<c>{_CLOCK})",
    re.IGNORECASE,
)
_NOON, _FIVE, _MIDNIGHT = time(12), time(17), time.max
_APART_IN = timedelta(hours=3)  # nearer than this, the usual sitting is not expected any more
_HOURS = {
    "morning": (time.min, _NOON),
    "afternoon": (_NOON, _FIVE),
    "evening": (_FIVE, _MIDNIGHT),
    "night": (_FIVE, _MIDNIGHT),
}


def session_times(text: str, city: City) -> list[time]:
    """Return the times that a text gives to sessions, in order."""
    found: list[time] = []
    for match in _SESSIONS.finditer(text):
        clock = match["a"] or match["b"] or match["c"]
        times = parse_times(clock, city.policy.earliest, city.policy.latest).times
        found += [moment for moment in times if moment not in found]
    return sorted(found)


def number_sessions(
    times: list[time], slug: str, kind: MeetingKind, city: City
) -> tuple[Session, ...]:
    """Return numbered sessions, with the body's usual later ones where one hour is known."""
    found = [Session(place, moment) for place, moment in enumerate(times, start=1)]
    body = city.find_body(slug)
    if body and len(found) == 1:
        for habit in body.sessions:
            if habit.kind is kind and habit.first == times[0]:
                found += [Session(n, t, True) for n, t in enumerate(habit.then, start=2)]
    return tuple(found)


def call_off_sessions(
    sessions: tuple[Session, ...], said: ParsedStatus
) -> tuple[tuple[Session, ...], tuple[time, ...], ParsedStatus]:
    """Return (the sessions left, the hours called off, what is then said of the whole meeting).

    A part that is the only sitting is the meeting; a part that cannot be told is for people to
    check. A meeting that is off keeps all its hours.
    """
    if said.status or not said.part:
        return sessions, (), said
    off = _sessions_meant(sessions, said.part)
    if not off:
        # An evening that was never to be is no news; any other part is a riddle.
        is_absent = bool(sessions) and said.part in _HOURS
        told = replace(said, guarded=said.reason) if is_absent else replace(
            said, unclear=said.unclear or said.reason
        )  # fmt: skip
        return sessions, (), told
    left = [session for session in sessions if session not in off]
    if not left:
        return sessions, (), replace(said, status=MeetingStatus.CANCELLED)
    numbered = tuple(replace(s, number=place) for place, s in enumerate(left, start=1))
    return numbered, tuple(session.local_time for session in off), said


def keep_known_hours(before: Meeting, after: Meeting, off_part: str, now: datetime) -> Meeting:
    """Return a meeting with known hours of its day that its record is silent about.

    One that is off, or has begun, keeps its hours: clerks empty the field. A usual later sitting
    stays where the announced hour moved, unless the move comes close to it; `off_part` may call
    it off.
    """
    if not after.is_on:
        kept = after.sessions or before.sessions
        return replace(after, sessions=kept, off_times=after.off_times or before.off_times)
    if not after.sessions and before.sessions and before.has_begun(now):
        status = before.status if before.is_on else MeetingStatus.SCHEDULED
        return replace(after, sessions=before.sessions, off_times=before.off_times, status=status)
    usual = tuple(s for s in before.sessions if s.is_usual)
    if len(after.sessions) != 1 or before.kind is not after.kind or not usual:
        return after
    if off := _sessions_meant(usual, off_part) if off_part not in ("", "first", "second") else ():
        return replace(after, off_times=tuple(session.local_time for session in off))
    first, later = after.sessions[0].local_time, usual[0].local_time
    apart = timedelta(hours=later.hour - first.hour, minutes=later.minute - first.minute)
    if apart < _APART_IN or {s.local_time for s in usual} & {*after.off_times}:
        return after
    return replace(after, sessions=(*after.sessions, *usual))


def _sessions_meant(sessions: tuple[Session, ...], part: str) -> tuple[Session, ...]:
    """Return the sessions that "evening", "first" or "5 pm" means."""
    if part in ("first", "second"):
        place = 0 if part == "first" else 1
        return sessions[place : place + 1] if len(sessions) > 1 else ()
    if part in _HOURS:
        first, last = _HOURS[part]
        return tuple(s for s in sessions if first <= s.local_time < last)
    times = parse_times(part, time.min, time.max).times
    return tuple(s for s in sessions if s.local_time in times)
