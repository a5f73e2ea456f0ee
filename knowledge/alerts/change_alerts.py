"""From changes to the messages a chat is owed about them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from knowledge.alerts.alert import Alert, AlertKind, AlertReason, KeywordMatch
from knowledge.alerts.alert_claims import alert_claim, alert_topic, body_reason
from knowledge.alerts.keyword_matching import (
    Issue,
    find_issue,
    find_matches,
    folded_words,
    subject_item,
)
from knowledge.alerts.send_times import after_quiet_hours, next_digest_at
from knowledge.alerts.subscription import AlertPace, AlertTopic, Subscription
from knowledge.delivery import Urgency
from knowledge.meetings.city import City
from knowledge.meetings.clock_times import local_day
from knowledge.meetings.meeting import MeetingKind
from knowledge.meetings.meeting_change import ChangeKind, MeetingChange
from knowledge.meetings.raw_records import AgendaItem
from knowledge.meetings.sync import agenda_results

# A moved or cancelled meeting can be minutes away.
PRESSING_KINDS = frozenset(
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
_FILE_KINDS = frozenset(AlertKind(kind.value) for kind in PRESSING_KINDS)
_FAR_CORRECTIONS = frozenset(
    {ChangeKind.TIME_CHANGED, ChangeKind.TIME_SET, ChangeKind.LOCATION_CHANGED}
)
# Defaults of a calendar system are corrected months ahead: no alarm.
_FAR_AHEAD_IN = timedelta(days=60)
RESULTS_KEEP_IN = timedelta(days=7)


_BRINGS_SUBJECT = frozenset(
    {ChangeKind.NEW_MEETING, ChangeKind.RESCHEDULED, ChangeKind.SUBJECT, ChangeKind.REINSTATED}
)


@dataclass(frozen=True)
class AlertableChange:
    """One change, with everything about it that is the same for every chat.

    `issue` is the bot's own subject.
    """

    change: MeetingChange
    city: City
    now: datetime
    issue: Issue = field(default_factory=Issue)

    @cached_property
    def new_items(self) -> tuple[AgendaItem, ...]:
        """What there is to read now that was not there before: agenda items, a subject."""
        change, kinds = self.change, {*self.change.all_kinds}
        found: list[AgendaItem] = []
        subject, before = change.target_meeting.subject, change.before
        is_known = before is not None and folded_words(before.subject) == folded_words(subject)
        if subject and _BRINGS_SUBJECT & kinds and not is_known:
            found.append(subject_item(change.target_meeting))
        if {ChangeKind.AGENDA_POSTED, ChangeKind.AGENDA_REVISED} & kinds:
            is_revised = ChangeKind.AGENDA_POSTED not in kinds and before is not None
            old = before.agenda.told_items if is_revised and before else ()
            known = {item.title for item in old}
            found += [item for item in change.after.agenda.items if item.title not in known]
        if ChangeKind.OUTCOME in kinds:
            found += [one.item for one in agenda_results.results_told(change)]
        return tuple(found)

    @cached_property
    def issue_matches(self) -> tuple[KeywordMatch, ...]:
        """What it brought about the bot's own subject, if the meeting takes place."""
        if not self.change.target_meeting.is_on:
            return ()
        return find_issue(self.issue, self.new_items)

    @property
    def nearest_at(self) -> datetime:
        """The earlier of the old and the new start; results keep for a week."""
        if self.change.kind is ChangeKind.OUTCOME:
            return self.change.observed_at + RESULTS_KEEP_IN
        meetings = [self.change.after, self.change.target_meeting, self.change.before]
        return min((m.start_at or m.closes_at) for m in meetings if m is not None)

    @property
    def expires_at(self) -> datetime:
        """The later of the old and the new end of interest; results keep for a week."""
        if self.change.kind is ChangeKind.OUTCOME:
            return self.change.observed_at + RESULTS_KEEP_IN
        meetings = [self.change.after, self.change.target_meeting, self.change.before]
        return max(m.closes_at for m in meetings if m is not None)

    def is_routine(self) -> bool:
        """Tell whether the change can wait for the evening's digest even where all comes at once.

        So do far regular meetings, a year's schedule, and corrections of defaults far ahead.
        """
        change, policy = self.change, self.city.policy
        if change.kind is ChangeKind.NEW_MEETING:
            days = (change.after.local_date - local_day(self.now, self.city.tz)).days
            is_plain = change.after.kind in (MeetingKind.REGULAR, MeetingKind.CLOSED)
            return (is_plain or bool(change.batch)) and days > policy.soon_days
        return (
            set(change.all_kinds) <= _FAR_CORRECTIONS
            and self.nearest_at - self.now > _FAR_AHEAD_IN
        )

    def alert_for(self, subscription: Subscription) -> Alert | None:
        """Return the message one chat is owed about the change, or None."""
        change = self.change
        if change.meeting_id in subscription.muted or self._is_lost(subscription):
            return None
        if change.replacement and change.replacement.id in subscription.muted:
            return None
        body = body_reason(subscription, change.after.body_slug, self.city)
        kinds = [
            AlertKind(kind.value)
            for kind in change.all_kinds
            if alert_topic(AlertKind(kind.value)) in subscription.topics
        ]
        if body is None and change.meeting_id in subscription.told_of:
            body, kinds = AlertReason.TOLD, [kind for kind in kinds if kind in _FILE_KINDS]
        own = find_matches(subscription.keywords, self.new_items, self.city)
        issue = self.issue_matches if AlertTopic.ISSUE in subscription.topics else ()
        if body and kinds:
            return self._build_alert(subscription, kinds[0], body, (*own, *issue))
        if own:
            kind, why = AlertKind.KEYWORD, AlertReason.KEYWORD
        elif issue:
            kind, why = AlertKind.ISSUE, AlertReason.ISSUE
        else:
            return None
        kind = AlertKind.OUTCOME if change.kind is ChangeKind.OUTCOME else kind
        return self._build_alert(subscription, kind, why, (*own, *issue))

    def _is_lost(self, subscription: Subscription) -> bool:
        """Tell whether a pause swallows the news: a move or cancellation waits for its end."""
        until = subscription.paused_until
        if until is None or until <= self.now:
            return False
        waits = bool(PRESSING_KINDS & {*self.change.all_kinds}) or (
            AlertTopic.ISSUE in subscription.topics and bool(self.issue_matches)
        )
        return until >= self.expires_at or not waits

    def _build_alert(
        self,
        subscription: Subscription,
        kind: AlertKind,
        why: AlertReason,
        matches: tuple[KeywordMatch, ...],
    ) -> Alert:
        """Return the message, timed by the wishes of the chat."""
        change, chat, tz = self.change, subscription.chat_id, self.city.tz
        key = f"change:{chat}:{change.meeting_id}:{kind.value}:{change.revision}"
        is_near = self.nearest_at - self.now < self.city.policy.awake_in
        due, bundle = self.now, f"batch:{chat}:{change.batch}" if change.batch else key
        is_routine = self.is_routine() and not any(match.is_issue for match in matches)
        if subscription.pace is not AlertPace.AT_ONCE or is_routine:
            pace = AlertPace.WEEKLY if subscription.pace is AlertPace.WEEKLY else AlertPace.DAILY
            digest = next_digest_at(self.now, pace, self.city)
            if self.nearest_at - digest >= self.city.policy.awake_in:
                due = digest
                if change.kind is not ChangeKind.OUTCOME:  # an edit of the digest would undo it
                    bundle = f"digest:{chat}:{local_day(digest, tz)}"
        if subscription.paused_until:
            due = max(due, subscription.paused_until)
        if not is_near:
            due = after_quiet_hours(due, subscription.quiet, tz)
        return Alert(
            dedupe_key=key,
            chat_id=chat,
            kind=kind,
            meeting_id=change.meeting_id,
            revision=change.revision,
            due_at=due,
            expires_at=self.expires_at,
            urgency=self._alert_urgency(kind, due, is_near=is_near),
            language=subscription.language,
            why=why,
            claim=alert_claim(kind, change.after),
            bundle=bundle,
            wanted_at=self.now,
            is_silent=kind is AlertKind.AGENDA_REVISED,
            matches=matches,
            change=change,
            sends_file=change.meeting_id in subscription.calendar_files and kind in _FILE_KINDS,
        )

    def _alert_urgency(self, kind: AlertKind, due: datetime, *, is_near: bool) -> Urgency:
        """Return the place in the queue."""
        if due > self.now or alert_topic(kind) is not AlertTopic.CHANGE:
            is_new = kind is AlertKind.NEW_MEETING and is_near
            return Urgency.URGENT if is_new else Urgency.ROUTINE
        return Urgency.URGENT
