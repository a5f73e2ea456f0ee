"""The events of a feed as series: what belongs together under one UID, and its instances."""

import copy
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from bot.sources.ical.ical_rules import (
    naive_datetime,
    optional_moment,
    property_moment,
    set_moment,
)
from bot.sources.text_cleaning import clean_line
from knowledge.meetings.raw_records import DateWindow

MAX_INSTANCES = 2000  # of one series
_MARGIN = timedelta(days=2)
_TAKEN_OVER = ("SUMMARY", "LOCATION", "DESCRIPTION", "STATUS", "URL")


@dataclass(frozen=True, slots=True)
class _SeriesMove:
    """A change of an instance and all later ones: from which slot on, how far, and what else."""

    since: str
    shift: timedelta
    change: icalendar.Event


@dataclass(frozen=True, slots=True)
class Series:
    """What a feed says of one event: how it repeats, and its changed instances.

    `id` is its UID, or a longer name where several events share one UID.
    """

    id: str
    masters: tuple[icalendar.Event, ...]
    changes: tuple[icalendar.Event, ...]

    @property
    def repeats(self) -> bool:
        """Tell whether its instances need a recurrence id to be told apart."""
        parts = (*self.masters, *self.changes)
        return any(n in part for part in parts for n in ("RRULE", "RDATE", "RECURRENCE-ID"))


def group_series(events: Iterable[icalendar.Event], said: list[str]) -> list[Series]:
    """Return the series of a feed; `said` hears of events that share a UID."""
    groups: dict[str, list[icalendar.Event]] = {}
    for event in events:
        groups.setdefault(event_uid(event), []).append(event)
    found: list[Series] = []
    for uid, parts in groups.items():
        changes = [part for part in parts if "RECURRENCE-ID" in part]
        masters = _newest_versions([part for part in parts if "RECURRENCE-ID" not in part])
        if len(masters) > 1:
            said.append(f"event {uid[:60]}: {len(masters)} events share its UID; all are read")
            found += _split_by_event(uid, masters, changes)
        else:
            found.append(Series(uid, tuple(masters), tuple(changes)))
    return found


def event_uid(event: icalendar.Event) -> str:
    """Return the UID as an opaque text, or a hash of summary and start where there is none."""
    uid = str(event.get("UID") or "").strip()
    if uid:
        return uid if len(uid) <= 150 else hashlib.sha256(uid.encode()).hexdigest()
    seed = f"{event.get('SUMMARY')}|{property_moment(event, 'DTSTART').isoformat()}"
    return hashlib.sha256(seed.encode()).hexdigest()[:24]


def _newest_versions(masters: list[icalendar.Event]) -> list[icalendar.Event]:
    """Return the events without older versions: same UID, and same title or start.

    A higher SEQUENCE is a newer version; the very same slot twice is one event, the later one.
    """
    kept: list[icalendar.Event] = []
    for event in masters:
        for place, other in enumerate(kept):
            same_start = property_moment(event, "DTSTART") == property_moment(other, "DTSTART")
            same_title = _folded_title(event) == _folded_title(other)
            is_version = _sequence_number(event) != _sequence_number(other)
            if (same_title and same_start) or (is_version and (same_title or same_start)):
                kept[place] = max(
                    other, event, key=lambda one: (_sequence_number(one), one is event)
                )
                break
        else:
            kept.append(event)
    return kept


def _split_by_event(
    uid: str, masters: list[icalendar.Event], changes: list[icalendar.Event]
) -> Iterator[Series]:
    """Yield a series for each event of one UID; a changed instance stays with its title."""
    titles = [_folded_title(master) for master in masters]
    owners = [_owner_index(change, masters) for change in changes]
    for place, master in enumerate(masters):
        seed = titles[place]
        if titles.count(seed) > 1:
            seed += f"|{property_moment(master, 'DTSTART').isoformat()}"
        name = f"{uid}~{hashlib.sha256(seed.encode()).hexdigest()[:8]}"
        own = (c for c, owner in zip(changes, owners, strict=True) if owner == place)
        yield Series(name, (master,), tuple(own))


def _owner_index(change: icalendar.Event, masters: list[icalendar.Event]) -> int:
    """Return the place of the event that a changed instance belongs to."""
    repeating = [n for n, m in enumerate(masters) if "RRULE" in m or "RDATE" in m] or [0]
    same = [n for n in repeating if _folded_title(masters[n]) == _folded_title(change)]
    return (same or repeating)[0]


def _folded_title(event: icalendar.Event) -> str:
    """Return the title in one spelling."""
    return clean_line(event.get("SUMMARY")).casefold()


def _sequence_number(event: icalendar.Event) -> int:
    """Return the version of an event, 0 if it has none."""
    try:
        return int(event.get("SEQUENCE", 0))
    except (TypeError, ValueError):
        return 0


def expand_series(series: Series, window: DateWindow, tz: str) -> list[icalendar.Event]:
    """Return the instances of one series in the window; an endless rule ends with it.

    Raise ValueError where there are too many, or a change cannot be carried over.
    """
    master = series.masters[0] if series.masters else None
    single: list[icalendar.Event] = []
    ranged: list[icalendar.Event] = []
    for change in series.changes:
        if master is not None:
            _align_recurrence_id(change, property_moment(master, "DTSTART"))
        is_ranged = change["RECURRENCE-ID"].params.get("RANGE", "").upper() == "THISANDFUTURE"
        (ranged if is_ranged and master is not None else single).append(change)
    moves = [_SeriesMove(instance_slot(one, tz), _change_shift(one), one) for one in ranged]
    moves.sort(key=lambda move: move.since)
    reach = _MARGIN + max((abs(move.shift) for move in moves), default=timedelta())
    calendar = icalendar.Calendar()
    for part in (*series.masters, *single):
        if part in single:
            part["RECURRENCE-ID"].params.pop("RANGE", None)
        calendar.add_component(part)
    found = recurring_ical_events.of(calendar).between(window.first - reach, window.last + reach)
    if len(found) > MAX_INSTANCES:
        raise ValueError(f"gives more than {MAX_INSTANCES} dates")
    own = {instance_slot(one, tz) for one in single}
    return [
        instance
        if (slot := instance_slot(instance, tz)) in own
        else _with_earlier_change(instance, slot, moves)
        for instance in found
    ]


def instance_slot(instance: icalendar.Event, tz: str) -> str:
    """Return the start an instance had in its series: UTC, or a date; "" for a single event."""
    at = optional_moment(instance, "RECURRENCE-ID")
    if at is None:
        return ""
    if not isinstance(at, datetime):
        return at.isoformat()
    aware = at if at.tzinfo else at.replace(tzinfo=ZoneInfo(tz))
    return aware.astimezone(UTC).isoformat()


def _align_recurrence_id(change: icalendar.Event, start: date | datetime) -> None:
    """Give the date a change names the form of the series' start: some programs write a date."""
    at = property_moment(change, "RECURRENCE-ID")
    if isinstance(start, datetime) and not isinstance(at, datetime):
        at = datetime.combine(at, start.timetz())
    elif isinstance(start, datetime) and isinstance(at, datetime):
        if at.tzinfo is None and start.tzinfo is not None:
            at = at.replace(tzinfo=start.tzinfo)
        elif at.tzinfo is not None and start.tzinfo is None:
            at = at.replace(tzinfo=None)
    elif isinstance(at, datetime):
        at = at.date()
    set_moment(change, "RECURRENCE-ID", at)


def _change_shift(change: icalendar.Event) -> timedelta:
    """Return how far a change moves an instance and all later ones, by the clock on the wall."""
    start, slot = property_moment(change, "DTSTART"), property_moment(change, "RECURRENCE-ID")
    if isinstance(start, datetime) is not isinstance(slot, datetime):
        raise ValueError("a change of all later dates turns hours into days")
    if isinstance(start, datetime) and isinstance(slot, datetime) and start.tzinfo and slot.tzinfo:
        start = start.astimezone(slot.tzinfo)
    return naive_datetime(start) - naive_datetime(slot)


def _with_earlier_change(
    instance: icalendar.Event, slot: str, moves: list[_SeriesMove]
) -> icalendar.Event:
    """Return an instance after the last "this and future" change at or before its slot."""
    earlier = [move for move in moves if move.since <= slot]
    if not earlier:
        return instance
    shift, change = earlier[-1].shift, earlier[-1].change
    moved = copy.deepcopy(instance)
    for name in _TAKEN_OVER:
        if name in change:
            moved[name] = change[name]
    for name in ("DTSTART", "DTEND"):
        at = optional_moment(moved, name)
        if at is not None:
            set_moment(moved, name, at + shift)
    return moved
