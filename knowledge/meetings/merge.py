"""Which records are one meeting, and what that meeting looks like."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time

from knowledge.meetings.calendar import Calendar, Reading, Record
from knowledge.meetings.city import City
from knowledge.meetings.meeting import OFF, Meeting, Override, Session, Status
from knowledge.meetings.places import place_key
from knowledge.meetings.times import is_skipped, to_utc

Groups = dict[str, list[Record]]


def group(calendar: Calendar, city: City) -> Groups:
    """Return the visible records by meeting id; a record keeps its meeting until it leaves.

    Within one source a record joins only the very same slot; across sources a nearby start of the
    same body, day and kind will do, if there is exactly one such meeting.
    """
    groups: Groups = {}
    homeless: list[Record] = []
    for record in sorted(calendar.records, key=_age):
        if record.reading.is_hidden:
            continue
        if record.meeting_id:
            groups.setdefault(record.meeting_id, []).append(record)
        else:
            homeless.append(record)
    for meeting_id, records in list(groups.items()):
        stay = [record for record in records if not _left(record, records)]
        homeless += [record for record in records if record not in stay]
        groups[meeting_id] = stay
    for record in sorted(homeless, key=_age):
        homes = [name for name, others in groups.items() if _belongs(record, others, city)]
        home = homes[0] if len(homes) == 1 else _new_id(record, groups)
        groups.setdefault(home, []).append(replace(record, meeting_id=home))
    return groups


def _age(record: Record) -> tuple[datetime, int, str]:
    """Order records by first sight, then authority, then key."""
    return record.first_seen_at, -record.origin.authority, record.key


def _left(record: Record, records: list[Record]) -> bool:
    """Tell whether a record went to another day than its elder twin from the same source."""
    twins = [r for r in records if r.origin.id == record.origin.id and not r.is_gone]
    if record.is_gone or len(twins) < 2:
        return False
    lead = min(twins, key=lambda r: (r.reading.status in OFF, *_age(r)))
    return record.reading.local_date != lead.reading.local_date


def _belongs(record: Record, others: list[Record], city: City) -> bool:
    """Tell whether a new record is about the meeting of these other records."""
    mine, live = record.reading, [other for other in others if not other.is_gone]
    for other in sorted(live, key=lambda r: -r.origin.authority)[:1]:
        theirs = other.reading
        if (mine.body_slug, mine.local_date, mine.kind) != (
            theirs.body_slug,
            theirs.local_date,
            theirs.kind,
        ):
            return False
        twins = [r.reading for r in live if r.origin.id == record.origin.id]
        if twins:
            return bool(mine.sessions) and any(
                twin.sessions[:1] and twin.sessions[0].local_time == mine.sessions[0].local_time
                for twin in twins
            )
        return _is_near(mine, theirs, city)
    return False


def _is_near(mine: Reading, theirs: Reading, city: City) -> bool:
    """Tell whether two starts of one day are close enough, or one of them is unknown."""
    if not mine.sessions or not theirs.sessions:
        return True
    one, other = mine.sessions[0].local_time, theirs.sessions[0].local_time
    apart = abs((one.hour - other.hour) * 60 + one.minute - other.minute)
    return apart * 60 <= city.policy.same_start_in.total_seconds()


def _new_id(record: Record, groups: Groups) -> str:
    """Return an id that never changes and is the same on every replica."""
    seed = record.key
    while (name := hashlib.sha256(seed.encode()).hexdigest()[:10]) in groups:
        seed += f"|{record.reading.local_date}"
    return name


def rank(records: list[Record]) -> list[Record]:
    """Return the records that speak for a meeting, the weightiest first.

    Records that are gone are heard only if nothing else is left. Within one source what is on
    wins over what is off: a deferred twin beside a live one means another room.
    """
    live = [record for record in records if not record.is_gone] or records
    return sorted(
        live,
        key=lambda r: (
            -r.origin.authority,
            r.missing_polls > 0,
            r.reading.status in OFF,
            *_age(r),
        ),
    )


def view(
    meeting_id: str,
    records: list[Record],
    override: Override | None,
    now: datetime,
    city: City,
) -> Meeting:
    """Return the meeting that the records describe, corrected by what an editor typed.

    Identity, revision and history are blank; `diff` fills them in.
    """
    voices = rank(records)
    top = voices[0].reading
    readings = [voice.reading for voice in voices]
    timed = next((r for r in readings if r.sessions), top) if not top.time_note else top
    placed = next((r for r in readings if r.location_text), top)
    first = min(records, key=_age)
    meeting = Meeting(
        id=meeting_id,
        body=top.body,
        body_slug=top.body_slug,
        kind=top.kind,
        local_date=top.local_date,
        tz=city.tz,
        first_seen_at=first.first_seen_at,
        revised_at=now,
        sessions=timed.sessions,
        time_note=top.time_note,
        last_date=top.last_date,
        location_key=placed.location_key,
        location_text=placed.location_text,
        join_url=_first(r.join_url for r in readings),
        status=_status(top, timed, records),
        status_reason=top.status_reason,
        note=top.note,
        off_times=timed.off_times,
        subject=_first(r.subject for r in readings),
        title=_first(r.title for r in readings),
        continuation=_first(r.continuation for r in readings),
        minutes_url=_first(r.minutes_url for r in readings),
        minutes_final=any(r.minutes_final for r in readings),
        video_url=_first(r.video_url for r in readings),
        detail_url=_first(r.detail_url for r in readings),
        is_baseline=first.is_baseline,
        records=tuple(sorted(record.key for record in records)),
    )
    if voices[0].missing_polls and not voices[0].is_gone:
        meeting = replace(meeting, checking=("listed",))
    if override:
        meeting = correct(meeting, override, city)
    return replace(meeting, doubts=_doubts(meeting, voices, override, now, city))


def _first(texts: Iterable[str]) -> str:
    """Return the first text that is not empty, or ""."""
    return next(filter(None, texts), "")


def _status(top: Reading, timed: Reading, records: list[Record]) -> Status:
    """Return the status: gone from everywhere is unlisted, unless it was off before."""
    if top.status in OFF:
        return Status.POSTPONED if top.status is Status.RESCHEDULED else top.status
    if all(record.is_gone for record in records):
        return Status.UNLISTED
    if top.status is Status.TENTATIVE and timed is not top:
        return timed.status if timed.status not in OFF else Status.SCHEDULED
    return top.status


def _doubts(
    meeting: Meeting, voices: list[Record], override: Override | None, now: datetime, city: City
) -> tuple[str, ...]:
    """Return what speaks against a near meeting, unless an editor overruled it.

    "cancelled": a lesser source calls it off. "note": its own source's words may mean that.
    """
    is_near = now < meeting.closes_at <= now + city.policy.conflict_in
    if not (meeting.is_on and is_near) or (override and override.status):
        return ()
    top = voices[0].origin.id
    says_off = any(v.reading.status in OFF for v in voices if v.origin.id != top)
    found = (("cancelled", says_off), ("note", bool(meeting.note)))
    return tuple(name for name, holds in found if holds)


def correct(meeting: Meeting, override: Override, city: City) -> Meeting:
    """Return the meeting with the fields an editor set; hours that do not exist are left out."""
    day = override.local_date or meeting.local_date
    status = override.status or meeting.status
    sessions = meeting.sessions
    if override.times is not None:
        times: list[time] = [t for t in override.times if not is_skipped(day, t, city.tz)]
        times.sort(key=lambda t: to_utc(day, t, city.tz))
        sessions = tuple(Session(number, t) for number, t in enumerate(times, start=1))
        if status in (Status.TENTATIVE, Status.SCHEDULED):
            status = Status.SCHEDULED if sessions else Status.TENTATIVE
    location = override.location
    return replace(
        meeting,
        local_date=day,
        last_date=None if override.local_date else meeting.last_date,
        sessions=sessions,
        time_note="" if sessions else meeting.time_note,
        status=status,
        status_reason=override.reason if override.reason is not None else meeting.status_reason,
        location_text=meeting.location_text if location is None else location,
        location_key=meeting.location_key if location is None else place_key(location, city),
        join_url=meeting.join_url if override.join_url is None else override.join_url,
    )
