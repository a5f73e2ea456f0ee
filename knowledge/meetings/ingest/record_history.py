"""One record of a source across polls: its key, its body, its next reading."""

from dataclasses import replace
from datetime import datetime

from knowledge.meetings.calendar_state import KnownBody, SourceRecord
from knowledge.meetings.city import City
from knowledge.meetings.ingest.record_parsing import parse_record
from knowledge.meetings.raw_records import Origin, RawMeeting
from knowledge.meetings.text.body_names import record_body


def record_key(source_id: str, native_id: str, recurrence_id: str) -> str:
    """Return the key of a record across all sources."""
    return f"{source_id}|{native_id}|{recurrence_id}"


def bind_body(
    raw: RawMeeting, origin: Origin, bodies: dict[tuple[str, str], KnownBody], city: City
) -> KnownBody | None:
    """Bind a body id to its first slug, note whether the body meets; return the binding."""
    name = (origin.id, raw.body_id or f"name:{' '.join(raw.body_raw.casefold().split())}")
    known = bodies.get(name)
    if known is None:
        slug, _ = record_body(raw, None, city)
        known = KnownBody(*name, slug, raw.body_meets)
    elif raw.body_meets is not None:
        known = replace(known, meets=raw.body_meets)
    if not raw.body_id:
        return None
    bodies[name] = known
    return known


def update_record(
    raw: RawMeeting,
    origin: Origin,
    old: SourceRecord | None,
    body: KnownBody | None,
    now: datetime,
    city: City,
    *,
    is_baseline: bool = False,
) -> SourceRecord:
    """Return the record after one more look at it.

    An answer whose own stamp went back is an older copy: it counts as present but is not read,
    until the source has insisted for `old_copy_polls` polls.
    """
    if old is None:
        return SourceRecord(
            key=record_key(origin.id, raw.native_id, raw.recurrence_id),
            origin=origin,
            native_id=raw.native_id,
            recurrence_id=raw.recurrence_id,
            reading=parse_record(raw, city, origin, body),
            first_seen_at=now,
            last_seen_at=now,
            modified_at=raw.modified_at,
            is_baseline=is_baseline,
        )
    seen = replace(
        old,
        last_seen_at=now,
        missing_polls=0,
        missing_since_at=None,
        is_gone=False,
        is_vouched=False,
        older_polls=0,
    )
    went_back = raw.modified_at and old.modified_at and raw.modified_at < old.modified_at
    if went_back and old.older_polls < city.policy.old_copy_polls:
        return replace(seen, older_polls=old.older_polls + 1)
    reading = parse_record(raw, city, origin, body)
    return replace(seen, origin=origin, reading=reading, modified_at=raw.modified_at)
