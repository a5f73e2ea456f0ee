"""What the smaller cards need when they are worded: a file, a language, a number of chats."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage.alerts import subscriptions
from bot.storage.database.core_tables import ChatRow
from bot.storage.database.meeting_tables import ChangeRow
from bot.storage.meetings import calendar_records
from bot.storage.outbox.delivery_queue import ClaimedDelivery
from knowledge.alerts.subscription import AlertTopic
from knowledge.language import Language
from knowledge.meetings.city import City
from knowledge.meetings.meeting import Meeting


@dataclass(frozen=True, slots=True)
class FileRenewal:
    """A file to renew: the meeting, the one that replaces it, and how to speak to the chat."""

    number: int
    meetings: tuple[Meeting, ...]
    language: Language
    plain: bool
    thread_id: int | None = None


def load_renewal(session: Session, delivery: ClaimedDelivery, now: datetime) -> FileRenewal | None:
    """Return what the new file holds; None if a newer one follows or the chat let it go."""
    meeting_id, revision = delivery.facts["meeting"], delivery.facts["revision"]
    found = calendar_records.find_meeting(session, meeting_id)
    newer = session.scalar(
        select(ChangeRow.id).where(
            ChangeRow.meeting_id == meeting_id,
            ChangeRow.revision > revision,
            ChangeRow.kind.not_in(("agenda_posted", "agenda_revised", "subject", "outcome")),
        )
    )
    subscription = subscriptions.effective_subscription(
        session, delivery.chat_id, [found.meeting] if found else []
    )
    if (
        found is None
        or newer
        or subscription is None
        or meeting_id not in subscription.calendar_files
    ):
        return None
    if subscription.is_paused(now) or meeting_id in subscription.muted:
        return None
    person = session.get(ChatRow, delivery.chat_id)
    after = found.meeting.superseded_by
    other = calendar_records.find_meeting(session, after) if after else None
    both = (found.meeting, *([other.meeting] if other else []))
    plain = bool(person and person.plain)
    return FileRenewal(found.number, both, subscription.language, plain, subscription.thread_id)


def chosen_language(session: Session, chat_id: int) -> Language | None:
    """Return the language a chat chose, if it did."""
    person = session.get(ChatRow, chat_id)
    return Language(person.language) if person and person.language_chosen else None


def wants_plain_texts(session: Session, chat_id: int) -> bool:
    """Tell whether a chat wants messages without emoji."""
    person = session.get(ChatRow, chat_id)
    return bool(person and person.plain)


def count_batch_recipients(session: Session, batch: str, now: datetime, city: City) -> int:
    """Count the chats that would hear of a batch that is held back."""
    calendar = calendar_records.load_calendar(session, now, city)
    held = {p.meeting_id for p in calendar.pending if p.batch == batch}
    slugs = {m.body_slug for m in calendar.meetings if m.id in held}
    names = slugs | {city.body_group(slug) for slug in slugs}
    return subscriptions.count_subscribers(session, names, AlertTopic.CHANGE) if names else 0
