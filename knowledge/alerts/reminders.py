"""Reminders and deadlines: when each is due for one chat, and why one is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge.alerts.alert import Alert, AlertKind, Why
from knowledge.alerts.claims import WhyNot, claim, wants_body
from knowledge.alerts.lead import Lead, moment_before
from knowledge.alerts.subscription import Pace, Subscription, Topic
from knowledge.alerts.timing import after_quiet, business_days_before
from knowledge.delivery import Urgency
from knowledge.meetings.city import City, DeadlineRule
from knowledge.meetings.meeting import Kind, Meeting, Session
from knowledge.meetings.times import to_utc


@dataclass(frozen=True, slots=True)
class Due:
    """A moment at which something about a meeting is due; `session` is 0 if no time is known."""

    kind: AlertKind
    session: int
    lead: str
    starts: str  # the start instant, or the date if no time is known: part of the dedupe key
    due_at: datetime
    expires_at: datetime


def reminder_moments(meeting: Meeting, lead: Lead, city: City) -> list[Due]:
    """Return when a lead is due: before the first session, or before each.

    Without a known time only leads of whole days make sense; they count from the date.
    """
    found = []
    for session in meeting.sessions if lead.each else meeting.sessions[:1]:
        start = datetime.combine(meeting.local_date, session.local_time)
        at = moment_before(start, lead, city.policy.evening_at, city.tz)
        begins = meeting.begins_at(session)
        found.append(
            Due(AlertKind.REMINDER, session.number, lead.key, begins.isoformat(), at, begins)
        )
    if not meeting.sessions and lead.days and not lead.minutes:
        start = datetime.combine(meeting.local_date, city.policy.day_lead_at)
        at = moment_before(start, lead, city.policy.evening_at, city.tz)
        day = meeting.local_date.isoformat()
        found.append(Due(AlertKind.REMINDER, 0, lead.key, day, at, meeting.closes_at))
    return found


def deadline_moments(meeting: Meeting, city: City) -> list[tuple[DeadlineRule, datetime, Due]]:
    """Return (rule, UTC instant of the deadline, when to tell) for the rules of the body.

    A closed meeting has none: nobody outside may take part.
    """
    body = city.body(meeting.body_slug)
    if body is None or meeting.kind is Kind.CLOSED:
        return []
    found = []
    for rule in body.deadlines:
        at = deadline_at(meeting, rule, city)
        if at is not None:
            start = meeting.start_at
            starts = start.isoformat() if start else meeting.local_date.isoformat()
            session = meeting.sessions[0].number if meeting.sessions else 0
            tell = at - rule.notice_in
            due = Due(AlertKind.DEADLINE, session, rule.purpose, starts, tell, at)
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
    lead = Lead(days=rule.hours_before // 24, minutes=rule.hours_before % 24 * 60)
    return moment_before(start, lead, city.policy.evening_at, city.tz)


Moments = dict[tuple[str, Lead | None], list[Due]]


def moments(
    meeting: Meeting, subscription: Subscription, city: City, known: Moments | None = None
) -> Iterator[Due]:
    """Yield everything that the wishes of a chat make due about one meeting.

    `known` keeps what was worked out for other chats in the same call of `plan`.
    """
    known = {} if known is None else known
    wishes: list[Lead | None] = []
    if Topic.REMINDER in subscription.topics:
        wishes += dict.fromkeys(subscription.leads)
    if Topic.DEADLINE in subscription.topics:
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


def refusal(
    due: Due, meeting: Meeting, subscription: Subscription, now: datetime, city: City
) -> WhyNot | None:
    """Return why something due is not to be planned, or None if it is."""
    if wants_body(subscription, meeting.body_slug, city) is None:
        return WhyNot.BODY_OFF
    if meeting.id in subscription.muted:
        return WhyNot.MUTED
    if subscription.is_paused(max(now, due.due_at)):
        return WhyNot.PAUSED
    if not meeting.is_on:
        return WhyNot.MEETING_OFF
    known = meeting.start_known_at or meeting.first_seen_at
    if due.due_at < known:
        return WhyNot.FOUND_TOO_LATE
    if due.due_at < subscription.since_at:
        return WhyNot.SUBSCRIBED_LATER
    if now >= due.expires_at:
        return WhyNot.EXPIRED
    if _was_just_announced(due, meeting, subscription, city):
        return WhyNot.JUST_ANNOUNCED
    return None


def _was_just_announced(
    due: Due, meeting: Meeting, subscription: Subscription, city: City
) -> bool:
    """Tell whether the chat heard of the start so lately that a long lead would only repeat it."""
    if meeting.announced_at is None or subscription.pace is not Pace.AT_ONCE:
        return False
    is_long = due.expires_at - due.due_at >= city.policy.repeat_in
    is_fresh = timedelta(0) <= due.due_at - meeting.announced_at < city.policy.repeat_in
    return due.kind is AlertKind.REMINDER and is_long and is_fresh


def remind(due: Due, meeting: Meeting, subscription: Subscription, city: City) -> Alert:
    """Return the message for something due.

    Quiet hours push it back, unless it would then come after what it reminds of: in that case it
    keeps its hour and makes no sound. Whatever falls on one moment shares a bundle.
    """
    chat, expires = subscription.chat_id, due.expires_at
    pushed = after_quiet(due.due_at, subscription.quiet, city.tz)
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
        why=Why.LEAD if due.kind is AlertKind.REMINDER else Why.DEADLINE,
        claim=claim(due.kind, meeting, due.session),
        bundle=f"{due.kind.value}:{chat}:{at.isoformat()}",
        wanted_at=due.due_at,
        is_silent=is_too_late,
        session=due.session,
        lead=due.lead,
    )


def doubt(meeting: Meeting, subscription: Subscription, now: datetime, city: City) -> Alert | None:
    """Return the one message that a near meeting could not be confirmed for a day, if it is owed.

    `meeting` is near and unread (`listing.is_unread`). Quiet hours hold it back unless it would
    then be of no use.
    """
    wants = wants_body(subscription, meeting.body_slug, city)
    is_off = Topic.CHANGE not in subscription.topics or subscription.is_paused(now)
    if wants is None or is_off or meeting.id in subscription.muted:
        return None
    start = meeting.start_at or meeting.closes_at
    quiet_ends = after_quiet(now, subscription.quiet, city.tz)
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
        claim=claim(AlertKind.UNCONFIRMED, meeting),
        bundle=f"{AlertKind.UNCONFIRMED.value}:{chat}",
        wanted_at=now,
    )


def session_of(meeting: Meeting, number: int) -> Session | None:
    """Return the session of that number, or None."""
    return next((s for s in meeting.sessions if s.number == number), None)
