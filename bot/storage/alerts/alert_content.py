"""Opening a planned message when it is about to leave: what is still true and wanted goes in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage.alerts import alert_records, subscriptions
from bot.storage.database.core_tables import ChatRow
from bot.storage.database.meeting_tables import AlertRow
from bot.storage.database.outbox_table import Delivery
from bot.storage.database.row_states import AlertRowState
from bot.storage.meetings import calendar_records
from bot.storage.meetings.calendar_records import NumberedMeeting
from bot.storage.outbox.delivery_queue import ClaimedDelivery
from knowledge.alerts.alert import Alert, AlertKind
from knowledge.alerts.alert_claims import TIMED_KINDS, NoAlertReason, alert_claim, find_objection
from knowledge.alerts.subscription import Subscription
from knowledge.delivery import DeliveryState
from knowledge.language import Language
from knowledge.meetings.calendar_state import CalendarSnapshot, SourceMemory
from knowledge.meetings.calendar_view import is_unread_meeting
from knowledge.meetings.city import City
from knowledge.meetings.meeting import Meeting
from knowledge.meetings.meeting_change import MeetingChange
from knowledge.meetings.sync.meeting_revisions import combine_changes

_ARRIVED_STATES = (DeliveryState.SENT, DeliveryState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class AlertItem:
    """One thing to say: the alert, the meeting as it stands now, and the change it tells."""

    alert: Alert
    meeting: Meeting
    number: int
    change: MeetingChange | None = None
    replacement: NumberedMeeting | None = None
    leads: tuple[str, ...] = ()  # of the reminders that fell together


@dataclass(frozen=True, slots=True)
class AlertContent:
    """A message's content; no pieces means that nothing of it is to be sent, and `why_not`."""

    language: Language
    plain: bool
    items: tuple[AlertItem, ...]
    sources: tuple[SourceMemory, ...]
    is_subscribed: bool = False
    is_new: bool = False  # the chat is in its first days with us
    thread_id: int | None = None  # the forum topic it is to go to
    why_not: str = ""


def resolve_content(
    session: Session, delivery: ClaimedDelivery, now: datetime, city: City
) -> AlertContent:
    """Decide what a planned message says, and write down what it carries and what was left out."""
    rows = session.scalars(
        select(AlertRow)
        .where(AlertRow.delivery == delivery.key, AlertRow.state != AlertRowState.WITHDRAWN)
        .order_by(AlertRow.expires_at, AlertRow.id)
    ).all()
    found = calendar_records.meetings_by_id(session, {row.meeting_id for row in rows})
    subscription = subscriptions.effective_subscription(
        session, delivery.chat_id, [numbered.meeting for numbered in found.values()]
    )
    pieces: list[AlertItem] = []
    reasons: list[NoAlertReason] = []
    told = _HeardChanges(session, delivery.chat_id)
    for row in rows:
        alert, numbered = alert_records.read_alert_row(row), found.get(row.meeting_id)
        why = find_objection(alert, numbered.meeting if numbered else None, subscription, now)
        change, is_news = None, alert.kind not in TIMED_KINDS
        if why is None and is_news:
            change, why = told.unheard_change(alert)
        elif why is None and numbered is not None:
            why = _needless_reason(session, delivery, alert, numbered.meeting, now, city)
        if why is not None or numbered is None:
            why = why or NoAlertReason.SUPERSEDED
            if not delivery.lost_answers:  # else it may have been read, and stays said
                row.state, row.reason = AlertRowState.WITHDRAWN, why
            reasons.append(why)
            continue
        row.state, row.shown_place = AlertRowState.CARRIED, numbered.meeting.location_key
        if change is not None or not is_news:  # else an earlier piece says it already
            pieces.append(_alert_item(session, alert, numbered, change))
    session.flush()
    return _alert_content(
        session, delivery.chat_id, _merge_reminders(pieces), subscription, reasons, now
    )


def _needless_reason(
    session: Session,
    delivery: ClaimedDelivery,
    alert: Alert,
    meeting: Meeting,
    now: datetime,
    city: City,
) -> NoAlertReason | None:
    """Return why something due need not be said: it was just said, or is in doubt no more.

    A reminder that left when another of the same start was due already has said that one too.
    """
    if alert.kind is AlertKind.UNCONFIRMED:
        calendar = CalendarSnapshot(sources=calendar_records.source_memories(session))
        return (
            None if is_unread_meeting(calendar, meeting, now, city) else NoAlertReason.SUPERSEDED
        )
    said = session.scalar(
        select(AlertRow.id)
        .join(Delivery, Delivery.key == AlertRow.delivery)
        .where(
            AlertRow.chat_id == alert.chat_id,
            AlertRow.meeting_id == alert.meeting_id,
            AlertRow.kind == alert.kind,
            AlertRow.session == alert.session,
            AlertRow.claim == alert.claim,
            AlertRow.state == AlertRowState.CARRIED,
            Delivery.key != delivery.key,
            Delivery.state.in_(_ARRIVED_STATES),
            Delivery.settled_at >= alert.wanted_at,
        )
    )
    is_reminder = alert.kind is AlertKind.REMINDER
    return NoAlertReason.JUST_ANNOUNCED if is_reminder and said is not None else None


def _merge_reminders(pieces: Iterable[AlertItem]) -> list[AlertItem]:
    """Return the pieces with one reminder a meeting, of its first session, for all its leads."""
    found: dict[tuple[AlertKind, str, str], AlertItem] = {}
    for piece in pieces:
        alert = piece.alert
        is_reminder = alert.kind is AlertKind.REMINDER
        name = (alert.kind, alert.meeting_id, "" if is_reminder else alert.dedupe_key)
        first = found.get(name, piece)
        leads = dict.fromkeys((*first.leads, *([alert.lead] if is_reminder else [])))
        found[name] = replace(first, leads=tuple(leads))
    return list(found.values())


def _alert_item(
    session: Session, alert: Alert, numbered: NumberedMeeting, change: MeetingChange | None
) -> AlertItem:
    after = numbered.meeting.superseded_by
    replacement = calendar_records.find_meeting(session, after) if after else None
    return AlertItem(alert, numbered.meeting, numbered.number, change, replacement)


def _alert_content(
    session: Session,
    chat_id: int,
    pieces: Iterable[AlertItem],
    subscription: Subscription | None,
    reasons: Sequence[NoAlertReason],
    now: datetime,
) -> AlertContent:
    person = session.get(ChatRow, chat_id)
    pieces = tuple(pieces)
    language = subscription.language if subscription else Language.EN
    if subscription is None and pieces:
        language = pieces[0].alert.language
    return AlertContent(
        language=language,
        plain=bool(person and person.plain),
        items=pieces,
        sources=calendar_records.source_memories(session),
        is_subscribed=bool(subscription and not subscription.is_holder),
        is_new=bool(subscription and subscription.is_new(now)),
        thread_id=subscription.thread_id if subscription else None,
        why_not=",".join(sorted({reason.value for reason in reasons})) or "nothing to say",
    )


class _HeardChanges:
    """What one chat has and has not heard of the changes of a meeting."""

    def __init__(self, session: Session, chat_id: int) -> None:
        self._session, self._chat_id = session, chat_id
        self._said = set[str]()

    def unheard_change(self, alert: Alert) -> tuple[MeetingChange | None, NoAlertReason | None]:
        """Return what is new to the chat up to this alert, or why there is nothing to say.

        Earlier changes that never reached it are folded in; what a later message has already told
        is not told again, and what was taken back meanwhile is not told at all. Neither: an
        earlier alert of the same message tells it. Another message that may have arrived counts
        as heard: who read "cancelled" must be told that it is on again.
        """
        if alert.meeting_id in self._said:
            return None, None
        rows = self._session.execute(
            select(AlertRow.revision, AlertRow.delivery, AlertRow.state, Delivery)
            .outerjoin(Delivery, Delivery.key == AlertRow.delivery)
            .where(
                AlertRow.chat_id == self._chat_id,
                AlertRow.meeting_id == alert.meeting_id,
                AlertRow.kind.not_in([kind.value for kind in TIMED_KINDS]),
            )
        ).all()
        heard = [
            revision
            for revision, key, state, carrier in rows
            if state == AlertRowState.CARRIED
            and carrier
            and (
                carrier.state in _ARRIVED_STATES or (carrier.lost_answers and key != alert.bundle)
            )
        ]
        newest = max(heard, default=0)
        if newest >= alert.revision:
            return None, NoAlertReason.SUPERSEDED
        together = [r for r, key, _, _ in rows if key == alert.bundle]
        last = max([alert.revision, *together])
        open_ = sorted({r for r, *_ in rows if newest < r <= last})
        known = calendar_records.changes_by_revision(
            self._session, [(alert.meeting_id, r) for r in open_]
        )
        change = combine_changes([known[name] for name in sorted(known)]) if known else None
        if change is None:
            return None, NoAlertReason.SUPERSEDED
        self._said.add(alert.meeting_id)
        return change, None


# --- messages that were sent and must be put right ------------------------------------------


def resolve_correction(session: Session, delivery: ClaimedDelivery, now: datetime) -> AlertContent:
    """Return what a sent message is to say now, and write down that it says so."""
    rows = session.scalars(
        select(AlertRow)
        .where(AlertRow.key.in_(delivery.facts["alerts"]))
        .order_by(AlertRow.expires_at, AlertRow.id)
    ).all()
    found = calendar_records.meetings_by_id(session, {row.meeting_id for row in rows})
    pieces = []
    for row in rows:
        numbered = found.get(row.meeting_id)
        if numbered is None:
            continue
        alert = alert_records.read_alert_row(row)
        pieces.append(_alert_item(session, alert, numbered, None))
        row.claim = alert_claim(alert.kind, numbered.meeting, alert.session)
        row.shown_place = numbered.meeting.location_key
    subscription = subscriptions.load_subscription(session, delivery.chat_id)
    return _alert_content(session, delivery.chat_id, pieces, subscription, (), now)
