"""A message someone is owed: what it claims, when it is due, when it is stale."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from knowledge.language import Language
from knowledge.meetings.change import Change
from knowledge.meetings.raw import AgendaItem


class AlertKind(StrEnum):
    """What the message is; the first twelve carry the name of the change they tell."""

    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    RESCHEDULED = "rescheduled"
    UNLISTED = "unlisted"
    REINSTATED = "reinstated"
    NEW_MEETING = "new_meeting"
    TIME_CHANGED = "time_changed"
    TIME_SET = "time_set"
    LOCATION_CHANGED = "location_changed"
    CHECK = "check"
    AGENDA_POSTED = "agenda_posted"
    AGENDA_REVISED = "agenda_revised"
    REMINDER = "reminder"
    DEADLINE = "deadline"
    KEYWORD = "keyword"


class Urgency(IntEnum):
    """The order of sending; smaller goes first."""

    URGENT = 0
    SOON = 1
    ROUTINE = 2
    EDIT = 3


class Why(StrEnum):
    """Why this chat gets this message."""

    BODY = "body"
    EVERY_BODY = "every_body"
    KEYWORD = "keyword"
    LEAD = "lead"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Match:
    """A keyword of the subscriber and the agenda item it was found in."""

    keyword: str
    item: AgendaItem


@dataclass(frozen=True, slots=True)
class Alert:
    """One planned message to one chat about one meeting.

    `dedupe_key` is unique for ever. Alerts of equal `bundle` that are due go out as one message.
    `claim` is what must still be true of the meeting at the moment of sending.
    """

    dedupe_key: str
    chat_id: int
    kind: AlertKind
    meeting_id: str
    revision: int
    due_at: datetime
    expires_at: datetime
    urgency: Urgency
    language: Language
    why: Why
    claim: str
    bundle: str
    wanted_at: datetime  # when it would have gone without quiet hours or a digest
    is_silent: bool = False  # to be delivered without a sound
    session: int = 0
    lead: str = ""  # the key of the lead, or the purpose of the deadline
    matches: tuple[Match, ...] = ()
    change: Change | None = None
    sends_file: bool = False  # the chat holds our calendar file: it gets the new one with this
