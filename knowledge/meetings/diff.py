"""One look at the calendar: from what was known and what came in to what to tell."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from knowledge.meetings import flags, polls
from knowledge.meetings.calendar import Calendar, Fingerprint, Record, Step
from knowledge.meetings.city import City
from knowledge.meetings.holding import Look
from knowledge.meetings.meeting import Override
from knowledge.meetings.merge import group
from knowledge.meetings.raw import Confirmation, FetchResult
from knowledge.meetings.records import record_key
from knowledge.meetings.round import Round
from knowledge.meetings.times import local_day


def diff(
    known: Calendar,
    fetched: Sequence[FetchResult],
    now: datetime,
    city: City,
    *,
    confirmations: Sequence[Confirmation] = (),
    fingerprints: Sequence[Fingerprint] = (),
    overrides: Sequence[Override] | None = None,
) -> Step:
    """Return the state after one look at `now`, with what to tell, to ask and to show operators.

    1. fold answers into records, 2. group records into meetings, 3. link deferred ones to their
    replacements, 4. hold back what is not confirmed, 5. tell the rest. `overrides` is the whole
    present set, or None for no change. May be called without any answer, to let time pass.
    """
    calendar, look = _take_in(known, fetched, now, city, confirmations, fingerprints, overrides)
    round_ = Round(calendar, look)
    told = round_.advance()
    changes = round_.changes(told)
    meetings = tuple(meeting for meeting, _, _ in told.values())
    calendar = replace(
        round_.calendar,
        meetings=tuple(
            sorted(meetings, key=lambda m: (m.local_date, m.start_at or m.closes_at, m.id))
        ),
        pending=round_.pending,
    )
    calendar = _prune(calendar, now, city)
    raised, standing = flags.raise_flags(calendar, now, city)
    return Step(
        replace(calendar, flags=standing),
        tuple(changes),
        raised,
        round_.questions(),
        round_.agendas(),
    )


def _take_in(
    known: Calendar,
    fetched: Sequence[FetchResult],
    now: datetime,
    city: City,
    confirmations: Sequence[Confirmation],
    fingerprints: Sequence[Fingerprint],
    overrides: Sequence[Override] | None,
) -> tuple[Calendar, Look]:
    """Return the calendar with everything that came in folded in, and what this look is worth."""
    calendar, good = known, set[str]()
    for fetch in fetched:
        calendar, is_good = polls.fold(calendar, fetch, now, city)
        good |= {fetch.origin.id} if is_good else set()
    for answer in confirmations:
        calendar = polls.hear(calendar, answer, now, city)
    groups = group(calendar, city)
    homes = {record.key: name for name, records in groups.items() for record in records}
    records = tuple(_at_home(record, homes.get(record.key, "")) for record in calendar.records)
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
    return calendar, Look(now, city, seen, frozenset(asked), corrected)


def _at_home(record: Record, home: str) -> Record:
    """Return the record in its meeting; one that left another meeting is no baseline any more."""
    is_baseline = record.is_baseline and record.meeting_id in ("", home)
    return replace(record, meeting_id=home, is_baseline=is_baseline)


def _prune(calendar: Calendar, now: datetime, city: City) -> Calendar:
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
