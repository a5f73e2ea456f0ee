"""Differences that wait: for a second look, for a replacement, for an operator."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.meetings.calendar_state import CalendarSnapshot, UnconfirmedChange
from knowledge.meetings.city import City
from knowledge.meetings.meeting import OFF_STATUSES, Meeting
from knowledge.meetings.sync.meeting_revisions import differing_facts, planning_facts


@dataclass(frozen=True, slots=True)
class PassInput:
    """The circumstances of one look; `seen` and `confirmed` hold meeting ids."""

    now: datetime
    city: City
    seen: frozenset[str] = frozenset()  # their own source answered this time
    confirmed: frozenset[str] = frozenset()  # their record was asked for by its id
    corrected: frozenset[str] = frozenset()  # an editor just typed something about them


def facts_fingerprint(meeting: Meeting) -> str:
    """Return a fingerprint of the facts people plan by."""
    return hashlib.sha256(repr(planning_facts(meeting)).encode()).hexdigest()[:16]


def update_unconfirmed(
    view: Meeting, old: UnconfirmedChange | None, look: PassInput
) -> UnconfirmedChange:
    """Return the waiting difference after one more look; another target starts anew."""
    target, is_confirmed = facts_fingerprint(view), view.id in look.confirmed
    if old is None or old.target != target:
        return UnconfirmedChange(view.id, target, look.now, is_confirmed=is_confirmed)
    is_again = view.id in look.seen and look.now > old.first_seen_at
    return replace(
        old,
        polls=old.polls + is_again,
        is_confirmed=old.is_confirmed or is_confirmed or is_again,
    )


def telling_deadline(
    pending: UnconfirmedChange,
    known: Meeting,
    view: Meeting,
    replacement: Meeting | None,
    look: PassInput,
) -> datetime:
    """Return the moment at which a difference is told come what may; always before the start.

    The earliest start counts: as it was, as it is, or of its replacement. Near differences are
    told at once, a far cancellation waits for a replacement, any other far one to settle. A batch
    waits for an operator, but not into the last hours. A second look that never comes is not
    waited for beyond half the time that is left.
    """
    policy, seen_at, is_off = look.city.policy, pending.first_seen_at, view.status in OFF_STATUSES
    starts = [m.start_at or m.closes_at for m in (known, view, replacement) if m is not None]
    start = min((at for at in starts if at > seen_at), default=seen_at)
    if pending.batch and not pending.is_approved:
        held = seen_at + policy.bulk_hold_in
        due = held if is_off else max(held, start - policy.urgent_in)
        due = min(due, start - policy.bulk_near_in)
    elif pending.is_approved or view.superseded_by or start - look.now <= policy.urgent_in:
        due = seen_at
    else:
        due = seen_at + (policy.replacement_hold_in if is_off else policy.settle_in)
    if not pending.is_confirmed:
        due = max(due, seen_at + min(policy.unconfirmed_in, (start - seen_at) / 2))
    return due


def with_told_facts(known: Meeting, view: Meeting, *, is_checked: bool) -> Meeting:
    """Return the view with the facts people were told, so that the rest may go on."""
    differing = differing_facts(known, view) if is_checked else ()
    return replace(
        view,
        status=known.status,
        status_reason=known.status_reason,
        local_date=known.local_date,
        last_date=known.last_date,
        sessions=known.sessions,
        off_times=known.off_times,
        time_note=known.time_note,
        location_key=known.location_key,
        location_text=known.location_text,
        superseded_by=known.superseded_by,
        doubts=known.doubts,
        note=known.note,
        subject=known.subject,
        checking=(*differing, *view.checking),
        checking_status=view.status if "status" in differing else None,
    )


def hold_bulk_changes(
    pending: Iterable[UnconfirmedChange],
    fresh: frozenset[str],
    views: Mapping[str, Meeting],
    known: Mapping[str, Meeting],
    edits: Mapping[str, str],
    look: PassInput,
) -> tuple[UnconfirmedChange, ...]:
    """Return the differences, those that are new in this look as one batch if they are too many.

    Too many: more than `bulk_off` cancellations, or more than `bulk_share` of all that is to come
    by more than `bulk_floor` edits. `edits` names what a clerk edits of each meeting: its record,
    or the series it belongs to.
    """
    policy = look.city.policy
    off = [name for name in fresh if views[name].status in OFF_STATUSES and known[name].is_on]
    coming = sum(m.is_on and not m.has_begun(look.now) for m in known.values())
    is_many = len({edits[name] for name in fresh}) > policy.bulk_floor
    is_much = is_many and len(fresh) > policy.bulk_share * coming
    if len(off) <= policy.bulk_off and not is_much:
        return tuple(pending)
    batch = f"bulk-{look.now:%Y%m%dT%H%M%S}"
    return tuple(replace(p, batch=batch) if p.meeting_id in fresh else p for p in pending)


def approve_batch(calendar: CalendarSnapshot, batch: str) -> CalendarSnapshot:
    """Return the calendar with a batch let go: the next look tells it."""
    pending = (replace(p, is_approved=True) if p.batch == batch else p for p in calendar.pending)
    return replace(calendar, pending=tuple(pending))


def refuse_batch(calendar: CalendarSnapshot, batch: str) -> CalendarSnapshot:
    """Return the calendar with a batch refused; it stays untold while the source insists."""
    refused = tuple((p.meeting_id, p.target) for p in calendar.pending if p.batch == batch)
    kept = tuple(p for p in calendar.pending if p.batch != batch)
    return replace(calendar, pending=kept, dropped=(*calendar.dropped, *refused))


def accept_short_list(calendar: CalendarSnapshot, source_id: str) -> CalendarSnapshot:
    """Return the calendar ready to believe the next short list of a source."""
    memory = replace(calendar.memory_of_source(source_id), accepts_less=True)
    others = (s for s in calendar.sources if s.source_id != source_id)
    return replace(calendar, sources=(*others, memory))
