"""From changes to the messages a chat is owed about them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from knowledge.alerts.alert import Alert, AlertKind, Match, Why
from knowledge.alerts.claims import claim, topic_of, wants_body
from knowledge.alerts.keywords import Issue, find_issue, find_matches, subject_item, words_of
from knowledge.alerts.subscription import Pace, Subscription, Topic
from knowledge.alerts.timing import after_quiet, next_digest
from knowledge.delivery import Urgency
from knowledge.meetings import results
from knowledge.meetings.change import Change, ChangeKind
from knowledge.meetings.city import City
from knowledge.meetings.meeting import Kind
from knowledge.meetings.raw import AgendaItem
from knowledge.meetings.times import local_day

# A moved or cancelled meeting can be minutes away.
PRESSING = frozenset(
    {
        ChangeKind.CANCELLED,
        ChangeKind.POSTPONED,
        ChangeKind.RESCHEDULED,
        ChangeKind.UNLISTED,
        ChangeKind.REINSTATED,
        ChangeKind.TIME_CHANGED,
        ChangeKind.TIME_SET,
        ChangeKind.SITTINGS,
        ChangeKind.LOCATION_CHANGED,
        ChangeKind.CHECK,
    }
)
_FILE_KINDS = frozenset(AlertKind(kind.value) for kind in PRESSING)
_FAR_FIXES = frozenset({ChangeKind.TIME_CHANGED, ChangeKind.TIME_SET, ChangeKind.LOCATION_CHANGED})
# Defaults of a calendar system are corrected months ahead: no alarm.
_FAR_IN = timedelta(days=60)
RESULTS_KEEP_IN = timedelta(days=7)


_BRINGS_SUBJECT = frozenset(
    {ChangeKind.NEW_MEETING, ChangeKind.RESCHEDULED, ChangeKind.SUBJECT, ChangeKind.REINSTATED}
)


@dataclass(frozen=True)
class News:
    """One change, with everything about it that is the same for every chat.

    `issue` is the bot's own subject.
    """

    change: Change
    city: City
    now: datetime
    issue: Issue = field(default_factory=Issue)

    @cached_property
    def brought(self) -> tuple[AgendaItem, ...]:
        """What there is to read now that was not there before: agenda items, a subject."""
        change, kinds = self.change, {*self.change.kinds}
        found: list[AgendaItem] = []
        subject, before = change.target.subject, change.before
        is_known = before is not None and words_of(before.subject) == words_of(subject)
        if subject and _BRINGS_SUBJECT & kinds and not is_known:
            found.append(subject_item(change.target))
        if {ChangeKind.AGENDA_POSTED, ChangeKind.AGENDA_REVISED} & kinds:
            is_revised = ChangeKind.AGENDA_POSTED not in kinds and before is not None
            old = before.agenda.told_items if is_revised and before else ()
            known = {item.title for item in old}
            found += [item for item in change.after.agenda.items if item.title not in known]
        if ChangeKind.OUTCOME in kinds:
            found += [one.item for one in results.news(change)]
        return tuple(found)

    @cached_property
    def about_issue(self) -> tuple[Match, ...]:
        """What it brought about the bot's own subject, if the meeting takes place."""
        if not self.change.target.is_on:
            return ()
        return find_issue(self.issue, self.brought)

    @property
    def nearest_at(self) -> datetime:
        """The earlier of the old and the new start; results keep for a week."""
        if self.change.kind is ChangeKind.OUTCOME:
            return self.change.observed_at + RESULTS_KEEP_IN
        meetings = [self.change.after, self.change.target, self.change.before]
        return min((m.start_at or m.closes_at) for m in meetings if m is not None)

    @property
    def expires_at(self) -> datetime:
        """The later of the old and the new end of interest; results keep for a week."""
        if self.change.kind is ChangeKind.OUTCOME:
            return self.change.observed_at + RESULTS_KEEP_IN
        meetings = [self.change.after, self.change.target, self.change.before]
        return max(m.closes_at for m in meetings if m is not None)

    def is_routine(self) -> bool:
        """Tell whether the change can wait for the evening's digest even where all comes at once.

        So do far regular meetings, a year's schedule, and corrections of defaults far ahead.
        """
        change, policy = self.change, self.city.policy
        if change.kind is ChangeKind.NEW_MEETING:
            days = (change.after.local_date - local_day(self.now, self.city.tz)).days
            is_plain = change.after.kind in (Kind.REGULAR, Kind.CLOSED)
            return (is_plain or bool(change.batch)) and days > policy.soon_days
        return set(change.kinds) <= _FAR_FIXES and self.nearest_at - self.now > _FAR_IN

    def alert(self, subscription: Subscription) -> Alert | None:
        """Return the message one chat is owed about the change, or None."""
        change = self.change
        if change.meeting_id in subscription.muted or self._is_lost(subscription):
            return None
        if change.replacement and change.replacement.id in subscription.muted:
            return None
        body = wants_body(subscription, change.after.body_slug, self.city)
        kinds = [
            AlertKind(kind.value)
            for kind in change.kinds
            if topic_of(AlertKind(kind.value)) in subscription.topics
        ]
        if body is None and change.meeting_id in subscription.told_of:
            body, kinds = Why.TOLD, [kind for kind in kinds if kind in _FILE_KINDS]
        own = find_matches(subscription.keywords, self.brought, self.city)
        issue = self.about_issue if Topic.ISSUE in subscription.topics else ()
        if body and kinds:
            return self._alert(subscription, kinds[0], body, (*own, *issue))
        if own:
            kind, why = AlertKind.KEYWORD, Why.KEYWORD
        elif issue:
            kind, why = AlertKind.ISSUE, Why.ISSUE
        else:
            return None
        kind = AlertKind.OUTCOME if change.kind is ChangeKind.OUTCOME else kind
        return self._alert(subscription, kind, why, (*own, *issue))

    def _is_lost(self, subscription: Subscription) -> bool:
        """Tell whether a pause swallows the news: a move or cancellation waits for its end."""
        until = subscription.paused_until
        if until is None or until <= self.now:
            return False
        waits = bool(PRESSING & {*self.change.kinds}) or (
            Topic.ISSUE in subscription.topics and bool(self.about_issue)
        )
        return until >= self.expires_at or not waits

    def _alert(
        self, subscription: Subscription, kind: AlertKind, why: Why, matches: tuple[Match, ...]
    ) -> Alert:
        """Return the message, timed by the wishes of the chat."""
        change, chat, tz = self.change, subscription.chat_id, self.city.tz
        key = f"change:{chat}:{change.meeting_id}:{kind.value}:{change.revision}"
        is_near = self.nearest_at - self.now < self.city.policy.awake_in
        due, bundle = self.now, f"batch:{chat}:{change.batch}" if change.batch else key
        is_routine = self.is_routine() and not any(match.is_issue for match in matches)
        if subscription.pace is not Pace.AT_ONCE or is_routine:
            pace = Pace.WEEKLY if subscription.pace is Pace.WEEKLY else Pace.DAILY
            digest = next_digest(self.now, pace, self.city)
            if self.nearest_at - digest >= self.city.policy.awake_in:
                due = digest
                if change.kind is not ChangeKind.OUTCOME:  # an edit of the digest would undo it
                    bundle = f"digest:{chat}:{local_day(digest, tz)}"
        if subscription.paused_until:
            due = max(due, subscription.paused_until)
        if not is_near:
            due = after_quiet(due, subscription.quiet, tz)
        return Alert(
            dedupe_key=key,
            chat_id=chat,
            kind=kind,
            meeting_id=change.meeting_id,
            revision=change.revision,
            due_at=due,
            expires_at=self.expires_at,
            urgency=self._urgency(kind, due, is_near=is_near),
            language=subscription.language,
            why=why,
            claim=claim(kind, change.after),
            bundle=bundle,
            wanted_at=self.now,
            is_silent=kind is AlertKind.AGENDA_REVISED,
            matches=matches,
            change=change,
            sends_file=change.meeting_id in subscription.calendar_files and kind in _FILE_KINDS,
        )

    def _urgency(self, kind: AlertKind, due: datetime, *, is_near: bool) -> Urgency:
        """Return the place in the queue."""
        if due > self.now or topic_of(kind) is not Topic.CHANGE:
            is_new = kind is AlertKind.NEW_MEETING and is_near
            return Urgency.URGENT if is_new else Urgency.ROUTINE
        return Urgency.URGENT
