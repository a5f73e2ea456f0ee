"""The chats we talk with: language, plain mode, one step of context; and forgetting them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.storage import erasures, follows, ledger, outbox, personal, subscriptions, switches
from bot.storage.dialect import count, upsert
from bot.storage.tables import ContentVersion, Person, Suggestion
from bot.storage.tables_editors import Draft, Editor, Switch
from knowledge.language import Language

CONTEXT = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Known:
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
    is_editor: bool = False  # owners are in the settings instead

    @property
    def answered(self) -> str | None:
        """The code of the answer last shown, if that was an answer."""
        return self.offered[0] if self.offered and self.offered[0] != "?" else None

    @property
    def last_shown(self) -> str | None:
        """The code of the answer last shown, or of the first that was offered."""
        return self.answered or (self.choices[0] if self.choices else None)

    @property
    def choices(self) -> tuple[str, ...]:
        """The codes last offered, if that was a choice."""
        return self.offered[1:] if self.offered and self.offered[0] == "?" else ()


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What a `forget` deleted, in numbers of records, by kind of record."""

    counts: dict[str, int]


def stranger(language: Language) -> Known:
    """Return a chat of which nothing is known, for replies that are only shown."""
    return Known(0, "private", language, False, False, (), 0)


def greet(session: Session, chat_id: int, kind: str, hint: Language, now: datetime) -> Known:
    """Return the chat as we know it, without storing anything for one we do not know.

    The content version is read along, so that a stale index is noticed in the same statement;
    so are an editor's draft that waits for a text, whether answers are off, and whether the chat
    is an editor's.
    """
    awaiting = select(Draft.id).where(Draft.editor == chat_id, Draft.asks != "").limit(1)
    found = session.execute(
        select(
            ContentVersion.version,
            Person,
            awaiting.scalar_subquery(),
            Switch.value,
            Editor.user_id,
        )
        .select_from(ContentVersion)
        .outerjoin(Person, Person.chat_id == chat_id)
        .outerjoin(Editor, Editor.user_id == chat_id)
        .outerjoin(Switch, Switch.name == switches.PAUSE)
        .where(ContentVersion.id == 1)
    ).one_or_none()
    nothing = (0, None, None, None, None)
    content_version, person, draft, pause, editor = found if found is not None else nothing
    if person is None:
        return Known(
            chat_id, kind, hint, False, False, (), content_version, draft, pause,
            is_editor=editor is not None,
        )  # fmt: skip
    fresh = person.offered_at is not None and now - person.offered_at <= CONTEXT
    return Known(
        chat_id=chat_id,
        kind=person.kind,
        language=Language(person.language) if person.language_chosen else hint,
        language_chosen=person.language_chosen,
        plain=person.plain,
        offered=tuple(person.offered.split()) if fresh else (),
        content_version=content_version,
        draft=draft,
        pause=pause,
        is_editor=editor is not None,
    )


def row(session: Session, known: Known) -> Person:
    """Return the row of a chat, begun if there was none."""
    found = session.get(Person, known.chat_id)
    if found is None:
        found = Person(chat_id=known.chat_id, kind=known.kind, language=known.language)
        session.add(found)
    return found


def know(session: Session, known: Known) -> None:
    """Remember a chat, so that it can leave and be forgotten."""
    row(session, known)


def choose_language(session: Session, known: Known, language: Language) -> None:
    """Remember the language a person chose."""
    chat = row(session, known)
    chat.language, chat.language_chosen = language, True


def choose_plain(session: Session, known: Known, plain: bool) -> None:
    """Remember whether a person wants messages without emoji."""
    row(session, known).plain = plain


def remember_offer(session: Session, known: Known, codes: tuple[str, ...], now: datetime) -> None:
    """Keep the codes just shown as one step of context, for ten minutes."""
    context = {"offered": " ".join(codes), "offered_at": now}
    session.execute(
        upsert(session, Person)
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


def stored(session: Session, chat_id: int) -> dict[str, int]:
    """Count every record tied to a chat, by kind of record."""
    return personal.stored(session, chat_id)


def forget(session: Session, chat_id: int, now: datetime) -> Forgotten:
    """Delete everything tied to a chat; a sent suggestion and an editor's acts stay, without it.

    A keyed hash remembers that the chat was forgotten, so that a restored backup forgets it too.
    """
    counts = personal.stored(session, chat_id)
    erasures.remember(session, chat_id, now)
    personal.erase(session, chat_id)
    return Forgotten(counts)


def stop(session: Session, chat_id: int, now: datetime) -> bool:
    """End everything sent unasked to a chat, even what is queued; tell whether there was any."""
    ends = subscriptions.end(session, chat_id)
    waits = ledger.take_back(session, chat_id) + outbox.drop(session, now, chat_id=chat_id)
    asked = update(Suggestion).where(Suggestion.chat_id == chat_id).values(chat_id=None)
    ended = count(session, asked)
    return ends or waits + ended + follows.unfollow(session, chat_id) > 0


def left(session: Session, chat_id: int, now: datetime) -> None:
    """Note that a chat blocked or removed the bot; it is forgotten after thirty days."""
    session.execute(update(Person).where(Person.chat_id == chat_id).values(blocked_at=now))


def returned(session: Session, chat_id: int, now: datetime) -> None:
    """Note that a chat let the bot in again; what was due in its absence is not owed."""
    session.execute(update(Person).where(Person.chat_id == chat_id).values(blocked_at=None))
    subscriptions.returned(session, chat_id, now)


def migrated(session: Session, old: int, new: int) -> None:
    """Follow a group to its new id."""
    personal.move(session, old, new)


def prune(session: Session, now: datetime) -> None:
    """Forget the chats that have been gone for thirty days."""
    gone = session.scalars(
        select(Person.chat_id).where(Person.blocked_at < now - timedelta(days=30))
    ).all()
    for chat_id in gone:
        forget(session, chat_id, now)
