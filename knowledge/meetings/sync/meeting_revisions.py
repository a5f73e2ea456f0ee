"""What differs between two states of one meeting, and which of it people should hear."""

from dataclasses import replace
from datetime import datetime, time

from knowledge.meetings.city import City
from knowledge.meetings.clock_times import to_utc
from knowledge.meetings.meeting import OFF_STATUSES, Agenda, Meeting, MeetingStatus
from knowledge.meetings.meeting_change import KIND_ORDER, ChangeKind, MeetingChange

PlanningFacts = tuple[str, str, tuple[time, ...], str, str, tuple[str, ...], tuple[time, ...]]


def planning_facts(meeting: Meeting) -> PlanningFacts:
    """Return what people plan by: status, date, times, place, replacement, doubts, hours off.

    The hours are those that were announced: what a body usually does is no fact, so that it is
    never withdrawn as news.
    """
    status = "on" if meeting.is_on else meeting.status.value
    return (
        status,
        meeting.local_date.isoformat(),
        tuple(session.local_time for session in meeting.sessions if not session.is_usual),
        meeting.location_key,
        meeting.superseded_by,
        meeting.doubts,
        meeting.off_times,
    )


def differing_facts(before: Meeting, after: Meeting) -> tuple[str, ...]:
    """Return the names of the facts that differ: "status", "date", "time", "place"."""
    names = ("status", "date", "time", "place")
    one, other = planning_facts(before), planning_facts(after)
    pairs = zip(names, one[:4], other[:4], strict=True)
    differ = {name for name, first, second in pairs if first != second}
    if one[6] != other[6]:
        differ.add("time")
    return tuple(name for name in names if name in differ)


def fact_change_kinds(
    before: Meeting, after: Meeting, now: datetime, city: City
) -> list[ChangeKind]:
    """Return what to tell of the facts that differ, the weightiest first.

    Once a meeting has begun only what is still to come of it is news.
    """
    if before.has_begun(now):
        return _after_start(before, after, now)
    if after.status in OFF_STATUSES or after.status is MeetingStatus.UNLISTED:
        same = before.status == after.status and before.superseded_by == after.superseded_by
        return [] if same else [ChangeKind(after.status.value)]
    found: list[ChangeKind] = []
    if not before.is_on:
        found.append(ChangeKind.REINSTATED)
    if before.local_date != after.local_date:
        found.append(ChangeKind.RESCHEDULED)
    else:
        found += _timing_kinds(before, after, city)
    if _has_moved(before.location_key, after.location_key):
        found.append(ChangeKind.LOCATION_CHANGED)
    if set(after.doubts) - set(before.doubts):
        found.append(ChangeKind.CHECK)
    return sorted(found, key=KIND_ORDER.__getitem__)


def _after_start(before: Meeting, after: Meeting, now: datetime) -> list[ChangeKind]:
    """Return what is still worth telling of a meeting that has begun."""
    if not after.is_on:
        is_off = (
            after.status in OFF_STATUSES and before.is_on and bool(_announced_later(before, now))
        )
        return [ChangeKind(after.status.value)] if is_off else []
    is_new_day = after.local_date != before.local_date
    if not after.has_begun(now) and (after.sessions or is_new_day):
        return _restart_kinds(before, after)
    if is_new_day or not before.is_on:
        return []
    newly_off = {*after.off_times} - {*before.off_times}
    is_off_later = any(to_utc(after.local_date, moment, after.tz) > now for moment in newly_off)
    is_later_open = len(before.sessions) > 1 and now < before.closes_at
    moved = _announced_later(before, now) - _all_hours(after) or (
        _announced_later(after, now) - _all_hours(before)
    )
    if is_off_later:
        return [ChangeKind.SITTINGS]
    return [ChangeKind.TIME_CHANGED] if is_later_open and moved else []


def _restart_kinds(before: Meeting, after: Meeting) -> list[ChangeKind]:
    """Return what to tell of a meeting that had begun, or was off, and is to begin again."""
    found = [] if before.is_on else [ChangeKind.REINSTATED]
    if before.local_date != after.local_date:
        found.append(ChangeKind.RESCHEDULED)
    elif before.is_on:
        found.append(ChangeKind.TIME_CHANGED)
    return sorted(found, key=KIND_ORDER.__getitem__)


def _all_hours(meeting: Meeting) -> set[time]:
    """Return all hours of a meeting, the usual ones included."""
    return {session.local_time for session in meeting.sessions}


def _announced_later(meeting: Meeting, now: datetime) -> set[time]:
    """Return the announced hours of sessions that are still to come."""
    return {
        session.local_time
        for session in meeting.sessions
        if not session.is_usual and meeting.begins_at(session) > now
    }


def _timing_kinds(before: Meeting, after: Meeting, city: City) -> list[ChangeKind]:
    """Return how the times of a day changed: a sitting was called off or is on again, or moved."""
    moved = _moved_hours(before, after, city)
    return [*([moved] if moved else []), *_session_kinds(before, after)]


def _session_kinds(before: Meeting, after: Meeting) -> list[ChangeKind]:
    """Return SITTINGS if another part of the day is off than before."""
    return [] if before.off_times == after.off_times else [ChangeKind.SITTINGS]


def _moved_hours(before: Meeting, after: Meeting, city: City) -> ChangeKind | None:
    """Return how the hours changed that are neither off now nor were; minutes are no change.

    A usual hour that is announced, or no longer said aloud, is no change either.
    """
    off = {*before.off_times, *after.off_times}
    old, new = (
        tuple(hour for hour in planning_facts(meeting)[2] if hour not in off)
        for meeting in (before, after)
    )
    if old == new:
        return None
    if not old:
        return ChangeKind.TIME_SET
    if new and {*old} <= _all_hours(after) and {*new} <= _all_hours(before):
        return None
    if len(old) == len(new):
        least = city.policy.time_change_in.total_seconds() / 60
        apart = [
            abs(_minutes_of_day(a) - _minutes_of_day(b)) for a, b in zip(old, new, strict=True)
        ]
        return ChangeKind.TIME_CHANGED if max(apart) >= least else None
    return ChangeKind.TIME_CHANGED


def without_unsaid_hours(before: Meeting, after: Meeting) -> Meeting:
    """Return what a meeting was, without usual hours that are no longer expected.

    They were never announced, so they are not what it "was" either.
    """
    kept = _all_hours(after) | {*after.off_times}
    sessions = tuple(s for s in before.sessions if not s.is_usual or s.local_time in kept)
    return replace(before, sessions=sessions)


def _minutes_of_day(moment: time) -> int:
    """Return the minutes since midnight."""
    return moment.hour * 60 + moment.minute


def _has_moved(old: str, new: str) -> bool:
    """Tell whether people must go elsewhere; a place that is no longer named is no move."""
    return old != new and bool(new)


def next_revision(
    before: Meeting, after: Meeting, told: list[ChangeKind], now: datetime
) -> Meeting:
    """Return `after` with the history of `before`; any visible difference raises the revision."""
    is_same_start = planning_facts(before)[1:3] == planning_facts(after)[1:3]
    news = {*told} & {
        ChangeKind.NEW_MEETING,
        ChangeKind.RESCHEDULED,
        ChangeKind.TIME_CHANGED,
        ChangeKind.TIME_SET,
        ChangeKind.SITTINGS,
        ChangeKind.REINSTATED,
    }
    after = replace(
        after,
        first_seen_at=before.first_seen_at,
        is_baseline=before.is_baseline,
        start_known_at=before.start_known_at if is_same_start else now,
        announced_at=now if news else before.announced_at,
        is_told=before.is_told or ChangeKind.NEW_MEETING in told,
    )
    is_visible = bool(told) or visible_parts(before) != visible_parts(after)
    return replace(
        after,
        rev=before.rev + is_visible,
        revised_at=now if is_visible else before.revised_at,
    )


def visible_parts(meeting: Meeting) -> Meeting:
    """Return the meeting with everything blanked that nobody can see."""
    agenda = meeting.agenda
    shown = Agenda(url=agenda.url, sha256=agenda.sha256, items=agenda.items)
    return replace(
        meeting,
        rev=0,
        revised_at=meeting.first_seen_at,
        agenda=shown,
        checking=(),
        checking_status=None,
        records=(),
        start_known_at=None,
        announced_at=None,
        is_told=False,
        is_baseline=False,
    )


def combine_changes(changes: list[MeetingChange]) -> MeetingChange | None:
    """Return one change from the first state to the last, or None if all is as it was.

    `changes` are those of one meeting that a person has not been told, oldest first. News that a
    later change took back is left out; what was moved twice is moved once.
    """
    if len(changes) == 1:
        return changes[0]
    first, last = changes[0], changes[-1]
    if last.kind is ChangeKind.OUTCOME:  # what was to come before the meeting is past
        decided = next(change for change in changes if change.kind is ChangeKind.OUTCOME)
        return replace(last, before=decided.before)
    said = {kind for change in changes for kind in change.all_kinds}
    if first.before is not None and last.after.status not in OFF_STATUSES | {
        MeetingStatus.UNLISTED
    }:
        same = set(differing_facts(first.before, last.after))
        about = {
            ChangeKind.CANCELLED: "status",
            ChangeKind.POSTPONED: "status",
            ChangeKind.UNLISTED: "status",
            ChangeKind.REINSTATED: "status",
            ChangeKind.RESCHEDULED: "date",
            ChangeKind.TIME_CHANGED: "time",
            ChangeKind.TIME_SET: "time",
            ChangeKind.SITTINGS: "time",
            ChangeKind.LOCATION_CHANGED: "place",
        }
        said = {kind for kind in said if about.get(kind) is None or about[kind] in same}
    if last.after.is_on:
        said -= {ChangeKind.CANCELLED, ChangeKind.POSTPONED, ChangeKind.UNLISTED}
    else:
        said = {last.kind}
    if not said:
        return None
    ordered = sorted(said, key=KIND_ORDER.__getitem__)
    return replace(last, kind=ordered[0], also=tuple(ordered[1:]), before=first.before)
