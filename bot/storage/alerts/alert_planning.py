"""From changes and wishes to the ledger, a page of chats at a time.

Each page is a transaction of its own, so that a reply never waits long; a page done twice plans
nothing twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from bot.storage.alerts import alert_records, calendar_files, subscriptions
from bot.storage.database.core_tables import Document
from bot.storage.database.meeting_tables import AlertRow, ChangeRow
from bot.storage.database.outbox_table import Delivery
from bot.storage.database.row_states import AlertRowState, DocumentState
from bot.storage.meetings import calendar_records
from bot.storage.outbox import delivery_queue
from bot.storage.outbox.delivery_queue import PlannedDelivery
from knowledge.alerts.alert_edits import SentAlert, plan_edits
from knowledge.alerts.alert_plan import plan_alerts
from knowledge.alerts.keyword_matching import ISSUE_WORDS, read_issue
from knowledge.content import document_parsing
from knowledge.content.documents import DocumentKind
from knowledge.delivery import DeliveryState, Urgency
from knowledge.meetings.calendar_state import CalendarSnapshot
from knowledge.meetings.calendar_view import is_unread_meeting
from knowledge.meetings.city import City
from knowledge.meetings.clock_times import local_day
from knowledge.meetings.meeting import Meeting
from knowledge.meetings.meeting_change import MeetingChange
from knowledge.meetings.state_json import state_from_json

PAGE_SIZE = 500
REMINDER_HORIZON = timedelta(hours=1)
LONGEST_LEAD_DAYS = 33  # thirty days of lead, and the days a business-day rule skips
CORRECTION_RECHECK = timedelta(seconds=90)  # by then whatever was on the wire has been settled


@dataclass(frozen=True, slots=True)
class OpenChange:
    """A change not yet told to everybody, and when it was first planned."""

    id: int
    change: MeetingChange


# Asked every second, so built once.
_UNPLANNED = (
    select(ChangeRow.id, ChangeRow.state)
    .where(ChangeRow.planned_at.is_(None))
    .order_by(ChangeRow.id)
)
_UNCORRECTED = (
    select(ChangeRow.id, ChangeRow.state)
    .where(
        ChangeRow.planned_at.is_not(None),
        or_(
            ChangeRow.amended == 0,
            (ChangeRow.amended == 1) & (ChangeRow.planned_at <= bindparam("settled")),
        ),
    )
    .order_by(ChangeRow.id)
)


def unplanned_changes(session: Session) -> list[OpenChange]:
    """Return the changes whose alerts are still to be planned, oldest first."""
    rows = session.execute(_UNPLANNED)
    return [OpenChange(number, state_from_json(MeetingChange, text)) for number, text in rows]


def plan_change_page(
    session: Session,
    changes: Sequence[MeetingChange],
    after: int | None,
    now: datetime,
    city: City,
) -> int | None:
    """Plan the alerts of these changes for one page of chats; return where to go on, or None."""
    chats = subscriptions.subscriber_page(session, after, PAGE_SIZE)
    told_of = alert_records.keyword_meetings(
        session, [change.meeting_id for change in changes], chats
    )
    asked = [replace(one, told_of=told_of.get(one.chat_id, frozenset())) for one in chats]
    if after is None:
        asked += calendar_files.file_subscriptions(session, [change.after for change in changes])
    owed = plan_alerts(changes, (), asked, now, city, issue=read_issue(_issue_lists(session)))
    alert_records.add_alerts(session, owed)
    kinds = {one.chat_id: one for one in asked}
    for alert in owed:
        replacement = alert.change.replacement if alert.change else None
        if alert.sends_file and replacement:
            calendar_files.subscribe_file(
                session,
                alert.chat_id,
                "",
                kinds[alert.chat_id].language,
                replacement.id,
                now,
                kinds[alert.chat_id].thread_id,
            )
    return chats[-1].chat_id if len(chats) == PAGE_SIZE else None


def _issue_lists(session: Session) -> list[str]:
    """Return the lists of words of the bot's own subject, as editors keep them now."""
    body = session.scalar(
        select(Document.body).where(
            Document.kind == DocumentKind.SCOPE,
            Document.code == ISSUE_WORDS,
            Document.state == DocumentState.LIVE,
        )
    )
    lists = document_parsing.parse_scope(ISSUE_WORDS, body).lists if body else {}
    return [line for lines in lists.values() for line in lines]


def mark_planned(session: Session, ids: Sequence[int], now: datetime) -> None:
    """Note that the alerts of these changes are planned for everybody."""
    session.execute(update(ChangeRow).where(ChangeRow.id.in_(ids)).values(planned_at=now))


def meetings_to_remind(session: Session, now: datetime, city: City) -> list[Meeting]:
    """Return the meetings near enough for a reminder to be due soon."""
    today = local_day(now, city.tz)
    found = calendar_records.listed_meetings(
        session, today, today + timedelta(days=LONGEST_LEAD_DAYS + 2)
    )
    return [numbered.meeting for numbered in found]


def plan_reminder_page(
    session: Session, near: Sequence[Meeting], after: int | None, now: datetime, city: City
) -> int | None:
    """Plan what falls due within the hour for one page of chats; return where to go on."""
    chats = subscriptions.subscriber_page(session, after, PAGE_SIZE)
    calendar = CalendarSnapshot(sources=calendar_records.source_memories(session))
    unread = [meeting for meeting in near if is_unread_meeting(calendar, meeting, now, city)]
    owed = plan_alerts((), near, chats, now, city, horizon_in=REMINDER_HORIZON, unread=unread)
    alert_records.add_alerts(session, owed)
    return chats[-1].chat_id if len(chats) == PAGE_SIZE else None


# --- putting sent messages right ------------------------------------------------------------


def uncorrected_changes(session: Session, now: datetime) -> list[OpenChange]:
    """Return told changes whose earlier messages must still be looked through.

    Twice: at once, and again when whatever was on the wire meanwhile has been settled.
    """
    rows = session.execute(_UNCORRECTED, {"settled": now - CORRECTION_RECHECK})
    return [OpenChange(number, state_from_json(MeetingChange, text)) for number, text in rows]


def plan_correction_page(
    session: Session, changes: Sequence[MeetingChange], after: int | None, now: datetime
) -> int | None:
    """Queue the edits of one page of messages that a change made untrue; return where to go on."""
    about = AlertRow.meeting_id.in_({change.meeting_id for change in changes})
    query = (
        select(Delivery.id, Delivery.key)
        .where(
            Delivery.state == DeliveryState.SENT,
            Delivery.message_id.is_not(None),
            Delivery.card == alert_records.ALERT_CARD,
            Delivery.key.in_(select(AlertRow.delivery).where(about)),
        )
        .order_by(Delivery.id)
        .limit(PAGE_SIZE)
    )
    if after is not None:
        query = query.where(Delivery.id > after)
    found = session.execute(query).all()
    delivery_queue.enqueue(
        session, _planned_edits(session, changes, [key for _, key in found], now)
    )
    return found[-1][0] if len(found) == PAGE_SIZE else None


def _planned_edits(
    session: Session, changes: Sequence[MeetingChange], keys: Sequence[str], now: datetime
) -> list[PlannedDelivery]:
    rows = session.execute(
        select(AlertRow, Delivery.message_id, Delivery.settled_at)
        .join(Delivery, Delivery.key == AlertRow.delivery)
        .where(AlertRow.delivery.in_(keys), AlertRow.state == AlertRowState.CARRIED)
    )
    sent = [
        SentAlert(alert_records.read_alert_row(row), message_id, at, row.shown_place)
        for row, message_id, at in rows
        if message_id is not None and at is not None
    ]
    return [
        PlannedDelivery(
            key=intent.dedupe_key,
            chat_id=intent.chat_id,
            card=alert_records.CORRECTION_CARD,
            facts={"alerts": list(intent.alert_keys)},
            urgency=Urgency.EDIT,
            due_at=intent.due_at,
            not_before=intent.due_at,
            expires_at=intent.expires_at,
            about=f"meeting:{intent.meeting_id}",
            edits=intent.message_id,
        )
        for intent in plan_edits(changes, sent, now)
    ]


def mark_corrected(session: Session, ids: Sequence[int]) -> None:
    """Note that sent messages were looked through for these changes."""
    session.execute(
        update(ChangeRow).where(ChangeRow.id.in_(ids)).values(amended=ChangeRow.amended + 1)
    )
