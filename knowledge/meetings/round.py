"""The meetings of one look, on their way from what records say to what people are told."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from knowledge.meetings import (
    agendas,
    holding,
    links,
    polls,
    results,
    revisions,
    sittings,
    subjects,
)
from knowledge.meetings.calendar import (
    AgendaQuestion,
    Calendar,
    Fingerprint,
    Pending,
    Question,
    Record,
)
from knowledge.meetings.change import Change, ChangeKind
from knowledge.meetings.holding import Look
from knowledge.meetings.links import Evidence
from knowledge.meetings.meeting import OFF, Meeting, Status
from knowledge.meetings.merge import rank, view
from knowledge.meetings.succession import family

Told = dict[str, tuple[Meeting, list[ChangeKind], str]]


class Round:
    """The meetings of one look on their way from what the records say to what people are told."""

    def __init__(self, calendar: Calendar, look: Look) -> None:
        self.calendar, self.look = calendar, look
        self.now, self.city = look.now, look.city
        self.known = {meeting.id: meeting for meeting in calendar.meetings}
        self.overrides = {override.meeting_id: override for override in calendar.overrides}
        self.voices: dict[str, list[Record]] = {}
        self.views: dict[str, Meeting] = {}
        self.pending: tuple[Pending, ...] = ()
        self.awaited: set[str] = set()  # these are told with the meeting they replace
        self._see()

    def _see(self) -> None:
        """Build the view of every meeting that has records, and tie deferred ones to new ones."""
        groups: dict[str, list[Record]] = {}
        for record in self.calendar.records:
            if record.meeting_id:
                groups.setdefault(record.meeting_id, []).append(record)
        for name, records in groups.items():
            self.voices[name] = rank(records)
            self.views[name] = view(name, records, self.overrides.get(name), self.now, self.city)
        self.views = {name: self._with_known_hours(seen) for name, seen in self.views.items()}
        tops = {name: voices[0].reading for name, voices in self.voices.items()}
        evidence = Evidence(
            {name: top.moved_to for name, top in tops.items() if top.moved_to},
            {name: top.replaces for name, top in tops.items() if top.replaces},
        )
        self.links = links.find_links(self.views, self.known, evidence, self.now, self.city)
        for old, new in self.links.items():
            self.views[old] = replace(
                self.views[old], status=Status.RESCHEDULED, superseded_by=new
            )
            self.views[new] = replace(self.views[new], supersedes=old)

    def _with_known_hours(self, seen: Meeting) -> Meeting:
        """Return a view with the hours it does not speak of, as far as they still hold."""
        before, override = self.known.get(seen.id), self.overrides.get(seen.id)
        is_by_hand = override is not None and override.times is not None
        if before is None or seen.local_date != before.local_date or is_by_hand:
            return seen
        off_part = self.voices[seen.id][0].reading.off_part
        return sittings.keep_known(before, seen, off_part, self.now)

    def advance(self) -> Told:
        """Return every meeting as people may now see it, with what to tell of it and its batch."""
        self.pending = self._waiting()
        waiting = {p.meeting_id: p for p in self.pending}
        told: Told = {}
        ready = set[str]()
        takes_over = {new: old for old, new in self.links.items()}
        for name in sorted(self.views, key=takes_over.__contains__):  # after what they replace
            seen, before, pending = self.views[name], self.known.get(name), waiting.get(name)
            old = takes_over.get(name, "")
            is_told_with = ChangeKind.RESCHEDULED in told[old][1] if old else False
            if is_told_with or (old in waiting and old not in ready):
                self.awaited.add(name)
            if before is None:
                told[name] = self._newcomer(seen)
            elif pending and self.now < self._tell_by(pending, before, seen):
                held = holding.held_back(before, seen, is_checked=True)
                told[name] = self._succeed(before, held, seen)
            elif self._is_refused(seen):
                held = holding.held_back(before, seen, is_checked=False)
                told[name] = self._succeed(before, held, seen)
            else:
                ready.add(name)
                meeting, said, _ = self._succeed(before, seen, seen)
                told[name] = (meeting, said, pending.batch if pending else "")
        self.pending = tuple(p for p in self.pending if p.meeting_id not in ready)
        self._forget_refusals()
        return self._settle_replacements(told)

    def _tell_by(self, pending: Pending, before: Meeting, seen: Meeting) -> datetime:
        """Return when a waiting difference is told at the latest."""
        replacement = self.views.get(seen.superseded_by)
        return holding.tell_by(pending, before, seen, replacement, self.look)

    def _waiting(self) -> tuple[Pending, ...]:
        """Return the differences that wait after this look."""
        old = {p.meeting_id: p for p in self.calendar.pending}
        found, fresh = list[Pending](), set[str]()
        for name, seen in self.views.items():
            before = self.known.get(name)
            if before is None or self._is_refused(seen) or self._is_free(before, seen):
                continue
            pending = holding.wait(seen, old.get(name), self.look)
            if name not in old or old[name].target != pending.target:
                fresh.add(name)
            found.append(pending)
        tops = {name: self.voices[name][0] for name in fresh}
        edits = {name: f"{top.origin.id}|{family(top.native_id)}" for name, top in tops.items()}
        return holding.guard_bulk(
            found, frozenset(fresh), self.views, self.known, edits, self.look
        )

    def _is_free(self, before: Meeting, seen: Meeting) -> bool:
        """Tell whether a difference needs no waiting: none, silent, or typed by hand."""
        if not revisions.kinds(before, seen, self.now, self.city):
            return True
        is_by_hand = self.voices[seen.id][0].origin.is_trusted
        is_told_off = before.status in OFF and bool(seen.superseded_by)
        return (
            is_by_hand
            or is_told_off
            or seen.id in self.look.corrected
            or seen.status is Status.UNLISTED
        )

    def _is_refused(self, seen: Meeting) -> bool:
        """Tell whether an operator refused exactly this difference."""
        return (seen.id, holding.target_of(seen)) in self.calendar.dropped

    def _forget_refusals(self) -> None:
        """Keep a refusal only while its source still says the same."""
        kept = tuple(
            (name, target)
            for name, target in self.calendar.dropped
            if name in self.views and holding.target_of(self.views[name]) == target
        )
        self.calendar = replace(self.calendar, dropped=kept)

    def _newcomer(self, seen: Meeting) -> tuple[Meeting, list[ChangeKind], str]:
        """Return a meeting seen for the first time; silent if it is off, over, or the baseline."""
        meeting = replace(seen, start_known_at=self.now)
        return self._introduce(None, self._with_agenda(meeting, seen))

    def _succeed(
        self, before: Meeting, after: Meeting, seen: Meeting
    ) -> tuple[Meeting, list[ChangeKind], str]:
        """Return the next state of a known meeting and what to tell of it."""
        said = revisions.kinds(before, after, self.now, self.city)
        after, agenda_said = self._with_agenda(replace(after, agenda=before.agenda), seen)
        if agenda_said and not OFF & {after.status}:
            said = [*said, agenda_said]
        if subjects.is_news(before, after) and after.is_on and not after.has_begun(self.now):
            said = [*said, ChangeKind.SUBJECT]
        after = replace(after, is_baseline=before.is_baseline, is_told=before.is_told)
        if not before.is_told:
            meeting, introduced, batch = self._introduce(before, (after, agenda_said))
            return revisions.succeed(before, meeting, introduced, self.now), introduced, batch
        return revisions.succeed(before, after, said, self.now), said, ""

    def _introduce(
        self, before: Meeting | None, found: tuple[Meeting, ChangeKind | None]
    ) -> tuple[Meeting, list[ChangeKind], str]:
        """Return a meeting nobody heard of yet, and NEW_MEETING unless it stays silent."""
        meeting, agenda_said = found
        is_silent = meeting.is_baseline or not meeting.is_on or meeting.has_begun(self.now)
        if is_silent:
            agenda = meeting.agenda
            if meeting.is_baseline and agenda.url:
                agenda = agendas.settle(agenda, self.now)
            return replace(meeting, is_told=True, agenda=agenda), [], ""
        if meeting.id in self.awaited:
            return meeting, [], ""
        said = [ChangeKind.NEW_MEETING, *([agenda_said] if agenda_said else [])]
        first_seen = before.first_seen_at if before else meeting.first_seen_at
        meeting = replace(meeting, is_told=True, announced_at=self.now, first_seen_at=first_seen)
        return meeting, said, ""

    def _with_agenda(self, meeting: Meeting, seen: Meeting) -> tuple[Meeting, ChangeKind | None]:
        """Return the meeting with its agenda after this look, and what to tell of it."""
        offered = agendas.offer(self.voices[meeting.id], self.overrides.get(meeting.id))
        read = {f.stamp: f for f in self.calendar.fingerprints}
        judged = replace(meeting, status=seen.status)
        old, found = meeting.agenda, read.get(offered.stamp)
        agenda, said = agendas.advance(old, offered, judged, read, self.now, self.city)
        was_read = found is not None and found.items is not None
        read_at = found.read_at if found and was_read else None
        if offered.items is not None:
            read_at = self.now
        agenda, decided = results.advance(old, agenda, meeting, read_at, self.now, self.city)
        return replace(meeting, agenda=agenda), said or decided

    def _settle_replacements(self, told: Told) -> Told:
        """Mark the replacement of a told move as told with it; group a burst of new meetings."""
        for old, new in self.links.items():
            if ChangeKind.RESCHEDULED not in told[old][1]:
                continue
            meeting, said, batch = told[new]
            said = [k for k in said if k is not ChangeKind.AGENDA_POSTED]
            agenda = (
                agendas.settle(meeting.agenda, self.now) if meeting.agenda.url else meeting.agenda
            )
            meeting = replace(meeting, is_told=True, announced_at=self.now, agenda=agenda)
            told[new] = meeting, said, batch
        fresh = [name for name, (_, said, _) in told.items() if ChangeKind.NEW_MEETING in said]
        if len(fresh) > self.city.policy.bulk_new:
            batch = f"new-{self.now:%Y%m%dT%H%M%S}"
            told |= {name: (told[name][0], told[name][1], batch) for name in fresh}
        return told

    def changes(self, told: Told) -> list[Change]:
        """Return what to tell, one change a meeting."""
        found = []
        for name, (meeting, said, batch) in told.items():
            if not said:
                continue
            replacement = told[meeting.superseded_by][0] if meeting.superseded_by in told else None
            before = None if said[0] is ChangeKind.NEW_MEETING else self.known.get(name)
            override = self.overrides.get(name)
            if before and not (override and override.times is not None):
                before = revisions.as_told(before, meeting)
            found.append(
                Change(
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

    def questions(self) -> tuple[Question, ...]:
        """Return the records to ask for by id: unconfirmed differences and long absences."""
        asked = {
            voice.key: voice
            for pending in self.pending
            if not pending.is_confirmed
            for voice in self._evidence(pending.meeting_id)
        }
        for record in self.calendar.records:
            is_open = record.meeting_id in self.views and not record.is_gone
            if is_open and polls.may_be_gone(record, self.now, self.city):
                asked[record.key] = record
        return tuple(
            Question(r.origin, r.native_id, r.recurrence_id, r.meeting_id) for r in asked.values()
        )

    def _evidence(self, name: str) -> Iterable[Record]:
        """Return the records whose word a difference rests on."""
        voices = self.voices[name]
        if "cancelled" in self.views[name].doubts:
            return [voice for voice in voices if voice.reading.status in OFF][:1]
        return voices[:1]

    def agendas(self) -> tuple[AgendaQuestion, ...]:
        """Return the agendas to read: of coming meetings once, of those that are over at times."""
        read = {f.stamp: f for f in self.calendar.fingerprints}
        found = []
        for name, seen in self.views.items():
            offered = agendas.offer(self.voices[name], self.overrides.get(name))
            if offered.url and self._is_worth_reading(seen, read.get(offered.stamp)):
                record = offered.record or self.voices[name][0]
                found.append(
                    AgendaQuestion(record.origin, record.native_id, offered.url, offered.stamp)
                )
        return tuple(found)

    def _is_worth_reading(self, seen: Meeting, read: Fingerprint | None) -> bool:
        if not seen.has_begun(self.now):
            return read is None
        at = read.read_at if read else None
        return results.is_worth_reading(seen, at, self.now, self.city)
