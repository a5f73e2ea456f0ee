"""What to ask the sources next, after a look: records by their id, and agendas."""

from collections.abc import Iterable

from knowledge.meetings.calendar_state import AgendaQuery, Fingerprint, RecordQuery, SourceRecord
from knowledge.meetings.ingest import poll_folding
from knowledge.meetings.meeting import OFF_STATUSES, Meeting
from knowledge.meetings.sync import agenda_results, agenda_revisions
from knowledge.meetings.sync.sync_pass import SyncPass


def record_queries(look: SyncPass) -> tuple[RecordQuery, ...]:
    """Return the records to ask for by id: unconfirmed differences and long absences."""
    asked = {
        record.key: record
        for pending in look.pending
        if not pending.is_confirmed
        for record in _evidence_records(look, pending.meeting_id)
    }
    for record in look.calendar.records:
        is_open = record.meeting_id in look.views and not record.is_gone
        if is_open and poll_folding.may_be_gone(record, look.now, look.city):
            asked[record.key] = record
    return tuple(
        RecordQuery(r.origin, r.native_id, r.recurrence_id, r.meeting_id) for r in asked.values()
    )


def _evidence_records(look: SyncPass, name: str) -> Iterable[SourceRecord]:
    """Return the records whose word a difference rests on."""
    ranked = look.ranked[name]
    if "cancelled" in look.views[name].doubts:
        ranked = [record for record in ranked if record.reading.status in OFF_STATUSES]
    return ranked[:1]


def agenda_queries(look: SyncPass) -> tuple[AgendaQuery, ...]:
    """Return the agendas to read: of coming meetings once, of those that are over at times."""
    read = {f.stamp: f for f in look.calendar.fingerprints}
    found = []
    for name, seen in look.views.items():
        offered = agenda_revisions.offered_agenda(look.ranked[name], look.overrides.get(name))
        if offered.url and _is_worth_reading(look, seen, read.get(offered.stamp)):
            record = offered.record or look.ranked[name][0]
            found.append(AgendaQuery(record.origin, record.native_id, offered.url, offered.stamp))
    return tuple(found)


def _is_worth_reading(look: SyncPass, seen: Meeting, read: Fingerprint | None) -> bool:
    if not seen.has_begun(look.now):
        return read is None
    at = read.read_at if read else None
    return agenda_results.is_results_due(seen, at, look.now, look.city)
