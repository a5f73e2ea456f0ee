"""Folding one answer of one source into the records: what it brought, and what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.meetings.calendar_state import CalendarSnapshot, SourceMemory, SourceRecord
from knowledge.meetings.city import City
from knowledge.meetings.clock_times import local_day
from knowledge.meetings.ingest.record_history import bind_body, record_key, update_record
from knowledge.meetings.ingest.record_succession import match_successors
from knowledge.meetings.raw_records import Confirmation, FetchOutcome, FetchResult, Presence
from knowledge.meetings.text.body_names import is_meeting

MAX_BODIES_KEPT = 20


def judge_fetch(
    fetch: FetchResult, calendar: CalendarSnapshot, now: datetime, city: City
) -> FetchOutcome:
    """Return the outcome, or SUSPECT_EMPTY where a list shrank to nothing or below the half.

    Only records from today on are counted, so that a season that ends is not suspect.
    """
    memory, today = calendar.memory_of_source(fetch.origin.id), local_day(now, city.tz)
    if fetch.outcome is not FetchOutcome.OK or not fetch.complete or memory.accepts_less:
        return fetch.outcome
    known = sum(
        record.origin.id == fetch.origin.id
        and not record.missing_polls
        and not record.is_gone
        and record.native_id not in fetch.unread
        and record.reading.local_date >= today
        for record in calendar.records
    )
    brought = sum(
        raw.local_date >= today
        for raw in fetch.records
        if not fetch.origin.is_mixed or is_meeting(raw, city)
    )
    is_suspect = known >= city.policy.suspect_floor and brought < known / 2
    return FetchOutcome.SUSPECT_EMPTY if is_suspect else fetch.outcome


def fold_fetch(
    calendar: CalendarSnapshot, fetch: FetchResult, now: datetime, city: City
) -> tuple[CalendarSnapshot, bool]:
    """Return the calendar with an answer folded in, and whether the answer may be relied on."""
    memory = replace(calendar.memory_of_source(fetch.origin.id), tried_at=now)
    outcome = judge_fetch(fetch, calendar, now, city)
    if outcome is FetchOutcome.ERROR:
        memory = replace(
            memory,
            errors=memory.errors + 1,
            last_error=fetch.error,
            needs_token=fetch.needs_token,
        )
        return _with_memory(calendar, memory), False
    memory = replace(memory, errors=0, last_error="", needs_token=False)
    if outcome is FetchOutcome.NOT_MODIFIED:
        same = _FetchFolding(calendar, fetch, now, city, memory).fold_unchanged()
        return _with_memory(same, replace(memory, checked_at=now)), True
    if outcome is FetchOutcome.SUSPECT_EMPTY:
        return _with_memory(calendar, replace(memory, suspects=memory.suspects + 1)), False
    if _is_old_copy(fetch, memory, city):
        old = replace(memory, old_copies=memory.old_copies + 1, is_frozen=True)
        return _with_memory(calendar, old), False
    folded = _FetchFolding(calendar, fetch, now, city, memory).fold_records()
    return _with_memory(folded, _after_good(memory, fetch, now)), True


def _is_old_copy(fetch: FetchResult, memory: SourceMemory, city: City) -> bool:
    """Tell whether an answer equals an earlier one that was already replaced by a newer."""
    if fetch.origin.is_trusted or not fetch.raw_sha256:
        return False
    is_known = fetch.raw_sha256 in memory.bodies_seen[:-1]
    is_latest = fetch.raw_sha256 == (memory.bodies_seen or ("",))[-1]
    return is_known and not is_latest and memory.old_copies < city.policy.old_copy_polls


def _after_good(memory: SourceMemory, fetch: FetchResult, now: datetime) -> SourceMemory:
    """Return the memory after an answer that was read."""
    seen = tuple(body for body in memory.bodies_seen if body != fetch.raw_sha256)
    if fetch.raw_sha256:
        seen = (*seen, fetch.raw_sha256)[-MAX_BODIES_KEPT:]
    memory = replace(
        memory,
        bodies_seen=seen,
        rejected=fetch.rejected,
        validators=fetch.validators,
        old_copies=0,
        is_frozen=False,
        changed_at=now,
    )
    if not fetch.complete:
        return memory
    baseline = memory.baseline_at or now
    return replace(memory, baseline_at=baseline, checked_at=now, suspects=0, accepts_less=False)


def _with_memory(calendar: CalendarSnapshot, memory: SourceMemory) -> CalendarSnapshot:
    """Return the calendar with one source's memory replaced."""
    others = [s for s in calendar.sources if s.source_id != memory.source_id]
    sources = sorted([*others, memory], key=lambda source: source.source_id)
    return replace(calendar, sources=tuple(sources))


@dataclass(frozen=True, slots=True)
class _FetchFolding:
    """One answer on its way into the records."""

    calendar: CalendarSnapshot
    fetch: FetchResult
    now: datetime
    city: City
    memory: SourceMemory

    def fold_records(self) -> CalendarSnapshot:
        """Return the calendar with every record of the answer read and every absence counted."""
        records = {record.key: record for record in self.calendar.records}
        bodies = {(b.source_id, b.body_id): b for b in self.calendar.bodies}
        origin, brought, fresh = self.fetch.origin, set[str](), set[str]()
        for raw in self.fetch.records:
            if origin.is_mixed and not is_meeting(raw, self.city):
                continue
            body = bind_body(raw, origin, bodies, self.city)
            key = record_key(origin.id, raw.native_id, raw.recurrence_id)
            brought.add(key)
            old = records.get(key)
            record = update_record(
                raw,
                origin,
                old,
                body,
                self.now,
                self.city,
                is_baseline=self.memory.baseline_at is None,
            )
            if old and self._is_other_meeting(old, record):
                former = replace(old, key=f"{old.key}|{old.reading.body_slug}", is_gone=True)
                records[former.key] = former
                record = replace(record, meeting_id="", first_seen_at=self.now, is_baseline=False)
                old = None
            records[key] = record
            fresh |= set() if old else {key}
        if self.fetch.complete:
            absent = self._absent_records(records.values(), brought)
            heirs = match_successors(absent, (records[key] for key in sorted(fresh)))
            records |= {r.key: self._count_absence(r) for r in absent if r.key not in heirs}
            records |= {heir.key: heir for heir in heirs.values()}
            records = {key: record for key, record in records.items() if key not in heirs}
        return replace(
            self.calendar,
            records=tuple(sorted(records.values(), key=lambda record: record.key)),
            bodies=tuple(sorted(bodies.values(), key=lambda b: (b.source_id, b.body_id))),
        )

    def fold_unchanged(self) -> CalendarSnapshot:
        """Return the calendar after an answer that the list is as before: absences included."""
        still = {
            r.key for r in self._absent_records(self.calendar.records, set()) if r.missing_polls
        }
        records = (self._count_absence(r) if r.key in still else r for r in self.calendar.records)
        return replace(self.calendar, records=tuple(records))

    def _is_other_meeting(self, old: SourceRecord, new: SourceRecord) -> bool:
        """Tell whether a key now stands for the meeting of another configured body."""
        slugs = {old.reading.body_slug, new.reading.body_slug}
        return len(slugs) > 1 and all(self.city.find_body(slug) for slug in slugs)

    def _absent_records(
        self, records: Iterable[SourceRecord], brought: set[str]
    ) -> list[SourceRecord]:
        """Return the records that should have been in this answer: inside its window, not past."""
        today = local_day(self.now, self.city.tz)
        return [
            record
            for record in records
            if record.origin.id == self.fetch.origin.id
            and record.key not in brought
            and not record.is_gone
            and record.native_id not in self.fetch.unread
            and record.reading.local_date >= today
            and self.fetch.window.contains(record.reading.local_date)
        ]

    def _count_absence(self, record: SourceRecord) -> SourceRecord:
        """Return the record with one more absence."""
        return replace(
            record,
            missing_polls=record.missing_polls + 1,
            missing_since_at=record.missing_since_at or self.now,
        )


def may_be_gone(record: SourceRecord, now: datetime, city: City) -> bool:
    """Tell whether a record has been missing long and often enough to ask for it by its id."""
    return (
        record.missing_polls >= city.policy.missing_polls
        and record.missing_since_at is not None
        and now - record.missing_since_at >= city.policy.missing_in
    )


def apply_confirmation(
    calendar: CalendarSnapshot, answer: Confirmation, now: datetime, city: City
) -> CalendarSnapshot:
    """Return the calendar with the answer about one record folded in."""
    key = record_key(answer.origin.id, answer.native_id, answer.recurrence_id)
    old = next((record for record in calendar.records if record.key == key), None)
    if old is None or answer.presence is Presence.UNKNOWN:
        return calendar
    new = old
    if answer.presence is Presence.GONE and may_be_gone(old, now, city):
        new = replace(old, is_gone=True, is_vouched=False)
    elif answer.presence is Presence.PRESENT:
        if answer.record:
            bodies = {(b.source_id, b.body_id): b for b in calendar.bodies}
            body = bodies.get((answer.origin.id, answer.record.body_id))
            new = update_record(answer.record, old.origin, old, body, now, city)
        was_missing = old.missing_polls >= city.policy.missing_polls
        new = replace(
            new,
            is_gone=False,
            is_vouched=was_missing or old.is_vouched,
            missing_polls=0 if was_missing else old.missing_polls,
            missing_since_at=None if was_missing else old.missing_since_at,
        )
    records = tuple(new if record.key == key else record for record in calendar.records)
    return replace(calendar, records=records)
