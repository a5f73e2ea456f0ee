"""What each chat wants to hear, and which calendar files it holds."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, delete, func, or_, select, update
from sqlalchemy.orm import Session

from bot.storage.dialect import upsert
from bot.storage.tables import Person
from bot.storage.tables_meetings import HolderRow, SubscriptionRow
from knowledge.alerts.lead import Lead
from knowledge.alerts.subscription import Pace, QuietHours, Subscription, Topic
from knowledge.language import Language
from knowledge.meetings.meeting import Meeting


def of(session: Session, chat_id: int) -> Subscription | None:
    """Return the wishes of a chat, or None if it is not subscribed."""
    row = session.execute(_wishes().where(SubscriptionRow.chat_id == chat_id)).first()
    if row is None:
        return None
    return replace(_subscription(*row), calendar_files=_files(session, [chat_id]).get(chat_id, _N))


def page(session: Session, after: int | None, limit: int) -> list[Subscription]:
    """Return the reachable subscribers after a chat id, in order, at most `limit`."""
    query = _wishes().where(Person.blocked_at.is_(None))
    if after is not None:
        query = query.where(SubscriptionRow.chat_id > after)
    rows = session.execute(query.order_by(SubscriptionRow.chat_id).limit(limit)).all()
    files = _files(session, [row[0].chat_id for row in rows]) if rows else {}
    return [
        replace(one, calendar_files=files[one.chat_id]) if one.chat_id in files else one
        for one in (_subscription(*row) for row in rows)
    ]


_N: frozenset[str] = frozenset()


def _wishes() -> Select[SubscriptionRow, str, bool, datetime | None]:
    return select(
        SubscriptionRow, Person.language, Person.language_chosen, Person.blocked_at
    ).outerjoin(Person, Person.chat_id == SubscriptionRow.chat_id)


def _subscription(
    row: SubscriptionRow, language: str | None, chosen: bool | None, blocked_at: datetime | None
) -> Subscription:
    return Subscription(
        chat_id=row.chat_id,
        language=Language(language if chosen and language else row.language),
        since_at=row.since_at,
        bodies=_words(row.bodies),
        topics=_topics(row.topics),
        leads=_leads(row.leads),
        keywords=tuple(row.keywords.split("\n")) if row.keywords else (),
        quiet=_quiet(row.quiet),
        pace=Pace(row.pace),
        paused_until=row.paused_until,
        muted=_words(row.muted),
        is_active=blocked_at is None,
    )


@lru_cache(4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@lru_cache(1024)
def _topics(text: str) -> frozenset[Topic]:
    return frozenset(map(Topic, text.split()))


@lru_cache(4096)
def _leads(text: str) -> tuple[Lead, ...]:
    return tuple(map(Lead.from_key, text.split()))


@lru_cache(1024)
def _quiet(text: str) -> QuietHours | None:
    if not text:
        return None
    begins, ends = text.split("-")
    return QuietHours(time.fromisoformat(begins), time.fromisoformat(ends))


def save(session: Session, kind: str, wishes: Subscription) -> None:
    """Write the wishes of a chat; it becomes known to us, so that it can be forgotten."""
    _know(session, wishes.chat_id, kind, wishes.language)
    quiet = wishes.quiet
    values: dict[str, Any] = {
        "language": wishes.language,
        "since_at": wishes.since_at,
        "bodies": " ".join(sorted(wishes.bodies)),
        "topics": " ".join(topic for topic in Topic if topic in wishes.topics),
        "leads": " ".join(lead.key for lead in wishes.leads),
        "keywords": "\n".join(wishes.keywords),
        "quiet": f"{quiet.begins:%H:%M}-{quiet.ends:%H:%M}" if quiet else "",
        "pace": wishes.pace,
        "paused_until": wishes.paused_until,
        "muted": " ".join(sorted(wishes.muted)),
    }
    session.execute(
        upsert(session, SubscriptionRow)
        .values(chat_id=wishes.chat_id, **values)
        .on_conflict_do_update(index_elements=["chat_id"], set_=values)
    )


def _know(session: Session, chat_id: int, kind: str, language: Language) -> None:
    """Make sure that there is a person behind the wishes, who can leave and be forgotten."""
    session.execute(
        upsert(session, Person)
        .values(
            chat_id=chat_id,
            kind=kind,
            language=language,
            language_chosen=False,
            plain=False,
            offered="",
        )
        .on_conflict_do_nothing()
    )


# --- calendar files -------------------------------------------------------------------------


def take_file(
    session: Session, chat_id: int, kind: str, language: Language, meeting_id: str, now: datetime
) -> None:
    """Note that a chat took a meeting's calendar file."""
    _know(session, chat_id, kind, language)
    session.execute(
        upsert(session, HolderRow)
        .values(chat_id=chat_id, meeting_id=meeting_id, language=language, taken_at=now)
        .on_conflict_do_nothing()
    )


def let_file_go(session: Session, chat_id: int, meeting_id: str) -> None:
    """Note that a chat no longer wants a meeting's file renewed."""
    session.execute(
        delete(HolderRow).where(HolderRow.chat_id == chat_id, HolderRow.meeting_id == meeting_id)
    )


def _files(session: Session, chats: Iterable[int]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    rows = session.execute(
        select(HolderRow.chat_id, HolderRow.meeting_id).where(HolderRow.chat_id.in_(list(chats)))
    )
    for chat_id, meeting_id in rows:
        found.setdefault(chat_id, set()).add(meeting_id)
    return {chat_id: frozenset(ids) for chat_id, ids in found.items()}


def holders(
    session: Session, meetings: Sequence[Meeting], chat_id: int | None = None
) -> list[Subscription]:
    """Return those who hold the file of one of these meetings and are not subscribed.

    Taking the file is a wish of its own: to hear when what it says has changed.
    """
    by_id = {meeting.id: meeting for meeting in meetings}
    query = (
        select(HolderRow, Person.language, Person.language_chosen)
        .outerjoin(Person, Person.chat_id == HolderRow.chat_id)
        .outerjoin(SubscriptionRow, SubscriptionRow.chat_id == HolderRow.chat_id)
        .where(
            HolderRow.meeting_id.in_(list(by_id)),
            SubscriptionRow.chat_id.is_(None),
            Person.blocked_at.is_(None),
        )
    )
    if chat_id is not None:
        query = query.where(HolderRow.chat_id == chat_id)
    found: dict[int, Subscription] = {}
    for row, language, chosen in session.execute(query):
        spoken = Language(language if chosen and language else row.language)
        one = holder(row.chat_id, spoken, row.taken_at, by_id[row.meeting_id])
        if row.chat_id in found:
            one = replace(
                one,
                bodies=one.bodies | found[row.chat_id].bodies,
                calendar_files=one.calendar_files | found[row.chat_id].calendar_files,
            )
        found[row.chat_id] = one
    return list(found.values())


def holder(chat_id: int, language: Language, taken_at: datetime, meeting: Meeting) -> Subscription:
    """Return the wish that taking a file expresses."""
    return Subscription(
        chat_id=chat_id,
        language=language,
        since_at=taken_at,
        bodies=frozenset({meeting.body_slug}),
        topics=frozenset({Topic.CHANGE}),
        leads=(),
        calendar_files=frozenset({meeting.id}),
    )


def wishes(session: Session, chat_id: int, meetings: Sequence[Meeting]) -> Subscription | None:
    """Return what a chat wants to hear of these meetings, subscribed or holding a file."""
    found = of(session, chat_id)
    if found is not None:
        return found
    return next(iter(holders(session, meetings, chat_id)), None)


# --- leaving --------------------------------------------------------------------------------


def end(session: Session, chat_id: int) -> bool:
    """End the subscription of a chat and forget its files; tell whether there was any."""
    ended = 0
    for table in (SubscriptionRow, HolderRow):
        result = session.execute(delete(table).where(table.chat_id == chat_id))
        ended += result.rowcount  # type: ignore[attr-defined]  # a DELETE's CursorResult
    return ended > 0


def stored(session: Session, chat_id: int) -> int:
    """Count the rows that say what a chat wants."""
    return sum(
        session.scalar(select(func.count()).select_from(table).where(table.chat_id == chat_id))
        or 0
        for table in (SubscriptionRow, HolderRow)
    )


def returned(session: Session, chat_id: int, now: datetime) -> None:
    """Begin anew with a chat that let us in again: nothing from its absence is owed."""
    session.execute(
        update(SubscriptionRow).where(SubscriptionRow.chat_id == chat_id).values(since_at=now)
    )


def move(session: Session, old: int, new: int) -> None:
    """Follow a group to its new id, unless the new one has wishes of its own."""
    if session.get(SubscriptionRow, new) is None:
        session.execute(
            update(SubscriptionRow).where(SubscriptionRow.chat_id == old).values(chat_id=new)
        )
    taken = select(HolderRow.meeting_id).where(HolderRow.chat_id == new)
    session.execute(
        update(HolderRow)
        .where(HolderRow.chat_id == old, HolderRow.meeting_id.not_in(taken))
        .values(chat_id=new)
    )
    end(session, old)


def count(session: Session, slugs: Iterable[str], topic: Topic) -> int:
    """Count the reachable chats that hear about one of these bodies, by kind of message."""
    names = [*slugs, "*"]
    padded = " " + SubscriptionRow.bodies + " "
    return (
        session.scalar(
            select(func.count())
            .select_from(SubscriptionRow)
            .outerjoin(Person, Person.chat_id == SubscriptionRow.chat_id)
            .where(
                Person.blocked_at.is_(None),
                or_(*(padded.contains(f" {name} ", autoescape=True) for name in names)),
                (" " + SubscriptionRow.topics + " ").contains(f" {topic.value} "),
            )
        )
        or 0
    )
