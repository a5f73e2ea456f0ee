"""Who holds a meeting's calendar file, and so wants the new one when it changes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.storage.database.core_tables import ChatRow
from bot.storage.database.dialect import upsert_into
from bot.storage.database.meeting_tables import CalendarFileRow, MeetingRow, SubscriptionRow
from knowledge.alerts.subscription import AlertTopic, Subscription
from knowledge.language import Language
from knowledge.meetings.meeting import Meeting

FILES_KEPT = timedelta(days=90)  # after the meeting; no calendar is read so far back (`Policy`)


def ensure_chat(session: Session, chat_id: int, kind: str, language: Language) -> None:
    """Make sure that there is a person behind the wishes, who can leave and be forgotten."""
    session.execute(
        upsert_into(session, ChatRow)
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


def subscribe_file(
    session: Session,
    chat_id: int,
    kind: str,
    language: Language,
    meeting_id: str,
    now: datetime,
    thread_id: int | None = None,
) -> None:
    """Note that a chat took a meeting's calendar file, in a forum in which topic."""
    ensure_chat(session, chat_id, kind, language)
    session.execute(
        upsert_into(session, CalendarFileRow)
        .values(
            chat_id=chat_id,
            meeting_id=meeting_id,
            language=language,
            taken_at=now,
            thread_id=thread_id,
        )
        .on_conflict_do_nothing()
    )


def unsubscribe_file(session: Session, chat_id: int, meeting_id: str) -> None:
    """Note that a chat no longer wants a meeting's file renewed."""
    session.execute(
        delete(CalendarFileRow).where(
            CalendarFileRow.chat_id == chat_id, CalendarFileRow.meeting_id == meeting_id
        )
    )


def subscribed_files(session: Session, chats: Iterable[int]) -> dict[int, frozenset[str]]:
    """Return the ids of the meetings whose files each of these chats holds."""
    found: dict[int, set[str]] = {}
    rows = session.execute(
        select(CalendarFileRow.chat_id, CalendarFileRow.meeting_id).where(
            CalendarFileRow.chat_id.in_(list(chats))
        )
    )
    for chat_id, meeting_id in rows:
        found.setdefault(chat_id, set()).add(meeting_id)
    return {chat_id: frozenset(ids) for chat_id, ids in found.items()}


def file_subscriptions(
    session: Session, meetings: Sequence[Meeting], chat_id: int | None = None
) -> list[Subscription]:
    """Return those who hold the file of one of these meetings and are not subscribed.

    Taking the file is a wish of its own: to hear when what it says has changed.
    """
    by_id = {meeting.id: meeting for meeting in meetings}
    query = (
        select(CalendarFileRow, ChatRow.language, ChatRow.language_chosen)
        .outerjoin(ChatRow, ChatRow.chat_id == CalendarFileRow.chat_id)
        .outerjoin(SubscriptionRow, SubscriptionRow.chat_id == CalendarFileRow.chat_id)
        .where(
            CalendarFileRow.meeting_id.in_(list(by_id)),
            SubscriptionRow.chat_id.is_(None),
            ChatRow.blocked_at.is_(None),
        )
    )
    if chat_id is not None:
        query = query.where(CalendarFileRow.chat_id == chat_id)
    found: dict[int, Subscription] = {}
    for row, language, chosen in session.execute(query):
        spoken = Language(language if chosen and language else row.language)
        one = file_subscription(row.chat_id, spoken, row.taken_at, by_id[row.meeting_id])
        one = replace(one, thread_id=row.thread_id)
        if row.chat_id in found:
            one = replace(
                one,
                bodies=one.bodies | found[row.chat_id].bodies,
                calendar_files=one.calendar_files | found[row.chat_id].calendar_files,
            )
        found[row.chat_id] = one
    return list(found.values())


def file_subscription(
    chat_id: int, language: Language, taken_at: datetime, meeting: Meeting
) -> Subscription:
    """Return the wish that taking a file expresses."""
    return Subscription(
        chat_id=chat_id,
        language=language,
        since_at=taken_at,
        bodies=frozenset({meeting.body_slug}),
        topics=frozenset({AlertTopic.CHANGE}),
        leads=(),
        calendar_files=frozenset({meeting.id}),
        begun_at=taken_at,
        is_holder=True,
    )


def prune_file_subscriptions(session: Session, now: datetime) -> None:
    """Forget who took the files of meetings long past: none of them will change again."""
    past = select(MeetingRow.id).where(MeetingRow.closes_at < now - FILES_KEPT)
    session.execute(delete(CalendarFileRow).where(CalendarFileRow.meeting_id.in_(past)))
