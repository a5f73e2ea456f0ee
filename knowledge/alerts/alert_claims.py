"""What a message claims about a meeting, and whether it still holds when it is about to leave."""

from datetime import datetime
from enum import StrEnum

from knowledge.alerts.alert import Alert, AlertKind, AlertReason
from knowledge.alerts.subscription import ANY_BODY, AlertTopic, Subscription
from knowledge.meetings.city import OTHER_BODIES, City
from knowledge.meetings.meeting import Meeting

TOPIC_BY_KIND = {
    AlertKind.NEW_MEETING: AlertTopic.NEW,
    AlertKind.AGENDA_POSTED: AlertTopic.AGENDA,
    AlertKind.AGENDA_REVISED: AlertTopic.AGENDA,
    AlertKind.SUBJECT: AlertTopic.AGENDA,
    AlertKind.ISSUE: AlertTopic.ISSUE,
    AlertKind.OUTCOME: AlertTopic.OUTCOME,
    AlertKind.REMINDER: AlertTopic.REMINDER,
    AlertKind.DEADLINE: AlertTopic.DEADLINE,
}


TIMED_KINDS = frozenset({AlertKind.REMINDER, AlertKind.DEADLINE, AlertKind.UNCONFIRMED})
"""What falls due by the clock; the other kinds are news."""


class NoAlertReason(StrEnum):
    """Why a message was, or would be, not sent."""

    UNSUBSCRIBED = "unsubscribed"
    PAUSED = "paused"
    MUTED = "muted"
    TOPIC_OFF = "topic_off"
    BODY_OFF = "body_off"
    LEAD_OFF = "lead_off"
    EXPIRED = "expired"
    MEETING_OFF = "meeting_off"
    MEETING_MOVED = "meeting_moved"
    SUPERSEDED = "superseded"
    UNKNOWN_TIME = "unknown_time"
    FOUND_TOO_LATE = "found_too_late"
    SUBSCRIBED_LATER = "subscribed_later"
    JUST_ANNOUNCED = "just_announced"
    UNREACHABLE = "unreachable"
    UNCERTAIN = "uncertain"
    REJECTED = "rejected"
    NOT_PLANNED = "not_planned"


def alert_topic(kind: AlertKind) -> AlertTopic:
    """Return the switch that governs a kind; changes and cancellations share one."""
    return TOPIC_BY_KIND.get(kind, AlertTopic.CHANGE)


def body_reason(subscription: Subscription, slug: str, city: City) -> AlertReason | None:
    """Return why a chat hears about a body, or None if it does not."""
    if slug in subscription.bodies:
        return AlertReason.BODY
    if ANY_BODY in subscription.bodies:
        return AlertReason.EVERY_BODY
    is_other = OTHER_BODIES in subscription.bodies and city.body_group(slug) == OTHER_BODIES
    return AlertReason.BODY if is_other else None


def alert_claim(kind: AlertKind, meeting: Meeting, session: int = 0) -> str:
    """Return what a message of this kind says of a meeting; equal claims are equally true."""
    match kind:
        case AlertKind.RESCHEDULED | AlertKind.NEW_MEETING:
            times = ",".join(f"{s.local_time:%H%M}" for s in meeting.sessions)
            return (
                f"{_meeting_state(meeting)}|{meeting.local_date}|{times}|{meeting.superseded_by}"
            )
        case AlertKind.TIME_CHANGED | AlertKind.TIME_SET | AlertKind.SITTINGS:
            times = ",".join(f"{s.local_time:%H%M}" for s in meeting.sessions)
            return f"{_meeting_state(meeting)}|{times}"
        case AlertKind.LOCATION_CHANGED:
            return f"{_meeting_state(meeting)}|{meeting.location_key}"
        case AlertKind.CHECK:
            return f"{_meeting_state(meeting)}|{','.join(meeting.doubts)}"
        case AlertKind.AGENDA_POSTED | AlertKind.AGENDA_REVISED:
            return f"{_meeting_state(meeting)}|{meeting.agenda.is_available}"
        case AlertKind.OUTCOME:
            return "decided"  # a correction comes as news of its own
        case AlertKind.REMINDER | AlertKind.DEADLINE | AlertKind.UNCONFIRMED:
            found = next((s for s in meeting.sessions if s.number == session), None)
            start = meeting.begins_at(found).isoformat() if found else str(meeting.local_date)
            return f"{_meeting_state(meeting)}|{start}"
        case _:
            return _meeting_state(meeting)


def _meeting_state(meeting: Meeting) -> str:
    """Return whether a meeting is on, or how it is off."""
    return "on" if meeting.is_on else meeting.status.value


def find_objection(
    alert: Alert, meeting: Meeting | None, subscription: Subscription | None, now: datetime
) -> NoAlertReason | None:
    """Return why an alert must not be sent now, or None if it is still true and wanted."""
    if subscription is None or not subscription.is_active:
        return NoAlertReason.UNSUBSCRIBED
    if now >= alert.expires_at:
        return NoAlertReason.EXPIRED
    if subscription.is_paused(now):
        return NoAlertReason.PAUSED
    if alert.meeting_id in subscription.muted:
        return NoAlertReason.MUTED
    by_word = alert.why in (AlertReason.KEYWORD, AlertReason.ISSUE)
    if alert_topic(alert.kind) not in subscription.topics and not by_word:
        return NoAlertReason.TOPIC_OFF
    if meeting is None or alert_claim(alert.kind, meeting, alert.session) != alert.claim:
        return _untrue_reason(alert, meeting)
    if alert.kind in (AlertKind.KEYWORD, AlertKind.ISSUE) and not _match_stands(alert, meeting):
        return NoAlertReason.SUPERSEDED
    return _unwanted_reason(alert, meeting, subscription)


def _match_stands(alert: Alert, meeting: Meeting) -> bool:
    """Tell whether one of the found words is still on the agenda, or in the subject."""
    agenda = meeting.agenda
    titles = {item.title for item in agenda.items} if agenda.is_available else set()
    return any(
        match.item.title == meeting.subject if match.is_subject else match.item.title in titles
        for match in alert.matches
    )


def _untrue_reason(alert: Alert, meeting: Meeting | None) -> NoAlertReason:
    """Return how a claim came to be false."""
    if alert.kind not in TIMED_KINDS or meeting is None:
        return NoAlertReason.SUPERSEDED
    return NoAlertReason.MEETING_MOVED if meeting.is_on else NoAlertReason.MEETING_OFF


def _unwanted_reason(
    alert: Alert, meeting: Meeting, subscription: Subscription
) -> NoAlertReason | None:
    """Return which wish was taken back since the alert was planned."""
    if alert.why in (AlertReason.KEYWORD, AlertReason.ISSUE):
        hears_issue = AlertTopic.ISSUE in subscription.topics
        kept = any(
            hears_issue if match.is_issue else match.keyword in subscription.keywords
            for match in alert.matches
        )
        return None if kept else NoAlertReason.BODY_OFF
    if alert.why is AlertReason.TOLD:
        return None
    if alert.kind is AlertKind.REMINDER:
        keys = {lead.key for lead in subscription.leads}
        if alert.lead not in keys:
            return NoAlertReason.LEAD_OFF
    is_named = meeting.body_slug in subscription.bodies
    if not is_named and not subscription.bodies & {ANY_BODY, OTHER_BODIES}:
        return NoAlertReason.BODY_OFF
    return None
