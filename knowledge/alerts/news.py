"""From changes to the messages a chat is owed about them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge.alerts.alert import Alert, AlertKind, Match, Urgency, Why
from knowledge.alerts.claims import claim, topic_of, wants_body
from knowledge.alerts.keywords import find_matches
from knowledge.alerts.subscription import Pace, Subscription, Topic
from knowledge.alerts.timing import after_quiet, next_digest
from knowledge.meetings.change import Change, ChangeKind
from knowledge.meetings.city import City
from knowledge.meetings.meeting import Kind
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
        ChangeKind.LOCATION_CHANGED,
        ChangeKind.CHECK,
    }
)
_FILE_KINDS = frozenset(AlertKind(kind.value) for kind in PRESSING)
_FAR_FIXES = frozenset({ChangeKind.TIME_CHANGED, ChangeKind.TIME_SET, ChangeKind.LOCATION_CHANGED})
# Defaults of a calendar system are corrected months ahead: no alarm.
_FAR_IN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class News:
    """One change, with everything about it that is the same for every chat."""

    change: Change
    city: City
    now: datetime

    @property
    def nearest_at(self) -> datetime:
        """The earlier of the old and the new start."""
        meetings = [self.change.after, self.change.target, self.change.before]
        return min((m.start_at or m.closes_at) for m in meetings if m is not None)

    @property
    def expires_at(self) -> datetime:
        """The later of the old and the new end of interest."""
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
        matches = self._matches(subscription)
        if body and kinds:
            return self._alert(subscription, kinds[0], body, matches)
        return (
            self._alert(subscription, AlertKind.KEYWORD, Why.KEYWORD, matches) if matches else None
        )

    def _is_lost(self, subscription: Subscription) -> bool:
        """Tell whether a pause swallows the news: a move or cancellation waits for its end."""
        until = subscription.paused_until
        if until is None or until <= self.now:
            return False
        return until >= self.expires_at or not PRESSING & {*self.change.kinds}

    def _matches(self, subscription: Subscription) -> tuple[Match, ...]:
        """Return the keywords of a chat in the items this change brought."""
        change = self.change
        kinds = {ChangeKind.AGENDA_POSTED, ChangeKind.AGENDA_REVISED} & {*change.kinds}
        if not subscription.keywords or not kinds:
            return ()
        is_revised = ChangeKind.AGENDA_POSTED not in kinds and change.before is not None
        old = change.before.agenda.told_items if is_revised and change.before else ()
        known = {item.title for item in old}
        items = [item for item in change.after.agenda.items if item.title not in known]
        return find_matches(subscription.keywords, items, self.city)

    def _alert(
        self, subscription: Subscription, kind: AlertKind, why: Why, matches: tuple[Match, ...]
    ) -> Alert:
        """Return the message, timed by the wishes of the chat."""
        change, chat, tz = self.change, subscription.chat_id, self.city.tz
        key = f"change:{chat}:{change.meeting_id}:{kind.value}:{change.revision}"
        is_near = self.nearest_at - self.now < self.city.policy.awake_in
        due, bundle = self.now, f"batch:{chat}:{change.batch}" if change.batch else key
        if subscription.pace is not Pace.AT_ONCE or self.is_routine():
            pace = Pace.WEEKLY if subscription.pace is Pace.WEEKLY else Pace.DAILY
            digest = next_digest(self.now, pace, self.city)
            if self.nearest_at - digest >= self.city.policy.awake_in:
                due, bundle = digest, f"digest:{chat}:{local_day(digest, tz)}"
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
            return Urgency.SOON if is_new else Urgency.ROUTINE
        return Urgency.URGENT if is_near else Urgency.SOON
