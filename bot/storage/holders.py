"""Who holds a meeting's calendar file, and so wants the new one when it changes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.storage.dialect import upsert
from bot.storage.tables import Person
from bot.storage.tables_meetings import HolderRow, MeetingRow, SubscriptionRow
from knowledge.alerts.subscription import Subscription, Topic
from knowledge.language import Language
from knowledge.meetings.meeting import Meeting

KEPT_IN = timedelta(days=90)  # after the meeting; no calendar is read so far back (`Policy`)


def know(session: Session, chat_id: int, kind: str, language: Language) -> None:
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


def take_file(
    session: Session,
    chat_id: int,
    kind: str,
    language: Language,
    meeting_id: str,
    now: datetime,
    thread_id: int | None = None,
) -> None:
    """Note that a chat took a meeting's calendar file, in a forum in which topic."""
    know(session, chat_id, kind, language)
    session.execute(
        upsert(session, HolderRow)
        .values(
            chat_id=chat_id,
            meeting_id=meeting_id,
            language=language,
            taken_at=now,
            thread_id=thread_id,
        )
        .on_conflict_do_nothing()
    )


def let_file_go(session: Session, chat_id: int, meeting_id: str) -> None:
    """Note that a chat no longer wants a meeting's file renewed."""
    session.execute(
        delete(HolderRow).where(HolderRow.chat_id == chat_id, HolderRow.meeting_id == meeting_id)
    )


def files(session: Session, chats: Iterable[int]) -> dict[int, frozenset[str]]:
    """Return the ids of the meetings whose files each of these chats holds."""
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
        one = replace(one, thread_id=row.thread_id)
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
        begun_at=taken_at,
        is_holder=True,
    )


def prune(session: Session, now: datetime) -> None:
    """Forget who took the files of meetings long past: none of them will change again."""
    past = select(MeetingRow.id).where(MeetingRow.closes_at < now - KEPT_IN)
    session.execute(delete(HolderRow).where(HolderRow.meeting_id.in_(past)))
