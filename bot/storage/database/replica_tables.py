"""The rows by which several processes on one PostgreSQL know of each other."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.database.core_tables import TableRow

REPLICA_ID = String(32)  # the name a process gives itself at its start; "" where there is but one


class ReplicaRow(TableRow):
    """A process that serves, when it last said so (by the database's clock), what it may send."""

    __tablename__ = "replicas"
    id: Mapped[str] = mapped_column(REPLICA_ID, primary_key=True)
    revision: Mapped[str] = mapped_column(String(16))  # the newest tables it knows
    seen_at: Mapped[datetime]
    slots: Mapped[int]  # how many messages a second it may send; at most 28 in all
    is_hungry: Mapped[bool]  # it waits for more


class AllowanceRow(TableRow):
    """How many messages a speaker still has, by a keyed hash; dropped once they are rested."""

    __tablename__ = "allowances"
    speaker: Mapped[str] = mapped_column(String(64), primary_key=True)
    left: Mapped[float]
    at: Mapped[datetime]
    told: Mapped[bool]
    heard: Mapped[dict[str, Any]]  # commands let through beyond it, and when

    __table_args__ = (Index("ix_allowances_at", "at"),)
