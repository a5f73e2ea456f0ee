"""What the smaller cards need when they are worded: a file, a language, a number of chats."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage import meetings, subscriptions
from bot.storage.outbox import Queued
from bot.storage.tables import Person
from bot.storage.tables_meetings import ChangeRow
from knowledge.alerts.subscription import Topic
from knowledge.language import Language
from knowledge.meetings.city import City
from knowledge.meetings.meeting import Meeting


@dataclass(frozen=True, slots=True)
class Taken:
    """A file to renew: the meeting, the one that replaces it, and how to speak to the chat."""

    number: int
    meetings: tuple[Meeting, ...]
    language: Language
    plain: bool
    thread_id: int | None = None


def renewed(session: Session, queued: Queued, now: datetime) -> Taken | None:
    """Return what the new file holds; None if a newer one follows or the chat let it go."""
    meeting_id, revision = queued.facts["meeting"], queued.facts["revision"]
    found = meetings.find(session, meeting_id)
    newer = session.scalar(
        select(ChangeRow.id).where(
            ChangeRow.meeting_id == meeting_id,
            ChangeRow.revision > revision,
            ChangeRow.kind.not_in(("agenda_posted", "agenda_revised", "subject", "outcome")),
        )
    )
    wishes = subscriptions.wishes(session, queued.chat_id, [found.meeting] if found else [])
    if found is None or newer or wishes is None or meeting_id not in wishes.calendar_files:
        return None
    if wishes.is_paused(now) or meeting_id in wishes.muted:
        return None
    person = session.get(Person, queued.chat_id)
    after = found.meeting.superseded_by
    other = meetings.find(session, after) if after else None
    both = (found.meeting, *([other.meeting] if other else []))
    plain = bool(person and person.plain)
    return Taken(found.number, both, wishes.language, plain, wishes.thread_id)


def language_of(session: Session, chat_id: int) -> Language | None:
    """Return the language a chat chose, if it did."""
    person = session.get(Person, chat_id)
    return Language(person.language) if person and person.language_chosen else None


def plainly(session: Session, chat_id: int) -> bool:
    """Tell whether a chat wants messages without emoji."""
    person = session.get(Person, chat_id)
    return bool(person and person.plain)


def recipients(session: Session, batch: str, now: datetime, city: City) -> int:
    """Count the chats that would hear of a batch that is held back."""
    calendar = meetings.calendar(session, now, city)
    held = {p.meeting_id for p in calendar.pending if p.batch == batch}
    slugs = {m.body_slug for m in calendar.meetings if m.id in held}
    names = slugs | {city.group(slug) for slug in slugs}
    return subscriptions.count(session, names, Topic.CHANGE) if names else 0
