"""The rows. They never leave `bot.storage`; what comes out is a `knowledge` value."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.storage.database.engine import UtcDateTime
from bot.storage.database.row_states import DocumentState, QuestionState, UpdateState

AUTO_ID = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts only INTEGER keys


class TableRow(DeclarativeBase):
    """What every table shares."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {datetime: UtcDateTime, dict[str, Any]: JSON, int: BigInteger}


def table_of(rows: type[TableRow]) -> Table:
    """Return the table itself, for statements that need no mapper."""
    table = rows.__table__
    assert isinstance(table, Table)
    return table


# --- the FAQ base ---------------------------------------------------------------------------


class Document(TableRow):
    """A document of the base at its current version.

    `waiting` is a release's text that editors have not decided on, `settled` the last one they did
    (None: the newest release of the history).
    """

    __tablename__ = "documents"
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    code: Mapped[str] = mapped_column(String(80), primary_key=True)
    version: Mapped[int]
    body: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(16), default=DocumentState.LIVE)
    origin: Mapped[str] = mapped_column(String(16), default="seed")  # seed | editor
    seed_hash: Mapped[str] = mapped_column(String(64), default="")
    waiting: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    settled: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    retired_at: Mapped[datetime | None]


class DocumentVersion(TableRow):
    """A document as it once was."""

    __tablename__ = "document_versions"
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    code: Mapped[str] = mapped_column(String(80), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    editor: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(200), default="")


class ContentVersion(TableRow):
    """One row: the number that rises whenever the base changes."""

    __tablename__ = "content_version"
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]


# --- people ---------------------------------------------------------------------------------


class ChatRow(TableRow):
    """A chat we talk with: its language and one step of context. No name, no text."""

    __tablename__ = "people"
    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16), default="private")
    language: Mapped[str] = mapped_column(String(2))
    language_chosen: Mapped[bool] = mapped_column(default=False)
    plain: Mapped[bool] = mapped_column(default=False)
    offered: Mapped[str] = mapped_column(String(200), default="")  # codes last shown, spaced
    offered_at: Mapped[datetime | None]
    blocked_at: Mapped[datetime | None]
    desk_news: Mapped[bool] = mapped_column(default=True, server_default=true())  # an editor's


# --- questions ------------------------------------------------------------------------------


class QuestionRow(TableRow):
    """What became of one question: the outcome, never the words and never the chat."""

    __tablename__ = "questions"
    update_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    on: Mapped[date] = mapped_column(index=True)
    language: Mapped[str] = mapped_column(String(2))
    outcome: Mapped[str] = mapped_column(String(16))
    entry: Mapped[str | None] = mapped_column(String(80))
    score: Mapped[float]
    begins: Mapped[bool] = mapped_column(default=False, server_default=false())  # a conversation
    function: Mapped[str | None] = mapped_column(String(16))  # what was asked to be done


class Feedback(TableRow):
    """Whether an answer helped, and if not, why; not whose opinion it was."""

    __tablename__ = "feedback"
    update_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    on: Mapped[date] = mapped_column(index=True)
    stamp: Mapped[str] = mapped_column(String(90), index=True)
    language: Mapped[str] = mapped_column(String(2))
    verdict: Mapped[str] = mapped_column(String(16))
    """yes | no | wrong | unclear | missing | old; of an offered choice: taken | none"""


class Suggestion(TableRow):
    """A question a person chose to send to the editors."""

    __tablename__ = "suggestions"
    id: Mapped[int] = mapped_column(AUTO_ID, primary_key=True)
    update_id: Mapped[int] = mapped_column(unique=True)
    at: Mapped[datetime]
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    chat_id: Mapped[int | None]  # only of those who asked to be told
    state: Mapped[str] = mapped_column(String(16), default=QuestionState.OPEN)


# --- intake ---------------------------------------------------------------------------------


class UpdateRow(TableRow):
    """An update Telegram gave us, stored before it is confirmed; the body goes once handled."""

    __tablename__ = "inbox"
    seq: Mapped[int] = mapped_column(AUTO_ID, primary_key=True)
    update_id: Mapped[int]
    chat_key: Mapped[int]
    state: Mapped[str] = mapped_column(String(16), default=UpdateState.NEW)
    body: Mapped[str | None] = mapped_column(Text)
    tries: Mapped[int] = mapped_column(default=0)
    abandoned: Mapped[int] = mapped_column(default=0)  # how often a process died with it in hand
    received_at: Mapped[datetime]
    not_before: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    holder: Mapped[str] = mapped_column(String(32), default="")  # the process that leased it
    fault: Mapped[str] = mapped_column(String(200), default="")
    message_id: Mapped[int | None]  # which of their messages it was, and which of ours answers:
    reply_id: Mapped[int | None]  # an edited question is answered by editing the reply

    __table_args__ = (
        Index("ix_inbox_waiting", "state", "chat_key", "seq"),
        Index("ix_inbox_chat", "chat_key", "message_id"),
        UniqueConstraint("update_id"),
    )
