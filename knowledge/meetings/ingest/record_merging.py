"""Which records are one meeting, and what that meeting looks like."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time

from knowledge.meetings.calendar_state import CalendarSnapshot, ParsedRecord, SourceRecord
from knowledge.meetings.city import City
from knowledge.meetings.clock_times import is_skipped, to_utc
from knowledge.meetings.meeting import OFF_STATUSES, Meeting, MeetingStatus, Override, Session
from knowledge.meetings.text.places import place_key

RecordGroups = dict[str, list[SourceRecord]]


def group_records(calendar: CalendarSnapshot, city: City) -> RecordGroups:
    """Return the visible records by meeting id; a record keeps its meeting until it leaves.

    Within one source a record joins only the very same slot; across sources a nearby start of the
    same body, day and kind will do, if there is exactly one such meeting.
    """
    groups: RecordGroups = {}
    homeless: list[SourceRecord] = []
    for record in sorted(calendar.records, key=_record_age):
        if record.reading.is_hidden:
            continue
        if record.meeting_id:
            groups.setdefault(record.meeting_id, []).append(record)
        else:
            homeless.append(record)
    for meeting_id, records in list(groups.items()):
        stay = [record for record in records if not _has_left(record, records)]
        homeless += [record for record in records if record not in stay]
        groups[meeting_id] = stay
    for record in sorted(homeless, key=_record_age):
        homes = [name for name, others in groups.items() if _belongs_to(record, others, city)]
        home = homes[0] if len(homes) == 1 else _new_id(record, groups)
        groups.setdefault(home, []).append(replace(record, meeting_id=home))
    return groups


def _record_age(record: SourceRecord) -> tuple[datetime, int, str]:
    """Order records by first sight, then authority, then key."""
    return record.first_seen_at, -record.origin.authority, record.key


def _has_left(record: SourceRecord, records: list[SourceRecord]) -> bool:
    """Tell whether a record went to another day than its elder twin from the same source."""
    twins = [r for r in records if r.origin.id == record.origin.id and not r.is_gone]
    if record.is_gone or len(twins) < 2:
        return False
    lead = min(twins, key=lambda r: (r.reading.status in OFF_STATUSES, *_record_age(r)))
    return record.reading.local_date != lead.reading.local_date


def _belongs_to(record: SourceRecord, others: list[SourceRecord], city: City) -> bool:
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


def _is_near(mine: ParsedRecord, theirs: ParsedRecord, city: City) -> bool:
    """Tell whether two starts of one day are close enough, or one of them is unknown."""
    if not mine.sessions or not theirs.sessions:
        return True
    one, other = mine.sessions[0].local_time, theirs.sessions[0].local_time
    apart = abs((one.hour - other.hour) * 60 + one.minute - other.minute)
    return apart * 60 <= city.policy.same_start_in.total_seconds()


def _new_id(record: SourceRecord, groups: RecordGroups) -> str:
    """Return an id that never changes and is the same on every replica."""
    seed = record.key
    while (name := hashlib.sha256(seed.encode()).hexdigest()[:10]) in groups:
        seed += f"|{record.reading.local_date}"
    return name


def rank_records(records: list[SourceRecord]) -> list[SourceRecord]:
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
            r.reading.status in OFF_STATUSES,
            *_record_age(r),
        ),
    )


def merge_records(
    meeting_id: str,
    records: list[SourceRecord],
    override: Override | None,
    now: datetime,
    city: City,
) -> Meeting:
    """Return the meeting that the records describe, corrected by what an editor typed.

    Identity, revision and history are blank; `diff` fills them in.
    """
    ranked = rank_records(records)
    top = ranked[0].reading
    readings = [record.reading for record in ranked]
    timed = next((r for r in readings if r.sessions), top) if not top.time_note else top
    placed = next((r for r in readings if r.location_text), top)
    first = min(records, key=_record_age)
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
        join_url=_first_text(r.join_url for r in readings),
        status=_merged_status(top, timed, records),
        status_reason=top.status_reason,
        note=top.note,
        off_times=timed.off_times,
        subject=_first_text(r.subject for r in readings),
        title=_first_text(r.title for r in readings),
        continuation=_first_text(r.continuation for r in readings),
        minutes_url=_first_text(r.minutes_url for r in readings),
        minutes_final=any(r.minutes_final for r in readings),
        video_url=_first_text(r.video_url for r in readings),
        detail_url=_first_text(r.detail_url for r in readings),
        is_baseline=first.is_baseline,
        records=tuple(sorted(record.key for record in records)),
    )
    if ranked[0].missing_polls and not ranked[0].is_gone:
        meeting = replace(meeting, checking=("listed",))
    if override:
        meeting = apply_override(meeting, override, city)
    return replace(meeting, doubts=_find_doubts(meeting, ranked, override, now, city))


def _first_text(texts: Iterable[str]) -> str:
    """Return the first text that is not empty, or ""."""
    return next(filter(None, texts), "")


def _merged_status(
    top: ParsedRecord, timed: ParsedRecord, records: list[SourceRecord]
) -> MeetingStatus:
    """Return the status: gone from everywhere is unlisted, unless it was off before."""
    if top.status in OFF_STATUSES:
        return MeetingStatus.POSTPONED if top.status is MeetingStatus.RESCHEDULED else top.status
    if all(record.is_gone for record in records):
        return MeetingStatus.UNLISTED
    if top.status is MeetingStatus.TENTATIVE and timed is not top:
        return timed.status if timed.status not in OFF_STATUSES else MeetingStatus.SCHEDULED
    return top.status


def _find_doubts(
    meeting: Meeting,
    ranked: list[SourceRecord],
    override: Override | None,
    now: datetime,
    city: City,
) -> tuple[str, ...]:
    """Return what speaks against a near meeting, unless an editor overruled it.

    "cancelled": a lesser source calls it off. "note": its own source's words may mean that.
    """
    is_near = now < meeting.closes_at <= now + city.policy.conflict_in
    if not (meeting.is_on and is_near) or (override and override.status):
        return ()
    top = ranked[0].origin.id
    says_off = any(v.reading.status in OFF_STATUSES for v in ranked if v.origin.id != top)
    found = (("cancelled", says_off), ("note", bool(meeting.note)))
    return tuple(name for name, holds in found if holds)


def apply_override(meeting: Meeting, override: Override, city: City) -> Meeting:
    """Return the meeting with the fields an editor set; hours that do not exist are left out."""
    day = override.local_date or meeting.local_date
    status = override.status or meeting.status
    sessions = meeting.sessions
    if override.times is not None:
        times: list[time] = [t for t in override.times if not is_skipped(day, t, city.tz)]
        times.sort(key=lambda t: to_utc(day, t, city.tz))
        sessions = tuple(Session(number, t) for number, t in enumerate(times, start=1))
        if status in (MeetingStatus.TENTATIVE, MeetingStatus.SCHEDULED):
            status = MeetingStatus.SCHEDULED if sessions else MeetingStatus.TENTATIVE
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
