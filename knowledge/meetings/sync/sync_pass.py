"""The meetings of one look, on their way from what records say to what people are told."""

from dataclasses import replace
from datetime import datetime

from knowledge.meetings.calendar_state import (
    CalendarSnapshot,
    SourceRecord,
    UnconfirmedChange,
)
from knowledge.meetings.ingest.record_merging import merge_records, rank_records
from knowledge.meetings.ingest.record_succession import series_name
from knowledge.meetings.meeting import OFF_STATUSES, Meeting, MeetingStatus
from knowledge.meetings.meeting_change import ChangeKind, MeetingChange
from knowledge.meetings.sync import (
    agenda_results,
    agenda_revisions,
    meeting_revisions,
    replacements,
    unconfirmed_changes,
)
from knowledge.meetings.sync.replacements import MoveEvidence
from knowledge.meetings.sync.unconfirmed_changes import PassInput
from knowledge.meetings.text import meeting_subjects, session_hours

AnnouncedMeetings = dict[str, tuple[Meeting, list[ChangeKind], str]]


class SyncPass:
    """The meetings of one look on their way from what the records say to what people are told."""

    def __init__(self, calendar: CalendarSnapshot, look: PassInput) -> None:
        self.calendar, self.look = calendar, look
        self.now, self.city = look.now, look.city
        self.known = {meeting.id: meeting for meeting in calendar.meetings}
        self.overrides = {override.meeting_id: override for override in calendar.overrides}
        self.ranked: dict[str, list[SourceRecord]] = {}
        self.views: dict[str, Meeting] = {}
        self.pending: tuple[UnconfirmedChange, ...] = ()
        self.awaited: set[str] = set()  # these are told with the meeting they replace
        self._build_views()

    def _build_views(self) -> None:
        """Build the view of every meeting that has records, and tie deferred ones to new ones."""
        groups: dict[str, list[SourceRecord]] = {}
        for record in self.calendar.records:
            if record.meeting_id:
                groups.setdefault(record.meeting_id, []).append(record)
        for name, records in groups.items():
            self.ranked[name] = rank_records(records)
            self.views[name] = merge_records(
                name, records, self.overrides.get(name), self.now, self.city
            )
        self.views = {name: self._with_known_hours(seen) for name, seen in self.views.items()}
        tops = {name: ranked[0].reading for name, ranked in self.ranked.items()}
        evidence = MoveEvidence(
            {name: top.moved_to for name, top in tops.items() if top.moved_to},
            {name: top.replaces for name, top in tops.items() if top.replaces},
        )
        self.links = replacements.find_replacements(
            self.views, self.known, evidence, self.now, self.city
        )
        for old, new in self.links.items():
            self.views[old] = replace(
                self.views[old], status=MeetingStatus.RESCHEDULED, superseded_by=new
            )
            self.views[new] = replace(self.views[new], supersedes=old)

    def _with_known_hours(self, seen: Meeting) -> Meeting:
        """Return a view with the hours it does not speak of, as far as they still hold."""
        before, override = self.known.get(seen.id), self.overrides.get(seen.id)
        is_by_hand = override is not None and override.times is not None
        if before is None or seen.local_date != before.local_date or is_by_hand:
            return seen
        off_part = self.ranked[seen.id][0].reading.off_part
        return session_hours.keep_known_hours(before, seen, off_part, self.now)

    def advance_meetings(self) -> AnnouncedMeetings:
        """Return every meeting as people may now see it, with what to tell of it and its batch."""
        self.pending = self._waiting_changes()
        waiting = {p.meeting_id: p for p in self.pending}
        told: AnnouncedMeetings = {}
        ready = set[str]()
        takes_over = {new: old for old, new in self.links.items()}
        for name in sorted(self.views, key=takes_over.__contains__):  # after what they replace
            seen, before, pending = self.views[name], self.known.get(name), waiting.get(name)
            old = takes_over.get(name, "")
            is_told_with = ChangeKind.RESCHEDULED in told[old][1] if old else False
            if is_told_with or (old in waiting and old not in ready):
                self.awaited.add(name)
            if before is None:
                told[name] = self._first_seen_meeting(seen)
            elif pending and self.now < self._telling_deadline(pending, before, seen):
                held = unconfirmed_changes.with_told_facts(before, seen, is_checked=True)
                told[name] = self._next_state(before, held, seen)
            elif self._is_refused(seen):
                held = unconfirmed_changes.with_told_facts(before, seen, is_checked=False)
                told[name] = self._next_state(before, held, seen)
            else:
                ready.add(name)
                meeting, said, _ = self._next_state(before, seen, seen)
                told[name] = (meeting, said, pending.batch if pending else "")
        self.pending = tuple(p for p in self.pending if p.meeting_id not in ready)
        self._forget_refusals()
        return self._settle_replacements(told)

    def _telling_deadline(
        self, pending: UnconfirmedChange, before: Meeting, seen: Meeting
    ) -> datetime:
        """Return when a waiting difference is told at the latest."""
        replacement = self.views.get(seen.superseded_by)
        return unconfirmed_changes.telling_deadline(pending, before, seen, replacement, self.look)

    def _waiting_changes(self) -> tuple[UnconfirmedChange, ...]:
        """Return the differences that wait after this look."""
        old = {p.meeting_id: p for p in self.calendar.pending}
        found, fresh = list[UnconfirmedChange](), set[str]()
        for name, seen in self.views.items():
            before = self.known.get(name)
            if before is None or self._is_refused(seen) or self._is_free(before, seen):
                continue
            pending = unconfirmed_changes.update_unconfirmed(seen, old.get(name), self.look)
            if name not in old or old[name].target != pending.target:
                fresh.add(name)
            found.append(pending)
        tops = {name: self.ranked[name][0] for name in fresh}
        edits = {
            name: f"{top.origin.id}|{series_name(top.native_id)}" for name, top in tops.items()
        }
        return unconfirmed_changes.hold_bulk_changes(
            found, frozenset(fresh), self.views, self.known, edits, self.look
        )

    def _is_free(self, before: Meeting, seen: Meeting) -> bool:
        """Tell whether a difference needs no waiting: none, silent, or typed by hand."""
        if not meeting_revisions.fact_change_kinds(before, seen, self.now, self.city):
            return True
        is_by_hand = self.ranked[seen.id][0].origin.is_trusted
        is_told_off = before.status in OFF_STATUSES and bool(seen.superseded_by)
        return (
            is_by_hand
            or is_told_off
            or seen.id in self.look.corrected
            or seen.status is MeetingStatus.UNLISTED
        )

    def _is_refused(self, seen: Meeting) -> bool:
        """Tell whether an operator refused exactly this difference."""
        return (seen.id, unconfirmed_changes.facts_fingerprint(seen)) in self.calendar.dropped

    def _forget_refusals(self) -> None:
        """Keep a refusal only while its source still says the same."""
        kept = tuple(
            (name, target)
            for name, target in self.calendar.dropped
            if name in self.views
            and unconfirmed_changes.facts_fingerprint(self.views[name]) == target
        )
        self.calendar = replace(self.calendar, dropped=kept)

    def _first_seen_meeting(self, seen: Meeting) -> tuple[Meeting, list[ChangeKind], str]:
        """Return a meeting seen for the first time; silent if it is off, over, or the baseline."""
        meeting = replace(seen, start_known_at=self.now)
        return self._introduce_meeting(None, self._with_agenda(meeting, seen))

    def _next_state(
        self, before: Meeting, after: Meeting, seen: Meeting
    ) -> tuple[Meeting, list[ChangeKind], str]:
        """Return the next state of a known meeting and what to tell of it."""
        said = meeting_revisions.fact_change_kinds(before, after, self.now, self.city)
        after, agenda_said = self._with_agenda(replace(after, agenda=before.agenda), seen)
        if agenda_said and not OFF_STATUSES & {after.status}:
            said = [*said, agenda_said]
        if (
            meeting_subjects.is_new_subject(before, after)
            and after.is_on
            and not after.has_begun(self.now)
        ):
            said = [*said, ChangeKind.SUBJECT]
        after = replace(after, is_baseline=before.is_baseline, is_told=before.is_told)
        if not before.is_told:
            meeting, introduced, batch = self._introduce_meeting(before, (after, agenda_said))
            return (
                meeting_revisions.next_revision(before, meeting, introduced, self.now),
                introduced,
                batch,
            )
        return meeting_revisions.next_revision(before, after, said, self.now), said, ""

    def _introduce_meeting(
        self, before: Meeting | None, found: tuple[Meeting, ChangeKind | None]
    ) -> tuple[Meeting, list[ChangeKind], str]:
        """Return a meeting nobody heard of yet, and NEW_MEETING unless it stays silent."""
        meeting, agenda_said = found
        is_silent = meeting.is_baseline or not meeting.is_on or meeting.has_begun(self.now)
        if is_silent:
            agenda = meeting.agenda
            if meeting.is_baseline and agenda.url:
                agenda = agenda_revisions.settle_agenda(agenda, self.now)
            return replace(meeting, is_told=True, agenda=agenda), [], ""
        if meeting.id in self.awaited:
            return meeting, [], ""
        said = [ChangeKind.NEW_MEETING, *([agenda_said] if agenda_said else [])]
        first_seen = before.first_seen_at if before else meeting.first_seen_at
        meeting = replace(meeting, is_told=True, announced_at=self.now, first_seen_at=first_seen)
        return meeting, said, ""

    def _with_agenda(self, meeting: Meeting, seen: Meeting) -> tuple[Meeting, ChangeKind | None]:
        """Return the meeting with its agenda after this look, and what to tell of it."""
        offered = agenda_revisions.offered_agenda(
            self.ranked[meeting.id], self.overrides.get(meeting.id)
        )
        read = {f.stamp: f for f in self.calendar.fingerprints}
        judged = replace(meeting, status=seen.status)
        old, found = meeting.agenda, read.get(offered.stamp)
        agenda, said = agenda_revisions.advance_agenda(
            old, offered, judged, read, self.now, self.city
        )
        was_read = found is not None and found.items is not None
        read_at = found.read_at if found and was_read else None
        if offered.items is not None:
            read_at = self.now
        agenda, decided = agenda_results.advance_results(
            old, agenda, meeting, read_at, self.now, self.city
        )
        return replace(meeting, agenda=agenda), said or decided

    def _settle_replacements(self, told: AnnouncedMeetings) -> AnnouncedMeetings:
        """Mark the replacement of a told move as told with it; group a burst of new meetings."""
        for old, new in self.links.items():
            if ChangeKind.RESCHEDULED not in told[old][1]:
                continue
            meeting, said, batch = told[new]
            said = [k for k in said if k is not ChangeKind.AGENDA_POSTED]
            agenda = (
                agenda_revisions.settle_agenda(meeting.agenda, self.now)
                if meeting.agenda.url
                else meeting.agenda
            )
            meeting = replace(meeting, is_told=True, announced_at=self.now, agenda=agenda)
            told[new] = meeting, said, batch
        fresh = [name for name, (_, said, _) in told.items() if ChangeKind.NEW_MEETING in said]
        if len(fresh) > self.city.policy.bulk_new:
            batch = f"new-{self.now:%Y%m%dT%H%M%S}"
            told |= {name: (told[name][0], told[name][1], batch) for name in fresh}
        return told

    def meeting_changes(self, told: AnnouncedMeetings) -> list[MeetingChange]:
        """Return what to tell, one change a meeting."""
        found = []
        for name, (meeting, said, batch) in told.items():
            if not said:
                continue
            replacement = told[meeting.superseded_by][0] if meeting.superseded_by in told else None
            before = None if said[0] is ChangeKind.NEW_MEETING else self.known.get(name)
            override = self.overrides.get(name)
            if before and not (override and override.times is not None):
                before = meeting_revisions.without_unsaid_hours(before, meeting)
            found.append(
                MeetingChange(
                    meeting_id=name,
                    kind=said[0],
                    revision=meeting.rev,
                    before=before,
                    after=meeting,
                    observed_at=self.now,
                    also=tuple(said[1:]),
                    replacement=replacement,
                    batch=batch,
                )
            )
        return found
