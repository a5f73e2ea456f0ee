"""Agendas: when one counts as posted, and when its content has changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.meetings.calendar_state import Fingerprint, SourceRecord
from knowledge.meetings.city import City
from knowledge.meetings.meeting import Agenda, Meeting, Override
from knowledge.meetings.meeting_change import ChangeKind
from knowledge.meetings.raw_records import AgendaItem


@dataclass(frozen=True, slots=True)
class OfferedAgenda:
    """The agenda a meeting's records offer now; `record` is the one to ask for its items."""

    url: str = ""
    stamp: str = ""
    items: tuple[AgendaItem, ...] | None = None
    record: SourceRecord | None = None


def offered_agenda(ranked: list[SourceRecord], override: Override | None) -> OfferedAgenda:
    """Return the agenda of the weightiest record that has one; an editor's link wins."""
    if override and override.agenda_url:
        return OfferedAgenda(override.agenda_url, override.agenda_url)
    for record in ranked:
        reading = record.reading
        if reading.agenda_url:
            return OfferedAgenda(reading.agenda_url, reading.agenda_stamp, reading.items, record)
    return OfferedAgenda()


@dataclass(frozen=True, slots=True)
class AgendaDifferences:
    """What a revised agenda has that people have not read, lacks, or puts in other words."""

    added: tuple[AgendaItem, ...] = ()
    removed: tuple[AgendaItem, ...] = ()
    reworded: tuple[AgendaItem, ...] = ()  # as they read now


def agenda_differences(old: Sequence[AgendaItem], new: Sequence[AgendaItem]) -> AgendaDifferences:
    """Return how an agenda differs from the one before, by titles; numbers alone are no change.

    An item is reworded if it keeps its file; without one it went and another came.
    """
    known, present = ({_folded_title(item) for item in items} for items in (old, new))
    gone = [item for item in old if _folded_title(item) not in present]
    fresh = [item for item in new if _folded_title(item) not in known]
    files = {item.file for item in gone if item.file} & {item.file for item in fresh if item.file}
    return AgendaDifferences(
        tuple(item for item in fresh if item.file not in files),
        tuple(item for item in gone if item.file not in files),
        tuple(item for item in fresh if item.file in files),
    )


def _folded_title(item: AgendaItem) -> str:
    return " ".join(item.title.casefold().split())


def advance_agenda(
    old: Agenda,
    offered: OfferedAgenda,
    meeting: Meeting,
    fingerprints: Mapping[str, Fingerprint],
    now: datetime,
    city: City,
) -> tuple[Agenda, ChangeKind | None]:
    """Return the agenda after this look, and what to tell about it, if anything.

    It is posted once for ever; a withdrawal is silent. It is told once its items were read, or
    `agenda_wait_in` later without them. New bytes or items are told at most once in
    `revised_gap_in`; a new link to the same bytes is no news.
    """
    read = fingerprints.get(offered.stamp)
    items = offered.items if offered.items is not None else read.items if read else None
    new = replace(
        old,
        url=offered.url,
        stamp=offered.stamp,
        sha256=read.sha256 if read and read.sha256 else old.sha256,
        items=items if items is not None else old.items,
        seen_at=old.seen_at or (now if offered.url else None),
    )
    if not offered.url or not meeting.is_on or meeting.has_begun(now):
        return new, None
    if new.posted_at is None:
        is_waiting = read is None and new.seen_at is not None
        if is_waiting and new.seen_at and now - new.seen_at < city.policy.agenda_wait_in:
            return new, None
        return settle_agenda(new, now), ChangeKind.AGENDA_POSTED
    return _revised_agenda(new, now, city)


def settle_agenda(agenda: Agenda, now: datetime) -> Agenda:
    """Return the agenda with its present content taken as known to people."""
    return replace(
        agenda,
        posted_at=agenda.posted_at or now,
        told_sha256=agenda.sha256,
        told_items=agenda.items,
    )


def _revised_agenda(agenda: Agenda, now: datetime, city: City) -> tuple[Agenda, ChangeKind | None]:
    """Return the agenda and whether its content differs from what people know of."""
    told = replace(
        agenda,
        told_sha256=agenda.told_sha256 or agenda.sha256,
        told_items=agenda.told_items or agenda.items,
    )
    known, present = (
        [item.as_announced for item in items] for items in (told.told_items, told.items)
    )
    is_same = told.told_sha256 == told.sha256 and known == present
    last = told.revised_at or told.posted_at
    if is_same or (last and now - last < city.policy.revised_gap_in):
        return told, None
    return replace(settle_agenda(told, now), revised_at=now), ChangeKind.AGENDA_REVISED
