"""The rows of the editors: who they are, what they are writing, what they did."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.database.core_tables import AUTO_ID, TableRow
from bot.storage.database.row_states import CampaignState, DraftAct, DraftState, QuestionState


class Editor(TableRow):
    """A person who keeps the base; owners are in the settings instead."""

    __tablename__ = "editors"
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role: Mapped[str] = mapped_column(String(16))
    languages: Mapped[str] = mapped_column(String(16), default="")  # a translator's, spaced
    label: Mapped[str] = mapped_column(String(40), default="")  # as the owner calls them
    since: Mapped[datetime]


class Invite(TableRow):
    """A one-time link; the secret in it is known by its hash alone."""

    __tablename__ = "invites"
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    role: Mapped[str] = mapped_column(String(16))
    languages: Mapped[str] = mapped_column(String(16), default="")
    label: Mapped[str] = mapped_column(String(40), default="")
    expires_at: Mapped[datetime]


class Draft(TableRow):
    """An edit not yet public, one an editor and document."""

    __tablename__ = "drafts"
    id: Mapped[int] = mapped_column(AUTO_ID, primary_key=True)
    editor: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(16))  # a document's kind, or import | broadcast | …
    code: Mapped[str] = mapped_column(String(80))
    act: Mapped[str] = mapped_column(String(16), default=DraftAct.PUBLISH)
    version: Mapped[int]  # of the document when the draft was opened; 0: there was none
    body: Mapped[dict[str, Any]]
    asks: Mapped[str] = mapped_column(String(40), default="")  # the field the next text fills
    language: Mapped[str] = mapped_column(String(2), default="en")  # the one being worded
    state: Mapped[str] = mapped_column(String(16), default=DraftState.OPEN)
    previewed: Mapped[str] = mapped_column(String(64), default="")  # digest of what was shown
    about: Mapped[str] = mapped_column(String(80), default="")  # the question it answers
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("editor", "kind", "code"),)


class AuditEntry(TableRow):
    """One line of the audit; only ever added to, and freed of ids and label by `/forget`.

    `about` is the member whom an act concerned, `label` what the owner calls them.
    """

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(AUTO_ID, primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    editor: Mapped[int | None]
    role: Mapped[str] = mapped_column(String(16))
    act: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(100), index=True)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    about: Mapped[int | None]
    label: Mapped[str] = mapped_column(String(40), default="")


class RuntimeFlag(TableRow):
    """A rule or a state of the whole bot: the two-person rule, a pause, a hold, a key."""

    __tablename__ = "switches"
    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[dict[str, Any]]


class Erasure(TableRow):
    """A keyed hash of a chat that was forgotten, for as long as backups are kept."""

    __tablename__ = "erasures"
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class MissedQuestion(TableRow):
    """Questions nobody could answer that share their main words, by a keyed hash of those."""

    __tablename__ = "misses"
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    language: Mapped[str] = mapped_column(String(2))
    last_on: Mapped[date] = mapped_column(index=True)
    chats: Mapped[int]
    words: Mapped[str | None] = mapped_column(Text)  # once three chats asked
    state: Mapped[str] = mapped_column(String(16), default=QuestionState.OPEN)


class MissedChat(TableRow):
    """That some chat asked a missed question, by a hash that fits this one question only."""

    __tablename__ = "missed_chats"
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    who: Mapped[str] = mapped_column(String(64), primary_key=True)
    on: Mapped[date] = mapped_column(index=True)


class Campaign(TableRow):
    """A message to many: who wrote it, what it says, how far it has come."""

    __tablename__ = "campaigns"
    id: Mapped[int] = mapped_column(AUTO_ID, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))  # broadcast | correct
    about: Mapped[str] = mapped_column(String(80), default="")  # the entry a correction is of
    editor: Mapped[int | None]
    texts: Mapped[dict[str, Any]]
    total: Mapped[int]
    state: Mapped[str] = mapped_column(String(16), default=CampaignState.SENDING)
    at: Mapped[datetime]


class Follow(TableRow):
    """A chat that wants to hear when an answer changes."""

    __tablename__ = "follows"
    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(String(80), primary_key=True)

    __table_args__ = (Index("ix_follows_code", "code"),)
