"""What an operator should look at, worked out anew from the state at each look."""

from collections.abc import Iterator
from datetime import datetime

from knowledge.meetings.calendar_state import CalendarSnapshot, SourceMemory, SourceRecord
from knowledge.meetings.city import OTHER_BODIES, City
from knowledge.meetings.clock_times import local_day, to_utc
from knowledge.meetings.ingest.record_merging import rank_records
from knowledge.meetings.meeting_change import FlagKind, OperatorFlag
from knowledge.meetings.text.places import places_differ

MAX_ERRORS = 3
MAX_REJECTED = 20  # of one source; a feed may be broken from end to end


def new_flags(
    calendar: CalendarSnapshot, now: datetime, city: City
) -> tuple[tuple[OperatorFlag, ...], tuple[str, ...]]:
    """Return the flags that were not up before, and the keys of all that stand now."""
    found = {flag.key: flag for flag in current_flags(calendar, now, city)}
    raised = tuple(flag for key, flag in found.items() if key not in calendar.flags)
    return raised, tuple(sorted(found))


def current_flags(
    calendar: CalendarSnapshot, now: datetime, city: City
) -> tuple[OperatorFlag, ...]:
    """Return all that an operator should know now, in words, the pressing first."""
    found = {
        flag.key: flag
        for flag in (
            *_batch_flags(calendar),
            *_source_flags(calendar, now, city),
            *_record_flags(calendar, now, city),
            *_conflict_flags(calendar, now, city),
        )
    }
    return tuple(found.values())


def _source_flags(calendar: CalendarSnapshot, now: datetime, city: City) -> Iterator[OperatorFlag]:
    """Yield what is wrong with the sources themselves."""
    for memory in calendar.sources:
        name = memory.source_id
        for kind, text in _source_faults(memory, now, city):
            yield OperatorFlag(kind, f"{kind}:{name}", f"source {name}: {text}", source_id=name)
        for reason in memory.rejected[:MAX_REJECTED]:
            text = f"source {name}: not read as it stands: {reason}"
            yield OperatorFlag(
                FlagKind.REJECTED, f"rejected:{name}:{reason}", text, source_id=name
            )


def _source_faults(
    memory: SourceMemory, now: datetime, city: City
) -> Iterator[tuple[FlagKind, str]]:
    """Yield (kind, words) of one source's standing faults."""
    if memory.needs_token:
        yield FlagKind.NEEDS_TOKEN, "it refused our key; set or renew its token"
    if memory.errors >= MAX_ERRORS:
        yield FlagKind.SOURCE_ERROR, f"no answer {memory.errors} times: {memory.last_error}"
    if memory.suspects >= city.policy.suspect_polls:
        yield FlagKind.SUSPECT_EMPTY, "its list shrank below half; accept it if that is right"
    if memory.is_frozen:
        yield FlagKind.OLD_COPY, "it sent an older copy of its list; not read"
    if memory.changed_at and now - memory.changed_at >= city.policy.unchanged_in:
        yield FlagKind.STALE, f"nothing new since {memory.changed_at:%Y-%m-%d}"


def _record_flags(calendar: CalendarSnapshot, now: datetime, city: City) -> Iterator[OperatorFlag]:
    """Yield what is odd about single records of coming meetings, and bodies not configured."""
    today = local_day(now, city.tz)
    for record in calendar.records:
        reading = record.reading
        if reading.is_hidden or reading.local_date < today:
            continue
        where = f"{reading.body}, {reading.local_date} ({record.key})"
        for kind, said in reading.remarks:
            key = f"{kind}:{record.key}:{said}"
            yield OperatorFlag(
                FlagKind(kind), key, f"{where}: {said}", record.origin.id, record.meeting_id
            )
        if record.is_vouched:
            text = f"{where}: missing from the list, yet there when asked for by its id"
            key = f"vouched:{record.key}"
            kind_ = FlagKind.MISSING_BUT_PRESENT
            yield OperatorFlag(kind_, key, text, record.origin.id, record.meeting_id)
        if city.body_group(reading.body_slug) == OTHER_BODIES:
            text = f"body {reading.body!r} is not configured; it is shown under other bodies"
            key = f"body:{reading.body_slug}"
            yield OperatorFlag(FlagKind.NEW_BODY, key, text, record.origin.id)


def _conflict_flags(
    calendar: CalendarSnapshot, now: datetime, city: City
) -> Iterator[OperatorFlag]:
    """Yield meetings that are near and on whose time or place two sources disagree."""
    groups: dict[str, list[SourceRecord]] = {}
    for record in calendar.records:
        if record.meeting_id and not record.is_gone:
            groups.setdefault(record.meeting_id, []).append(record)
    for name, records in groups.items():
        ranked = rank_records(records)
        top = ranked[0]
        for other in ranked[1:]:
            if other.origin.id == top.origin.id or not _is_near(top, now, city):
                continue
            about = _record_difference(top, other)
            if about:
                text = (
                    f"{top.reading.body}, {top.reading.local_date}: {top.origin.id} and "
                    f"{other.origin.id} differ on the {about}; we show {top.origin.id}"
                )
                key = f"conflict:{top.key}:{other.key}:{about}"
                yield OperatorFlag(FlagKind.CONFLICT, key, text, other.origin.id, name)


def _is_near(record: SourceRecord, now: datetime, city: City) -> bool:
    """Tell whether a record's start lies within the span in which conflicts matter."""
    reading = record.reading
    if not reading.sessions:
        return False
    start = to_utc(reading.local_date, reading.sessions[0].local_time, city.tz)
    return now < start <= now + city.policy.conflict_in


def _record_difference(top: SourceRecord, other: SourceRecord) -> str:
    """Return what two records of one meeting differ on, or ""."""
    one, two = top.reading, other.reading
    if one.local_date != two.local_date:
        return "date"
    if one.sessions and two.sessions and one.sessions[0].local_time != two.sessions[0].local_time:
        return "time"
    return "place" if places_differ(one.location_key, two.location_key) else ""


def _batch_flags(calendar: CalendarSnapshot) -> Iterator[OperatorFlag]:
    """Yield the batches that wait for an operator."""
    batches: dict[str, int] = {}
    for pending in calendar.pending:
        if pending.batch and not pending.is_approved:
            batches[pending.batch] = batches.get(pending.batch, 0) + 1
    for batch, count in batches.items():
        text = f"{count} meetings changed at once: a storm, or bad data? Approve or drop {batch}"
        yield OperatorFlag(FlagKind.BULK, f"bulk:{batch}", text, batch=batch)
