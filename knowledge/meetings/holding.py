"""Differences that wait: for a second look, for a replacement, for an operator."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.meetings.calendar import Calendar, Pending
from knowledge.meetings.city import City
from knowledge.meetings.meeting import OFF, Meeting
from knowledge.meetings.revisions import facts, facts_that_differ


@dataclass(frozen=True, slots=True)
class Look:
    """The circumstances of one look; `seen` and `confirmed` hold meeting ids."""

    now: datetime
    city: City
    seen: frozenset[str] = frozenset()  # their own source answered this time
    confirmed: frozenset[str] = frozenset()  # their record was asked for by its id
    corrected: frozenset[str] = frozenset()  # an editor just typed something about them


def target_of(meeting: Meeting) -> str:
    """Return a fingerprint of the facts people plan by."""
    return hashlib.sha256(repr(facts(meeting)).encode()).hexdigest()[:16]


def wait(view: Meeting, old: Pending | None, look: Look) -> Pending:
    """Return the waiting difference after one more look; another target starts anew."""
    target, is_confirmed = target_of(view), view.id in look.confirmed
    if old is None or old.target != target:
        return Pending(view.id, target, look.now, is_confirmed=is_confirmed)
    is_again = view.id in look.seen and look.now > old.first_seen_at
    return replace(
        old,
        polls=old.polls + is_again,
        is_confirmed=old.is_confirmed or is_confirmed or is_again,
    )


def is_ready(pending: Pending, known: Meeting, view: Meeting, look: Look) -> bool:
    """Tell whether a confirmed difference may be told now.

    Near ones at once. A far cancellation waits for a replacement, any other far change waits to
    settle, a batch waits for an operator; a batch that is plainly cancelled is let go by itself.
    """
    policy, waited = look.city.policy, look.now - pending.first_seen_at
    if not pending.is_confirmed:
        return False
    if pending.batch and not pending.is_approved:
        return view.status in OFF and waited >= policy.bulk_hold_in
    if pending.is_approved or view.superseded_by:
        return True
    starts = [m.start_at or m.closes_at for m in (known, view)]
    if min(starts) - look.now <= policy.urgent_in:
        return True
    return waited >= (policy.replacement_hold_in if view.status in OFF else policy.settle_in)


def held_back(known: Meeting, view: Meeting, *, is_checked: bool) -> Meeting:
    """Return the view with the facts people were told, so that the rest may go on."""
    return replace(
        view,
        status=known.status,
        status_reason=known.status_reason,
        local_date=known.local_date,
        last_date=known.last_date,
        sessions=known.sessions,
        time_note=known.time_note,
        location_key=known.location_key,
        location_text=known.location_text,
        superseded_by=known.superseded_by,
        doubts=known.doubts,
        checking=facts_that_differ(known, view) if is_checked else (),
    )


def guard_bulk(
    pending: Iterable[Pending],
    fresh: frozenset[str],
    views: Mapping[str, Meeting],
    known: Mapping[str, Meeting],
    look: Look,
) -> tuple[Pending, ...]:
    """Return the differences, those that are new in this look as one batch if they are too many.

    Too many: more than `bulk_off` cancellations, or more than `bulk_share` of all that is to come.
    """
    policy = look.city.policy
    off = [name for name in fresh if views[name].status in OFF and known[name].is_on]
    coming = sum(m.is_on and not m.has_begun(look.now) for m in known.values())
    is_much = len(fresh) > policy.bulk_floor and len(fresh) > policy.bulk_share * coming
    if len(off) <= policy.bulk_off and not is_much:
        return tuple(pending)
    batch = f"bulk-{look.now:%Y%m%dT%H%M%S}"
    return tuple(replace(p, batch=batch) if p.meeting_id in fresh else p for p in pending)


def approve(calendar: Calendar, batch: str) -> Calendar:
    """Return the calendar with a batch let go: the next look tells it."""
    pending = (replace(p, is_approved=True) if p.batch == batch else p for p in calendar.pending)
    return replace(calendar, pending=tuple(pending))


def drop(calendar: Calendar, batch: str) -> Calendar:
    """Return the calendar with a batch refused; it stays untold while the source insists."""
    refused = tuple((p.meeting_id, p.target) for p in calendar.pending if p.batch == batch)
    kept = tuple(p for p in calendar.pending if p.batch != batch)
    return replace(calendar, pending=kept, dropped=(*calendar.dropped, *refused))


def accept_less(calendar: Calendar, source_id: str) -> Calendar:
    """Return the calendar ready to believe the next short list of a source."""
    memory = replace(calendar.source(source_id), accepts_less=True)
    others = (s for s in calendar.sources if s.source_id != source_id)
    return replace(calendar, sources=(*others, memory))
