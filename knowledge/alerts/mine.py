""" "Did I miss anything?": what was due to a chat, whether it came, and if not, why not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from knowledge.alerts.alert import AlertKind
from knowledge.alerts.claims import WhyNot
from knowledge.alerts.reminders import moments, refusal, remind
from knowledge.alerts.subscription import Subscription
from knowledge.meetings.city import City
from knowledge.meetings.meeting import Meeting


class LedgerState(StrEnum):
    """Where a planned message stands."""

    QUEUED = "queued"
    SENT = "sent"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    UNREACHABLE = "unreachable"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # an objection stopped it; `reason` names it


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One message of the ledger, as storage knows it."""

    dedupe_key: str
    kind: AlertKind
    meeting_id: str
    due_at: datetime
    state: LedgerState
    sent_at: datetime | None = None
    reason: WhyNot | None = None
    lead: str = ""
    session: int = 0


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that was or will be due: sent, on its way, or not, and then why."""

    kind: AlertKind
    meeting_id: str
    due_at: datetime
    lead: str = ""
    session: int = 0
    sent_at: datetime | None = None
    why_not: WhyNot | None = None

    @property
    def is_coming(self) -> bool:
        """Tell whether it is still on its way."""
        return self.sent_at is None and self.why_not is None


_REASONS = {
    LedgerState.EXPIRED: WhyNot.EXPIRED,
    LedgerState.UNREACHABLE: WhyNot.UNREACHABLE,
    LedgerState.UNKNOWN: WhyNot.UNCERTAIN,
    LedgerState.REJECTED: WhyNot.REJECTED,
    LedgerState.WITHDRAWN: WhyNot.SUPERSEDED,
}
BACK_IN, AHEAD_IN = timedelta(days=14), timedelta(days=7)


def explain(
    subscription: Subscription,
    meetings: Iterable[Meeting],
    ledger: Iterable[LedgerRow],
    now: datetime,
    city: City,
) -> list[Owed]:
    """Return what was due to one chat in the last 14 days and is in the next 7, oldest first.

    `ledger` holds the rows of this chat; what the wishes make due but no row names is explained
    by the same rules that plan.
    """
    rows = {row.dedupe_key: row for row in ledger}
    found = {key: _from_row(row) for key, row in rows.items()}
    for meeting in meetings:
        for due in moments(meeting, subscription, city):
            alert = remind(due, meeting, subscription, city)
            if alert.dedupe_key in found:
                continue
            why = refusal(due, meeting, subscription, due.due_at, city)
            if why is None and now >= due.expires_at:
                why = WhyNot.NOT_PLANNED
            found[alert.dedupe_key] = Owed(
                due.kind, meeting.id, alert.due_at, due.lead, due.session, None, why
            )
        found |= _without_time(meeting, subscription)
    kept = [o for o in found.values() if now - BACK_IN <= o.due_at <= now + AHEAD_IN]
    kept = [o for o in kept if o.why_not is not WhyNot.BODY_OFF or o.sent_at]
    return sorted(kept, key=lambda owed: (owed.due_at, owed.meeting_id, owed.lead))


def _from_row(row: LedgerRow) -> Owed:
    """Return a ledger row as an explanation."""
    why = row.reason or _REASONS.get(row.state)
    return Owed(row.kind, row.meeting_id, row.due_at, row.lead, row.session, row.sent_at, why)


def _without_time(meeting: Meeting, subscription: Subscription) -> Mapping[str, Owed]:
    """Return the leads that cannot be kept because no time is known."""
    if meeting.sessions or not meeting.is_on or meeting.body_slug not in subscription.bodies:
        return {}
    return {
        f"untimed:{meeting.id}:{lead.key}": Owed(
            AlertKind.REMINDER,
            meeting.id,
            meeting.closes_at,
            lead.key,
            why_not=WhyNot.UNKNOWN_TIME,
        )
        for lead in subscription.leads
        if lead.minutes
    }
