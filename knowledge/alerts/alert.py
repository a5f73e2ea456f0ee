"""A message someone is owed: what it claims, when it is due, when it is stale."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from knowledge.delivery import Urgency
from knowledge.language import Language
from knowledge.meetings.meeting_change import MeetingChange
from knowledge.meetings.raw_records import AgendaItem


class AlertKind(StrEnum):
    """What the message is; those that tell a change carry its name."""

    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    RESCHEDULED = "rescheduled"
    UNLISTED = "unlisted"
    REINSTATED = "reinstated"
    NEW_MEETING = "new_meeting"
    TIME_CHANGED = "time_changed"
    TIME_SET = "time_set"
    SITTINGS = "sittings"
    LOCATION_CHANGED = "location_changed"
    CHECK = "check"
    AGENDA_POSTED = "agenda_posted"
    AGENDA_REVISED = "agenda_revised"
    OUTCOME = "outcome"
    SUBJECT = "subject"
    REMINDER = "reminder"
    DEADLINE = "deadline"
    UNCONFIRMED = "unconfirmed"  # near, and its sources could not be read for a day
    KEYWORD = "keyword"
    ISSUE = "issue"  # the bot's own subject is on an agenda: for everyone


class AlertReason(StrEnum):
    """Why this chat gets this message."""

    BODY = "body"
    EVERY_BODY = "every_body"
    KEYWORD = "keyword"
    ISSUE = "issue"
    TOLD = "told"  # a word brought them this meeting: they hear what becomes of it
    LEAD = "lead"
    DEADLINE = "deadline"


SUBJECT_SEQUENCE = -1
"""The sequence of the item that stands for a meeting's subject."""


@dataclass(frozen=True, slots=True)
class KeywordMatch:
    """A keyword and the agenda item, or the subject of the meeting, it was found in.

    `is_issue`: it is a word of the bot's own subject, not one that the subscriber chose.
    """

    keyword: str
    item: AgendaItem
    is_issue: bool = False

    @property
    def is_subject(self) -> bool:
        """Tell whether it stands in the meeting's subject."""
        return self.item.sequence == SUBJECT_SEQUENCE


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
    why: AlertReason
    claim: str
    bundle: str
    wanted_at: datetime  # when it would have gone without quiet hours or a digest
    is_silent: bool = False  # to be delivered without a sound
    session: int = 0
    lead: str = ""  # the key of the lead, or the purpose of the deadline
    matches: tuple[KeywordMatch, ...] = ()
    change: MeetingChange | None = None
    sends_file: bool = False  # the chat holds our calendar file: it gets the new one with this
