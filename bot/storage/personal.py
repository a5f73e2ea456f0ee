"""Where chats and people are named: one table of all, from which the promises are kept.

Forgetting, `/mydata`, a group's new id and docs/privacy.md follow `NAMED`; a test walks the tables
and fails for a column that is neither here nor known to be a plain number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, case, delete, func, inspect, null, select, true, update
from sqlalchemy.orm import Session, aliased

from bot.storage import allowances, editors, erasures, holders, inbox, ledger, wishes
from bot.storage.tables import DocumentVersion, Person, Row, Suggestion, Update
from bot.storage.tables_editors import (
    Act,
    Campaign,
    Draft,
    Editor,
    Erasure,
    Follow,
    Invite,
    Miss,
    MissedChat,
)
from bot.storage.tables_meetings import AlertRow, HolderRow, SubscriptionRow
from bot.storage.tables_outbox import Delivery
from bot.storage.tables_replicas import AllowanceRow


@dataclass(frozen=True, slots=True)
class Named:
    """A column that names a chat or a person.

    `shown_as` is what `/mydata` calls its rows (`privacy-kind-…`). To forget is to delete the row,
    or, where the row must stay, to set `freed`. `spelled` are text columns that spell the id
    between colons; a group's new id goes there too. A person's id never changes: `moves` is False.
    """

    table: type[Row]
    column: str
    shown_as: str
    freed: Mapping[str, Any] | None = None
    moves: bool = True
    spelled: tuple[str, ...] = ()
    only: ColumnElement[bool] = field(default_factory=true)

    def of(self, chat_id: int) -> ColumnElement[bool]:
        """Return the condition that a row names this chat."""
        mine: ColumnElement[bool] = getattr(self.table, self.column) == chat_id
        return mine & self.only


_HANDLED = Update.state.in_(("done", "dead"))  # what waits is still to be answered
_NOBODY = {"chat_key": 0, "message_id": None, "reply_id": None}

_SELF = Act.about == Act.editor
_ACTOR = {
    "editor": None,
    "about": case((_SELF, null()), else_=Act.about),
    "label": case((_SELF, ""), else_=Act.label),
}

NAMED: Final = (
    Named(Person, "chat_id", "settings"),
    Named(Update, "chat_key", "replies", freed=_NOBODY, moves=False, only=_HANDLED),
    Named(Suggestion, "chat_id", "suggestions", freed={"chat_id": None}),
    Named(Follow, "chat_id", "follows"),
    Named(SubscriptionRow, "chat_id", "subscriptions"),
    Named(HolderRow, "chat_id", "subscriptions"),
    Named(AlertRow, "chat_id", "alerts", spelled=("key", "delivery")),
    Named(Delivery, "chat_id", "messages", spelled=("key",)),
    Named(Draft, "editor", "drafts", moves=False),
    Named(Editor, "user_id", "roles", moves=False),
    Named(Act, "editor", "acts", freed=_ACTOR, moves=False),
    Named(
        Act,
        "about",
        "acts",
        freed={"about": None, "label": ""},
        moves=False,
        only=Act.about.is_distinct_from(Act.editor),
    ),
    Named(Campaign, "editor", "acts", freed={"editor": None}, moves=False),
    Named(DocumentVersion, "editor", "acts", freed={"editor": None}, moves=False),
)

AGES: Final[Mapping[type[Row], timedelta]] = {
    Update: inbox.KEEP,
    AlertRow: ledger.KEPT_IN,
    Delivery: ledger.KEPT_IN,
    HolderRow: holders.KEPT_IN,
    Miss: wishes.KEPT,
    MissedChat: wishes.KEPT,
    Erasure: erasures.KEPT,
    Invite: editors.INVITED_FOR,
    AllowanceRow: allowances.KEPT,
}
"""How long rows stay that age; the others stay until something ends them (docs/privacy.md)."""


def stored(session: Session, chat_id: int) -> dict[str, int]:
    """Count every record that names a chat, by kind of record."""
    counts = dict.fromkeys((one.shown_as for one in NAMED), 0)
    for one in NAMED:
        rows = select(func.count()).select_from(one.table).where(one.of(chat_id))
        counts[one.shown_as] += session.scalar(rows) or 0
    counts["misses"] = len(wishes.missed_by(session, chat_id))
    return counts


def erase(session: Session, chat_id: int) -> None:
    """Delete every record that names a chat, or free it of the name."""
    for one in NAMED:
        gone = delete(one.table) if one.freed is None else update(one.table).values(one.freed)
        session.execute(gone.where(one.of(chat_id)))
    wishes.forget(session, chat_id)


def move(session: Session, old: int, new: int) -> None:
    """Follow a group to its new id; where the new one has a record of its own, that one stays."""
    for one in NAMED:
        if one.moves:
            _move(session, one, old, new)


def _move(session: Session, one: Named, old: int, new: int) -> None:
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


def chats(session: Session) -> set[int]:
    """Return every chat and person that any record names."""
    found: set[int] = set()
    for one in NAMED:
        found.update(
            n for n in session.scalars(select(getattr(one.table, one.column)).distinct()) if n
        )
    return found
