""" "Did I miss anything?": what was due to a chat, whether it came, and if not, why not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from knowledge.alerts.alert import AlertKind
from knowledge.alerts.alert_claims import NoAlertReason
from knowledge.alerts.reminders import build_reminder, due_moments, no_alert_reason
from knowledge.alerts.subscription import Subscription
from knowledge.meetings.city import City
from knowledge.meetings.meeting import Meeting


class AlertState(StrEnum):
    """Where a planned message stands."""

    QUEUED = "queued"
    SENT = "sent"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    UNREACHABLE = "unreachable"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # an objection stopped it; `reason` names it


@dataclass(frozen=True, slots=True)
class StoredAlert:
    """One message of the ledger, as storage knows it."""

    dedupe_key: str
    kind: AlertKind
    meeting_id: str
    due_at: datetime
    state: AlertState
    sent_at: datetime | None = None
    reason: NoAlertReason | None = None
    lead: str = ""
    session: int = 0


@dataclass(frozen=True, slots=True)
class OwedAlert:
    """One thing that was or will be due: sent, on its way, or not, and then why."""

    kind: AlertKind
    meeting_id: str
    due_at: datetime
    lead: str = ""
    session: int = 0
    sent_at: datetime | None = None
    why_not: NoAlertReason | None = None

    @property
    def is_coming(self) -> bool:
        """Tell whether it is still on its way."""
        return self.sent_at is None and self.why_not is None


_REASONS = {
    AlertState.EXPIRED: NoAlertReason.EXPIRED,
    AlertState.UNREACHABLE: NoAlertReason.UNREACHABLE,
    AlertState.UNKNOWN: NoAlertReason.UNCERTAIN,
    AlertState.REJECTED: NoAlertReason.REJECTED,
    AlertState.WITHDRAWN: NoAlertReason.SUPERSEDED,
}
HISTORY_IN, FORECAST_IN = timedelta(days=14), timedelta(days=7)


def explain_alerts(
    subscription: Subscription,
    meetings: Iterable[Meeting],
    ledger: Iterable[StoredAlert],
    now: datetime,
    city: City,
) -> list[OwedAlert]:
    """Return what was due to one chat in the last 14 days and is in the next 7, oldest first.

    `ledger` holds the rows of this chat; what the wishes make due but no row names is explained
    by the same rules that plan.
    """
    rows = {row.dedupe_key: row for row in ledger}
    found = {key: _owed_from_stored(row) for key, row in rows.items()}
    for meeting in meetings:
        for due in due_moments(meeting, subscription, city):
            alert = build_reminder(due, meeting, subscription, city)
            if alert.dedupe_key in found:
                continue
            why = no_alert_reason(due, meeting, subscription, due.due_at, city)
            if why is None and now >= due.expires_at:
                why = NoAlertReason.NOT_PLANNED
            found[alert.dedupe_key] = OwedAlert(
                due.kind, meeting.id, alert.due_at, due.lead, due.session, None, why
            )
        found |= _without_time(meeting, subscription)
    kept = [o for o in found.values() if now - HISTORY_IN <= o.due_at <= now + FORECAST_IN]
    kept = [o for o in kept if o.why_not is not NoAlertReason.BODY_OFF or o.sent_at]
    return sorted(kept, key=lambda owed: (owed.due_at, owed.meeting_id, owed.lead))


def _owed_from_stored(row: StoredAlert) -> OwedAlert:
    """Return a ledger row as an explanation."""
    why = row.reason or _REASONS.get(row.state)
    return OwedAlert(row.kind, row.meeting_id, row.due_at, row.lead, row.session, row.sent_at, why)


def _without_time(meeting: Meeting, subscription: Subscription) -> Mapping[str, OwedAlert]:
    """Return the leads that cannot be kept because no time is known."""
    if meeting.sessions or not meeting.is_on or meeting.body_slug not in subscription.bodies:
        return {}
    return {
        f"untimed:{meeting.id}:{lead.key}": OwedAlert(
            AlertKind.REMINDER,
            meeting.id,
            meeting.closes_at,
            lead.key,
            why_not=NoAlertReason.UNKNOWN_TIME,
        )
        for lead in subscription.leads
        if lead.minutes
    }
