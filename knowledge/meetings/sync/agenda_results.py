"""What a meeting decided, as far as its source says: when it is told, and what was corrected."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from knowledge.meetings.city import City
from knowledge.meetings.meeting import Agenda, Meeting
from knowledge.meetings.meeting_change import ChangeKind, MeetingChange
from knowledge.meetings.raw_records import AgendaItem, ItemOutcome

# How often results are read, by the time since the meeting: clerks are at work on them, then they
# rest until the minutes are approved, often at the next meeting.
_READING_PACE = (
    (timedelta(hours=12), timedelta(hours=1)),
    (timedelta(days=3), timedelta(hours=6)),
    (timedelta.max, timedelta(days=1)),
)


@dataclass(frozen=True, slots=True)
class ItemResult:
    """An item and what was decided on it; `before` is what people were told, if it differs.

    An item without an outcome is one whose told result the source took back.
    """

    item: AgendaItem
    before: ItemOutcome | None = None


def is_decided(item: AgendaItem) -> bool:
    """Tell whether the source says what became of an item; nothing is inferred."""
    outcome = item.outcome
    return outcome is not None and (outcome.passed is not None or bool(outcome.action))


def decided_items(items: Iterable[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Return the items of which the source says what became of them."""
    return tuple(item for item in items if is_decided(item))


def changed_results(
    told: Iterable[AgendaItem], now: Iterable[AgendaItem]
) -> tuple[ItemResult, ...]:
    """Return the results that people have not been told as they stand now, in order."""
    known = {_item_key(item): item for item in told}
    present = {_item_key(item): item for item in now}
    found = []
    for name, item in present.items():
        before = known[name].outcome if name in known else None
        if before is None or _differs_from_told(before, item.outcome):
            found.append(ItemResult(item, before))
    gone = (item for name, item in known.items() if name not in present)
    return (*found, *(ItemResult(item.as_announced, item.outcome) for item in gone))


def results_told(change: MeetingChange) -> tuple[ItemResult, ...]:
    """Return what a change tells of results."""
    told = change.before.agenda.told_results if change.before else ()
    return changed_results(told, change.after.agenda.told_results)


def _item_key(item: AgendaItem) -> tuple[str, str]:
    return item.file, " ".join(item.title.casefold().split())


def _differs_from_told(before: ItemOutcome, now: ItemOutcome | None) -> bool:
    """Tell whether a result differs from the one told; a roll call entered later is no change."""
    if now is None or before.decision_fields != now.decision_fields:
        return True
    return bool(before.votes and now.votes) and {*before.votes} != {*now.votes}


def is_results_due(meeting: Meeting, read_at: datetime | None, now: datetime, city: City) -> bool:
    """Tell whether it is time to read the results of a meeting that is over.

    Of one that we came to know only after it began nothing would be told.
    """
    since = now - meeting.closes_at
    if not timedelta(0) <= since <= city.policy.results_in or not _was_awaited(meeting):
        return False
    each = next(pause for until, pause in _READING_PACE if since < until)
    return read_at is None or now - read_at >= each


def _was_awaited(meeting: Meeting) -> bool:
    return meeting.first_seen_at < (meeting.start_at or meeting.closes_at)


def advance_results(
    old: Agenda, new: Agenda, meeting: Meeting, read_at: datetime | None, now: datetime, city: City
) -> tuple[Agenda, ChangeKind | None]:
    """Return the agenda after this look, and OUTCOME if results are to be told.

    Results are told once the meeting is over and they were read alike twice, a while apart, so
    that a clerk's slip is not told. Final minutes are not waited for, and correct what was told.
    `read_at` is when the items were read, None if they could not be.
    """
    present = decided_items(new.items)
    if not changed_results(new.told_results, present):
        return new, None
    has_moved = bool(changed_results(decided_items(old.items), present)) or old.results_at is None
    if read_at is None:
        return replace(new, results_at=old.results_at), None
    new = replace(new, results_at=read_at if has_moved else old.results_at)
    is_over = meeting.closes_at <= now <= meeting.closes_at + city.policy.results_in
    if not (is_over and meeting.is_on and _was_awaited(meeting)):
        return new, None
    stands_since = new.results_at or now
    if not meeting.minutes_final and read_at - stands_since < city.policy.results_settle_in:
        return new, None
    return replace(new, told_results=present), ChangeKind.OUTCOME
