"""Where chats and people are named: one table of all, from which the promises are kept.

Forgetting, `/mydata`, a group's new id and docs/privacy.md follow `PERSONAL_COLUMNS`; a test walks
the tables and fails for a column that is neither here nor known to be a plain number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, case, delete, func, inspect, null, select, true, update
from sqlalchemy.orm import Session, aliased

from bot.storage.alerts import alert_outcomes, calendar_files
from bot.storage.chats import erasures
from bot.storage.database.core_tables import (
    ChatRow,
    DocumentVersion,
    Suggestion,
    TableRow,
    UpdateRow,
)
from bot.storage.database.editor_tables import (
    AuditEntry,
    Campaign,
    Draft,
    Editor,
    Erasure,
    Follow,
    Invite,
    MissedChat,
    MissedQuestion,
)
from bot.storage.database.meeting_tables import AlertRow, CalendarFileRow, SubscriptionRow
from bot.storage.database.outbox_table import Delivery
from bot.storage.database.replica_tables import AllowanceRow
from bot.storage.database.row_states import HANDLED_UPDATES
from bot.storage.editors import editor_members
from bot.storage.faq import unanswered
from bot.storage.intake import inbox
from bot.storage.replicas import shared_allowances


@dataclass(frozen=True, slots=True)
class PersonalColumn:
    """A column that names a chat or a person.

    `shown_as` is what `/mydata` calls its rows (`privacy-kind-…`). To forget is to delete the row,
    or, where the row must stay, to set `freed`. `spelled` are text columns that spell the id
    between colons; a group's new id goes there too. A person's id never changes: `moves` is False.
    """

    table: type[TableRow]
    column: str
    shown_as: str
    freed: Mapping[str, Any] | None = None
    moves: bool = True
    spelled: tuple[str, ...] = ()
    only: ColumnElement[bool] = field(default_factory=true)

    def names_chat(self, chat_id: int) -> ColumnElement[bool]:
        """Return the condition that a row names this chat."""
        mine: ColumnElement[bool] = getattr(self.table, self.column) == chat_id
        return mine & self.only


_HANDLED = UpdateRow.state.in_(HANDLED_UPDATES)  # what waits is still to be answered
_NOBODY = {"chat_key": 0, "message_id": None, "reply_id": None}

_SELF = AuditEntry.about == AuditEntry.editor
_ACTOR = {
    "editor": None,
    "about": case((_SELF, null()), else_=AuditEntry.about),
    "label": case((_SELF, ""), else_=AuditEntry.label),
}

PERSONAL_COLUMNS: Final = (
    PersonalColumn(ChatRow, "chat_id", "settings"),
    PersonalColumn(UpdateRow, "chat_key", "replies", freed=_NOBODY, moves=False, only=_HANDLED),
    PersonalColumn(Suggestion, "chat_id", "suggestions", freed={"chat_id": None}),
    PersonalColumn(Follow, "chat_id", "follows"),
    PersonalColumn(SubscriptionRow, "chat_id", "subscriptions"),
    PersonalColumn(CalendarFileRow, "chat_id", "subscriptions"),
    PersonalColumn(AlertRow, "chat_id", "alerts", spelled=("key", "delivery")),
    PersonalColumn(Delivery, "chat_id", "messages", spelled=("key",)),
    PersonalColumn(Draft, "editor", "drafts", moves=False),
    PersonalColumn(Editor, "user_id", "roles", moves=False),
    PersonalColumn(AuditEntry, "editor", "acts", freed=_ACTOR, moves=False),
    PersonalColumn(
        AuditEntry,
        "about",
        "acts",
        freed={"about": None, "label": ""},
        moves=False,
        only=AuditEntry.about.is_distinct_from(AuditEntry.editor),
    ),
    PersonalColumn(Campaign, "editor", "acts", freed={"editor": None}, moves=False),
    PersonalColumn(DocumentVersion, "editor", "acts", freed={"editor": None}, moves=False),
)

RECORDS_KEPT: Final[Mapping[type[TableRow], timedelta]] = {
    UpdateRow: inbox.UPDATES_KEPT,
    AlertRow: alert_outcomes.DELIVERIES_KEPT,
    Delivery: alert_outcomes.DELIVERIES_KEPT,
    CalendarFileRow: calendar_files.FILES_KEPT,
    MissedQuestion: unanswered.MISSES_KEPT,
    MissedChat: unanswered.MISSES_KEPT,
    Erasure: erasures.ERASURES_KEPT,
    Invite: editor_members.INVITATION_VALID,
    AllowanceRow: shared_allowances.ALLOWANCES_KEPT,
}
"""How long rows stay that age; the others stay until something ends them (docs/privacy.md)."""


def count_personal_records(session: Session, chat_id: int) -> dict[str, int]:
    """Count every record that names a chat, by kind of record."""
    counts = dict.fromkeys((one.shown_as for one in PERSONAL_COLUMNS), 0)
    for one in PERSONAL_COLUMNS:
        rows = select(func.count()).select_from(one.table).where(one.names_chat(chat_id))
        counts[one.shown_as] += session.scalar(rows) or 0
    counts["misses"] = len(unanswered.missed_by_chat(session, chat_id))
    return counts


def erase_chat(session: Session, chat_id: int) -> None:
    """Delete every record that names a chat, or free it of the name."""
    for one in PERSONAL_COLUMNS:
        gone = delete(one.table) if one.freed is None else update(one.table).values(one.freed)
        session.execute(gone.where(one.names_chat(chat_id)))
    unanswered.forget_misses(session, chat_id)


def move_personal_records(session: Session, old: int, new: int) -> None:
    """Follow a group to its new id; where the new one has a record of its own, that one stays."""
    for one in PERSONAL_COLUMNS:
        if one.moves:
            _move_column(session, one, old, new)


def _move_column(session: Session, one: PersonalColumn, old: int, new: int) -> None:
    table, twin = one.table, aliased(one.table)
    column = getattr(table, one.column)
    values = {one.column: new} | {
        name: func.replace(getattr(table, name), f":{old}:", f":{new}:") for name in one.spelled
    }
    keys = [key.name for key in inspect(table).primary_key]
    unique = keys if one.column in keys else list(one.spelled[:1])
    if unique:
        same = [getattr(twin, name) == values.get(name, getattr(table, name)) for name in unique]
        taken = select(1).where(getattr(twin, one.column) == new, *same).exists()
        session.execute(
            delete(table).where(column == old, taken).execution_options(synchronize_session=False)
        )
    session.execute(
        update(table)
        .where(column == old)
        .values(values)
        .execution_options(synchronize_session=False)
    )


def named_chats(session: Session) -> set[int]:
    """Return every chat and person that any record names."""
    found: set[int] = set()
    for one in PERSONAL_COLUMNS:
        found.update(
            n for n in session.scalars(select(getattr(one.table, one.column)).distinct()) if n
        )
    return found
