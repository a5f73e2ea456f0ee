"""The chats we talk with: language, plain mode, one step of context; and forgetting them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, select, update
from sqlalchemy.orm import Session

from bot.storage.alerts import alert_outcomes, subscriptions
from bot.storage.chats import erasures, personal_data
from bot.storage.database import runtime_flags
from bot.storage.database.core_tables import ChatRow, ContentVersion, Suggestion
from bot.storage.database.dialect import affected_rows, upsert_into
from bot.storage.database.editor_tables import Draft, Editor, RuntimeFlag
from bot.storage.editors.editor_members import member_of_row
from bot.storage.faq import follows
from bot.storage.outbox import delivery_queue
from knowledge.editing.roles import TeamMember
from knowledge.language import Language

CONTEXT_KEPT = timedelta(minutes=10)

_CHAT: BindParameter[int] = bindparam("chat")
# Asked for every message, so built once: that costs more than to run it.
_LOAD = (
    select(
        ContentVersion.version,
        ChatRow,
        select(Draft.id).where(Draft.editor == _CHAT, Draft.asks != "").limit(1).scalar_subquery(),
        RuntimeFlag.value,
        Editor,
    )
    .select_from(ContentVersion)
    .outerjoin(ChatRow, ChatRow.chat_id == _CHAT)
    .outerjoin(Editor, Editor.user_id == _CHAT)
    .outerjoin(RuntimeFlag, RuntimeFlag.name == runtime_flags.PAUSE)
    .where(ContentVersion.id == 1)
)


@dataclass(frozen=True, slots=True)
class ChatRecord:
    """A chat as a handler sees it.

    `offered` is what it was shown in the last ten minutes: one entry code after an answer,
    `?` and several codes after a choice.
    """

    chat_id: int
    kind: str
    language: Language
    language_chosen: bool
    plain: bool
    offered: tuple[str, ...]
    content_version: int
    draft: int | None = None  # an editor's draft that waits for a text
    pause: dict[str, Any] | None = None  # set while answers are off
    member: TeamMember | None = None  # an editor; owners are in the settings instead

    @property
    def answered_code(self) -> str | None:
        """The code of the answer last shown, if that was an answer."""
        return self.offered[0] if self.offered and self.offered[0] != "?" else None

    @property
    def last_shown_code(self) -> str | None:
        """The code of the answer last shown, or of the first that was offered."""
        return self.answered_code or (self.offered_choices[0] if self.offered_choices else None)

    @property
    def offered_choices(self) -> tuple[str, ...]:
        """The codes last offered, if that was a choice."""
        return self.offered[1:] if self.offered and self.offered[0] == "?" else ()


@dataclass(frozen=True, slots=True)
class ForgetResult:
    """What `forget_chat` deleted, in numbers of records, by kind of record."""

    counts: dict[str, int]


def unknown_chat(language: Language) -> ChatRecord:
    """Return a chat of which nothing is known, for replies that are only shown."""
    return ChatRecord(0, "private", language, False, False, (), 0)


def load_chat(
    session: Session, chat_id: int, kind: str, hint: Language, now: datetime
) -> ChatRecord:
    """Return the chat as we know it, without storing anything for one we do not know.

    The content version is read along, so that a stale index is noticed in the same statement;
    so are an editor's draft that waits for a text, whether answers are off, and the member whose
    chat it is.
    """
    found = session.execute(_LOAD, {"chat": chat_id}).one_or_none()
    nothing = (0, None, None, None, None)
    content_version, person, draft, pause, editor = found if found is not None else nothing
    if person is None:
        return ChatRecord(
            chat_id, kind, hint, False, False, (), content_version, draft, pause,
            member=editor and member_of_row(editor),
        )  # fmt: skip
    fresh = person.offered_at is not None and now - person.offered_at <= CONTEXT_KEPT
    return ChatRecord(
        chat_id=chat_id,
        kind=person.kind,
        language=Language(person.language) if person.language_chosen else hint,
        language_chosen=person.language_chosen,
        plain=person.plain,
        offered=tuple(person.offered.split()) if fresh else (),
        content_version=content_version,
        draft=draft,
        pause=pause,
        member=editor and member_of_row(editor),
    )


def chat_row(session: Session, known: ChatRecord) -> ChatRow:
    """Return the row of a chat, begun if there was none."""
    found = session.get(ChatRow, known.chat_id)
    if found is None:
        found = ChatRow(chat_id=known.chat_id, kind=known.kind, language=known.language)
        session.add(found)
    return found


def choose_language(session: Session, known: ChatRecord, language: Language) -> None:
    """Remember the language a person chose."""
    chat = chat_row(session, known)
    chat.language, chat.language_chosen = language, True


def choose_plain(session: Session, known: ChatRecord, plain: bool) -> None:
    """Remember whether a person wants messages without emoji."""
    chat_row(session, known).plain = plain


def remember_offer(
    session: Session, known: ChatRecord, codes: tuple[str, ...], now: datetime
) -> None:
    """Keep the codes just shown as one step of context, for ten minutes."""
    context = {"offered": " ".join(codes), "offered_at": now}
    session.execute(
        upsert_into(session, ChatRow)
        .values(
            chat_id=known.chat_id,
            kind=known.kind,
            language=known.language,
            language_chosen=False,
            plain=False,
            **context,
        )
        .on_conflict_do_update(index_elements=["chat_id"], set_=context)
    )


def count_stored(session: Session, chat_id: int) -> dict[str, int]:
    """Count every record tied to a chat, by kind of record."""
    return personal_data.count_personal_records(session, chat_id)


def forget_chat(session: Session, chat_id: int, now: datetime) -> ForgetResult:
    """Delete everything tied to a chat; a sent suggestion and an editor's acts stay, without it.

    A keyed hash remembers that the chat was forgotten, so that a restored backup forgets it too.
    """
    counts = personal_data.count_personal_records(session, chat_id)
    erasures.remember_erasure(session, chat_id, now)
    personal_data.erase_chat(session, chat_id)
    return ForgetResult(counts)


def stop_notifications(session: Session, chat_id: int, now: datetime) -> bool:
    """End everything sent unasked to a chat, even what is queued; tell whether there was any."""
    ends = subscriptions.end_subscription(session, chat_id)
    waits = alert_outcomes.cancel_pending(session, chat_id) + delivery_queue.drop_deliveries(
        session, now, chat_id=chat_id
    )
    asked = update(Suggestion).where(Suggestion.chat_id == chat_id).values(chat_id=None)
    ended = affected_rows(session, asked)
    return ends or waits + ended + follows.unfollow_answers(session, chat_id) > 0


def mark_chat_left(session: Session, chat_id: int, now: datetime) -> None:
    """Note that a chat blocked or removed the bot; it is forgotten after thirty days."""
    session.execute(update(ChatRow).where(ChatRow.chat_id == chat_id).values(blocked_at=now))


def mark_chat_returned(session: Session, chat_id: int, now: datetime) -> None:
    """Note that a chat let the bot in again; what was due in its absence is not owed."""
    session.execute(update(ChatRow).where(ChatRow.chat_id == chat_id).values(blocked_at=None))
    subscriptions.restart_subscription(session, chat_id, now)


def migrate_chat(session: Session, old: int, new: int) -> None:
    """Follow a group to its new id, with all that is kept of it and waits for it."""
    personal_data.move_personal_records(session, old, new)


def prune_chats(session: Session, now: datetime) -> None:
    """Forget the chats that have been gone for thirty days."""
    gone = session.scalars(
        select(ChatRow.chat_id).where(ChatRow.blocked_at < now - timedelta(days=30))
    ).all()
    for chat_id in gone:
        forget_chat(session, chat_id, now)
