"""From changes and wishes to the ledger, a page of chats at a time.

Each page is a transaction of its own, so that a reply never waits long; a page done twice plans
nothing twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.storage import alerts, holders, meetings, outbox, subscriptions
from bot.storage.outbox import Planned
from bot.storage.tables import Document
from bot.storage.tables_meetings import AlertRow, ChangeRow
from bot.storage.tables_outbox import Delivery
from knowledge.alerts.edits import SentAlert, edits
from knowledge.alerts.keywords import ISSUE_WORDS, read_issue
from knowledge.alerts.plan import plan
from knowledge.content import reading
from knowledge.content.documents import Kind
from knowledge.delivery import State, Urgency
from knowledge.meetings.calendar import Calendar
from knowledge.meetings.change import Change
from knowledge.meetings.city import City
from knowledge.meetings.listing import is_unread
from knowledge.meetings.meeting import Meeting
from knowledge.meetings.times import local_day
from knowledge.meetings.wire import from_json

PAGE = 500
HORIZON_IN = timedelta(hours=1)
LONGEST_LEAD_DAYS = 33  # thirty days of lead, and the days a business-day rule skips
SECOND_LOOK_IN = timedelta(seconds=90)  # by then whatever was on the wire has been settled


@dataclass(frozen=True, slots=True)
class Open:
    """A change not yet told to everybody, and when it was first planned."""

    id: int
    change: Change


def untold(session: Session) -> list[Open]:
    """Return the changes whose alerts are still to be planned, oldest first."""
    rows = session.execute(
        select(ChangeRow.id, ChangeRow.state)
        .where(ChangeRow.planned_at.is_(None))
        .order_by(ChangeRow.id)
    )
    return [Open(number, from_json(Change, text)) for number, text in rows]


def tell_page(
    session: Session, changes: Sequence[Change], after: int | None, now: datetime, city: City
) -> int | None:
    """Plan the alerts of these changes for one page of chats; return where to go on, or None."""
    chats = subscriptions.page(session, after, PAGE)
    told_of = alerts.by_word(session, [change.meeting_id for change in changes], chats)
    asked = [replace(one, told_of=told_of.get(one.chat_id, frozenset())) for one in chats]
    if after is None:
        asked += holders.holders(session, [change.after for change in changes])
    owed = plan(changes, (), asked, now, city, issue=read_issue(_issue_lists(session)))
    alerts.add(session, owed)
    kinds = {one.chat_id: one for one in asked}
    for alert in owed:
        replacement = alert.change.replacement if alert.change else None
        if alert.sends_file and replacement:
            holders.take_file(
                session,
                alert.chat_id,
                "",
                kinds[alert.chat_id].language,
                replacement.id,
                now,
                kinds[alert.chat_id].thread_id,
            )
    return chats[-1].chat_id if len(chats) == PAGE else None


def _issue_lists(session: Session) -> list[str]:
    """Return the lists of words of the bot's own subject, as editors keep them now."""
    body = session.scalar(
        select(Document.body).where(
            Document.kind == Kind.SCOPE, Document.code == ISSUE_WORDS, Document.state == "live"
        )
    )
    lists = reading.scope(ISSUE_WORDS, body).lists if body else {}
    return [line for lines in lists.values() for line in lines]


def told(session: Session, ids: Sequence[int], now: datetime) -> None:
    """Note that the alerts of these changes are planned for everybody."""
    session.execute(update(ChangeRow).where(ChangeRow.id.in_(ids)).values(planned_at=now))


def coming(session: Session, now: datetime, city: City) -> list[Meeting]:
    """Return the meetings near enough for a reminder to be due soon."""
    today = local_day(now, city.tz)
    found = meetings.coming(session, today, today + timedelta(days=LONGEST_LEAD_DAYS + 2))
    return [numbered.meeting for numbered in found]


def remind_page(
    session: Session, near: Sequence[Meeting], after: int | None, now: datetime, city: City
) -> int | None:
    """Plan what falls due within the hour for one page of chats; return where to go on."""
    chats = subscriptions.page(session, after, PAGE)
    calendar = Calendar(sources=meetings.sources(session))
    unread = [meeting for meeting in near if is_unread(calendar, meeting, now, city)]
    owed = plan((), near, chats, now, city, horizon_in=HORIZON_IN, unread=unread)
    alerts.add(session, owed)
    return chats[-1].chat_id if len(chats) == PAGE else None


# --- putting sent messages right ------------------------------------------------------------


def unamended(session: Session, now: datetime) -> list[Open]:
    """Return told changes whose earlier messages must still be looked through.

    Twice: at once, and again when whatever was on the wire meanwhile has been settled.
    """
    rows = session.execute(
        select(ChangeRow.id, ChangeRow.state)
        .where(
            ChangeRow.planned_at.is_not(None),
            or_(
                ChangeRow.amended == 0,
                (ChangeRow.amended == 1) & (ChangeRow.planned_at <= now - SECOND_LOOK_IN),
            ),
        )
        .order_by(ChangeRow.id)
    )
    return [Open(number, from_json(Change, text)) for number, text in rows]


def amend_page(
    session: Session, changes: Sequence[Change], after: int | None, now: datetime
) -> int | None:
    """Queue the edits of one page of messages that a change made untrue; return where to go on."""
    about = AlertRow.meeting_id.in_({change.meeting_id for change in changes})
    query = (
        select(Delivery.id, Delivery.key)
        .where(
            Delivery.state == State.SENT,
            Delivery.message_id.is_not(None),
            Delivery.card == alerts.CARD,
            Delivery.key.in_(select(AlertRow.delivery).where(about)),
        )
        .order_by(Delivery.id)
        .limit(PAGE)
    )
    if after is not None:
        query = query.where(Delivery.id > after)
    found = session.execute(query).all()
    outbox.enqueue(session, _edits(session, changes, [key for _, key in found], now))
    return found[-1][0] if len(found) == PAGE else None


def _edits(
    session: Session, changes: Sequence[Change], keys: Sequence[str], now: datetime
) -> list[Planned]:
    rows = session.execute(
        select(AlertRow, Delivery.message_id, Delivery.settled_at)
        .join(Delivery, Delivery.key == AlertRow.delivery)
        .where(AlertRow.delivery.in_(keys), AlertRow.state == alerts.CARRIED)
    )
    sent = [
        SentAlert(alerts.read(row), message_id, at, row.shown_place)
        for row, message_id, at in rows
        if message_id is not None and at is not None
    ]
    return [
        Planned(
            key=intent.dedupe_key,
            chat_id=intent.chat_id,
            card=alerts.AMENDED,
            facts={"alerts": list(intent.alert_keys)},
            urgency=Urgency.EDIT,
            due_at=intent.due_at,
            not_before=intent.due_at,
            expires_at=intent.expires_at,
            about=f"meeting:{intent.meeting_id}",
            edits=intent.message_id,
        )
        for intent in edits(changes, sent, now)
    ]


def amended(session: Session, ids: Sequence[int]) -> None:
    """Note that sent messages were looked through for these changes."""
    session.execute(
        update(ChangeRow).where(ChangeRow.id.in_(ids)).values(amended=ChangeRow.amended + 1)
    )
