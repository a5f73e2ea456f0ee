"""The rows of meetings, of those who want to hear of them, and of what each was told."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.database.core_tables import AUTO_ID, TableRow
from bot.storage.database.row_states import AlertRowState


class CalendarState(TableRow):
    """One row: what must be remembered between two looks, beside meetings and sources."""

    __tablename__ = "calendar"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rest: Mapped[str] = mapped_column(Text)  # a Calendar without meetings and sources, as JSON
    waits: Mapped[bool] = mapped_column(default=False)  # something settles as time passes
    looked_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]  # when reminders were last worked out


class MeetingRow(TableRow):
    """A meeting as people see it now; `number` is how they type it."""

    __tablename__ = "meetings"
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    body_slug: Mapped[str] = mapped_column(String(60))
    local_date: Mapped[date]
    starts_at: Mapped[datetime | None]
    closes_at: Mapped[datetime]
    is_listed: Mapped[bool] = mapped_column(default=True)
    state: Mapped[str] = mapped_column(Text)  # a Meeting as JSON

    __table_args__ = (Index("ix_meetings_coming", "is_listed", "local_date"),)


class SourceRow(TableRow):
    """How a source behaved."""

    __tablename__ = "meeting_sources"
    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    state: Mapped[str] = mapped_column(Text)  # a SourceMemory as JSON


class ChangeRow(TableRow):
    """One revision that people were to be told; append-only but for how far the telling went."""

    __tablename__ = "meeting_changes"
    id: Mapped[int] = mapped_column(AUTO_ID, primary_key=True)
    meeting_id: Mapped[str] = mapped_column(String(16))
    revision: Mapped[int]
    kind: Mapped[str] = mapped_column(String(24))
    observed_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(Text)  # a Change as JSON
    planned_at: Mapped[datetime | None]
    amended: Mapped[int] = mapped_column(default=0)  # how often sent messages were looked through

    __table_args__ = (
        UniqueConstraint("meeting_id", "revision"),
        Index("ix_meeting_changes_open", "planned_at", "amended"),
    )


class TieRow(TableRow):
    """The meeting an answer was written before; `day` is where it stands now, None if it is off.

    `name` is what the answer says (`expires_with`): with another one the tie is made anew.
    """

    __tablename__ = "meeting_ties"
    code: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    meeting_id: Mapped[str] = mapped_column(String(16))
    day: Mapped[date | None]


class SubscriptionRow(TableRow):
    """The wishes of a chat; lists are words with spaces between, keywords one a line."""

    __tablename__ = "subscriptions"
    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    language: Mapped[str] = mapped_column(String(2))
    since_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]  # None: longer ago than we remember
    thread_id: Mapped[int | None]  # the forum topic it was asked for in
    bodies: Mapped[str] = mapped_column(Text)
    topics: Mapped[str] = mapped_column(String(80))
    leads: Mapped[str] = mapped_column(String(200))
    keywords: Mapped[str] = mapped_column(Text, default="")
    quiet: Mapped[str] = mapped_column(String(16), default="")
    pace: Mapped[str] = mapped_column(String(16))
    paused_until: Mapped[datetime | None]
    muted: Mapped[str] = mapped_column(Text, default="")


class CalendarFileRow(TableRow):
    """A chat that took a meeting's calendar file, and gets the new one when it changes."""

    __tablename__ = "calendar_holders"
    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    meeting_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    language: Mapped[str] = mapped_column(String(2))
    taken_at: Mapped[datetime]
    thread_id: Mapped[int | None]  # the forum topic it was asked for in

    __table_args__ = (Index("ix_calendar_holders_meeting", "meeting_id", "chat_id"),)


class AlertRow(TableRow):
    """One thing a chat is owed; the delivery it travels in says what became of it.

    planned -> carried (a message was worded with it) | withdrawn (`reason` says why).
    """

    __tablename__ = "alerts"
    id: Mapped[int] = mapped_column(AUTO_ID, primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    chat_id: Mapped[int]
    language: Mapped[str] = mapped_column(String(2))
    meeting_id: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(24))
    revision: Mapped[int]
    why: Mapped[str] = mapped_column(String(16))
    claim: Mapped[str] = mapped_column(Text)
    session: Mapped[int] = mapped_column(default=0)
    lead: Mapped[str] = mapped_column(String(40), default="")
    matches: Mapped[list[Any]] = mapped_column(JSON)
    silent: Mapped[bool] = mapped_column(default=False)
    wanted_at: Mapped[datetime]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    delivery: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(16), default=AlertRowState.PLANNED)
    reason: Mapped[str] = mapped_column(String(24), default="")
    shown_place: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        Index("ix_alerts_delivery", "delivery"),
        Index("ix_alerts_chat", "chat_id", "due_at"),
        Index("ix_alerts_meeting", "meeting_id", "chat_id"),
    )
