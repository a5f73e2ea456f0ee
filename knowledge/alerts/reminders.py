"""Reminders and deadlines: when each is due for one chat, and why one is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge.alerts.alert import Alert, AlertKind, AlertReason
from knowledge.alerts.alert_claims import NoAlertReason, alert_claim, body_reason
from knowledge.alerts.lead_time import LeadTime, lead_moment
from knowledge.alerts.send_times import after_quiet_hours, business_days_before
from knowledge.alerts.subscription import AlertPace, AlertTopic, Subscription
from knowledge.delivery import Urgency
from knowledge.meetings.city import City, DeadlineRule
from knowledge.meetings.clock_times import to_utc
from knowledge.meetings.meeting import Meeting, MeetingKind, Session


@dataclass(frozen=True, slots=True)
class DueMoment:
    """A moment at which something about a meeting is due; `session` is 0 if no time is known."""

    kind: AlertKind
    session: int
    lead: str
    starts: str  # the start instant, or the date if no time is known: part of the dedupe key
    due_at: datetime
    expires_at: datetime


def reminder_moments(meeting: Meeting, lead: LeadTime, city: City) -> list[DueMoment]:
    """Return when a lead is due: before the first session, or before each.

    Without a known time only leads of whole days make sense; they count from the date.
    """
    found = []
    for session in meeting.sessions if lead.each else meeting.sessions[:1]:
        start = datetime.combine(meeting.local_date, session.local_time)
        at = lead_moment(start, lead, city.policy.evening_at, city.tz)
        begins = meeting.begins_at(session)
        found.append(
            DueMoment(AlertKind.REMINDER, session.number, lead.key, begins.isoformat(), at, begins)
        )
    if not meeting.sessions and lead.days and not lead.minutes:
        start = datetime.combine(meeting.local_date, city.policy.day_lead_at)
        at = lead_moment(start, lead, city.policy.evening_at, city.tz)
        day = meeting.local_date.isoformat()
        found.append(DueMoment(AlertKind.REMINDER, 0, lead.key, day, at, meeting.closes_at))
    return found


def deadline_moments(
    meeting: Meeting, city: City
) -> list[tuple[DeadlineRule, datetime, DueMoment]]:
    """Return (rule, UTC instant of the deadline, when to tell) for the rules of the body.

    A closed meeting has none: nobody outside may take part.
    """
    body = city.find_body(meeting.body_slug)
    if body is None or meeting.kind is MeetingKind.CLOSED:
        return []
    found = []
    for rule in body.deadlines:
        at = deadline_at(meeting, rule, city)
        if at is not None:
            start = meeting.start_at
            starts = start.isoformat() if start else meeting.local_date.isoformat()
            session = meeting.sessions[0].number if meeting.sessions else 0
            tell = at - rule.notice_in
            due = DueMoment(AlertKind.DEADLINE, session, rule.purpose, starts, tell, at)
            found.append((rule, at, due))
    return found


def deadline_at(meeting: Meeting, rule: DeadlineRule, city: City) -> datetime | None:
    """Return the UTC instant after which a request is late, or None if it hangs on a time."""
    if rule.business_days is not None:
        day = business_days_before(meeting.local_date, rule.business_days, city.holidays)
        return to_utc(day, rule.at, city.tz)
    if rule.days_before is not None:
        return to_utc(meeting.local_date - timedelta(days=rule.days_before), rule.at, city.tz)
    if meeting.local_time is None or rule.hours_before is None:
        return None
    start = datetime.combine(meeting.local_date, meeting.local_time)
    lead = LeadTime(days=rule.hours_before // 24, minutes=rule.hours_before % 24 * 60)
    return lead_moment(start, lead, city.policy.evening_at, city.tz)


DueMoments = dict[tuple[str, LeadTime | None], list[DueMoment]]


def due_moments(
    meeting: Meeting, subscription: Subscription, city: City, known: DueMoments | None = None
) -> Iterator[DueMoment]:
    """Yield everything that the wishes of a chat make due about one meeting.

    `known` keeps what was worked out for other chats in the same call of `plan`.
    """
    known = {} if known is None else known
    wishes: list[LeadTime | None] = []
    if AlertTopic.REMINDER in subscription.topics:
        wishes += dict.fromkeys(subscription.leads)
    if AlertTopic.DEADLINE in subscription.topics:
        wishes.append(None)
    for lead in wishes:
        name = (meeting.id, lead)
        if name not in known:
            known[name] = (
                [due for _, _, due in deadline_moments(meeting, city)]
                if lead is None
                else reminder_moments(meeting, lead, city)
            )
        yield from known[name]


def no_alert_reason(
    due: DueMoment, meeting: Meeting, subscription: Subscription, now: datetime, city: City
) -> NoAlertReason | None:
    """Return why something due is not to be planned, or None if it is."""
    if body_reason(subscription, meeting.body_slug, city) is None:
        return NoAlertReason.BODY_OFF
    if meeting.id in subscription.muted:
        return NoAlertReason.MUTED
    if subscription.is_paused(max(now, due.due_at)):
        return NoAlertReason.PAUSED
    if not meeting.is_on:
        return NoAlertReason.MEETING_OFF
    known = meeting.start_known_at or meeting.first_seen_at
    if due.due_at < known:
        return NoAlertReason.FOUND_TOO_LATE
    if due.due_at < subscription.since_at:
        return NoAlertReason.SUBSCRIBED_LATER
    if now >= due.expires_at:
        return NoAlertReason.EXPIRED
    if _was_just_announced(due, meeting, subscription, city):
        return NoAlertReason.JUST_ANNOUNCED
    return None


def _was_just_announced(
    due: DueMoment, meeting: Meeting, subscription: Subscription, city: City
) -> bool:
    """Tell whether the chat heard of the start so lately that a long lead would only repeat it."""
    if meeting.announced_at is None or subscription.pace is not AlertPace.AT_ONCE:
        return False
    is_long = due.expires_at - due.due_at >= city.policy.repeat_in
    is_fresh = timedelta(0) <= due.due_at - meeting.announced_at < city.policy.repeat_in
    return due.kind is AlertKind.REMINDER and is_long and is_fresh


def build_reminder(
    due: DueMoment, meeting: Meeting, subscription: Subscription, city: City
) -> Alert:
    """Return the message for something due.

    Quiet hours push it back, unless it would then come after what it reminds of: in that case it
    keeps its hour and makes no sound. Whatever falls on one moment shares a bundle.
    """
    chat, expires = subscription.chat_id, due.expires_at
    pushed = after_quiet_hours(due.due_at, subscription.quiet, city.tz)
    is_too_late = pushed >= expires
    at = due.due_at if is_too_late else pushed
    key = f"{due.kind.value}:{chat}:{meeting.id}:{due.session}:{due.lead}:{due.starts}"
    is_last_minute = expires - at <= city.policy.repeat_in
    return Alert(
        dedupe_key=key,
        chat_id=chat,
        kind=due.kind,
        meeting_id=meeting.id,
        revision=meeting.rev,
        due_at=at,
        expires_at=expires,
        urgency=Urgency.URGENT if is_last_minute else Urgency.ROUTINE,
        language=subscription.language,
        why=AlertReason.LEAD if due.kind is AlertKind.REMINDER else AlertReason.DEADLINE,
        claim=alert_claim(due.kind, meeting, due.session),
        bundle=f"{due.kind.value}:{chat}:{at.isoformat()}",
        wanted_at=due.due_at,
        is_silent=is_too_late,
        session=due.session,
        lead=due.lead,
    )


def build_unconfirmed_alert(
    meeting: Meeting, subscription: Subscription, now: datetime, city: City
) -> Alert | None:
    """Return the one message that a near meeting could not be confirmed for a day, if it is owed.

    `meeting` is near and unread (`is_unread_meeting`). Quiet hours hold it back unless it would
    then be of no use.
    """
    wants = body_reason(subscription, meeting.body_slug, city)
    is_off = AlertTopic.CHANGE not in subscription.topics or subscription.is_paused(now)
    if wants is None or is_off or meeting.id in subscription.muted:
        return None
    start = meeting.start_at or meeting.closes_at
    quiet_ends = after_quiet_hours(now, subscription.quiet, city.tz)
    is_near = start - now < city.policy.awake_in
    due, chat = now if is_near else quiet_ends, subscription.chat_id
    key = f"{AlertKind.UNCONFIRMED.value}:{chat}:{meeting.id}:{start.isoformat()}"
    return Alert(
        dedupe_key=key,
        chat_id=chat,
        kind=AlertKind.UNCONFIRMED,
        meeting_id=meeting.id,
        revision=meeting.rev,
        due_at=due,
        expires_at=start,
        urgency=Urgency.URGENT,
        language=subscription.language,
        why=wants,
        claim=alert_claim(AlertKind.UNCONFIRMED, meeting),
        bundle=f"{AlertKind.UNCONFIRMED.value}:{chat}",
        wanted_at=now,
    )


def find_session(meeting: Meeting, number: int) -> Session | None:
    """Return the session of that number, or None."""
    return next((s for s in meeting.sessions if s.number == number), None)
