"""One look at the calendar: from what was known and what came in to what to tell."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from knowledge.meetings.calendar_state import (
    CalendarSnapshot,
    Fingerprint,
    PassResult,
    SourceRecord,
)
from knowledge.meetings.city import City
from knowledge.meetings.clock_times import local_day
from knowledge.meetings.ingest import poll_folding
from knowledge.meetings.ingest.record_history import record_key
from knowledge.meetings.ingest.record_merging import group_records
from knowledge.meetings.meeting import Override
from knowledge.meetings.raw_records import Confirmation, FetchResult
from knowledge.meetings.sync import operator_flags
from knowledge.meetings.sync.source_queries import agenda_queries, record_queries
from knowledge.meetings.sync.sync_pass import SyncPass
from knowledge.meetings.sync.unconfirmed_changes import PassInput


def diff_calendar(
    known: CalendarSnapshot,
    fetched: Sequence[FetchResult],
    now: datetime,
    city: City,
    *,
    confirmations: Sequence[Confirmation] = (),
    fingerprints: Sequence[Fingerprint] = (),
    overrides: Sequence[Override] | None = None,
) -> PassResult:
    """Return the state after one look at `now`, with what to tell, to ask and to show operators.

    1. fold answers into records, 2. group records into meetings, 3. link deferred ones to their
    replacements, 4. hold back what is not confirmed, 5. tell the rest. `overrides` is the whole
    present set, or None for no change. May be called without any answer, to let time pass.
    """
    calendar, look = _fold_input(known, fetched, now, city, confirmations, fingerprints, overrides)
    sync = SyncPass(calendar, look)
    told = sync.advance_meetings()
    changes = sync.meeting_changes(told)
    meetings = tuple(meeting for meeting, _, _ in told.values())
    calendar = replace(
        sync.calendar,
        meetings=tuple(
            sorted(meetings, key=lambda m: (m.local_date, m.start_at or m.closes_at, m.id))
        ),
        pending=sync.pending,
    )
    calendar = _prune_past(calendar, now, city)
    raised, standing = operator_flags.new_flags(calendar, now, city)
    return PassResult(
        replace(calendar, flags=standing),
        tuple(changes),
        raised,
        record_queries(sync),
        agenda_queries(sync),
    )


def _fold_input(
    known: CalendarSnapshot,
    fetched: Sequence[FetchResult],
    now: datetime,
    city: City,
    confirmations: Sequence[Confirmation],
    fingerprints: Sequence[Fingerprint],
    overrides: Sequence[Override] | None,
) -> tuple[CalendarSnapshot, PassInput]:
    """Return the calendar with everything that came in folded in, and what this look is worth."""
    calendar, good = known, set[str]()
    for fetch in fetched:
        calendar, is_good = poll_folding.fold_fetch(calendar, fetch, now, city)
        good |= {fetch.origin.id} if is_good else set()
    for answer in confirmations:
        calendar = poll_folding.apply_confirmation(calendar, answer, now, city)
    groups = group_records(calendar, city)
    homes = {record.key: name for name, records in groups.items() for record in records}
    records = tuple(
        _attach_to_meeting(record, homes.get(record.key, "")) for record in calendar.records
    )
    read = {f.stamp: f for f in calendar.fingerprints} | {f.stamp: f for f in fingerprints}
    corrected = frozenset[str]()
    if overrides is not None:
        corrected = frozenset(o.meeting_id for o in {*overrides} ^ {*calendar.overrides})
        calendar = replace(calendar, overrides=tuple(overrides))
    asked = {
        homes.get(record_key(a.origin.id, a.native_id, a.recurrence_id), "")
        for a in confirmations
        if a.record is not None
    }
    seen = frozenset(r.meeting_id for r in records if r.origin.id in good and not r.missing_polls)
    calendar = replace(calendar, records=records, fingerprints=tuple(read.values()))
    return calendar, PassInput(now, city, seen, frozenset(asked), corrected)


def _attach_to_meeting(record: SourceRecord, home: str) -> SourceRecord:
    """Return the record in its meeting; one that left another meeting is no baseline any more."""
    is_baseline = record.is_baseline and record.meeting_id in ("", home)
    return replace(record, meeting_id=home, is_baseline=is_baseline)


def _prune_past(calendar: CalendarSnapshot, now: datetime, city: City) -> CalendarSnapshot:
    """Return the calendar without what is long past; storage keeps the history."""
    edge = local_day(now, city.tz) - timedelta(days=city.policy.keep_days)
    meetings = tuple(m for m in calendar.meetings if m.local_date >= edge)
    kept = {meeting.id for meeting in meetings}
    records = tuple(
        r
        for r in calendar.records
        if r.meeting_id in kept or (not r.meeting_id and r.reading.local_date >= edge)
    )
    stamps = {r.reading.agenda_stamp for r in records} | {o.agenda_url for o in calendar.overrides}
    return replace(
        calendar,
        meetings=meetings,
        records=records,
        fingerprints=tuple(f for f in calendar.fingerprints if f.stamp in stamps),
        overrides=tuple(o for o in calendar.overrides if o.meeting_id in kept),
    )
