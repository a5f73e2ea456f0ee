"""The row of the outbox: one message to one chat that nobody asked for at this moment."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.database.core_tables import AUTO_ID, TableRow
from knowledge.delivery import DeliveryState


class Delivery(TableRow):
    """A message planned for one chat, and what became of it. Worded when it is sent.

    queued -> claimed -> sending -> sent | unknown; or queued again at `not_before`; or
    expired | unreachable | rejected | dropped. `key` is unique: planning twice plans once.
    """

    __tablename__ = "deliveries"
    id: Mapped[int] = mapped_column(AUTO_ID, primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    chat_id: Mapped[int]
    card: Mapped[str] = mapped_column(String(32))  # which renderer words it
    about: Mapped[str] = mapped_column(String(120), default="")  # a meeting, a campaign, an entry
    facts: Mapped[dict[str, Any]]  # what the renderer needs
    urgency: Mapped[int]
    state: Mapped[str] = mapped_column(String(16), default=DeliveryState.QUEUED)
    due_at: Mapped[datetime]
    not_before: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    lost_answers: Mapped[int] = mapped_column(
        default=0
    )  # tries that may have arrived all the same
    edits: Mapped[int | None]  # the message of ours to change instead of sending a new one
    message_id: Mapped[int | None]
    lease_until: Mapped[datetime | None]
    holder: Mapped[str] = mapped_column(String(32), default="")  # the process that claimed it
    settled_at: Mapped[datetime | None]
    fault: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (
        Index("ix_deliveries_due", "state", "not_before", "urgency", "id"),
        Index("ix_deliveries_chat", "chat_id", "state"),
        Index("ix_deliveries_about", "about", "state"),
    )
