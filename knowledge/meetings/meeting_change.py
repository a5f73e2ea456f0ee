"""What happened to a meeting between two looks, and what an operator should know."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from knowledge.meetings.meeting import Meeting


class ChangeKind(StrEnum):
    """What to tell people, the weightiest first."""

    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    RESCHEDULED = "rescheduled"
    UNLISTED = "unlisted"
    REINSTATED = "reinstated"
    NEW_MEETING = "new_meeting"
    TIME_CHANGED = "time_changed"
    TIME_SET = "time_set"
    SITTINGS = "sittings"  # one sitting of the day was called off, or is on again
    LOCATION_CHANGED = "location_changed"
    CHECK = "check"  # another source says it is off: worth a look, not a cancellation
    AGENDA_POSTED = "agenda_posted"
    AGENDA_REVISED = "agenda_revised"
    OUTCOME = "outcome"  # what was decided, or a correction of it
    SUBJECT = "subject"  # the calendar now says what it is about, or says something else


KIND_ORDER = {kind: place for place, kind in enumerate(ChangeKind)}


@dataclass(frozen=True, slots=True)
class MeetingChange:
    """One revision worth telling; `kind` is its headline and `also` the rest of the message.

    `replacement` is the meeting that takes the place of a rescheduled one. Changes that share a
    `batch` came together (a year's schedule, a hurricane) and belong in one message.
    """

    meeting_id: str
    kind: ChangeKind
    revision: int
    before: Meeting | None
    after: Meeting
    observed_at: datetime
    also: tuple[ChangeKind, ...] = ()
    replacement: Meeting | None = None
    batch: str = ""

    @property
    def all_kinds(self) -> tuple[ChangeKind, ...]:
        """The headline and the rest."""
        return (self.kind, *self.also)

    @property
    def target_meeting(self) -> Meeting:
        """The meeting people should go to: the replacement if there is one."""
        return self.replacement or self.after


class FlagKind(StrEnum):
    """Why an operator should look."""

    ODD_TIME = "odd_time"
    GUARDED_WORD = "guarded_word"
    UNCLEAR_WORD = "unclear_word"
    CONFLICT = "conflict"
    NEW_BODY = "new_body"
    MISSING_BUT_PRESENT = "missing_but_present"
    SUSPECT_EMPTY = "suspect_empty"
    OLD_COPY = "old_copy"
    STALE = "stale"
    SOURCE_ERROR = "source_error"
    NEEDS_TOKEN = "needs_token"
    REJECTED = "rejected"
    BULK = "bulk"


@dataclass(frozen=True, slots=True)
class OperatorFlag:
    """A remark for operators, in English; the same `key` is not raised again while it lasts."""

    kind: FlagKind
    key: str
    text: str
    source_id: str = ""
    meeting_id: str = ""
    batch: str = ""
